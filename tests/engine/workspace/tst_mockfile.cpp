#include "engine/workspace/mockfile.h"

#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using workspace::MockAnswer;
using workspace::MockPlace;

namespace {

const MockPlace kReserve{"orders", "Happy", "Reserve"};

/// With a comment-free but unusual layout, a shared response and something of somebody else's.
constexpr const char* kFile = R"({ "StateMachines": {
    "orders": {"TestCases": {"Happy":   {"Reserve": {"0": {"Return": 1}}, "Charge": "Charged"},
                             "Other": {"Charge": "Charged"}}}},
  "MockedResponses": {"Charged": {"0-9":{"Return":{"ok":true}}}},   "Tests": {}
}
)";

MockAnswer returns(const char* call, json::Value value, const char* item = "") {
    MockAnswer answer;
    answer.item = item;
    answer.call = call;
    answer.response.result = std::move(value);
    return answer;
}

MockAnswer fails(const char* call, const char* error) {
    MockAnswer answer;
    answer.call = call;
    answer.response.error = error;
    answer.response.cause = "because";
    answer.response.delay = std::chrono::milliseconds{1500};
    return answer;
}

} // namespace

class tst_MockFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersSurviveTheWayIntoTheFileAndBack() {
        const std::vector<MockAnswer> answers{fails("0", "Busy"), returns("1-9", 7),
                                              returns("*", nullptr), returns("0", "x", "3")};
        const auto text = workspace::withMockAnswers({}, kReserve, answers);
        QVERIFY(text.ok());
        const auto back = workspace::mockAnswers(*text, kReserve);
        QVERIFY(back.ok());
        QVERIFY(*back == answers);
    }

    void onlyTheStatesBytesChange() {
        const auto text = workspace::withMockAnswers(kFile, kReserve, {returns("0", 2)});
        QVERIFY(text.ok());
        std::string expected = kFile;
        expected.replace(expected.find("\"Return\": 1"), 11, "\"Return\": 2");
        // What surrounds the state is what it was, byte for byte.
        const auto begin = expected.find("{\"0\"");
        const auto end = expected.find(", \"Charge\": \"Charged\"},");
        QCOMPARE(text->substr(0, begin), expected.substr(0, begin));
        QCOMPARE(text->substr(text->find(", \"Charge\": \"Charged\"},")), expected.substr(end));
        QCOMPARE((*workspace::mockAnswers(*text, kReserve)).front().response.result->toInteger(),
                 2);
    }

    void aResponseThatStatesShareIsChangedWhereItIs() {
        const MockPlace charge{"orders", "Happy", "Charge"};
        const auto text = workspace::withMockAnswers(kFile, charge, {returns("0", "new")});
        QVERIFY(text.ok());
        const MockPlace other{"orders", "Other", "Charge"};
        QCOMPARE((*workspace::mockAnswers(*text, other)).front().response.result->toString(),
                 std::string("new"));
        QVERIFY(text->find("\"Charge\": \"Charged\"") != std::string::npos);
    }

    void withoutAnswersTheStateIsNotMocked() {
        const auto text = workspace::withMockAnswers(kFile, kReserve, {});
        QVERIFY(text.ok());
        QVERIFY((*workspace::mockAnswers(*text, kReserve)).empty());
        QVERIFY(json::Value::parse(*text).ok());
    }

    void whatIsNoCallIsRefused() {
        const auto text = workspace::withMockAnswers(kFile, kReserve, {returns("first", 1)});
        QVERIFY(!text.ok());
        QCOMPARE(text.error().code, std::string("mocks.invalid"));
    }

    void aPinnedStateComesToTheSameAndCallsNothing() {
        constexpr const char* kMachine = R"({"StartAt":"Each","States":{
          "Each":{"Type":"Map","ItemsPath":"$.items","Next":"Sum","ItemProcessor":{
            "StartAt":"Price","States":{"Price":{"Type":"Task","Resource":"price","End":true,
              "Retry":[{"ErrorEquals":["Busy"],"MaxAttempts":2}]}}}},
          "Sum":{"Type":"Task","Resource":"sum","End":true}}})";
        constexpr const char* kInput = R"({"items":[3,4,5]})";
        tests::Workflow first(kMachine, kInput);
        int calls = 0;
        first.functions.rule = [&calls](const execution::TaskRequest& request) {
            const bool isPrice = request.function.find("price") != std::string::npos;
            if (isPrice && calls++ % 3 == 1)
                return tests::ScriptedFunctions::failure("Busy", "later");
            execution::TaskOutcome outcome;
            outcome.result = json::Value("got " + request.payload.dump());
            return outcome;
        };
        first.finish();
        QVERIFY2(first.end().starts_with("SUCCEEDED"), first.end().c_str());
        std::string text;
        for (const char* state : {"Price", "Sum"}) {
            const auto pinned = workspace::pinnedAnswers(first.history().events(), state);
            QVERIFY(!pinned.empty());
            const auto with =
                workspace::withMockAnswers(text, {"machine", "Pinned", state}, pinned);
            QVERIFY(with.ok());
            text = *with;
        }
        const auto config = execution::MockConfig::fromJson(*json::Value::parse(text));
        QVERIFY(config.ok());
        const auto mocks =
            std::make_shared<const execution::Mocks>(*config->mocks("machine", "Pinned"));
        tests::Workflow second(kMachine, kInput, {}, {}, mocks);
        second.finish();
        QCOMPARE(second.end(), first.end());
        QCOMPARE(second.functions.calls.size(), std::size_t{0});
    }

    void aFileThatIsNoJsonIsLeftAlone() {
        QCOMPARE(workspace::withMockAnswers("{", kReserve, {returns("0", 1)}).error().code,
                 std::string("json.syntax"));
    }
};

QTEST_GUILESS_MAIN(tst_MockFile)
#include "tst_mockfile.moc"
