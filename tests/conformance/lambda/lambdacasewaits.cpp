#include "engine/base/ids.h"
#include "tests/conformance/asl/recordedpath.h"
#include "tests/conformance/lambda/lambdacase.h"

#include <QRegularExpression>

#include <algorithm>

// The steps of a case that wait, try again and check.
namespace ws::conformance {

using json::Value;

namespace {

constexpr base::Duration kPatience = std::chrono::seconds{60};
constexpr int kQuickRounds = 60; // real time, for what really takes its time
constexpr base::Duration kQuickRound = std::chrono::milliseconds{50};
constexpr int kLateRounds = 40; // skipped, for what only waits
constexpr base::Duration kLateRound = std::chrono::seconds{10};
constexpr base::Duration kRealTime = std::chrono::seconds{1}; // for processes that start

std::string problemAt(const Value& step, const std::string& what) {
    return "step " + step["id"].dump() + " (" + step["op"].toString() + "): " + what;
}

bool isFalsy(const Value& value) {
    if (value.isBool())
        return !value.toBool();
    if (value.isNumber())
        return value.toDouble() == 0;
    return value.isNull() || (value.isString() && value.toString().empty()) ||
           ((value.isArray() || value.isObject()) && value.size() == 0);
}

bool isIn(const Value& left, const Value& right) {
    if (right.isString())
        return right.toString().find(left.toString()) != std::string::npos;
    if (right.isObject())
        return right.find(left.toString()) != nullptr;
    const auto& items = right.items();
    return std::find(items.begin(), items.end(), left) != items.end();
}

bool isInOneOf(const Value& left, const Value& texts) {
    const auto& items = texts.items();
    return std::any_of(items.begin(), items.end(),
                       [&](const Value& text) { return isIn(left, text); });
}

bool holds(const Value& left, const std::string& op, const Value& right) {
    if (op == "==")
        return left == right || (left.isNull() && right.isArray() && right.size() == 0);
    if (op == "!=")
        return left != right;
    if (op == "in")
        return isIn(left, right);
    if (op == "not in")
        return !isIn(left, right);
    if (op == "falsy")
        return isFalsy(left);
    if (op == "in one of")
        return isInOneOf(left, right);
    if (op == "in none of")
        return !isInOneOf(left, right);
    if (op == "matches")
        return QRegularExpression(QString::fromStdString(right.toString()))
            .match(QString::fromStdString(left.toString()))
            .hasMatch();
    const double a = left.toDouble();
    const double b = right.toDouble();
    return op == "<" ? a < b : op == "<=" ? a <= b : op == ">" ? a > b : a >= b;
}

/// Whether something that a retried step asked for is still on its way.
bool isUnderWay(const StepResult& result) {
    static const std::vector<std::string> words{"IN_PROGRESS", "Pending", "InProgress", "Creating"};
    for (const char* member : {"Status", "State", "LastUpdateStatus"}) {
        const std::string& word = result.value[member].toString();
        if (std::find(words.begin(), words.end(), word) != words.end())
            return true;
    }
    return result.value["logStreams"].isArray() && result.value["logStreams"].size() == 0;
}

} // namespace

std::string LambdaCase::asserted(const Value& step) {
    const Value* op = step.find("operator");
    if (!op)
        return {};
    const Value left = filled(step["left"]);
    const Value right = filled(step["right"]);
    if (holds(left, op->toString(), right))
        return {};
    return problemAt(step, step["python"].toString() + ": " + left.dump().substr(0, 200) + ' ' +
                               op->toString() + ' ' + right.dump().substr(0, 200));
}

bool LambdaCase::isAwaited(const std::string& what, const Value& args) {
    Value request = Value::object({{"FunctionName", args["FunctionName"]}});
    if (args["Qualifier"].isString())
        request.set("Qualifier", args["Qualifier"]);
    if (what == "background")
        return std::all_of(m_background.begin(), m_background.end(), [](const Background& one) {
            return !one.problem.empty() || one.position >= one.steps.size();
        });
    if (what == "lambda_log_lines") {
        const std::string name = base::FunctionName::parse(args["FunctionName"].toString()).name;
        const auto events = m_account->logOf(name);
        const auto& patterns = args["patterns"].items();
        return std::all_of(patterns.begin(), patterns.end(), [&](const Value& pattern) {
            const QRegularExpression expression(
                QStringLiteral("\\A(?:%1)").arg(QString::fromStdString(pattern.toString())),
                QRegularExpression::DotMatchesEverythingOption);
            return std::any_of(events.begin(), events.end(), [&](const auto& event) {
                return expression.match(QString::fromStdString(event.message)).hasMatch();
            });
        });
    }
    if (what == "log_group_exists") {
        const std::string& group = args["logGroupName"].toString();
        return !m_account->logOf(group.substr(group.rfind('/') + 1)).empty();
    }
    if (what.starts_with("provisioned_concurrency_")) {
        const std::string status =
            ask("GetProvisionedConcurrencyConfig", request)["Status"].toString();
        return status == (what.ends_with("ready") ? "READY" : "FAILED");
    }
    const Value configuration = ask("GetFunctionConfiguration", request);
    if (what == "function_exists")
        return configuration.isObject();
    const std::string& state = configuration["State"].toString();
    if (what == "function_not_pending")
        return !state.empty() && state != "Pending";
    if (what == "function_updated_v2")
        return configuration["LastUpdateStatus"] == Value("Successful");
    return state == "Active";
}

std::string LambdaCase::await(const Value& step) {
    const std::string& what = step["what"].toString();
    const Value args = filled(step["args"]);
    const auto isThere = [&] { return isAwaited(what, args); };
    for (int round = 0; round < kLateRounds; ++round) {
        if (m_account->waitUntil(isThere, kRealTime))
            return {};
        m_account->pass(kLateRound);
    }
    return problemAt(step, what + " did not come");
}

std::string LambdaCase::collect(const Value& step) {
    const Value args = filled(step["args"]);
    const std::string name = base::FunctionName::parse(args["FunctionName"].toString()).name;
    const auto collected = [&] {
        Value list = Value::array();
        for (const auto& event : m_account->logOf(name)) {
            static const std::vector<std::string> platform{"INIT_START", "START", "END", "REPORT"};
            if (std::any_of(platform.begin(), platform.end(), [&](const std::string& word) {
                    return event.message.starts_with(word);
                }))
                continue;
            const auto parsed = Value::parse(event.message);
            list.push(parsed ? *parsed : Value(event.message));
        }
        return list;
    };
    const auto wanted = static_cast<std::size_t>(args["count"].toInteger());
    m_account->waitUntil([&] { return collected().size() >= wanted; }, kPatience);
    StepResult result;
    result.operation = "collect";
    result.value = collected();
    if (args["first"].toBool() || step["first"].toBool()) {
        const Value& texts = args["contains"].isArray() ? args["contains"] : step["contains"];
        const Value all = collected();
        for (const Value& item : all.items()) {
            const std::string text = item.isString() ? item.toString() : item.dump();
            const auto& parts = texts.items();
            if (std::all_of(parts.begin(), parts.end(), [&](const Value& part) {
                    return text.find(part.toString()) != std::string::npos;
                })) {
                result.value = item;
                break;
            }
        }
    }
    m_tokens.setStep(step["id"].toInteger(), std::move(result));
    return {};
}

std::string LambdaCase::retry(const Value& step) {
    const std::vector<Value> steps(step["steps"].items());
    std::string problem;
    for (int round = 0; round < kQuickRounds + kLateRounds; ++round) {
        problem = runAll(steps);
        const bool waits = std::any_of(steps.begin(), steps.end(), [&](const Value& inner) {
            const StepResult* result = m_tokens.step(inner["id"].toInteger());
            return result && step["until"] == Value("true") && isUnderWay(*result);
        });
        if (problem.empty() && !waits)
            return {};
        if (waits)
            problem = problemAt(step, "is still under way");
        if (round < kQuickRounds)
            m_account->waitUntil([] { return false; }, kQuickRound);
        if (round >= kQuickRounds) {
            m_account->pass(kLateRound);
            m_account->waitUntil([] { return false; }, kRealTime);
        }
    }
    return problem;
}

void LambdaCase::sort(const Value& step) {
    const std::string target = step["value"].toString();
    const auto first = target.find(':');
    const auto id = std::strtoll(target.c_str() + first + 1, nullptr, 10);
    const StepResult* found = m_tokens.step(id);
    if (!found)
        return;
    const auto second = target.find(':', first + 1);
    const std::string path = second == std::string::npos
                                 ? std::string()
                                 : target.substr(second + 1, target.size() - second - 2);
    StepResult result = *found;
    Value list = followed(result.value, path).value_or(Value());
    const std::string& by = step["by"].toString();
    Value::Array items = list.items();
    std::stable_sort(items.begin(), items.end(), [&](const Value& left, const Value& right) {
        return followed(left, by).value_or(Value()).dump() <
               followed(right, by).value_or(Value()).dump();
    });
    putAt(result.value, path, Value(std::move(items)));
    m_tokens.setStep(id, std::move(result));
}

// --- threads of the test

/// Goes on until it has to wait for something.
void LambdaCase::advance(Background& background) {
    while (!background.isWaiting && background.problem.empty() &&
           background.position < background.steps.size())
        begin(background, background.steps[background.position]);
}

void LambdaCase::begin(Background& background, const Value& step) {
    const std::size_t index = static_cast<std::size_t>(&background - m_background.data());
    const auto goOn = [this, index] {
        m_background[index].isWaiting = false;
        ++m_background[index].position;
        advance(m_background[index]);
    };
    const std::string& op = step["op"].toString();
    if (op == "sleep") {
        background.isWaiting = true;
        m_account->later(
            std::chrono::milliseconds(static_cast<std::int64_t>(step["seconds"].toDouble() * 1000)),
            goOn);
    } else if (op == "await") {
        if (isAwaited(step["what"].toString(), filled(step["args"]))) {
            ++background.position;
            return;
        }
        background.isWaiting = true; // and asks again
        m_account->later(std::chrono::milliseconds{50}, [this, index] {
            m_background[index].isWaiting = false;
            advance(m_background[index]);
        });
    } else if (op == "lambda.Invoke") {
        background.isWaiting = true;
        Value args = arguments(step);
        const std::int64_t id = step["id"].toInteger();
        m_account->call("Invoke", args, [this, goOn, id](const fleet::LambdaReply& reply) {
            StepResult result;
            result.operation = "Invoke";
            result.value = reply.body;
            result.error = reply.error;
            m_tokens.setStep(id, std::move(result));
            take(id);
            goOn();
        });
    } else {
        background.problem = runOne(step);
        ++background.position;
    }
}

} // namespace ws::conformance
