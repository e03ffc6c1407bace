#include "widgets/theme/compositionguard.h"

#include <QCoreApplication>
#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace ws::theme {

CompositionGuard* CompositionGuard::guard() {
    return QCoreApplication::instance()->findChild<CompositionGuard*>(QString(),
                                                                      Qt::FindDirectChildrenOnly);
}

void CompositionGuard::install() {
    if (!guard())
        new CompositionGuard(QCoreApplication::instance());
}

bool CompositionGuard::claims(const QKeyEvent& key) {
    const CompositionGuard* there = guard();
    return there && there->isForSyllable(key);
}

CompositionGuard::CompositionGuard(QObject* application)
    : QObject(application) {
    application->installEventFilter(this);
}

void CompositionGuard::follow(QObject* field, const QString& preedit) {
    if (!preedit.isEmpty()) {
        m_field = field;
        m_syllable = Syllable::Open;
    } else if (m_field && m_syllable == Syllable::Open) {
        m_syllable = Syllable::JustEnded;
    }
}

/// Input methods end the syllable at Esc and pass the key on, which would then close the field with
/// all that is in it. An Enter that is passed on comes with the whole syllable and counts. Whoever
/// gets the key: lists that complete what is typed take it before the field does.
bool CompositionGuard::isForSyllable(const QKeyEvent& key) const {
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    const bool escape = key.key() == Qt::Key_Escape;
    return m_field && (escape || (enter && m_syllable == Syllable::Open));
}

bool CompositionGuard::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::InputMethod:
        follow(watched, static_cast<QInputMethodEvent*>(event)->preeditString());
        return false;
    case QEvent::FocusOut:
        if (watched == m_field &&
            static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            m_field = nullptr;
        return false;
    case QEvent::MouseButtonPress:
        if (m_syllable == Syllable::JustEnded)
            m_field = nullptr;
        return false;
    case QEvent::ShortcutOverride: // else a shortcut of the window would take the key
    case QEvent::KeyPress: {
        // The window sees a key before the field in it does.
        if (!watched->isWidgetType())
            return false;
        const bool ours = isForSyllable(*static_cast<QKeyEvent*>(event));
        if (event->type() == QEvent::KeyPress && m_syllable == Syllable::JustEnded)
            m_field = nullptr;
        if (ours)
            event->accept();
        return ours;
    }
    default:
        return false;
    }
}

} // namespace ws::theme
