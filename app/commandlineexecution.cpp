#include "app/commandlineexecution.h"

#include "app/commandlineio.h"
#include "engine/execution/historyjson.h"
#include "engine/workspace/historycodec.h"

#include <QStringList>

#include <cstdio>

namespace ws::app {

namespace {

using telemetry::ExecutionStatus;

json::Value textOrNull(const std::string& text) {
    return text.empty() ? json::Value() : json::Value(text);
}

/// "FAILED: Error: cause", without what nobody named.
QString endingOf(const workspace::ExecuteResult& result) {
    QStringList parts{
        QString::fromStdString(std::string(workspace::executionStatusCode(result.status)))};
    for (const std::string& part : {result.error, result.cause})
        if (!part.empty())
            parts << QString::fromStdString(part);
    return parts.join(QStringLiteral(": "));
}

} // namespace

namespace {

/// How one ended, and by which events.
template <typename Execution>
void setEnd(json::Value& object, const Execution& of) {
    const bool failed = of.status != ExecutionStatus::Succeeded;
    json::Value events = json::Value::array();
    for (const telemetry::HistoryEvent& event : of.history)
        events.push(execution::historyEventToJson(event));
    object.set("status", workspace::executionStatusCode(of.status));
    object.set("output", failed ? json::Value() : of.output);
    object.set("error", textOrNull(of.error));
    object.set("cause", textOrNull(of.cause));
    object.set("events", std::move(events));
}

} // namespace

json::Value toJson(const workspace::ExecuteResult& result) {
    json::Value object = json::Value::object();
    setEnd(object, result);
    return object;
}

json::Value childrenToJson(const telemetry::Recorder& recorder, base::ExecutionId execution) {
    json::Value children = json::Value::array();
    for (const telemetry::ExecutionRecord* child : recorder.childrenOf(execution)) {
        json::Value object = json::Value::object();
        object.set("arn", child->arn);
        object.set("machine", child->machine);
        object.set("name", child->name);
        object.set("state", child->origin.state);
        object.set("event", child->origin.event);
        if (child->origin.isOfMap())
            object.set("item", child->origin.item);
        setEnd(object, *child);
        object.set("children", childrenToJson(recorder, child->execution));
        children.push(std::move(object));
    }
    return children;
}

void printResult(const workspace::ExecuteResult& result, ExecutionOutput output,
                 json::Value children) {
    if (output == ExecutionOutput::Json) {
        json::Value object = toJson(result);
        if (!children.isNull())
            object.set("children", std::move(children));
        printLine(object.dump());
    } else if (result.status == ExecutionStatus::Succeeded)
        printLine(result.output.pretty());
    else
        note(endingOf(result));
}

/// Lines of an execution inside another say in which of its states it runs.
void ExecutionProgress::noteNested(const telemetry::ExecutionStarted& started) {
    const telemetry::ExecutionOrigin& origin = started.origin;
    if (!origin.isNested())
        return;
    const auto around = m_nested.find(origin.parent);
    std::string path = around == m_nested.end() ? std::string() : around->second;
    path += origin.state;
    if (origin.isOfMap())
        path += " #" + std::to_string(origin.item);
    m_nested[started.execution] = path + " > ";
}

void ExecutionProgress::onEvent(const telemetry::Event& event) {
    if (const auto* started = std::get_if<telemetry::ExecutionStarted>(&event.body))
        noteNested(*started);
    const auto* advanced = std::get_if<telemetry::ExecutionAdvanced>(&event.body);
    if (!advanced)
        return;
    const telemetry::HistoryEvent& step = advanced->event;
    if (!m_start)
        m_start = step.at;
    const double seconds = double((step.at - *m_start).count()) / 1e6;
    std::string line(32, '\0');
    line.resize(std::size_t(std::snprintf(line.data(), line.size(), "%9.3f s  ", seconds)));
    if (const auto nested = m_nested.find(advanced->execution); nested != m_nested.end())
        line += nested->second;
    line += telemetry::historyEventTypeName(step.type);
    std::string detail = step.name;
    if (step.index >= 0)
        detail += " #" + std::to_string(step.index);
    if (step.error)
        detail += (detail.empty() ? "" : " ") + *step.error;
    if (!detail.empty())
        line += ": " + detail;
    noteLine(line);
}

} // namespace ws::app
