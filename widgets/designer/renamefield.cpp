#include "widgets/designer/renamefield.h"

#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace ws::designer {

RenameField::RenameField(QWidget* parent)
    : QLineEdit(parent) {
    hide();
}

void RenameField::open(const QString& name, const QRect& place) {
    m_composing = m_composed = false;
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
    m_composing = m_composed = false;
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

void RenameField::inputMethodEvent(QInputMethodEvent* event) {
    const bool was = m_composing;
    m_composing = !event->preeditString().isEmpty();
    m_composed = was && !m_composing;
    QLineEdit::inputMethodEvent(event);
}

void RenameField::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool escape = event->key() == Qt::Key_Escape;
    const bool ended = std::exchange(m_composed, false);
    if (!enter && !escape) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    event->accept();
    if (m_composing || (escape && ended))
        return;
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
