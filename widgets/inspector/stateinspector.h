#pragma once

#include "engine/fleet/dated.h"
#include "engine/json/document.h"
#include "engine/statemachine/completion.h"
#include "engine/statemachine/nesting.h"
#include "engine/statemachine/readdefinition.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

namespace ws::inspector {

/// What is selected, in full: a state with its fields and, once it ran, what went in and came out;
/// or an invocation with request, response, why it started cold or warm, its way through the
/// components, cost and log; or an environment with what it keeps. Follows feed::Selection.
class StateInspector : public QWidget {
    Q_OBJECT
public:
    StateInspector(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                   QWidget* parent = nullptr);
    ~StateInspector() override;

    /// UTF-8; the same text that the canvas and the editor show. Text that is no JSON keeps the
    /// last good one.
    void setDefinition(const QString& machineName, const std::string& text);
    void setDefinition(const QString& machineName, statemachine::SharedDefinition definition);
    /// Where other machines come from, whose states are drawn inside Tasks. Not owned.
    void setMachines(statemachine::MachineSource& machines);
    /// What was set last, without its byte order mark.
    const std::string& definitionText() const;
    /// The form, at the field that holds the value at the pointer.
    void showField(const std::string& pointer);
    /// What is known of the machine beyond its text, for what the form offers.
    void setCompletionSources(statemachine::CompletionSources sources);
    /// Whose day's prices an invocation is told with.
    void setAsOf(fleet::Day day);

Q_SIGNALS:
    /// Bytes of the definition to show in the text.
    void revealRequested(const ws::json::Range& range);
    /// The state that is shown, of another machine, is to be opened there.
    void homeRequested();
    /// A change begins: who has a newer text calls setDefinition() before this returns.
    void textWanted();
    /// In the text that was set last, without its byte order mark.
    void editsRequested(const QString& machine, const std::vector<ws::json::Edit>& edits);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::inspector
