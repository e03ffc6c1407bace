// The lines of a past run in place of those of this session, and those of what a run goes on from.
#include "widgets/dataplane/logpanel.h"

#include "widgets/dataplane/elidedlabel.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTextCursor>

#include <algorithm>
#include <utility>

namespace ws::dataplane {

const telemetry::PastCalls* LogPanel::pastCalls() const {
    return m_feed.recorder().pastCalls(m_selection.content().execution);
}

std::vector<base::ExecutionId> LogPanel::family() const {
    std::vector<base::ExecutionId> family{m_selection.content().execution};
    for (const telemetry::Forebear& each : m_forebears) {
        if (each.run)
            family.push_back(each.run->execution);
    }
    for (std::size_t i = 0; i < family.size(); ++i) {
        for (const auto* child : m_feed.recorder().childrenOf(family[i]))
            family.push_back(child->execution);
    }
    return family;
}

/// Those that pass and that only a past run has.
std::vector<const telemetry::LogEntry*> LogPanel::pastLines() const {
    std::vector<const telemetry::LogEntry*> lines;
    for (const base::ExecutionId each : family()) {
        const telemetry::PastCalls* calls = m_feed.recorder().pastCalls(each);
        if (!calls)
            continue;
        for (const telemetry::LogEntry& entry : calls->log) {
            if (passes(entry))
                lines.push_back(&entry);
        }
    }
    return lines;
}

void LogPanel::showPast() {
    std::vector<const telemetry::LogEntry*> lines = pastLines();
    for (const telemetry::LogEntry& entry : m_feed.recorder().log()) {
        if (m_calls && m_calls->contains(entry.line.invocation) && passes(entry))
            lines.push_back(&entry); // an earlier part of it has run in this session
    }
    std::ranges::stable_sort(lines, {}, [](const auto* entry) { return entry->at; });
    append(lines);
}

/// Of a run of this session that goes on from one of the history; others are in the log itself.
void LogPanel::showInherited() {
    if (!m_calls || m_forebears.empty() || m_clearedRun == m_selection.content().execution)
        return;
    std::vector<const telemetry::LogEntry*> lines = pastLines();
    std::ranges::stable_sort(lines, {}, [](const auto* entry) { return entry->at; });
    append(lines);
}

const telemetry::Forebear* LogPanel::forebearOf(const telemetry::LogEntry& entry) const {
    if (!m_calls)
        return nullptr;
    const auto call = m_calls->find(entry.line.invocation);
    if (call == m_calls->end())
        return nullptr;
    const auto found = std::ranges::find_if(m_forebears, [&](const telemetry::Forebear& each) {
        return each.run && each.run->execution == call->second;
    });
    return found == m_forebears.end() ? nullptr : &*found;
}

/// What the run has from an earlier one lies before its own time: there the same event counts, by
/// the earlier run's clock.
bool LogPanel::isInTime(const telemetry::LogEntry& entry) const {
    if (!m_until)
        return true;
    const telemetry::Forebear* forebear = forebearOf(entry);
    if (!forebear)
        return entry.at <= *m_until;
    const std::int64_t event = m_selection.content().event;
    const auto& history = forebear->run->history;
    return event >= forebear->events || event > std::int64_t(history.size()) ||
           entry.at <= history[std::size_t(event) - 1].at;
}

/// A heading where lines of another run of the chain begin.
void LogPanel::announceRun(QTextCursor& cursor, const telemetry::LogEntry& entry) {
    const telemetry::Forebear* forebear = forebearOf(entry);
    const auto run = forebear ? forebear->run->execution : base::ExecutionId{};
    if (std::exchange(m_written, run) == run)
        return;
    if (!m_view->document()->isEmpty())
        cursor.insertBlock();
    QTextCharFormat format;
    format.setForeground(m_theme.colour(theme::Role::TextSecondary));
    format.setFontWeight(QFont::DemiBold);
    cursor.insertText(forebear ? tr("From the run %1, which this run goes on from:")
                                     .arg(QString::fromStdString(forebear->run->name))
                               : tr("From this run:"),
                      format);
}

/// Why a part of what the run has from earlier ones is not shown; empty: all of it is there.
QString LogPanel::missingRun() const {
    if (m_forebears.empty() || m_forebears.back().run)
        return {};
    const QString arn = QString::fromStdString(m_forebears.back().arn);
    return tr("The run %1, which this run goes on from, is not kept any more: what its functions "
              "wrote is missing here.")
        .arg(arn.section(u':', -1));
}

QString LogPanel::whyEmptyPast() const {
    bool areKept = true;
    bool anyLine = false;
    std::size_t gone = 0;
    for (const base::ExecutionId each : family()) {
        const telemetry::PastCalls* calls = m_feed.recorder().pastCalls(each);
        if (!calls)
            continue;
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
    if (const QString missing = missingRun(); !missing.isEmpty())
        return missing;
    return tr("This run has no lines: none of its states called a function of this workspace.");
}

void LogPanel::showLeftOutOfPast() {
    std::size_t lines = 0;
    std::size_t calls = 0;
    std::size_t runs = 0;
    for (const base::ExecutionId each : family()) {
        const telemetry::PastCalls* past = m_feed.recorder().pastCalls(each);
        if (!past)
            continue;
        lines += past->leftOutLines;
        calls += past->leftOutCalls;
        runs += m_feed.recorder().unopenedRuns(each);
    }
    const QString missing = missingRun();
    m_dropped->setVisible(lines + calls + runs > 0 || !missing.isEmpty());
    const QString brief = lines > 0 ? tr("%Ln line(s) not kept", nullptr, int(lines))
                          : calls + runs > 0
                              ? tr("%Ln call(s) not kept", nullptr, int(calls + runs))
                              : tr("An earlier run is not kept");
    m_dropped->setFullText(brief);
    QStringList what{brief};
    if (lines > 0)
        what << tr("%Ln line(s) were written before those that are kept.", nullptr, int(lines));
    if (calls > 0)
        what << tr("%Ln call(s) of this run are no longer kept.", nullptr, int(calls));
    if (runs > 0)
        what << tr("%Ln run(s) that it began are not opened with it: see the steps for more.",
                   nullptr, int(runs));
    if (!missing.isEmpty())
        what << missing;
    m_dropped->setToolTip(what.join(u'\n'));
}

} // namespace ws::dataplane
