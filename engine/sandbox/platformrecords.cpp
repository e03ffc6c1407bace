#include "engine/sandbox/platformrecords.h"

#include "engine/json/value.h"
#include "engine/sandbox/reportlines.h"

#include <algorithm>

namespace ws::sandbox {

namespace {

/// The members of one object, in order.
class Members {
public:
    Members& text(std::string_view name, std::string_view value) {
        begin(name);
        json::appendQuoted(m_text, value);
        return *this;
    }
    /// Nothing when it is empty.
    Members& known(std::string_view name, std::string_view value) {
        return value.empty() ? *this : text(name, value);
    }
    Members& raw(std::string_view name, std::string_view value) {
        begin(name);
        m_text += value;
        return *this;
    }
    Members& number(std::string_view name, std::int64_t value) {
        return raw(name, std::to_string(value));
    }
    Members& millis(std::string_view name, base::Duration value) {
        return raw(name, jsonMillis(value));
    }
    std::string end() const { return m_text + '}'; }

private:
    void begin(std::string_view name) {
        if (m_text.size() > 1)
            m_text += ',';
        json::appendQuoted(m_text, name);
        m_text += ':';
    }

    std::string m_text = "{";
};

void add(Members& out, const EndRecord& end) {
    out.text("status", end.status.empty() ? "success" : end.status);
    out.known("errorType", end.errorType);
}

void add(Members& out, const std::optional<std::vector<SpanRecord>>& spans) {
    if (!spans)
        return;
    std::string list = "[";
    for (const SpanRecord& span : *spans) {
        list += list.size() > 1 ? "," : "";
        list += Members()
                    .text("name", span.name)
                    .text("start", isoTime(span.start))
                    .millis("durationMs", span.duration)
                    .end();
    }
    out.raw("spans", list + ']');
}

void addTracing(Members& out, std::string_view header) {
    if (header.empty())
        return;
    out.raw("tracing", Members()
                           .known("spanId", traceField(header, "Parent"))
                           .text("type", "X-Amzn-Trace-Id")
                           .text("value", header)
                           .end());
}

void addDuration(Members& out, const std::optional<base::Duration>& duration) {
    if (duration)
        out.raw("metrics", Members().millis("durationMs", *duration).end());
}

std::int64_t wholeMillis(base::Duration duration) {
    return duration.count() / 1'000;
}

} // namespace

std::string StartRecord::text() const {
    Members out;
    out.known("initializationType", initializationType)
        .known("phase", phase)
        .known("runtimeVersion", runtimeVersion)
        .known("runtimeVersionArn", runtimeVersionArn)
        .known("functionName", functionName)
        .known("functionVersion", functionVersion)
        .known("instanceId", instanceId);
    if (instanceMaxMemory > 0)
        out.number("instanceMaxMemory", instanceMaxMemory);
    return out.end();
}

std::string InitRecord::text() const {
    Members out;
    out.text("initializationType", initializationType).text("phase", phase);
    add(out, end);
    addDuration(out, duration);
    return out.end();
}

std::string RestoreRecord::text() const {
    Members out;
    add(out, end);
    addDuration(out, duration);
    return out.end();
}

std::string InvokeStartRecord::text() const {
    Members out;
    out.text("requestId", requestId).text("version", version).known("tenantId", tenantId);
    addTracing(out, tracing);
    return out.end();
}

std::string RuntimeDoneRecord::text() const {
    Members out;
    out.text("requestId", requestId).known("tenantId", tenantId);
    add(out, end);
    add(out, spans);
    Members metrics;
    metrics.millis("durationMs", duration);
    if (producedBytes)
        metrics.number("producedBytes", static_cast<std::int64_t>(*producedBytes));
    out.raw("metrics", metrics.end());
    addTracing(out, tracing);
    return out.end();
}

std::string ReportRecord::text() const {
    Members metrics;
    metrics.millis("durationMs", duration)
        .number("billedDurationMs", wholeMillis(billed))
        .number("memorySizeMB", memorySizeMb)
        .number("maxMemoryUsedMB", maxMemoryUsedMb);
    if (init)
        metrics.millis("initDurationMs", *init);
    if (restore)
        metrics.millis("restoreDurationMs", *restore)
            .number("billedRestoreDurationMs", wholeMillis(billedRestore));
    Members out;
    out.text("requestId", requestId).known("tenantId", tenantId).raw("metrics", metrics.end());
    add(out, end);
    add(out, spans);
    addTracing(out, tracing);
    return out.end();
}

std::string logsDroppedRecord(std::string_view reason, std::uint64_t records, std::uint64_t bytes) {
    return Members()
        .text("reason", reason)
        .number("droppedRecords", static_cast<std::int64_t>(records))
        .number("droppedBytes", static_cast<std::int64_t>(bytes))
        .end();
}

std::string platformEvent(base::TimePoint at, std::string_view type, std::string_view record) {
    return Members().text("time", isoTime(at)).text("type", type).raw("record", record).end();
}

std::string_view traceField(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const std::string_view field = header.substr(0, header.find(';'));
        if (field.starts_with(name) && field.substr(name.size()).starts_with('='))
            return field.substr(name.size() + 1);
        header.remove_prefix(std::min(header.size(), field.size() + 1));
    }
    return {};
}

} // namespace ws::sandbox
