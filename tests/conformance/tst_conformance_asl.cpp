// Executes the recorded Step Functions cases of ../shared/conformance/asl (its README says what
// they are) through the service's API, in virtual time, and compares every answer that was
// recorded.
//
// One case alone, with both sides of every comparison: --only SUBSTRING (or WARMSTART_CASE).

#include "engine/base/ids.h"
#include "engine/execution/limits.h"
#include "tests/conformance/asl/realfunctions.h"
#include "tests/conformance/asl/recordedcase.h"
#include "tests/conformance/asl/report.h"
#include "tests/support/conformance.h"
#include "tests/support/machine.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace ws;
using conformance::RealFunctions;
using conformance::RecordedCall;
using conformance::RecordedCase;
using json::Value;

/// Cases of the goal set that pass. Raise it with every case that begins to; it never goes down.
constexpr int kFloor = 554;

/// More than any function of the cases takes that answers at all.
constexpr int kRealTimeoutSeconds = 10;

std::string& filter() {
    static std::string text;
    return text;
}

bool isWanted(const Value& entry) {
    return entry["id"].toString().find(filter()) != std::string::npos;
}

bool isGoal(const Value& entry) {
    static const std::set<std::string> kinds{"execution",     "multi_execution",    "express_sync",
                                             "express_async", "test_state",         "create_error",
                                             "api",           "validate_definition"};
    static const std::set<std::string> services{"lambda", "activity", "states"};
    const auto& needs = entry["needs"].items();
    return kinds.contains(entry["kind"].toString()) &&
           std::all_of(needs.begin(), needs.end(),
                       [](const Value& need) { return services.contains(need.toString()); });
}

Value fileValue(const QString& path) {
    const auto parsed = Value::parse(conformance::fileText(path));
    return parsed ? *parsed : Value();
}

/// The function of a case that a state named, by name or ARN.
const Value& functionOf(const Value& source, const std::string& called) {
    static const Value kNone;
    const std::string name = base::FunctionName::parse(called).name;
    for (const auto& [logical, function] : source["functions"].members()) {
        if (function["name"].toString() == name)
            return function;
    }
    return kNone;
}

bool isCutOff(const Value& payload) {
    return payload.dumpSize() > execution::Limits{}.payloadBytes;
}

/// Empty when the real function did what the recorded one did.
std::string realDifference(const RecordedCall& recorded, const execution::TaskOutcome& real) {
    const execution::TaskOutcome& wanted = recorded.outcome;
    if (!recorded.answers)
        return real.error == "Sandbox.Timedout" ? "" : "answered where it was to take its time";
    if (wanted.error != real.error)
        return "failed with '" + real.error + "', recorded '" + wanted.error + "': " + real.cause;
    if (real.error.empty()) {
        const bool isSame =
            isCutOff(wanted.result) ? isCutOff(real.result) : real.result == wanted.result;
        return isSame ? ""
                      : "answered " + real.result.dump().substr(0, 200) + ", recorded " +
                            wanted.result.dump().substr(0, 200);
    }
    const auto ours = Value::parse(real.cause);
    const auto theirs = Value::parse(wanted.cause);
    for (const char* member : {"errorMessage", "errorType", "stackTrace"}) {
        if (!ours || !theirs || (*ours)[member] != (*theirs)[member])
            return "cause " + real.cause + ", recorded " + wanted.cause;
    }
    return {};
}

/// The first call of a case whose payload the recording shows as it was.
std::optional<RecordedCall> literalCall(const Value& source) {
    for (const auto& [key, expected] : source["expected"].members()) {
        for (const RecordedCall& call : conformance::recordedCalls(expected)) {
            if (call.payload.dump().find('<') == std::string::npos)
                return call;
        }
    }
    return std::nullopt;
}

} // namespace

class ConformanceAsl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void recordedCasesComeOutTheSame();
    void theirFunctionsAnswerAsRecorded();

private:
    Value load(const Value& entry) const {
        return fileValue(m_root + QLatin1Char('/') +
                         QString::fromStdString(entry["file"].toString()));
    }
    RealFunctions& realFunctions() {
        if (!m_functions)
            m_functions = std::make_unique<RealFunctions>();
        return *m_functions;
    }
    execution::TaskOutcome callForReal(const Value& source, const std::string& name,
                                       const Value& payload);

    QString m_root;
    Value m_index;
    std::unique_ptr<RealFunctions> m_functions; ///< made when first needed
};

void ConformanceAsl::initTestCase() {
    m_root = conformance::folder(QStringLiteral("asl"));
    if (m_root.isEmpty())
        QSKIP("no recorded cases: set WARMSTART_CONFORMANCE to a folder that has them");
    m_index = fileValue(m_root + QStringLiteral("/index.json"));
    QVERIFY(m_index.size() > 0);
}

/// Calls that no history shows are answered by the function itself.
execution::TaskOutcome ConformanceAsl::callForReal(const Value& source, const std::string& name,
                                                   const Value& payload) {
    const Value& function = functionOf(source, name);
    if (RealFunctions::canRun(function))
        return realFunctions().invoke(function, payload, kRealTimeoutSeconds);
    execution::TaskOutcome missing;
    missing.error = "Lambda.ResourceNotFoundException";
    missing.cause = "Nothing here runs the function " + name;
    return missing;
}

void ConformanceAsl::recordedCasesComeOutTheSame() {
    const Value groups = fileValue(m_root + QStringLiteral("/transformers.json"));
    const auto detail =
        filter().empty() ? RecordedCase::Detail::Differences : RecordedCase::Detail::BothSides;
    conformance::Report goal("asl");
    conformance::Report other("asl-other");
    std::size_t executions = 0;
    int unlike = 0; // cases of which a replay makes another history
    for (const Value& entry : m_index.items()) {
        if (!isWanted(entry))
            continue;
        const Value source = load(entry);
        RecordedCase one(source, groups);
        one.setFunctions([&](const std::string& name, const Value& payload) {
            return callForReal(source, name, payload);
        });
        const auto outcome = one.run(detail);
        if (!outcome.dump.empty())
            std::cout << "#### " << entry["id"].toString() << '\n';
        for (const std::string& both : outcome.dump)
            std::cout << both << '\n';
        (isGoal(entry) ? goal : other).add(entry, outcome);
        executions += outcome.executions;
        if (!outcome.replayDifference.empty())
            std::cout << "NO REPLAY " << entry["id"].toString() << "\n     "
                      << outcome.replayDifference << '\n';
        unlike += outcome.replayDifference.empty() ? 0 : 1;
    }
    std::cout << "asl replays: " << executions << " executions, " << unlike
              << " cases with another history\n";
    other.print();
    goal.print();
    if (filter().empty())
        QVERIFY2(goal.passed() >= kFloor, "fewer recorded cases pass than before");
    QVERIFY2(executions > 0 || !filter().empty(), "nothing was replayed");
    QCOMPARE(unlike, 0);
}

void ConformanceAsl::theirFunctionsAnswerAsRecorded() {
    if (!tests::hasNamespaces())
        QSKIP(tests::kNoNamespaces); // what is recorded names its places
    std::set<std::string> seen;
    std::set<std::string> unrunnable;
    int passed = 0;
    for (const Value& entry : m_index.items()) {
        const Value source = load(entry);
        if (!isWanted(entry) || source["functions"].size() != 1) // of two, whose answer is it?
            continue;
        const Value function = source["functions"].members().begin()->second;
        const auto call = literalCall(source);
        if (!call || seen.contains(function["code"].toString()))
            continue;
        if (!RealFunctions::canRun(function)) {
            unrunnable.insert(function["runtime"].toString());
            continue;
        }
        seen.insert(function["code"].toString());
        const int seconds = call->answers ? kRealTimeoutSeconds : 1;
        const std::string difference =
            realDifference(*call, realFunctions().invoke(function, call->payload, seconds));
        passed += difference.empty() ? 1 : 0;
        if (!difference.empty())
            std::cout << "FAIL function of " << conformance::shortName(entry["id"].toString())
                      << "\n     " << difference << '\n';
    }
    for (const std::string& runtime : unrunnable)
        std::cout << "asl functions: nothing here runs " << runtime << '\n';
    std::cout << "asl functions: " << passed << '/' << seen.size() << " answer as recorded"
              << std::endl;
    if (seen.empty() && !unrunnable.empty())
        QSKIP("no interpreter for any of the functions");
    QCOMPARE(passed, static_cast<int>(seen.size()));
}

int main(int argc, char** argv) {
    return conformance::runFiltered<ConformanceAsl>(argc, argv, filter());
}

#include "tst_conformance_asl.moc"
