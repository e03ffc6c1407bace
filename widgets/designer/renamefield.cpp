#include "widgets/designer/renamefield.h"

#include "widgets/theme/compositionguard.h"

#include <QFocusEvent>
#include <QKeyEvent>

namespace ws::designer {

RenameField::RenameField(QWidget* parent)
    : QLineEdit(parent) {
    theme::CompositionGuard::install();
    hide();
}

void RenameField::open(const QString& name, const QRect& place) {
    setText(name);
    QRect room = place;
    room.setWidth(std::max(place.width(), 180));
    room.setHeight(std::max(place.height(), sizeHint().height()));
    room.moveCenter(place.center());
    setGeometry(room);
    m_open = true;
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
    selectAll();
}

void RenameField::close() {
    m_open = false;
    if (hasFocus() && parentWidget())
        parentWidget()->setFocus(Qt::OtherFocusReason);
    hide();
}

/// Keys that mean something to the window are letters here.
bool RenameField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
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

void RenameField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    const bool menu = event->reason() == Qt::PopupFocusReason;
    if (m_open && !menu && event->reason() != Qt::ActiveWindowFocusReason)
        Q_EMIT left(text());
}

} // namespace ws::designer
