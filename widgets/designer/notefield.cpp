#include "widgets/designer/notefield.h"

#include "widgets/theme/compositionguard.h"

#include <QFocusEvent>
#include <QKeyEvent>

namespace ws::designer {

NoteField::NoteField(QWidget* parent)
    : QPlainTextEdit(parent) {
    theme::CompositionGuard::install();
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    hide();
}

void NoteField::open(const QString& text, const QRect& place) {
    setPlainText(text);
    setGeometry(place);
    m_open = true;
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
    moveCursor(QTextCursor::End);
}

void NoteField::close() {
    m_open = false;
    if (hasFocus() && parentWidget())
        parentWidget()->setFocus(Qt::OtherFocusReason);
    hide();
}

/// Keys that mean something to the window are letters here.
bool NoteField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
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

void NoteField::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    const bool menu = event->reason() == Qt::PopupFocusReason;
    if (m_open && !menu && event->reason() != Qt::ActiveWindowFocusReason)
        Q_EMIT left(toPlainText());
}

} // namespace ws::designer
