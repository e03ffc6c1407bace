#include "widgets/designer/renamefield.h"

#include <QKeyEvent>

namespace ws::designer {

RenameField::RenameField(QWidget* parent)
    : FieldOver(parent) {}

void RenameField::open(const QString& name, const QRect& place) {
    setText(name);
    QRect room = place;
    room.setWidth(std::max(place.width(), 180));
    room.setHeight(std::max(place.height(), sizeHint().height()));
    room.moveCenter(place.center());
    openAt(room);
    selectAll();
}

void RenameField::leave() {
    Q_EMIT left(text());
}

void RenameField::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool escape = event->key() == Qt::Key_Escape;
    if (!enter && !escape) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    event->accept();
    if (enter)
        Q_EMIT committed(text());
    else
        Q_EMIT cancelled();
}

} // namespace ws::designer
