#include "engine/service/statesshapes.h"

#include <QTest>

using namespace ws;
using json::Value;

namespace {

std::string problem(std::string_view operation, const Value& parameters) {
    const auto found = service::violations(*service::statesShape(operation), parameters);
    return found ? found->code + ": " + found->message : "none";
}

} // namespace

class TestShape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingThatIsMissingIsNamed() {
        QCOMPARE(problem("CreateStateMachine", Value::object({{"name", "m"}})),
                 std::string("ValidationException: 2 validation errors detected: Value null at "
                             "'definition' failed to satisfy constraint: Member must not be null; "
                             "Value null at 'roleArn' failed to satisfy constraint: Member must "
                             "not be null"));
    }

    void lengthsCountCharacters() {
        std::string name;
        for (int i = 0; i < 80; ++i)
            name += "\xC3\xA4";
        const auto with = [](const std::string& text) { return Value::object({{"name", text}}); };
        QCOMPARE(problem("CreateActivity", with(name)), std::string("none"));
        QVERIFY(problem("CreateActivity", with(name + "x")).find("less than or equal to 80") !=
                std::string::npos);
        QVERIFY(problem("CreateActivity", with("")).find("greater than or equal to 1") !=
                std::string::npos);
    }

    void payloadsCountBytesAndAreNotShown() {
        const auto with = [](const std::string& input) {
            return Value::object({{"stateMachineArn", "arn"}, {"input", input}});
        };
        QCOMPARE(problem("StartExecution", with(std::string(262'144, ' '))), std::string("none"));
        std::string wide;
        for (int i = 0; i < 131'073; ++i)
            wide += "\xC3\xA4";
        QCOMPARE(problem("StartExecution", with(wide)),
                 std::string("ValidationException: 1 validation error detected: Value at 'input' "
                             "failed to satisfy constraint: Member must have size less than or "
                             "equal to 262144 bytes in UTF-8 encoding"));
    }

    void anotherTypeIsNotLookedAt() {
        QVERIFY(problem("CreateActivity", Value::object({{"name", 1}}))
                    .starts_with("SerializationException"));
    }

    void nullIsAsIfItWereNotThere() {
        QCOMPARE(problem("ListActivities", Value::object({{"nextToken", nullptr}})),
                 std::string("none"));
    }

    void structuresInListsAreReached() {
        const Value tags(Value::Array{Value::object({{"key", ""}, {"value", "v"}})});
        QVERIFY(problem("CreateActivity", Value::object({{"name", "a"}, {"tags", tags}}))
                    .find("at 'tags.1.member.key'") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestShape)
#include "tst_shape.moc"
