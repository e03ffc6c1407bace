#include "engine/execution/mocks.h"

#include "engine/base/reason.h"
#include "engine/json/pointer.h"

#include <charconv>
#include <cmath>

namespace ws::execution {

using base::Error;
using json::Value;

namespace {

/// What was found wrong, and where.
struct Problem {
    std::string pointer;
    base::Reason reason;
};
using Problems = std::optional<Problem>;

std::string below(const std::string& pointer, std::string_view member) {
    return pointer + '/' + json::escapedStep(member);
}

Error toError(const Problem& problem) {
    return base::withReason({"mocks.invalid", {{"pointer", problem.pointer}}}, problem.reason);
}

base::Reason noStates() {
    return {"mocks.states", "must be an object whose members are states"};
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

/// "0", "1-2".
bool readRange(std::string_view text, Mocks::Answer& out) {
    const auto dash = text.find('-');
    const auto first = wholeNumber(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : wholeNumber(text.substr(dash + 1));
    if (!first || !last || *last < *first)
        return false;
    out.first = *first;
    out.last = *last;
    return true;
}

Problems readText(const Value& object, const std::string& pointer, std::string_view member,
                  std::optional<std::string>& out) {
    const Value* found = object.find(member);
    if (!found)
        return {};
    if (!found->isString())
        return Problem{below(pointer, member), {"mocks.text", "must be a text"}};
    out = found->toString();
    return {};
}

Problems readThrow(const Value& value, const std::string& pointer, MockedResponse& out) {
    if (!value.isObject())
        return Problem{pointer, {"mocks.throw", "must be an object with \"Error\" and \"Cause\""}};
    for (const auto& [member, unused] : value.members()) {
        if (member != "Error" && member != "Cause")
            return Problem{below(pointer, member),
                           {"mocks.throwMember", "is neither \"Error\" nor \"Cause\""}};
    }
    if (auto problem = readText(value, pointer, "Error", out.error))
        return problem;
    if (auto problem = readText(value, pointer, "Cause", out.cause))
        return problem;
    if (!out.error && !out.cause)
        return Problem{pointer, {"mocks.noError", "has no \"Error\""}};
    return {};
}

Problems readDelay(const Value& value, const std::string& pointer, MockedResponse& out) {
    constexpr double kLongest = 366.0 * 24 * 60 * 60; // no execution lives longer
    const double seconds = value.toDouble();
    if (!value.isNumber() || !(seconds >= 0) || seconds > kLongest)
        return Problem{pointer, {"mocks.delay", "must be a number of seconds from 0 to 31622400"}};
    out.delay = base::Duration{static_cast<std::int64_t>(std::llround(seconds * 1e6))};
    return {};
}

Problems readResponse(const Value& value, const std::string& pointer, MockedResponse& out) {
    if (!value.isObject())
        return Problem{pointer,
                       {"mocks.response", "must be an object with \"Return\" or \"Throw\""}};
    for (const auto& [member, content] : value.members()) {
        const std::string at = below(pointer, member);
        Problems problem;
        if (member == "Return")
            out.result = content;
        else if (member == "Throw")
            problem = readThrow(content, at, out);
        else if (member == "DelaySeconds")
            problem = readDelay(content, at, out);
        else
            problem = Problem{
                at,
                {"mocks.responseMember", "is none of \"Return\", \"Throw\" and \"DelaySeconds\""}};
        if (problem)
            return problem;
    }
    const bool fails = out.error || out.cause;
    if (out.result.has_value() == fails)
        return Problem{pointer, {"mocks.eitherOr", "must have either \"Return\" or \"Throw\""}};
    return {};
}

Problems readAnswers(const Value& value, const std::string& pointer, Mocks::Answers& out) {
    if (!value.isObject())
        return Problem{
            pointer,
            {"mocks.calls", "must be an object whose members are calls: \"0\", \"1-2\", \"*\""}};
    for (const auto& [call, content] : value.members()) {
        if (call == "Items")
            continue;
        const std::string at = below(pointer, call);
        MockedResponse response;
        if (auto problem = readResponse(content, at, response))
            return problem;
        Mocks::Answer answer;
        if (call == "*")
            out.otherwise = std::move(response);
        else if (readRange(call, answer))
            out.calls.push_back({answer.first, answer.last, std::move(response)});
        else
            return Problem{at,
                           {"mocks.call",
                            "is no call: \"0\" is the first, \"1-2\" are the next two, \"*\" all"}};
    }
    return {};
}

Problems readItems(const Value& value, const std::string& pointer,
                   std::map<std::int64_t, Mocks::Answers>& out) {
    if (!value.isObject())
        return Problem{pointer,
                       {"mocks.items", "must be an object whose members are numbers of items"}};
    for (const auto& [item, content] : value.members()) {
        const std::string at = below(pointer, item);
        const auto number = wholeNumber(item);
        if (!number)
            return Problem{at, {"mocks.item", "is no number of an item, which count from 0"}};
        if (content.find("Items"))
            return Problem{below(at, "Items"), {"mocks.itemWithin", "cannot be within an item"}};
        if (auto problem = readAnswers(content, at, out[*number]))
            return problem;
    }
    return {};
}

const MockedResponse* find(const Mocks::Answers& answers, std::int64_t call) {
    for (const Mocks::Answer& answer : answers.calls) {
        if (call >= answer.first && call <= answer.last)
            return &answer.response;
    }
    return answers.otherwise ? &*answers.otherwise : nullptr;
}

/// The test case with the responses where their names are.
base::Result<Value> withResponses(const Value& testCase, const Value& responses,
                                  const std::string& pointer) {
    Value out = Value::object();
    for (const auto& [state, response] : testCase.members()) {
        if (!response.isString()) {
            out.set(state, response);
            continue;
        }
        const Value* named = responses.find(response.toString());
        if (!named)
            return toError({below(pointer, state),
                            {"mocks.notNamed",
                             "names \"{name}\", which is not in MockedResponses",
                             {{"name", response.toString()}}}});
        out.set(state, *named);
    }
    return out;
}

} // namespace

base::Result<Mocks> Mocks::fromJson(const Value& testCase) {
    if (!testCase.isObject())
        return toError({"", noStates()});
    Mocks out;
    for (const auto& [name, answers] : testCase.members()) {
        State& state = out.m_states[name];
        const std::string pointer = below("", name);
        if (auto problem = readAnswers(answers, pointer, state.answers))
            return toError(*problem);
        const Value* items = answers.find("Items");
        if (!items)
            continue;
        if (auto problem = readItems(*items, below(pointer, "Items"), state.items))
            return toError(*problem);
    }
    out.m_json = testCase;
    return out;
}

std::set<std::string> Mocks::states() const {
    std::set<std::string> names;
    for (const auto& [name, state] : m_states)
        names.insert(name);
    return names;
}

bool Mocks::isApart(std::string_view state, std::int64_t item) const {
    const auto found = m_states.find(state);
    return found != m_states.end() && found->second.items.contains(item);
}

const MockedResponse* Mocks::answer(std::string_view state, std::int64_t item,
                                    std::int64_t call) const {
    const auto found = m_states.find(state);
    if (found == m_states.end())
        return nullptr;
    const auto apart = found->second.items.find(item);
    return apart == found->second.items.end() ? find(found->second.answers, call)
                                              : find(apart->second, call);
}

base::Result<MachineMocks> MachineMocks::fromJson(const Value& machines) {
    MachineMocks out;
    for (const auto& [machine, testCase] : machines.members()) {
        auto mocks = Mocks::fromJson(testCase);
        if (!mocks)
            return mocks.error();
        out.set(machine, *std::move(mocks));
    }
    return out;
}

Value MachineMocks::toJson() const {
    if (empty())
        return {};
    Value out = Value::object();
    for (const auto& [machine, mocks] : m_machines)
        out.set(machine, mocks->toJson());
    return out;
}

void MachineMocks::set(const std::string& machine, Mocks mocks) {
    m_machines[machine] = std::make_shared<const Mocks>(std::move(mocks));
}

std::shared_ptr<const Mocks> MachineMocks::of(std::string_view machine) const {
    const auto found = m_machines.find(machine);
    return found == m_machines.end() ? nullptr : found->second;
}

base::Result<MockConfig> MockConfig::fromJson(const Value& file) {
    if (!file.isObject())
        return toError(
            {"/",
             {"mocks.file", "must be an object with \"StateMachines\" and \"MockedResponses\""}});
    const Value& responses = file["MockedResponses"];
    const Value& machines = file["StateMachines"];
    for (const auto& [pointer, value] :
         {std::pair{"/MockedResponses", &responses}, std::pair{"/StateMachines", &machines}}) {
        if (!value->isObject() && !value->isNull())
            return toError({pointer, {"mocks.object", "must be an object"}});
    }
    MockConfig out;
    for (const auto& [machine, content] : machines.members()) {
        const std::string at = below(below("/StateMachines", machine), "TestCases");
        if (!content["TestCases"].isObject())
            return toError(
                {at, {"mocks.testCases", "must be an object whose members are test cases"}});
        for (const auto& [name, testCase] : content["TestCases"].members()) {
            const std::string pointer = below(at, name);
            if (!testCase.isObject())
                return toError({pointer, noStates()});
            const auto whole = withResponses(testCase, responses, pointer);
            if (!whole)
                return whole.error();
            auto mocks = Mocks::fromJson(*whole);
            if (!mocks)
                return toError(
                    {pointer + mocks.error().arg("pointer"), base::reasonOf(mocks.error())});
            out.m_testCases.push_back({machine, name, std::move(mocks).value()});
        }
    }
    return out;
}

std::vector<std::string> MockConfig::testCases(std::string_view machine) const {
    std::vector<std::string> names;
    for (const TestCase& testCase : m_testCases) {
        if (testCase.machine == machine)
            names.push_back(testCase.name);
    }
    return names;
}

base::Result<Mocks> MockConfig::mocks(std::string_view machine, std::string_view name) const {
    std::string known;
    for (const TestCase& testCase : m_testCases) {
        if (testCase.machine != machine)
            continue;
        if (testCase.name == name)
            return testCase.mocks;
        known += (known.empty() ? "" : ", ") + testCase.name;
    }
    return Error{
        "mocks.noTestCase",
        {{"machine", std::string(machine)}, {"testCase", std::string(name)}, {"known", known}}};
}

MachineMocks MockConfig::othersThan(std::string_view machine, std::string_view name) const {
    MachineMocks out;
    for (const TestCase& testCase : m_testCases) {
        if (testCase.machine != machine && testCase.name == name)
            out.set(testCase.machine, testCase.mocks);
    }
    return out;
}

} // namespace ws::execution
