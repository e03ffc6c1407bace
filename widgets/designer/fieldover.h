#pragma once

#include "widgets/theme/compositionguard.h"

#include <QFocusEvent>
#include <QWidget>

namespace ws::designer {

/// A text field laid over what it writes. While a syllable is being composed every key belongs to
/// the input method, and keys that mean something to the window are letters.
template <typename Field>
class FieldOver : public Field {
public:
    void close() {
        m_open = false;
        if (this->hasFocus() && this->parentWidget())
            this->parentWidget()->setFocus(Qt::OtherFocusReason);
        this->hide();
    }
    bool isOpen() const { return m_open; }

protected:
    explicit FieldOver(QWidget* parent)
        : Field(parent) {
        theme::CompositionGuard::install();
        this->hide();
    }

    void openAt(const QRect& place) {
        this->setGeometry(place);
        m_open = true;
        this->show();
        this->raise();
        this->setFocus(Qt::OtherFocusReason);
    }

    /// The focus went elsewhere, and neither to a menu of the field nor to another window.
    virtual void leave() = 0;

    bool event(QEvent* event) override {
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        return Field::event(event);
    }

    void focusOutEvent(QFocusEvent* event) override {
        Field::focusOutEvent(event);
        const bool menu = event->reason() == Qt::PopupFocusReason;
        if (m_open && !menu && event->reason() != Qt::ActiveWindowFocusReason)
            leave();
    }

private:
    bool m_open = false;
};

} // namespace ws::designer
