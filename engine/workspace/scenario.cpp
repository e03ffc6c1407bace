#include "engine/workspace/scenario.h"

#include "engine/base/reason.h"
#include "engine/expression/jsonata.h"
#include "engine/json/documentedit.h"
#include "engine/json/pointer.h"
#include "engine/telemetry/historyeventkind.h"
#include "engine/workspace/machinefile.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ws::workspace {

using base::Error;
using expression::Jsonata;
using json::Value;
using telemetry::ExecutionStatus;

namespace {

constexpr std::array<std::pair<std::string_view, ExecutionStatus>, 4> kStatuses{
    {{"SUCCEEDED", ExecutionStatus::Succeeded},
     {"FAILED", ExecutionStatus::Failed},
     {"TIMED_OUT", ExecutionStatus::TimedOut},
     {"ABORTED", ExecutionStatus::Aborted}}};

constexpr std::string_view kMachineScenarios = ".mocks.json";
constexpr std::string_view kFunctionScenarios = ".tests.json";

std::string_view nameOf(ExecutionStatus status) {
    for (const auto& [name, value] : kStatuses) {
        if (value == status)
            return name;
    }
    return "RUNNING";
}

Error invalid(const std::string& pointer, const base::Reason& reason) {
    return base::withReason({"scenario.invalid", {{"pointer", pointer}}}, reason);
}

Error noRoom() {
    return invalid("/Tests", {"scenario.tests", "must be an object whose members are tests"});
}

/// Reads the members of one object; the first thing that is wrong stays.
class Members {
public:
    Members(const Value& object, std::string pointer)
        : m_object(object)
        , m_pointer(std::move(pointer)) {
        if (!object.isObject())
            m_problem = invalid(m_pointer, {"scenario.object", "must be an object"});
    }

    const Value* find(std::string_view name) {
        m_known.emplace_back(name);
        return m_problem ? nullptr : m_object.find(name);
    }
    bool text(std::string_view name, std::string& out) {
        const Value* found = find(name);
        if (!found)
            return false;
        if (!found->isString()) {
            refuse(name, {"scenario.text", "must be a text"});
            return false;
        }
        out = found->toString();
        return true;
    }
    void refuse(std::string_view name, const base::Reason& why) {
        if (!m_problem)
            m_problem = invalid(at(name), why);
    }
    std::string at(std::string_view name) const {
        return m_pointer + '/' + json::escapedStep(name);
    }
    /// Once all that there may be was asked for.
    std::optional<Error> problem() {
        for (const auto& [name, unused] : m_object.members()) {
            if (std::find(m_known.begin(), m_known.end(), name) == m_known.end())
                refuse(name, {"scenario.unknown", "is not known here"});
        }
        return m_problem;
    }

private:
    const Value& m_object;
    const std::string m_pointer;
    std::vector<std::string> m_known;
    std::optional<Error> m_problem;
};

void readStatus(Members& members, ExecutionStatus& out) {
    std::string name;
    if (!members.text("Status", name))
        return;
    for (const auto& [known, status] : kStatuses) {
        if (known == name) {
            out = status;
            return;
        }
    }
    members.refuse("Status",
                   {"scenario.statusName", "must be SUCCEEDED, FAILED, TIMED_OUT or ABORTED"});
}

void readPath(Members& members, std::optional<std::vector<std::string>>& out) {
    const Value* found = members.find("Path");
    if (!found)
        return;
    out.emplace();
    for (const Value& state : found->items())
        out->push_back(state.toString());
    const auto isText = [](const Value& item) { return item.isString(); };
    if (!found->isArray() || !std::all_of(found->items().begin(), found->items().end(), isText))
        members.refuse("Path", {"scenario.pathNames", "must be a list of names of states"});
}

/// The expression without its {% and %}, which may be left out.
std::string bare(std::string_view text) {
    const auto isOpen = text.starts_with("{%") && text.ends_with("%}") && text.size() >= 4;
    return std::string(isOpen ? text.substr(2, text.size() - 4) : text);
}

/// A code of JSONata is what its documents name.
base::Reason withCode(const Error& error) {
    base::Reason::Args args{{"name", error.arg("code")}};
    base::add(args, base::reasonOf(error));
    return {"scenario.jsonata", "{name}: {reason}", std::move(args)};
}

void readCheck(Members& members, std::string& out) {
    if (!members.text("Check", out))
        return;
    if (const auto compiled = Jsonata::compile(bare(out)); !compiled)
        members.refuse("Check", withCode(compiled.error()));
}

void readText(Members& members, std::string_view name, std::optional<std::string>& out) {
    std::string text;
    if (members.text(name, text))
        out = std::move(text);
}

base::Result<Expectation> readExpectation(const Value& value, const std::string& pointer) {
    Members members(value, pointer);
    Expectation out;
    readText(members, "Error", out.error);
    readText(members, "Cause", out.cause);
    if (out.error || out.cause)
        out.status = ExecutionStatus::Failed;
    readStatus(members, out.status);
    readPath(members, out.path);
    if (const Value* output = members.find("Output"))
        out.output = *output;
    readCheck(members, out.check);
    if (auto problem = members.problem())
        return *problem;
    return out;
}

base::Result<Scenario> readScenario(const std::string& name, const Value& value,
                                    const std::string& target,
                                    const execution::MockConfig& config) {
    Members members(value, "/Tests/" + json::escapedStep(name));
    Scenario out;
    out.name = name;
    out.target = target;
    members.text("Machine", out.target);
    if (const Value* input = members.find("Input"))
        out.input = input->dump();
    members.text("Event", out.event);
    if (!out.input.empty() && !out.event.empty())
        members.refuse(
            "Event", {"scenario.twoInputs", "stands beside Input; one of them says what goes in"});
    std::string mocks;
    const bool isMocked = members.text("Mocks", mocks);
    const Value* expected = members.find("Expect");
    if (auto problem = members.problem())
        return *problem;
    if (expected) {
        auto read = readExpectation(*expected, members.at("Expect"));
        if (!read)
            return read.error();
        out.expected = std::move(read).value();
    }
    if (!isMocked)
        return out;
    out.childMocks = config.othersThan(out.target, mocks);
    auto found = config.mocks(out.target, mocks);
    if (!found && !out.childMocks.empty())
        return out;
    if (!found) {
        Error error = found.error();
        error.args.emplace_back("pointer", members.at("Mocks"));
        return error;
    }
    out.mocks = std::move(found).value();
    return out;
}

/// Where `actual` lacks what `expected` has; nullopt: nowhere.
struct Lack {
    std::string pointer;
    std::string expected;
    std::string actual;
};

std::optional<Lack> lackOf(const Value& expected, const Value* actual, const std::string& pointer) {
    if (!actual)
        return Lack{pointer, expected.dump(), {}};
    const bool sameShape = expected.type() == actual->type();
    if (sameShape && expected.isObject()) {
        for (const auto& [name, value] : expected.members()) {
            auto lack = lackOf(value, actual->find(name), pointer + '/' + json::escapedStep(name));
            if (lack)
                return lack;
        }
        return std::nullopt;
    }
    if (sameShape && expected.isArray() && expected.size() == actual->size()) {
        for (std::size_t i = 0; i < expected.size(); ++i) {
            auto lack = lackOf(expected.at(i), &actual->at(i), pointer + '/' + std::to_string(i));
            if (lack)
                return lack;
        }
        return std::nullopt;
    }
    if (expected == *actual)
        return std::nullopt;
    return Lack{pointer, expected.dump(), actual->dump()};
}

Error differs(const char* code, std::string_view expected, std::string_view actual) {
    return {code, {{"expected", std::string(expected)}, {"actual", std::string(actual)}}};
}

std::optional<Error> pathDifference(const std::vector<std::string>& expected,
                                    const std::vector<std::string>& actual) {
    const auto [left, right] =
        std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    if (left == expected.end() && right == actual.end())
        return std::nullopt;
    Error error = differs("scenario.path", left == expected.end() ? "" : *left,
                          right == actual.end() ? "" : *right);
    error.args.emplace_back("position", std::to_string(left - expected.begin() + 1));
    return error;
}

Value statesOf(const ScenarioRun& run) {
    return Value::object({{"input", run.input},
                          {"output", run.output},
                          {"error", run.error},
                          {"cause", run.cause},
                          {"path", Value(Value::Array(run.path.begin(), run.path.end()))}});
}

std::optional<Error> checkDifference(const std::string& check, const ScenarioRun& run) {
    const auto failed = [&](const Error& error) {
        return base::withReason({"scenario.checkFailed", {{"expression", check}}}, withCode(error));
    };
    const auto compiled = Jsonata::compile(bare(check));
    if (!compiled)
        return failed(compiled.error());
    const Value states = statesOf(run);
    Jsonata::Environment environment;
    environment.bindings = {{"states", &states}};
    const auto outcome = compiled->evaluate(environment);
    if (!outcome)
        return failed(outcome.error());
    const bool isTrue = outcome->kind == Jsonata::Outcome::Kind::Value && outcome->value.isBool() &&
                        outcome->value.toBool();
    if (isTrue)
        return std::nullopt;
    if (outcome->kind != Jsonata::Outcome::Kind::Value)
        return Error{"scenario.checkNothing", {{"expression", check}}};
    return Error{"scenario.check", {{"expression", check}, {"actual", outcome->value.dump()}}};
}

} // namespace

std::string scenarioFileOfMachine(std::string_view machineFile) {
    for (const std::string_view suffix : kMachineSuffixes) {
        if (machineFile.ends_with(suffix)) {
            machineFile.remove_suffix(suffix.size());
            break;
        }
    }
    return std::string(machineFile) + std::string(kMachineScenarios);
}

std::string scenarioFileOfFunction(std::string_view function) {
    return "events/" + std::string(function) + std::string(kFunctionScenarios);
}

bool isScenarioFile(std::string_view path) {
    return path.ends_with(kMachineScenarios) || path.ends_with(kFunctionScenarios);
}

base::Result<std::vector<Scenario>> parseScenarios(const std::string& text,
                                                   const std::string& target) {
    const auto file = Value::parse(text);
    if (!file)
        return file.error();
    const auto config = execution::MockConfig::fromJson(*file);
    if (!config)
        return config.error();
    const Value& tests = (*file)["Tests"];
    if (!tests.isObject() && !tests.isNull())
        return noRoom();
    std::vector<Scenario> out;
    for (const auto& [name, value] : tests.members()) {
        auto scenario = readScenario(name, value, target, *config);
        if (!scenario)
            return scenario.error();
        out.push_back(std::move(scenario).value());
    }
    return out;
}

Value toJson(const Scenario& scenario, const std::string& mocksName) {
    Value out = Value::object();
    if (!mocksName.empty())
        out.set("Mocks", mocksName);
    if (!scenario.event.empty())
        out.set("Event", scenario.event);
    if (const auto input = Value::parse(scenario.input); !scenario.input.empty() && input)
        out.set("Input", *input);
    const Expectation& expected = scenario.expected;
    Value expect = Value::object();
    expect.set("Status", nameOf(expected.status));
    if (expected.path)
        expect.set("Path", Value(Value::Array(expected.path->begin(), expected.path->end())));
    if (expected.output)
        expect.set("Output", *expected.output);
    if (expected.error)
        expect.set("Error", *expected.error);
    if (expected.cause)
        expect.set("Cause", *expected.cause);
    if (!expected.check.empty())
        expect.set("Check", expected.check);
    out.set("Expect", std::move(expect));
    return out;
}

base::Result<std::string> withTest(const std::string& text, const std::string& name,
                                   const Value& test) {
    const bool isNew = text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (isNew)
        return Value::object({{"Tests", Value::object({{name, test}})}}).pretty() + '\n';
    const auto document = json::Document::parse(text);
    if (!document)
        return document.error();
    const std::array<std::string_view, 2> path{"Tests", name};
    const auto edit = json::setAt(*document, path, test);
    if (edit)
        return text.substr(0, edit->range.begin) + edit->text + text.substr(edit->range.end);
    if (json::nodeAt(*document, path) != json::Document::kNone) // it is there as it is
        return text;
    return noRoom();
}

std::optional<json::Range> rangeOfTest(const std::string& text, const std::string& name) {
    const auto document = json::Document::parse(text);
    if (!document)
        return std::nullopt;
    const std::array<std::string_view, 2> path{"Tests", name};
    const auto node = json::nodeAt(*document, path);
    if (node == json::Document::kNone)
        return std::nullopt;
    return json::Range{document->node(node).keyRange.begin, document->node(node).range.end};
}

std::vector<Error> differences(const Expectation& expected, const ScenarioRun& run) {
    std::vector<Error> out;
    if (expected.status != run.status) {
        Error error = differs("scenario.status", nameOf(expected.status), nameOf(run.status));
        error.args.emplace_back("error", run.error);
        error.args.emplace_back("cause", run.cause);
        out.push_back(std::move(error));
    }
    if (expected.error && *expected.error != run.error)
        out.push_back(differs("scenario.error", *expected.error, run.error));
    if (expected.cause && *expected.cause != run.cause)
        out.push_back(differs("scenario.cause", *expected.cause, run.cause));
    if (expected.path) {
        if (auto difference = pathDifference(*expected.path, run.path))
            out.push_back(*std::move(difference));
    }
    if (expected.output) {
        if (const auto lack = lackOf(*expected.output, &run.output, {})) {
            Error error = differs("scenario.output", lack->expected, lack->actual);
            error.args.emplace_back("pointer", lack->pointer);
            out.push_back(std::move(error));
        }
    }
    if (!expected.check.empty()) {
        if (auto difference = checkDifference(expected.check, run))
            out.push_back(*std::move(difference));
    }
    return out;
}

std::vector<std::string> pathOf(const std::vector<telemetry::HistoryEvent>& history) {
    std::vector<std::string> out;
    for (const telemetry::HistoryEvent& event : history) {
        if (telemetry::isStateEntered(event.type))
            out.push_back(event.name);
    }
    return out;
}

} // namespace ws::workspace
