#include "engine/execution/journalinput.h"

#include <array>
#include <string_view>

namespace ws::execution {

using json::Value;
using telemetry::ExecutionStatus;

namespace {

// In the order of InputBody and of ExecutionStatus. A name stays what it is for ever.
constexpr std::array<std::string_view, std::variant_size_v<InputBody>> kKinds{
    "start",      "taskFinished", "serviceReplied", "taskStarted", "taskHeartbeat", "answered",
    "childEnded", "itemsRead",    "written",        "timer",       "updateMapRun",  "stop",
    "continue",   "edit",         "redrive",        "mocks"};
constexpr std::array<std::string_view, 5> kStatuses{"RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT",
                                                    "ABORTED"};

/// Writes what is there.
class Writer {
public:
    void set(std::string_view name, const std::string& text) {
        if (!text.empty())
            m_object.set(name, text);
    }
    void set(std::string_view name, std::int64_t number) {
        if (number != 0)
            m_object.set(name, number);
    }
    template <typename T>
    void set(std::string_view name, const std::optional<T>& value) {
        if (value)
            m_object.set(name, *value);
    }
    void set(std::string_view name, Value value) { m_object.set(name, std::move(value)); }
    template <typename Id>
    void setId(std::string_view name, Id id) {
        m_object.set(name, static_cast<std::int64_t>(id));
    }
    Value take() { return std::move(m_object); }

private:
    Value m_object = Value::object();
};

/// Reads what is there; the rest keeps its neutral value.
class Reader {
public:
    explicit Reader(const Value& object)
        : m_object(object) {}

    void get(std::string_view name, std::string& out) const { out = m_object[name].toString(); }
    void get(std::string_view name, Value& out) const { out = m_object[name]; }
    void get(std::string_view name, std::optional<Value>& out) const {
        if (const Value* found = m_object.find(name))
            out = *found;
    }
    void get(std::string_view name, std::optional<std::string>& out) const {
        if (const Value* found = m_object.find(name))
            out = found->toString();
    }
    void get(std::string_view name, std::optional<std::int64_t>& out) const {
        if (const Value* found = m_object.find(name))
            out = found->toInteger();
    }
    void get(std::string_view name, std::optional<double>& out) const {
        if (const Value* found = m_object.find(name))
            out = found->toDouble();
    }
    std::int64_t number(std::string_view name) const { return m_object[name].toInteger(); }
    const Value& value(std::string_view name) const { return m_object[name]; }
    template <typename Id>
    void getId(std::string_view name, Id& out) const {
        out = Id{static_cast<std::uint64_t>(number(name))};
    }

private:
    const Value& m_object;
};

// One pair per input.

void write(Writer& out, const StartInput& input) {
    out.set("input", input.input);
    out.set("text", input.text);
}
void read(const Reader& in, StartInput& input) {
    in.get("input", input.input);
    in.get("text", input.text);
}

void write(Writer& out, const TaskFinishedInput& input) {
    const TaskOutcome& outcome = input.outcome;
    out.setId("task", input.task);
    out.set("result", outcome.result);
    out.set("version", outcome.executedVersion);
    out.set("requestId", outcome.requestId);
    out.set("log", outcome.log);
    out.set("error", outcome.error);
    out.set("cause", outcome.cause);
    out.set("traceId", outcome.traceId);
    out.set("status", std::int64_t{outcome.statusCode});
}
void read(const Reader& in, TaskFinishedInput& input) {
    TaskOutcome& outcome = input.outcome;
    in.getId("task", input.task);
    in.get("result", outcome.result);
    in.get("version", outcome.executedVersion);
    in.get("requestId", outcome.requestId);
    in.get("log", outcome.log);
    in.get("error", outcome.error);
    in.get("cause", outcome.cause);
    in.get("traceId", outcome.traceId);
    outcome.statusCode = static_cast<int>(in.number("status"));
}

void write(Writer& out, const ServiceRepliedInput& input) {
    const ServiceReply& reply = input.reply;
    out.setId("task", input.task);
    out.set("body", reply.body);
    out.set("status", std::int64_t{reply.status});
    out.set("requestId", reply.requestId);
    out.set("wireBody", reply.wireBody);
    out.set("code", reply.code);
    out.set("exception", reply.exception);
    out.set("message", reply.message);
}
void read(const Reader& in, ServiceRepliedInput& input) {
    ServiceReply& reply = input.reply;
    in.getId("task", input.task);
    in.get("body", reply.body);
    reply.status = static_cast<int>(in.number("status"));
    in.get("requestId", reply.requestId);
    in.get("wireBody", reply.wireBody);
    in.get("code", reply.code);
    in.get("exception", reply.exception);
    in.get("message", reply.message);
}

void write(Writer& out, const TaskStartedInput& input) {
    out.setId("task", input.task);
    out.set("worker", input.worker);
}
void read(const Reader& in, TaskStartedInput& input) {
    in.getId("task", input.task);
    in.get("worker", input.worker);
}

void write(Writer& out, const TaskHeartbeatInput& input) {
    out.setId("task", input.task);
}
void read(const Reader& in, TaskHeartbeatInput& input) {
    in.getId("task", input.task);
}

void write(Writer& out, const TaskAnsweredInput& input) {
    out.setId("task", input.task);
    out.set("output", input.output);
    out.set("error", input.error);
    out.set("cause", input.cause);
}
void read(const Reader& in, TaskAnsweredInput& input) {
    in.getId("task", input.task);
    in.get("output", input.output);
    in.get("error", input.error);
    in.get("cause", input.cause);
}

void write(Writer& out, const ChildEndedInput& input) {
    out.setId("task", input.task);
    out.set("status", Value(kStatuses[static_cast<std::size_t>(input.status)]));
    out.set("description", input.description);
}
void read(const Reader& in, ChildEndedInput& input) {
    in.getId("task", input.task);
    for (std::size_t i = 0; i < kStatuses.size(); ++i) {
        if (in.value("status").toString() == kStatuses[i])
            input.status = static_cast<ExecutionStatus>(i);
    }
    in.get("description", input.description);
}

/// Items by themselves, and their keys beside them where they have some.
void write(Writer& out, const ItemsReadInput& input) {
    Value::Array items;
    Value::Array keys;
    bool named = false;
    for (const ReadItem& item : input.items) {
        items.push_back(item.value);
        keys.emplace_back(item.key);
        named |= !item.key.empty();
    }
    out.setId("reader", input.reader);
    out.set("items", Value(std::move(items)));
    if (named)
        out.set("keys", Value(std::move(keys)));
    out.set("source", input.source);
    out.set("failure", input.failure);
    out.set("more", Value(input.rest == ItemsReadInput::Rest::More));
}
void read(const Reader& in, ItemsReadInput& input) {
    in.getId("reader", input.reader);
    const Value& items = in.value("items");
    input.items.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        input.items.push_back({items.at(i), in.value("keys").at(i).toString()});
    in.get("source", input.source);
    in.get("failure", input.failure);
    input.rest =
        in.value("more").toBool() ? ItemsReadInput::Rest::More : ItemsReadInput::Rest::None;
}

void write(Writer& out, const ResultsWrittenInput& input) {
    out.setId("writer", input.writer);
    out.set("manifest", input.manifest);
    out.set("failure", input.failure);
}
void read(const Reader& in, ResultsWrittenInput& input) {
    in.getId("writer", input.writer);
    in.get("manifest", input.manifest);
    in.get("failure", input.failure);
}

void write(Writer& out, const TimerFiredInput& input) {
    out.setId("timer", input.timer);
}
void read(const Reader& in, TimerFiredInput& input) {
    in.getId("timer", input.timer);
}

void write(Writer& out, const UpdateMapRunInput& input) {
    out.set("mapRun", input.mapRunArn);
    out.set("concurrency", input.maxConcurrency);
    out.set("tolerated", input.toleratedFailureCount);
    out.set("percentage", input.toleratedFailurePercentage);
}
void read(const Reader& in, UpdateMapRunInput& input) {
    in.get("mapRun", input.mapRunArn);
    in.get("concurrency", input.maxConcurrency);
    in.get("tolerated", input.toleratedFailureCount);
    in.get("percentage", input.toleratedFailurePercentage);
}

void write(Writer& out, const StopInput& input) {
    out.set("error", input.error);
    out.set("cause", input.cause);
}
void read(const Reader& in, StopInput& input) {
    in.get("error", input.error);
    in.get("cause", input.cause);
}

void write(Writer&, const ContinueInput&) {}
void read(const Reader&, ContinueInput&) {}

void write(Writer& out, const EditInput& input) {
    out.set("input", input.input);
    out.set("variables", input.variables);
}
void read(const Reader& in, EditInput& input) {
    in.get("input", input.input);
    in.get("variables", input.variables);
}

void write(Writer&, const RedriveInput&) {}
void read(const Reader&, RedriveInput&) {}

void write(Writer& out, const MocksInput& input) {
    out.set("mocks", input.mocks);
}
void read(const Reader& in, MocksInput& input) {
    in.get("mocks", input.mocks);
}

/// The body of the kind with this position in InputBody.
template <std::size_t kind = 0>
InputBody bodyOf(std::size_t wanted, const Reader& in) {
    if constexpr (kind + 1 < std::variant_size_v<InputBody>) {
        if (wanted != kind)
            return bodyOf<kind + 1>(wanted, in);
    }
    std::variant_alternative_t<kind, InputBody> body;
    read(in, body);
    return body;
}

} // namespace

Value inputToJson(const Input& input) {
    Writer out;
    out.set("kind", Value(kKinds[input.body.index()]));
    out.set("at", Value(std::int64_t{input.at.time_since_epoch().count()}));
    if (input.most)
        out.set("most", Value(static_cast<std::int64_t>(*input.most)));
    std::visit([&](const auto& body) { write(out, body); }, input.body);
    return out.take();
}

std::optional<Input> inputFromJson(const Value& value) {
    const Reader in(value);
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
        if (value["kind"].toString() != kKinds[kind])
            continue;
        Input input{base::TimePoint{base::Duration{in.number("at")}}, bodyOf(kind, in)};
        if (const Value* most = value.find("most"))
            input.most = static_cast<std::size_t>(most->toInteger());
        return input;
    }
    return std::nullopt;
}

} // namespace ws::execution
