#pragma once

#include "engine/workspace/runhistory.h"
#include "widgets/feed/enginefeed.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace ws::feed {

/// What has run in the workspace, in earlier sessions too, and one of them again as if it had just
/// been: with its history and what it had begun, in the feed's recorder.
class PastRuns : public QObject {
    Q_OBJECT
public:
    using Summary = workspace::RunHistory::ExecutionSummary;
    using Opened = std::function<void(base::Result<base::ExecutionId>)>;

    explicit PastRuns(EngineFeed& feed, QObject* parent = nullptr);

    /// The newest first; without the children of distributed Maps.
    const std::vector<Summary>& all() const { return m_all; }
    /// The execution of this session that the summary is of; 0: it ran before.
    base::ExecutionId here(const Summary& run) const;
    /// Errors: those of RunHistory::loadExecution(); "workspace.notOpen".
    void open(const Summary& run, QObject* context, Opened opened);
    /// Brings what that execution of the recorder goes on from into the recorder, where only the
    /// history has it.
    void openForebears(base::ExecutionId execution);

public Q_SLOTS:
    /// Asks the engine; changed() tells when something is different.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void takeEvents(const std::vector<telemetry::Event>& events);

    EngineFeed& m_feed; // Not owned.
    std::vector<Summary> m_all;
    std::set<std::string> m_asked; ///< ARNs that openForebears() has asked for
    QTimer m_later; ///< many runs may begin and end at once
};

} // namespace ws::feed
