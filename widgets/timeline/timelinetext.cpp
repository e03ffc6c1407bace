#include "widgets/timeline/timelinetext.h"

#include "widgets/theme/messages.h"
#include "widgets/timeline/lanerows.h"

#include <QCoreApplication>

#include <algorithm>

namespace ws::timeline {

namespace {

using telemetry::Phase;

class Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

base::Duration lengthOf(const telemetry::Span& span, base::TimePoint now) {
    return std::max(base::Duration{0}, span.end.value_or(now) - span.begin);
}

/// Ages jump in whole seconds: a label that changes a hundred times a second cannot be read.
QString ageText(base::Duration age) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    if (seconds < 60)
        return Timeline::tr("%1 s", "age of an environment").arg(seconds);
    if (seconds < 3600)
        return Timeline::tr("%1 min", "age of an environment").arg(seconds / 60);
    return Timeline::tr("%1 h %2 min", "age of an environment")
        .arg(seconds / 3600)
        .arg(seconds % 3600 / 60);
}

class Lines {
public:
    void title(const QString& name, const QString& value) {
        m_html += QStringLiteral("<p style='white-space:nowrap'><b>%1</b>&nbsp;&nbsp;%2</p>")
                      .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    void row(const QString& name, const QString& value) {
        m_rows += QStringLiteral("<tr><td style='padding-right:12px'>%1</td><td>%2</td></tr>")
                      .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    void paragraph(const QString& sentence) {
        m_after += QStringLiteral("<p>%1</p>").arg(sentence.toHtmlEscaped());
    }
    QString html() const {
        return QStringLiteral("<html>%1<table>%2</table>%3</html>").arg(m_html, m_rows, m_after);
    }

private:
    QString m_html;
    QString m_rows;
    QString m_after;
};

void describeInvocation(Lines& lines, const telemetry::InvocationRecord& record) {
    lines.row(Timeline::tr("Request"), QStringLiteral("#%1").arg(std::uint64_t(record.invocation)));
    lines.row(Timeline::tr("Request ID"), text(record.requestId));
    if (!record.state.empty())
        lines.row(Timeline::tr("State"), text(record.state));
    if (!record.tenantId.empty())
        lines.row(Timeline::tr("Tenant"), text(record.tenantId));
    if (record.result) {
        lines.row(Timeline::tr("Outcome"), theme::invocationStatusName(record.result->status));
        if (!record.result->errorType.empty())
            lines.row(Timeline::tr("Error type"), text(record.result->errorType));
        lines.row(Timeline::tr("Billed"), theme::durationText(record.result->billed));
        if (record.result->maxMemoryUsedMb > 0)
            lines.row(Timeline::tr("Memory"), Timeline::tr("%1 of %2 MB")
                                                  .arg(record.result->maxMemoryUsedMb)
                                                  .arg(record.result->memorySizeMb));
    }
    if (record.reason)
        lines.paragraph(theme::startReasonExplanation(*record.reason));
}

} // namespace

QString environmentName(const telemetry::Lane& lane, int letter) {
    return Timeline::tr("Environment %1 of %2").arg(letterText(letter), text(lane.function));
}

QString laneDetails(const telemetry::Lane& lane, base::TimePoint now) {
    const QString age = ageText(lane.ended.value_or(now) - lane.started);
    if (lane.reason == telemetry::StartReason::Snapshot)
        return Timeline::tr("%1 · %2 · snapshot", "version, age").arg(text(lane.version), age);
    // A tenant's is one of many of its version: the tool tip has that, and all of a long name.
    constexpr qsizetype kMostOfTenant = 14;
    QString whose = text(lane.tenantId.empty() ? lane.version : lane.tenantId);
    if (whose.size() > kMostOfTenant)
        whose = whose.left(kMostOfTenant - 1) + QChar(0x2026);
    return Timeline::tr("%1 · %2 · served %3", "version, age, number of requests")
        .arg(whose, age)
        .arg(lane.servedCount);
}

QString spanDescription(const telemetry::Span& span, const telemetry::RecordCut& cut,
                        base::TimePoint now) {
    const QString phase = theme::phaseName(span.phase);
    const QString duration = theme::durationText(lengthOf(span, now));
    if (span.invocation == base::InvocationId{})
        return Timeline::tr("%1, %2", "phase, duration").arg(phase, duration);
    const auto record = cut.invocation(span.invocation);
    const QString outcome = record && record->result
                                ? theme::invocationStatusName(record->result->status)
                                : Timeline::tr("running");
    return Timeline::tr("%1, %2, request %3, %4", "phase, duration, number, outcome")
        .arg(phase, duration)
        .arg(std::uint64_t(span.invocation))
        .arg(outcome);
}

QString spanToolTip(const telemetry::Lane& lane, int letter, const telemetry::Span& span,
                    const telemetry::RecordCut& cut, base::TimePoint now) {
    Lines lines;
    lines.title(theme::phaseName(span.phase), theme::durationText(lengthOf(span, now)));
    lines.row(Timeline::tr("Environment"),
              QStringLiteral("%1 · %2").arg(letterText(letter), text(lane.function)));
    lines.row(Timeline::tr("From"), theme::timeText(span.begin));
    if (const auto record = cut.invocation(span.invocation))
        describeInvocation(lines, *record);
    const bool coming =
        span.phase == Phase::Starting || span.phase == Phase::Init || span.phase == Phase::Restore;
    if (coming)
        lines.paragraph(theme::startReasonExplanation(lane.reason));
    return lines.html();
}

QString wallClockText(base::TimePoint at) {
    return Timeline::tr("Wall clock: %1").arg(theme::timeText(at));
}

QString rulerToolTip(base::TimePoint at) {
    return Timeline::tr("<p>Wall clock: %1</p><p>Press or drag here to see lanes and counters as "
                        "they were then.</p>")
        .arg(theme::timeText(at));
}

QString instantText(base::TimePoint at) {
    return Timeline::tr("As it was at %1").arg(theme::timeText(at));
}

QString laneToolTip(const telemetry::Lane& lane, int letter, base::TimePoint now) {
    Lines lines;
    lines.title(environmentName(lane, letter), QString());
    lines.row(Timeline::tr("Version"), text(lane.version));
    if (!lane.tenantId.empty())
        lines.row(Timeline::tr("Tenant"), text(lane.tenantId));
    lines.row(Timeline::tr("Started"), theme::timeText(lane.started));
    lines.row(Timeline::tr("Age"), ageText(lane.ended.value_or(now) - lane.started));
    lines.row(Timeline::tr("Requests served"), QString::number(lane.servedCount));
    lines.row(Timeline::tr("Memory"), Timeline::tr("%1 MB").arg(lane.memoryMb));
    if (!lane.logStream.empty())
        lines.row(Timeline::tr("Log stream"), text(lane.logStream));
    lines.paragraph(theme::startReasonExplanation(lane.reason));
    for (const std::string& notice : lane.notices)
        lines.paragraph(theme::message({notice, {}}));
    return lines.html();
}

} // namespace ws::timeline
