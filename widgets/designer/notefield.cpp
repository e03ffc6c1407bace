#include "widgets/designer/notefield.h"

#include <QKeyEvent>

namespace ws::designer {

NoteField::NoteField(QWidget* parent)
    : FieldOver(parent) {
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void NoteField::open(const QString& text, const QRect& place) {
    setPlainText(text);
    openAt(place);
    moveCursor(QTextCursor::End);
}

void NoteField::leave() {
    Q_EMIT left(toPlainText());
}

void NoteField::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() != Qt::Key_Escape &&
        !(enter && event->modifiers().testFlag(Qt::ControlModifier))) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    event->accept();
    Q_EMIT committed(toPlainText());
}

} // namespace ws::designer
