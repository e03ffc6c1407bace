// The lines of a past run in place of those of this session.
#include "widgets/dataplane/logpanel.h"

#include <QLabel>

#include <algorithm>

namespace ws::dataplane {

const telemetry::PastCalls* LogPanel::pastCalls() const {
    return m_feed.recorder().pastCalls(m_selection.content().execution);
}

std::vector<base::ExecutionId> LogPanel::pastFamily() const {
    std::vector<base::ExecutionId> family{m_selection.content().execution};
    for (std::size_t i = 0; i < family.size(); ++i) {
        for (const auto* child : m_feed.recorder().childrenOf(family[i]))
            family.push_back(child->execution);
    }
    return family;
}

void LogPanel::showPast() {
    std::vector<const telemetry::LogEntry*> lines;
    for (const base::ExecutionId each : pastFamily()) {
        for (const telemetry::LogEntry& entry : m_feed.recorder().pastCalls(each)->log) {
            if (passes(entry))
                lines.push_back(&entry);
        }
    }
    std::ranges::stable_sort(lines, {}, [](const auto* entry) { return entry->at; });
    append(lines);
}

QString LogPanel::whyEmptyPast() const {
    bool areKept = true;
    bool anyLine = false;
    std::size_t gone = 0;
    for (const base::ExecutionId each : pastFamily()) {
        const telemetry::PastCalls* calls = m_feed.recorder().pastCalls(each);
        areKept = areKept && calls->areKept;
        anyLine = anyLine || !calls->log.empty();
        gone += calls->leftOutCalls + calls->leftOutLines;
    }
    if (anyLine)
        return tr("No line matches. Change the filter to see the others.");
    if (!areKept)
        return tr("This run is from before logs were kept with a run.\nExecute the machine again "
                  "to see what its functions write.");
    if (gone > 0)
        return tr("The lines of this run are no longer kept: those of later runs took their "
                  "place.");
    return tr("This run has no lines: none of its states called a function of this workspace.");
}

void LogPanel::showLeftOutOfPast() {
    std::size_t lines = 0;
    std::size_t calls = 0;
    std::size_t runs = 0;
    for (const base::ExecutionId each : pastFamily()) {
        const telemetry::PastCalls* past = m_feed.recorder().pastCalls(each);
        lines += past->leftOutLines;
        calls += past->leftOutCalls;
        runs += past->leftOutRuns;
    }
    m_dropped->setVisible(lines + calls + runs > 0);
    m_dropped->setText(lines > 0 ? tr("%Ln line(s) not kept", nullptr, int(lines))
                                 : tr("%Ln call(s) not kept", nullptr, int(calls + runs)));
    QStringList what;
    if (lines > 0)
        what << tr("%Ln line(s) were written before those that are kept.", nullptr, int(lines));
    if (calls > 0)
        what << tr("%Ln call(s) of this run are no longer kept.", nullptr, int(calls));
    if (runs > 0)
        what << tr("%Ln run(s) that it began are not opened with it.", nullptr, int(runs));
    m_dropped->setToolTip(what.join(u'\n'));
}

} // namespace ws::dataplane
