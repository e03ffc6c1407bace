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
    /// That execution of the recorder is looked at: brings in what it goes on from and, of what it
    /// has begun, the first ones, where only the history has them.
    void complete(base::ExecutionId execution);
    /// Of what a past one has begun, so many more that are not in the recorder.
    static constexpr std::size_t kPage = 300;
    void openNested(base::ExecutionId execution);

public Q_SLOTS:
    /// Asks the engine; changed() tells when something is different.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void openForebears(const telemetry::ExecutionRecord& run);
    void takeEvents(const std::vector<telemetry::Event>& events);

    EngineFeed& m_feed; // Not owned.
    std::vector<Summary> m_all;
    std::set<std::string> m_asked;         ///< ARNs that openForebears() has asked for
    std::set<base::ExecutionId> m_opening; ///< whose nested ones are on their way
    QTimer m_later;                        ///< many runs may begin and end at once
};

} // namespace ws::feed
