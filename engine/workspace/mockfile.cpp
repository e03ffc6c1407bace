#include "engine/workspace/mockfile.h"

#include "engine/base/reason.h"
#include "engine/json/documentedit.h"
#include "engine/json/draft.h"
#include "engine/telemetry/runtree.h"

#include <array>
#include <map>

namespace ws::workspace {

using execution::MockedResponse;
using execution::Mocks;
using json::Document;
using json::Value;

namespace {

MockedResponse responseOf(const Value& value) {
    MockedResponse response;
    if (const Value* result = value.find("Return"))
        response.result = *result;
    if (const Value* thrown = value.find("Throw")) {
        if (const Value* error = thrown->find("Error"))
            response.error = error->toString();
        if (const Value* cause = thrown->find("Cause"))
            response.cause = cause->toString();
    }
    response.delay =
        base::Duration{static_cast<std::int64_t>(value["DelaySeconds"].toDouble() * 1e6 + 0.5)};
    if (value["DelaySeconds"].isInteger())
        response.delay = std::chrono::seconds{value["DelaySeconds"].toInteger()};
    return response;
}

Value jsonOf(const MockedResponse& response) {
    Value out = Value::object();
    if (response.result) {
        out.set("Return", *response.result);
    } else {
        Value thrown = Value::object();
        thrown.set("Error", response.error.value_or(""));
        if (response.cause)
            thrown.set("Cause", *response.cause);
        out.set("Throw", std::move(thrown));
    }
    const auto micros = response.delay.count();
    if (micros > 0)
        out.set("DelaySeconds", micros % 1'000'000 == 0 ? Value(std::int64_t{micros / 1'000'000})
                                                        : Value(static_cast<double>(micros) / 1e6));
    return out;
}

void addCalls(const Value& calls, const std::string& item, std::vector<MockAnswer>& out) {
    for (const auto& [call, response] : calls.members()) {
        if (call != "Items")
            out.push_back({item, call, responseOf(response)});
    }
}

base::Error invalid(const MockPlace& place, const base::Reason& reason) {
    return base::withReason({"mocks.invalid", {{"pointer", "/" + place.state}}}, reason);
}

/// Where the answers of a state are: in the test case, or in the response that it names.
std::vector<std::string> pathOf(const Document& document, const MockPlace& place) {
    std::vector<std::string> path{"StateMachines", place.machine, "TestCases", place.testCase,
                                  place.state};
    const std::array<std::string_view, 5> views{path[0], path[1], path[2], path[3], path[4]};
    const auto node = json::nodeAt(document, views);
    if (node != Document::kNone && document.node(node).type == Value::Type::String)
        return {"MockedResponses", document.string(node)};
    return path;
}

std::vector<std::string_view> viewsOf(const std::vector<std::string>& path) {
    return {path.begin(), path.end()};
}

std::string edited(const std::string& text, const json::Edit& edit) {
    return text.substr(0, edit.range.begin) + edit.text + text.substr(edit.range.end);
}

Value fileWith(const MockPlace& place, const Value& answers) {
    Value testCase = Value::object({{place.state, answers}});
    Value cases = Value::object({{place.testCase, std::move(testCase)}});
    Value machine = Value::object({{"TestCases", std::move(cases)}});
    return Value::object({{"StateMachines", Value::object({{place.machine, std::move(machine)}})}});
}

} // namespace

bool operator==(const MockAnswer& left, const MockAnswer& right) {
    const MockedResponse& a = left.response;
    const MockedResponse& b = right.response;
    return left.item == right.item && left.call == right.call && a.result == b.result &&
           a.error == b.error && a.cause == b.cause && a.delay == b.delay;
}

base::Result<std::vector<MockAnswer>> toMockAnswers(const Value& state) {
    const auto checked = Mocks::fromJson(Value::object({{"state", state}}));
    if (!checked)
        return checked.error();
    std::vector<MockAnswer> out;
    addCalls(state, {}, out);
    for (const auto& [item, calls] : state["Items"].members())
        addCalls(calls, item, out);
    return out;
}

Value toJson(const std::vector<MockAnswer>& answers) {
    Value out = Value::object();
    Value items = Value::object();
    for (const MockAnswer& answer : answers) {
        if (answer.item.empty()) {
            out.set(answer.call, jsonOf(answer.response));
            continue;
        }
        Value calls = items.find(answer.item) ? items[answer.item] : Value::object();
        calls.set(answer.call, jsonOf(answer.response));
        items.set(answer.item, std::move(calls));
    }
    if (items.size() > 0)
        out.set("Items", std::move(items));
    return out;
}

base::Result<std::vector<MockAnswer>> mockAnswers(const std::string& text, const MockPlace& place) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return std::vector<MockAnswer>{};
    const auto document = Document::parse(text);
    if (!document)
        return document.error();
    const auto path = pathOf(*document, place);
    const auto node = json::nodeAt(*document, viewsOf(path));
    if (node == Document::kNone)
        return std::vector<MockAnswer>{};
    return toMockAnswers(document->value(node));
}

base::Result<std::string> withMockAnswers(const std::string& text, const MockPlace& place,
                                          const std::vector<MockAnswer>& answers) {
    const Value state = toJson(answers);
    if (const auto checked = Mocks::fromJson(Value::object({{place.state, state}})); !checked)
        return checked.error();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return answers.empty() ? text : fileWith(place, state).pretty() + '\n';
    const auto document = Document::parse(text);
    if (!document)
        return document.error();
    std::vector<std::string> path = pathOf(*document, place);
    if (answers.empty()) {
        path = {"StateMachines", place.machine, "TestCases", place.testCase, place.state};
        const auto edit = json::removeAt(*document, viewsOf(path));
        return edit ? edited(text, *edit) : text;
    }
    if (const auto edit = json::setAt(*document, viewsOf(path), state))
        return edited(text, *edit);
    if (json::nodeAt(*document, viewsOf(path)) != Document::kNone) // it is there as it is
        return text;
    return invalid(place, {"mocks.occupied", "has something in its place that is no object"});
}

base::Result<std::string> withMachineRenamed(const std::string& text, const std::string& from,
                                             const std::string& to) {
    const auto document = Document::parse(text);
    if (!document)
        return document.error();
    json::Draft draft(*document);
    json::Part* machines = draft.root().member("StateMachines");
    json::Part* machine = machines ? machines->member(from) : nullptr;
    if (!machine || machines->member(to))
        return text;
    machine->rename(to);
    const auto edits = draft.edits();
    return edits ? json::applied(text, *edits) : text;
}

std::vector<MockAnswer> pinnedAnswers(const std::vector<telemetry::HistoryEvent>& history,
                                      const std::string& state) {
    using Node = telemetry::RunTree::Node;
    telemetry::RunTree tree;
    std::vector<MockAnswer> out;
    std::map<std::string, std::int64_t> calls; // by item
    for (const auto& event : history) {
        tree.apply(event);
        const int index = tree.nodeOf(event.id);
        if (index < 0 || tree.node(index).name != state ||
            tree.node(index).kind != Node::Kind::State)
            continue;
        const auto& attempts = tree.node(index).attempts;
        const std::string_view type = telemetry::historyEventTypeName(event.type);
        // The event that ended the latest attempt, and not the state's own end.
        const bool ended = !attempts.empty() && attempts.back().end &&
                           *attempts.back().end == event.at && !type.ends_with("StateExited") &&
                           (type.ends_with("Succeeded") || event.error ||
                            type.ends_with("TimedOut") || type.ends_with("Failed"));
        if (!ended)
            continue;
        int around = tree.node(index).parent;
        while (around >= 0 && tree.node(around).kind != Node::Kind::Iteration)
            around = tree.node(around).parent;
        MockAnswer answer;
        if (around >= 0)
            answer.item = std::to_string(tree.node(around).index);
        answer.call = std::to_string(calls[answer.item]++);
        if (attempts.back().failed) {
            answer.response.error = event.error.value_or(
                type.ends_with("TimedOut") ? "States.Timeout" : "States.TaskFailed");
            answer.response.cause = event.cause;
        } else {
            answer.response.result = event.output.value_or(json::Value());
        }
        out.push_back(std::move(answer));
    }
    return out;
}

} // namespace ws::workspace
