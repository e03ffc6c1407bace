#include "engine/execution/history.h"

#include "engine/telemetry/historyeventkind.h"

namespace ws::execution {

using telemetry::HistoryEvent;
using Type = telemetry::HistoryEventType;

static bool holdsInput(Type type) {
    return type == Type::ExecutionStarted || type == Type::LambdaFunctionScheduled ||
           type == Type::ActivityScheduled || telemetry::isStateEntered(type);
}

static void addDetails(HistoryEvent& event, const History::Details& details) {
    event.parameters = details.parameters;
    event.error = details.error;
    event.cause = details.cause;
    event.resource = details.resource;
    event.resourceType = details.resourceType;
    event.region = details.region;
    event.timeoutInSeconds = details.timeoutInSeconds;
    event.heartbeatInSeconds = details.heartbeatInSeconds;
    event.length = details.length;
    event.assignedVariables = details.assignedVariables;
    event.roleArn = details.roleArn;
    event.credentialsRole = details.credentialsRole;
    event.workerName = details.workerName;
    event.evaluationState = details.evaluationState;
    event.evaluationLocation = details.evaluationLocation;
}

HistoryEvent History::at(std::size_t position) const {
    const Record& record = m_records[position - m_forgotten];
    HistoryEvent event;
    event.id = static_cast<std::int64_t>(position) + 1;
    event.previousId = record.previousId;
    event.at = record.at;
    event.type = record.type;
    event.index = record.index;
    if (record.name)
        event.name = *record.name;
    (holdsInput(record.type) ? event.input : event.output) = record.payload;
    if (m_sentText && record.payload && m_sentInput.isOf(*record.payload))
        event.sentText = m_sentText;
    if (record.details)
        addDetails(event, *record.details);
    return event;
}

std::vector<HistoryEvent> History::events() const {
    std::vector<HistoryEvent> out;
    out.reserve(m_records.size());
    for (std::size_t position = m_forgotten; position < size(); ++position)
        out.push_back(at(position));
    return out;
}

std::int64_t History::append(Record record) {
    m_records.push_back(std::move(record));
    return static_cast<std::int64_t>(size());
}

void History::setSentInput(const json::Value& input, std::string text) {
    m_sentInput = SentText(input, std::move(text));
    if (!m_sentInput.text().empty())
        m_sentText = std::make_shared<const std::string>(m_sentInput.text());
}

void History::forget() {
    m_forgotten += m_records.size();
    m_records.clear();
}

} // namespace ws::execution
