// Runs the recorded Step Functions cases of ../shared/conformance/asl (its README says what they
// are) and compares whole histories. Functions answer what the recording says they answered.

#include "engine/execution/executor.h"
#include "engine/execution/historyjson.h"
#include "engine/execution/timestamp.h"
#include "engine/statemachine/parser.h"
#include "tests/conformance/recordedvalue.h"

#include <QTest>

#include <array>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

using namespace ws;
using conformance::RecordedComparison;
using conformance::SkipPath;
using json::Value;

/// Cases of the kinds below whose only service is Lambda: what this interpreter claims. Raise it
/// with every case that begins to pass; it never goes down.
constexpr int kFloor = 276;

/// Where the recording is not what the service does today.
struct KnownDifference {
    std::string_view test;
    std::string_view reason;
};
constexpr std::array kKnownDifferences{
    KnownDifference{"test_lambda_invoke_with_retry_extended_input",
                    "recorded before the context object had RedriveCount; later ones have it"},
    KnownDifference{"test_lambda_service_invoke_with_retry_extended_input",
                    "recorded before the context object had RedriveCount; later ones have it"},
    KnownDifference{"test_path_based_on_data",
                    "recorded before DescribeExecution had the redrive members"},
};

std::string_view knownReason(std::string_view id) {
    for (const KnownDifference& known : kKnownDifferences) {
        if (id.ends_with(known.test))
            return known.reason;
    }
    return {};
}

std::string readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

/// What Python's json.dumps makes of a value is what travelled to the service.
void dumpPython(const Value& value, std::string& out) {
    const char* separator = "";
    if (value.isObject()) {
        out += '{';
        for (const auto& [key, member] : value.members()) {
            out += std::exchange(separator, ", ") + json::quotedText(key) + ": ";
            dumpPython(member, out);
        }
        out += '}';
    } else if (value.isArray()) {
        out += '[';
        for (const Value& item : value.items()) {
            out += std::exchange(separator, ", ");
            dumpPython(item, out);
        }
        out += ']';
    } else {
        value.dumpTo(out);
    }
}

/// Every string of a value, wherever it is.
template <typename Visit>
void eachString(const Value& value, const Visit& visit) {
    if (value.isString())
        visit(value.toString());
    for (const Value& item : value.items())
        eachString(item, visit);
    for (const auto& [key, member] : value.members())
        eachString(member, visit);
}

/// Answers calls in order with what the recording shows; beyond that it gives the payload back.
class RecordedFunctions : public execution::TaskInvoker {
public:
    RecordedFunctions(base::Clock& clock, const Value& history)
        : m_clock(clock) {
        for (const Value& event : history["events"].items())
            read(event, history);
    }

    Ticket invoke(const execution::TaskRequest& request,
                  std::function<void(execution::TaskOutcome)> done) override {
        const Ticket ticket = ++m_last;
        execution::TaskOutcome outcome;
        outcome.result = request.payload;
        outcome.executedVersion = "$LATEST";
        bool answers = true;
        if (!m_script.empty()) {
            outcome = m_script.front().outcome;
            answers = m_script.front().answers;
            m_script.pop_front();
        }
        if (answers)
            m_clock.after(base::Duration::zero(), [this, ticket, outcome, done = std::move(done)] {
                if (m_abandoned.count(ticket) == 0)
                    done(outcome);
            });
        return ticket;
    }
    void abandon(Ticket ticket) override { m_abandoned.insert(ticket); }

private:
    struct Answer {
        execution::TaskOutcome outcome;
        bool answers = true;
    };

    /// The text of a cause that was recorded as the object it holds.
    static std::string causeText(const Value& cause, const Value& history) {
        if (cause.isString())
            return cause.toString();
        std::string text = cause.dump();
        eachString(history, [&](const std::string& candidate) {
            const auto parsed = Value::parse(candidate);
            if (candidate.starts_with('{') && parsed && *parsed == cause)
                text = candidate;
        });
        return text;
    }

    static Value payload(const Value& recorded) {
        if (!recorded.isString())
            return recorded;
        const auto parsed = Value::parse(recorded.toString());
        return parsed ? *parsed : recorded;
    }

    void read(const Value& event, const Value& history) {
        const std::string& type = event["type"].toString();
        Answer answer;
        answer.outcome.executedVersion = "$LATEST";
        answer.outcome.requestId = "6bc9b5b4-8b6c-4e43-9d0d-4b1f7c4b0001";
        if (type == "LambdaFunctionSucceeded") {
            answer.outcome.result = payload(event["lambdaFunctionSucceededEventDetails"]["output"]);
        } else if (type == "TaskSucceeded") {
            answer.outcome.result = event["taskSucceededEventDetails"]["output"]["Payload"];
            answer.outcome.log = "END RequestId: 6bc9b5b4-8b6c-4e43-9d0d-4b1f7c4b0001";
        } else if (type == "LambdaFunctionFailed" || type == "TaskFailed") {
            const Value& details = event[type == "TaskFailed" ? "taskFailedEventDetails"
                                                              : "lambdaFunctionFailedEventDetails"];
            answer.outcome.error = details["error"].toString();
            answer.outcome.cause = causeText(details["cause"], history);
            if (answer.outcome.error == "States.DataLimitExceeded") // the service's finding
                answer.outcome = {Value(std::string(262'145, 'x')), "$LATEST", "", "", "", ""};
        } else if (type == "LambdaFunctionTimedOut" || type == "TaskTimedOut") {
            answer.answers = false;
        } else {
            return;
        }
        m_script.push_back(std::move(answer));
    }

    base::Clock& m_clock;
    std::deque<Answer> m_script;
    std::set<Ticket> m_abandoned;
    Ticket m_last = 0;
};

/// As LocalStack's SfnNoneRecursiveParallelTransformer leaves a list of events behind, its quirks
/// included: the recordings went through it.
Value withoutBranchOrder(const Value& history) {
    static const std::set<std::string> kEnds{"ParallelStateSucceeded", "ParallelStateAborted",
                                             "ParallelStateExited", "ParallelStateFailed"};
    Value::Array events = history["events"].items();
    Value::Array branch;
    bool inside = false;
    std::size_t start = 0;
    for (std::size_t at = 0; at < events.size(); ++at) {
        const std::string type = events[at]["type"].toString();
        if (type == "ParallelStateStarted") {
            inside = true;
            branch.clear();
            start = at + 1;
        } else if (kEnds.contains(type)) {
            events.erase(events.begin() + static_cast<std::ptrdiff_t>(start),
                         events.begin() + static_cast<std::ptrdiff_t>(at));
            events.insert(events.begin() + static_cast<std::ptrdiff_t>(start), branch.begin(),
                          branch.end());
            inside = false;
        } else if (inside) {
            events[at].set("id", Value(Value::Array{0}));
            events[at].set("previousEventId", 0);
            branch.push_back(events[at]);
        }
    }
    return Value::object({{"events", Value(std::move(events))}});
}

class RecordedCase {
public:
    explicit RecordedCase(Value source)
        : m_source(std::move(source)) {
        for (const auto& [logical, function] : m_source["functions"].members())
            addNames("function:" + logical, function["name"].toString(),
                     base::functionArn(function["name"].toString()));
        for (const auto& [token, resource] : m_source["resources"].members()) {
            const std::string& name = resource["name"].toString();
            const std::string used = name.empty() ? replaced(token, ":", "-") : name;
            addNames(token, used, arnOf(token.substr(0, token.find(':')), used));
        }
        m_tokens["${account}"] = base::kAccount;
        m_tokens["${region}"] = base::kRegion;
    }

    /// Empty when everything that was recorded came out; else the first difference.
    std::string run() {
        RecordedComparison comparison(placeholders(), skips());
        for (const Value& one : m_source["runs"].items()) {
            if (std::string problem = run(one, comparison); !problem.empty())
                return problem;
        }
        return {};
    }

private:
    static std::string arnOf(const std::string& type, const std::string& name) {
        if (type == "stateMachine")
            return base::stateMachineArn(name);
        if (type == "role")
            return "arn:aws:iam::" + std::string(base::kAccount) + ":role/" + name;
        if (type == "execution")
            return base::executionArn("machine", name);
        return name;
    }

    void addNames(const std::string& token, const std::string& name, const std::string& arn) {
        m_tokens["${" + token + "}"] = arn;
        m_tokens["${" + token + "#name}"] = name;
        m_tokens["${" + token + "#arn}"] = arn;
    }

    std::string filled(std::string text) const {
        for (const auto& [token, value] : m_tokens)
            text = replaced(std::move(text), token, value);
        return text;
    }

    std::set<std::string> placeholders() const {
        std::set<std::string> out;
        for (const Value& transformer : m_source["transformers"].items()) {
            if (const Value* replacement = transformer.find("replacement"))
                out.insert(replacement->toString());
            if (transformer["name"].toString() == "stepfunctions_api")
                out.insert({"date", "RequestId", "X-Amzn-Trace-Id", "x-amz-crc32",
                            "x-amzn-RequestId", "x-amzn-requestid"});
        }
        return out;
    }

    std::vector<SkipPath> skips() const {
        std::vector<SkipPath> out;
        for (const Value& path : m_source["skip_paths"].items())
            out.emplace_back(path.toString());
        return out;
    }

    std::string definitionOf(const Value& run) const {
        const std::string& name = run["definition"]["$definition"].toString();
        const bool primary = name.empty() || name == "primary";
        if (primary && m_source["definition_text"].isString())
            return filled(m_source["definition_text"].toString());
        const Value& definition = primary ? m_source["definition"] : m_source["definitions"][name];
        if (definition["$text"].isString())
            return filled(definition["$text"].toString());
        std::string text;
        dumpPython(definition, text);
        return filled(text);
    }

    std::string inputOf(const Value& run) const {
        for (const Value* holder : {&run, &m_source}) {
            if (const Value* text = holder->find("input_text"))
                return filled(text->toString());
            if (const Value* input = holder->find("input")) {
                std::string text;
                dumpPython(*input, text);
                return filled(text);
            }
        }
        return "{}";
    }

    const Value& recorded(const Value& link) const {
        const Value* at = &m_source["expected"][link["key"].toString()];
        for (const Value& step : link["path"].items())
            at = step.isString() ? &(*at)[step.toString()]
                                 : &at->at(static_cast<std::size_t>(step.toInteger()));
        return *at;
    }

    std::vector<std::string> place(const Value& link) const {
        std::vector<std::string> out{link["key"].toString()};
        for (const Value& step : link["path"].items())
            out.push_back(step.isString() ? step.toString() : step.dump());
        return out;
    }

    bool has(std::string_view transformer) const {
        for (const Value& each : m_source["transformers"].items()) {
            if (each["name"].toString() == transformer)
                return true;
        }
        return false;
    }

    std::string run(const Value& run, RecordedComparison& comparison) {
        Value script;
        bool unfinished = false;
        for (const Value& link : run["expected"].items()) {
            unfinished = unfinished || link["unfinished"].toBool();
            if (link["what"].toString() == "history" && recorded(link)["events"].isArray())
                script = recorded(link);
        }
        execution::ExecutionResult result;
        Value history;
        const std::string name = executionName(run);
        if (std::string problem = execute(run, script, unfinished, name, result, history);
            !problem.empty())
            return problem;
        for (const Value& link : run["expected"].items()) {
            const std::string& what = link["what"].toString();
            Value actual;
            if (what == "history")
                actual = historyPart(link, history, result);
            else if (what == "description")
                actual = description(run, name, result);
            else
                continue;
            if (std::string problem = comparison.difference(recorded(link), actual, place(link));
                !problem.empty())
                return problem;
        }
        return {};
    }

    Value historyPart(const Value& link, const Value& history,
                      const execution::ExecutionResult& result) const {
        const std::string& part = link["part"].toString();
        if (part.ends_with("executionSucceededEventDetails.output"))
            return Value(result.output.dump());
        return has("SfnNoneRecursiveParallelTransformer") ? withoutBranchOrder(history) : history;
    }

    std::string machineName() const {
        for (const auto& [key, resource] : m_source["resources"].members()) {
            if (key.starts_with("stateMachine:"))
                return resource["name"].toString();
        }
        return "machine";
    }

    std::string executionName(const Value& run) const {
        const std::string token = run["execution"].toString();
        const std::string name = token.substr(0, token.find('}')) + "#name}";
        const auto found = m_tokens.find(name);
        return found == m_tokens.end() ? "execution" : found->second;
    }

    std::string roleArn() const {
        for (const auto& [key, resource] : m_source["resources"].members()) {
            if (key.starts_with("role:"))
                return m_tokens.at("${" + key + "}");
        }
        return {};
    }

    Value description(const Value& run, const std::string& name,
                      const execution::ExecutionResult& result) const {
        static constexpr std::array kStatus{"RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT",
                                            "ABORTED"};
        const std::string machine = machineName();
        const bool succeeded = result.status == telemetry::ExecutionStatus::Succeeded;
        Value out = Value::object({{"executionArn", base::executionArn(machine, name)},
                                   {"input", inputOf(run)},
                                   {"inputDetails", Value::object({{"included", true}})},
                                   {"name", name},
                                   {"redriveCount", 0},
                                   {"redriveStatus", succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE"},
                                   {"startDate", "datetime"},
                                   {"stateMachineArn", base::stateMachineArn(machine)},
                                   {"status", kStatus[static_cast<std::size_t>(result.status)]},
                                   {"stopDate", "datetime"}});
        if (succeeded) {
            out.set("output", result.output.dump());
            out.set("outputDetails", Value::object({{"included", true}}));
            out.set("redriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
        }
        if (!result.error.empty())
            out.set("error", result.error);
        if (!result.cause.empty())
            out.set("cause", result.cause);
        return out;
    }

    std::string execute(const Value& run, const Value& script, bool unfinished,
                        const std::string& name, execution::ExecutionResult& result,
                        Value& history) {
        base::TimePoint now{std::chrono::seconds{1'700'000'000}};
        if (const auto frozen = execution::parseTimestamp(m_source["frozen_now"].toString()))
            now = *frozen;
        base::ManualClock clock(now);
        telemetry::EventBus bus(clock);
        RecordedFunctions functions(clock, script);
        execution::Executor executor({clock, functions, bus, 1});
        const auto input = Value::parse(inputOf(run));
        if (!input)
            return "the input is no JSON";
        execution::StartRequest request;
        request.machine = machineName();
        request.name = name;
        request.input = *input;
        request.inputText = inputOf(run);
        request.roleArn = roleArn();
        bool done = false;
        std::shared_ptr<const execution::History> kept;
        const auto started =
            executor.start(definitionOf(run), request, [&](const execution::ExecutionResult& end) {
                result = end;
                done = true;
            });
        if (!started)
            return started.error().code + " at " + started.error().arg("pointer") + ": " +
                   started.error().arg("reason");
        kept = executor.history(*started);
        if (unfinished)
            clock.advance(std::chrono::milliseconds(1));
        else
            clock.runUntilIdle(1'000'000);
        if (!done && !unfinished)
            return "the execution does not end";
        history = execution::historyToJson(kept->events());
        return {};
    }

    const Value m_source;
    std::map<std::string, std::string> m_tokens;
};

} // namespace

class ConformanceAsl : public QObject {
    Q_OBJECT

private slots:
    void recordedExecutionsComeOutTheSame();
};

void ConformanceAsl::recordedExecutionsComeOutTheSame() {
    const char* given = std::getenv("WARMSTART_CONFORMANCE");
    const std::filesystem::path root =
        (given ? std::filesystem::path(given)
               : std::filesystem::path(WARMSTART_SOURCE_DIR) / "../shared/conformance") /
        "asl";
    if (!std::filesystem::exists(root / "index.json"))
        QSKIP("no recorded cases: set WARMSTART_CONFORMANCE to a folder that has them");

    const char* only = std::getenv("WARMSTART_CASE");
    const auto index = Value::parse(readFile(root / "index.json"));
    QVERIFY(index.ok());
    int total = 0;
    int passed = 0;
    int other = 0;
    for (const Value& entry : index->items()) {
        const std::string& kind = entry["kind"].toString();
        const std::string& id = entry["id"].toString();
        if (only && id.find(only) == std::string::npos)
            continue;
        bool lambdaOnly = true;
        for (const Value& service : entry["needs"].items())
            lambdaOnly = lambdaOnly && service.toString() == "lambda";
        if (!lambdaOnly ||
            (kind != "execution" && kind != "multi_execution" && kind != "execution_logs")) {
            ++other;
            continue;
        }
        auto source = Value::parse(readFile(root / entry["file"].toString()));
        QVERIFY2(source.ok(), id.c_str());
        ++total;
        const std::string problem = RecordedCase(*std::move(source)).run();
        passed += problem.empty() ? 1 : 0;
        if (problem.empty())
            continue;
        const std::string_view known = knownReason(id);
        std::cout << (known.empty() ? "FAIL " : "KNOWN ") << id.substr(id.rfind("::") + 2)
                  << "\n     " << problem << '\n';
        if (!known.empty())
            std::cout << "     known: " << known << '\n';
    }
    std::cout << "asl: " << passed << '/' << total << " passed (" << other
              << " are of other kinds or need other services)" << std::endl;
    if (!only)
        QVERIFY2(passed >= kFloor, "fewer recorded cases pass than before");
}

QTEST_GUILESS_MAIN(ConformanceAsl)
#include "tst_conformance_asl.moc"
