#pragma once

#include "engine/json/document.h"
#include "engine/statemachine/completion.h"
#include "engine/statemachine/diagnostic.h"
#include "engine/statemachine/readdefinition.h"
#include "widgets/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <string>
#include <vector>

namespace ws::inspector {

/// One state of a definition as a form, or, while no state is selected, the machine itself: every
/// field that its type has in its query language. What the user enters becomes an edit of the
/// fewest bytes; what is wrong is said at its field, with the changes that would put it right.
class StateForm : public QWidget {
    Q_OBJECT
public:
    explicit StateForm(theme::Theme& theme, QWidget* parent = nullptr);
    ~StateForm() override;

    /// UTF-8. Text that cannot be read keeps the last good values, says so
    /// and takes no entries until it is put right.
    void setText(const QString& machine, const std::string& text);
    void setDefinition(const QString& machine, statemachine::SharedDefinition definition);
    /// JSON pointer; empty: the machine.
    void showState(const std::string& pointer);
    /// Turns to the page of the field that holds the value at the pointer and scrolls to it.
    void showField(const std::string& pointer);
    /// On offer for tasks.
    void setFunctions(const QStringList& names);
    /// What is known beyond the text, for what is on offer while a field is typed into.
    void setCompletionSources(statemachine::CompletionSources sources);

    /// Pointers of all fields that have a control now, on any page.
    QStringList fields() const;

Q_SIGNALS:
    /// A change begins: who has a newer text calls setText() before this returns.
    void textWanted();
    /// In the text that was set last.
    void editsRequested(const std::vector<ws::json::Edit>& edits);
    /// After an edit: the state has this name now, or it is about this one.
    void stateRenamed(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::inspector
