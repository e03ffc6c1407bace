#include "widgets/designer/notefield.h"

#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>

#include <utility>

namespace ws::designer {

NoteField::NoteField(QWidget* parent)
    : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    hide();
}

void NoteField::open(const QString& text, const QRect& place) {
    m_composing = m_composed = false;
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
    m_composing = m_composed = false;
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

void NoteField::inputMethodEvent(QInputMethodEvent* event) {
    const bool was = m_composing;
    m_composing = !event->preeditString().isEmpty();
    m_composed = was && !m_composing;
    QPlainTextEdit::inputMethodEvent(event);
}

void NoteField::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool escape = event->key() == Qt::Key_Escape;
    const bool done = escape || (enter && event->modifiers().testFlag(Qt::ControlModifier));
    const bool ended = std::exchange(m_composed, false);
    if (m_composing && (enter || escape)) {
        event->accept();
        return;
    }
    if (!done) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    event->accept();
    if (!(escape && ended))
        Q_EMIT committed(toPlainText());
}

void NoteField::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    const bool menu = event->reason() == Qt::PopupFocusReason;
    if (m_open && !menu && event->reason() != Qt::ActiveWindowFocusReason)
        Q_EMIT left(toPlainText());
}

} // namespace ws::designer
