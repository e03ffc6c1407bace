#pragma once

#include "engine/statemachine/completion.h"
#include "widgets/theme/theme.h"

#include <QFrame>

class QLabel;
class QListWidget;

namespace ws::codeeditor {

/// What could be typed at the caret of a field, each with its kind, its signature or sample and a
/// sentence about it; or the call that the caret is in. A window that never takes the focus: the
/// field goes on being typed into, by an input method too, and only its arrows, Enter, Tab and
/// Escape are meant for the list while it shows. A child of the field.
class CompletionList : public QFrame {
    Q_OBJECT
public:
    CompletionList(theme::Theme& theme, QWidget& field);

    /// `caret` is in the coordinates of the field. Nothing to offer closes the list.
    void offer(const statemachine::Completion& completion, const QRect& caret);
    /// The signature alone, with the argument that the caret is at.
    void tell(const statemachine::CallTip& tip, const QRect& caret);
    bool isOffering() const;
    /// Names as they are listed.
    QStringList names() const;
    /// The sentence and the signature that are shown; for tests and assistive technology.
    QString helpText() const;

Q_SIGNALS:
    void chosen(const ws::statemachine::CompletionItem& item);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void restyle();
    void fill();
    void showHelp();
    void choose();
    void place();
    bool takesKey(int key, Qt::KeyboardModifiers modifiers) const;
    bool filterKey(QKeyEvent& event);
    void press(int key);
    void moveBy(int rows);
    void watch();

    theme::Theme& m_theme; // Not owned.
    QWidget& m_field;      // Not owned; its parent.
    statemachine::Completion m_completion;
    QRect m_caret; ///< global
    QListWidget* m_list;
    QLabel* m_signature;
    QLabel* m_help;
};

} // namespace ws::codeeditor
