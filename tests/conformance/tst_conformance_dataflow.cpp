// What the data-flow strip shows of a state, against the inspection data that the service gave for
// the same state, input and mock (../shared/conformance/asl, the cases of TestState).

#include "engine/workspace/testedstate.h"
#include "tests/support/conformance.h"

#include <QtTest>

using namespace ws;
using execution::TestStateResult;
using json::Value;

namespace {

/// Cases of that many TestState calls were recorded; a corpus that shrinks shows nothing.
constexpr int kFewest = 10;

Value fileValue(const QString& path) {
    const auto parsed = Value::parse(conformance::fileText(path));
    return parsed ? *parsed : Value();
}

/// The recording has "<resource:1>" or "date" where a run's own names and times were.
bool isMasked(const std::string& text) {
    return text == "date" ||
           (text.find('<') != std::string::npos && text.find('>') != std::string::npos);
}

/// Whether a stage has the recorded value; a value that is a text stands there parsed or as it is.
bool isLike(const Value& recorded, const Value& shown) {
    if (recorded == shown)
        return true;
    if (recorded.isString() && isMasked(recorded.toString()))
        return true;
    if (recorded.isString() && !shown.isString()) {
        const auto inner = Value::parse(recorded.toString());
        return inner && !inner->isString() && isLike(*inner, shown);
    }
    if (recorded.isObject() && shown.isObject()) {
        const auto& members = recorded.members();
        return recorded.size() == shown.size() &&
               std::ranges::all_of(members, [&](const auto& member) {
                   const Value* other = shown.find(member.first);
                   return other && isLike(member.second, *other);
               });
    }
    return recorded.isArray() && shown.isArray() &&
           std::ranges::equal(recorded.items(), shown.items(), isLike);
}

const Value* stageNamed(const TestStateResult& result, const std::string& name) {
    for (const execution::StageValue& stage : result.stages) {
        if (execution::stageName(stage.stage) == name)
            return &stage.value;
    }
    return nullptr;
}

/// Empty when the strip shows each recorded stage as it was recorded.
QString difference(const Value& recorded, const TestStateResult& result) {
    for (const auto& [name, value] : recorded.members()) {
        if (name == "errorDetails" || name == "request" || name == "response") // not data's way
            continue;
        const Value* shown = stageNamed(result, name);
        if (!shown)
            return QString::fromStdString(name + " is not shown, recorded " + value.dump());
        if (!isLike(value, *shown))
            return QString::fromStdString(name + " is " + shown->dump() + ", recorded " +
                                          value.dump());
    }
    return {};
}

std::string textOf(const Value& value) {
    return value.isString() ? value.toString() : value.dump();
}

/// What one would write into the panel for a recorded call.
workspace::StateTestRequest requestOf(const Value& source, const Value& run) {
    workspace::StateTestRequest request;
    const Value& text = source["definition_text"];
    request.definition = text.isString() ? text.toString() : source["definition"].dump();
    request.state = run["test_state"]["stateName"].toString();
    request.input = run.find("input_text") ? run["input_text"].toString()
                    : run.find("input")    ? run["input"].dump()
                                           : "{}";
    const Value& mock = run["test_state"]["mock"];
    if (const Value* result = mock.find("result")) {
        const auto value = Value::parse(textOf(*result));
        request.mock = execution::StateMock{value ? *value : *result, {}, {}};
    } else if (const Value* error = mock.find("errorOutput")) {
        request.mock =
            execution::StateMock{{}, (*error)["error"].toString(), (*error)["cause"].toString()};
    }
    return request;
}

/// Why a call asks for more than the panel has a field for; empty: it does not.
QString beyond(const Value& run) {
    const Value& asked = run["test_state"];
    if (asked.find("context"))
        return QStringLiteral("another context object");
    const Value& configuration = asked["stateConfiguration"];
    if (configuration.find("mapItemReaderData"))
        return QStringLiteral("the file of an ItemReader");
    return {};
}

} // namespace

class TestConformanceDataFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goal8_theStripShowsTheStagesThatTheServiceRecorded();
};

void TestConformanceDataFlow::goal8_theStripShowsTheStagesThatTheServiceRecorded() {
    const QString root = conformance::folder(QStringLiteral("asl"));
    if (root.isEmpty())
        QSKIP("no recorded cases: set WARMSTART_CONFORMANCE to a folder that has them");
    const Value index = fileValue(root + QStringLiteral("/index.json"));
    conformance::Tally tally(QStringLiteral("dataflow"));
    int compared = 0;
    for (const Value& entry : index.items()) {
        if (entry["kind"].toString() != "test_state")
            continue;
        const Value source =
            fileValue(root + QLatin1Char('/') + QString::fromStdString(entry["file"].toString()));
        for (const Value& run : source["runs"].items()) {
            if (run["expected"].size() == 0)
                continue;
            const std::string key = run["expected"].items().front()["key"].toString();
            const Value* recorded = source["expected"][key].find("inspectionData");
            if (!recorded)
                continue;
            if (const QString why = beyond(run); !why.isEmpty()) {
                tally.skip(why);
                continue;
            }
            const QString id = QString::fromStdString(entry["id"].toString() + ' ' + key);
            const Value& variables = run["test_state"]["variables"];
            auto request = requestOf(source, run);
            const std::string before = variables.isNull() ? "" : textOf(variables);
            auto result = workspace::evaluatedState(request, before, {});
            if (result && result->status == TestStateResult::Status::Unanswered) {
                // What it called is not here: its answer is written as the Result.
                request.mock = execution::StateMock{(*recorded)["result"], {}, {}};
                result = workspace::evaluatedState(request, before, {});
            }
            tally.add(id, result ? difference(*recorded, *result)
                                 : QString::fromStdString(result.error().code + ' ' +
                                                          result.error().arg("message")));
            ++compared;
        }
    }
    QCOMPARE(tally.finish(), QStringList());
    QVERIFY2(compared >= kFewest, "next to nothing was compared");
}

QTEST_GUILESS_MAIN(TestConformanceDataFlow)
#include "tst_conformance_dataflow.moc"
