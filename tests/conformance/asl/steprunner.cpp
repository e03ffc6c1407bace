#include "tests/conformance/asl/steprunner.h"

#include "engine/base/ids.h"
#include "tests/conformance/asl/pythontext.h"
#include "tests/conformance/asl/recordedpath.h"

#include <algorithm>
#include <chrono>

namespace ws::conformance {

using json::Value;

namespace {

/// Enough for the longest case; more means that something runs in circles.
constexpr std::size_t kMostTimers = 200'000;

/// How long a test waited for an execution that did not end meanwhile.
constexpr std::chrono::minutes kPatience{2};

bool isTerminal(const std::string& status) {
    return !status.empty() && status != "RUNNING";
}

/// Whether the last lines of a log tell the end of an execution.
bool hasEnded(const Value& events) {
    static const std::set<std::string> kEnds{"ExecutionSucceeded", "ExecutionFailed",
                                             "ExecutionAborted", "ExecutionTimedOut"};
    return std::any_of(events.items().begin(), events.items().end(),
                       [](const Value& event) { return kEnds.contains(event["type"].toString()); });
}

} // namespace

StepRunner::StepRunner(const Value& source, World& world, Tokens& tokens, Take take)
    : m_source(source)
    , m_world(world)
    , m_tokens(tokens)
    , m_take(std::move(take)) {}

std::string StepRunner::run() {
    return runAll(m_source["steps"].items());
}

std::string StepRunner::runAll(const std::vector<Value>& steps) {
    for (const Value& step : steps) {
        if (std::string problem = runOne(step); !problem.empty())
            return problem;
    }
    return {};
}

std::string StepRunner::runOne(const Value& step) {
    const std::string& op = step["op"].toString();
    if (op == "match")
        return match(step);
    if (op == "await")
        return await(step);
    if (op == "retry")
        return retry(step);
    if (op == "deploy_template")
        return deploy(step);
    if (op == "background") {
        m_background.push_back({step["steps"].items(), 0});
        advanceBackground();
        return {};
    }
    if (op == "sleep") {
        pause(std::chrono::seconds(step["seconds"].toInteger()));
        return {};
    }
    if (op == "collect") {
        m_tokens.setStep(step["id"].toInteger(), collected(m_tokens.value(step["args"])));
        return {};
    }
    if (op == "create" || op == "allow" || op == "assert")
        return {};
    return call(step);
}

/// The messages in a queue: what a Task put there, else what the event bus had for it.
StepResult StepRunner::collected(const Value& args) {
    Value::Array bodies;
    for (const std::string& body : m_world.services.receive(args["QueueUrl"].toString())) {
        const auto parsed = Value::parse(body);
        bodies.push_back(parsed ? *parsed : Value(body));
    }
    if (bodies.empty())
        bodies = m_world.services.takeEvents();
    if (bodies.empty())
        bodies = m_world.statusChanges.events();
    StepResult result;
    result.isUnknown = bodies.empty();
    result.value = Value(std::move(bodies));
    return result;
}

std::string StepRunner::call(const Value& step) {
    const std::int64_t id = step["id"].toInteger();
    StepResult result = performed(step);
    const bool refusal = step["expect_error"].toBool();
    std::string problem;
    if (!result.isUnknown && result.error && !refusal)
        problem = "step " + std::to_string(id) + ": " + result.operation +
                  " refused: " + result.error->code + ": " + result.error->message;
    else if (!result.isUnknown && !result.error && refusal)
        problem = "step " + std::to_string(id) + ": " + result.operation +
                  " was to be refused, answered " + result.value.dump().substr(0, 200);
    bindResources(id, result);
    bindMapRuns(result);
    m_tokens.setStep(id, std::move(result));
    return problem;
}

std::string StepRunner::match(const Value& step) {
    const Value& wanted = step["value"];
    if (m_tokens.dependsOnUnknown(wanted))
        return {};
    const std::string& key = step["key"].toString();
    if (const std::string token = m_tokens.unresolved(wanted); !token.empty())
        return '/' + key + ": nothing is known of ${" + token + '}';
    Value value = m_tokens.value(wanted["$base"].isString() ? wanted["$base"] : wanted);
    // Parts that the test overwrote come from the recording on both sides.
    for (const Value& part : wanted["$set"].items())
        putAt(value, part["path"].toString(), part["value"]);
    m_take({key, value});
    return {};
}

std::string StepRunner::await(const Value& step) {
    const std::string& what = step["what"].toString();
    const Value args = m_tokens.value(step["args"]);
    const std::string& execution = args["execution_arn"].toString();
    bool came = true;
    if (what == "execution_started") {
        came = waitUntil([&] {
            const auto history = m_world.states.call("GetExecutionHistory",
                                                     Value::object({{"executionArn", execution}}));
            return history.ok() && (*history)["events"].size() > 0;
        });
    } else if (what == "on_execution_logs") {
        const std::string& group = args["log_group_name"].toString();
        waitUntil([&] { return hasEnded(m_world.logs.events(group)); });
        StepResult result;
        result.value = m_world.logs.events(group);
        m_tokens.setStep(step["id"].toInteger(), std::move(result));
    } else if (what == "execution_terminated" &&
               isUnfinished(step["args"]["execution_arn"].toString())) {
        pause(kPatience);
    } else if (what.starts_with("execution_") || what == "list_execution_status") {
        came = waitUntil([&] { return isTerminal(statusOf(execution)); });
    } else if (what == "background") {
        waitUntil([&] {
            return std::all_of(m_background.begin(), m_background.end(),
                               [](const auto& each) { return each.position == each.steps.size(); });
        });
    }
    return came ? std::string() : "step " + step["id"].dump() + ": waits in vain for " + what;
}

/// One round, again and again until it raises no error or nothing happens any more.
std::string StepRunner::retry(const Value& step) {
    std::string problem;
    waitUntil([&] {
        problem = runAll(step["steps"].items());
        bool settled = true;
        for (const Value& inner : step["steps"].items()) {
            const StepResult* result = m_tokens.step(inner["id"].toInteger());
            if (inner["op"] == Value("stepfunctions.DescribeExecution") && result &&
                !isTerminal(result->value["status"].toString()))
                settled = false;
        }
        return problem.empty() && settled;
    });
    return problem;
}

Value StepRunner::arguments(const Value& step) const {
    Value out = Value::object();
    for (const auto& [name, value] : step["args"].members()) {
        if (value["$definition"].isString())
            out.set(name, definition(value["$definition"].toString()));
        else
            out.set(name, m_tokens.value(value));
    }
    return out;
}

std::string StepRunner::definition(const std::string& name) const {
    const bool isPrimary = name == "primary";
    if (isPrimary && m_source["definition_text"].isString())
        return m_tokens.text(m_source["definition_text"].toString());
    const Value& definition = isPrimary ? m_source["definition"] : m_source["definitions"][name];
    if (definition["$text"].isString())
        return m_tokens.text(definition["$text"].toString());
    return m_tokens.text(pythonText(definition));
}

/// The recording shows the execution while it was going on.
bool StepRunner::isUnfinished(const std::string& executionToken) const {
    for (const Value& run : m_source["runs"].items()) {
        if (run["execution"].toString() != executionToken)
            continue;
        for (const Value& link : run["expected"].items()) {
            if (link["unfinished"].toBool())
                return true;
        }
    }
    return false;
}

bool StepRunner::waitUntil(const std::function<bool()>& condition) {
    for (std::size_t fired = 0; fired < kMostTimers; ++fired) {
        if (condition())
            return true;
        advanceBackground();
        if (!m_world.clock.fireNext())
            return condition();
    }
    return false;
}

bool StepRunner::attempt(const Value& step) {
    if (step["op"] == Value("collect")) {
        StepResult found = collected(m_tokens.value(step["args"]));
        const bool came = !found.isUnknown;
        m_tokens.setStep(step["id"].toInteger(), std::move(found));
        return came;
    }
    if (step["op"] != Value("retry"))
        return call(step).empty();
    return std::all_of(step["steps"].items().begin(), step["steps"].items().end(),
                       [&](const Value& inner) { return attempt(inner); });
}

void StepRunner::pause(base::Duration time) {
    bool isOver = false;
    m_world.clock.after(time, [&isOver] { isOver = true; });
    waitUntil([&] { return isOver; });
}

/// Performs what the helper threads can do now; what fails is tried again later.
bool StepRunner::advanceBackground() {
    bool moved = false;
    for (std::size_t at = 0; at < m_background.size(); ++at) {
        while (m_background[at].position < m_background[at].steps.size()) {
            const Value step = m_background[at].steps[m_background[at].position];
            if (!attempt(step))
                break;
            ++m_background[at].position;
            moved = true;
        }
    }
    return moved;
}

std::string StepRunner::statusOf(const std::string& executionArn) {
    const auto answer =
        m_world.states.call("DescribeExecution", Value::object({{"executionArn", executionArn}}));
    return answer ? (*answer)["status"].toString() : std::string();
}

} // namespace ws::conformance
