#include "tests/conformance/asl/steprunner.h"

#include "engine/base/ids.h"
#include "tests/conformance/asl/pythontext.h"
#include "tests/conformance/asl/recordedpath.h"

#include <QByteArray>

#include <algorithm>
#include <chrono>
#include <memory>

namespace ws::conformance {

using json::Value;

namespace {

/// Enough for the longest case; more means that something runs in circles.
constexpr std::size_t kMostTimers = 200'000;

/// How long a test waited for an execution that did not end meanwhile.
constexpr std::chrono::minutes kPatience{2};

/// A text, or {"$base64": ...}.
std::string bytesOf(const Value& body) {
    const std::string& encoded = body["$base64"].toString();
    return body.isString()
               ? body.toString()
               : QByteArray::fromBase64(QByteArray::fromStdString(encoded)).toStdString();
}

bool isTerminal(const std::string& status) {
    return !status.empty() && status != "RUNNING";
}

Value withMetadata(Value value) {
    value.set("ResponseMetadata",
              Value::object({{"HTTPHeaders", Value::object()}, {"HTTPStatusCode", 200}}));
    return value;
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

/// The role that a template makes for its state machine.
std::string StepRunner::deployedRole() const {
    std::string name = "deployed";
    for (const auto& [token, resource] : m_source["resources"].members()) {
        if (resource["cfn_type"] == Value("AWS::IAM::Role"))
            name = m_tokens.text("${" + token + "}");
    }
    return "arn:aws:iam::" + std::string(base::kAccount) + ":role/" + name;
}

/// A template: only the state machines in it matter, they are in the case already.
std::string StepRunner::deploy(const Value& step) {
    for (const auto& [token, resource] : m_source["resources"].members()) {
        if (!token.starts_with("stateMachine:") || resource["step"] != step["id"])
            continue;
        const Value args = Value::object({{"name", resource["name"]},
                                          {"definition", definition("primary")},
                                          {"roleArn", deployedRole()}});
        if (const auto answer = m_world.states.call("CreateStateMachine", args); !answer)
            return "deploying " + token + ": " + answer.error().message;
    }
    return {};
}

StepResult StepRunner::performed(const Value& step) {
    const std::string& op = step["op"].toString();
    const auto dot = op.find('.');
    StepResult result;
    result.operation = op.substr(dot + 1);
    if (step["client_side_error"].toBool()) {
        result.isUnknown = true; // the SDK refused, the service never saw it
        return result;
    }
    const Value args = arguments(step);
    if (op.starts_with("stepfunctions."))
        return performStates(result.operation, args, step);
    return performOther(op.substr(0, dot), result.operation, args);
}

StepResult StepRunner::performStates(const std::string& operation, const Value& args,
                                     const Value& step) {
    if (step["paginate"].toBool())
        return paged(operation, args);
    // Shared: the answer of an operation that waits may come when nobody listens any more.
    const auto answer = std::make_shared<std::optional<service::Answer>>();
    service::Caller caller;
    if (step["account"] == Value("secondary"))
        caller.account = kSecondaryAccount;
    m_world.states.call(
        operation, args, [answer](service::Answer given) { answer->emplace(std::move(given)); },
        caller);
    waitUntil([&] { return answer->has_value(); });
    StepResult result;
    result.operation = operation;
    if (!answer->has_value())
        result.isUnknown = true;
    else if (!(*answer)->ok())
        result.error = (*answer)->error();
    else
        result.value = withMetadata(***answer);
    return result;
}

StepResult StepRunner::paged(const std::string& operation, Value args) {
    StepResult result;
    result.operation = operation;
    result.value = Value::object();
    while (true) {
        const auto page = m_world.states.call(operation, args);
        if (!page) {
            result.error = page.error();
            return result;
        }
        for (const auto& [name, member] : page->members()) {
            if (!member.isArray())
                continue;
            Value all = result.value[name];
            for (const Value& item : member.items())
                all.push(item);
            result.value.set(name, std::move(all));
        }
        const Value* next = page->find("nextToken");
        if (!next)
            return result;
        args.set("nextToken", *next);
    }
}

StepResult StepRunner::performOther(const std::string& service, const std::string& operation,
                                    const Value& args) {
    StepResult result;
    result.operation = operation;
    result.isUnknown = true;
    if (service == "logs" && operation == "CreateLogGroup")
        m_world.logs.createLogGroup(args["logGroupName"].toString());
    else if (service == "logs" && operation == "DeleteLogGroup")
        m_world.logs.deleteLogGroup(args["logGroupName"].toString());
    else if (service == "cloudformation" && operation == "CreateStack")
        createStack(args);
    else if (service == "s3" && operation == "CreateBucket")
        m_world.buckets.buckets[args["Bucket"].toString()];
    else if (service == "s3" && operation == "PutObject")
        m_world.buckets.put(args["Bucket"].toString(), args["Key"].toString(),
                            bytesOf(args["Body"]));
    else if (service == "sns" && operation == "Subscribe")
        m_world.services.subscribe(args["TopicArn"].toString(), args["Endpoint"].toString());
    else if (service == "sqs" && operation == "ReceiveMessage")
        receive(args["QueueUrl"].toString(), result);
    return result;
}

/// Without a message it is as good as refused: whoever needs one asks again.
void StepRunner::receive(const std::string& queueUrl, StepResult& result) {
    Value::Array messages;
    for (const std::string& body : m_world.services.receive(queueUrl))
        messages.push_back(Value::object({{"Body", body}}));
    if (messages.empty()) {
        result.isUnknown = false;
        result.error = service::ApiError{"NoMessage", "The queue is empty."};
        return;
    }
    result.isUnknown = false;
    result.value = Value::object({{"Messages", Value(std::move(messages))}});
}

/// The state machines of a template in its simplest form.
void StepRunner::createStack(const Value& args) {
    const Value& body = args["TemplateBody"];
    const auto parsed = body.isString() ? Value::parse(body.toString()) : Value(body["$yaml"]);
    if (!parsed.ok())
        return;
    for (const auto& [name, resource] : (*parsed)["Resources"].members()) {
        const Value& properties = resource["Properties"];
        if (resource["Type"] != Value("AWS::StepFunctions::StateMachine"))
            continue;
        const Value* text = properties.find("DefinitionString");
        static_cast<void>(m_world.states.call(
            "CreateStateMachine",
            Value::object({{"name", properties["StateMachineName"]},
                           {"definition", text ? *text : Value(properties["Definition"].dump())},
                           {"roleArn", properties["RoleArn"]}})));
    }
}

void StepRunner::bindResources(std::int64_t step, const StepResult& result) {
    if (result.error || result.isUnknown)
        return;
    for (const auto& [token, resource] : m_source["resources"].members()) {
        if (resource["step"].toInteger() != step)
            continue;
        for (const char* member : {"executionArn", "stateMachineAliasArn", "activityArn"}) {
            const Value* arn = result.value.find(member);
            if (!arn)
                continue;
            m_tokens.bind(token, arn->toString());
            base::Arn parts;
            base::Arn::parse(arn->toString(), parts);
            const auto colon = parts.resource.rfind(':');
            if (parts.resource.starts_with("express:")) {
                const auto before = parts.resource.rfind(':', colon - 1);
                m_tokens.bind(token + "#runId", parts.resource.substr(colon + 1));
                m_tokens.bind(token + "#name",
                              parts.resource.substr(before + 1, colon - before - 1));
            } else {
                m_tokens.bind(token + "#name", parts.resource.substr(colon + 1));
            }
        }
    }
    // What the functions of this execution answered.
    for (const Value& run : m_source["runs"].items()) {
        if (run["step"].toInteger() != step || !result.value.find("executionArn"))
            continue;
        for (const Value& link : run["expected"].items()) {
            Value recorded = m_source["expected"][link["key"].toString()];
            for (const Value& at : link["path"].items()) {
                const Value inner = at.isString()
                                        ? recorded[at.toString()]
                                        : recorded.at(static_cast<std::size_t>(at.toInteger()));
                recorded = inner;
            }
            if (link["what"] != Value("history") || !recorded["events"].isArray())
                continue;
            m_world.functions.script(result.value["executionArn"].toString(), recorded);
            m_world.services.script(result.value["executionArn"].toString(), recorded);
        }
    }
}

/// ${mapRun:n}: the n-th distinct Map Run that some answer shows.
void StepRunner::bindMapRuns(const StepResult& result) {
    std::vector<std::string> arns;
    for (const Value& event : result.value["events"].items())
        arns.push_back(event["mapRunStartedEventDetails"]["mapRunArn"].toString());
    for (const Value& run : result.value["mapRuns"].items())
        arns.push_back(run["mapRunArn"].toString());
    for (const std::string& arn : arns) {
        bool known = arn.empty();
        for (std::size_t n = 0; n < m_mapRuns && !known; ++n)
            known = m_tokens.text("${mapRun:" + std::to_string(n) + "}") == arn;
        if (known)
            continue;
        const std::string token = "mapRun:" + std::to_string(m_mapRuns++);
        const auto slash = arn.rfind('/');
        const auto colon = arn.rfind(':');
        m_tokens.bind(token, arn);
        m_tokens.bind(token + "#label", arn.substr(slash + 1, colon - slash - 1));
        m_tokens.bind(token + "#id", arn.substr(colon + 1));
    }
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
