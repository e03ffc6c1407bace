#pragma once

#include <QObject>
#include <QPointer>

class QKeyEvent;

namespace ws::theme {

/// Keeps Enter and Esc from every field of the program while a syllable is being composed: they
/// belong to the input method, and what is typed is neither committed without the syllable nor
/// thrown away with it.
class CompositionGuard : public QObject {
    Q_OBJECT
public:
    /// Watches the application from now on. Further calls do nothing.
    static void install();
    /// For who filters the application's events too, and may come before the guard.
    static bool claims(const QKeyEvent& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Syllable { Open, JustEnded };

    static CompositionGuard* guard();
    explicit CompositionGuard(QObject* application);
    void follow(QObject* field, const QString& preedit);
    bool isForSyllable(const QKeyEvent& key) const;

    QPointer<QObject> m_field; ///< where the syllable is; null: none is being composed
    Syllable m_syllable = Syllable::Open;
};

} // namespace ws::theme
