#include "engine/fleet/asyncrecord.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using fleet::AsyncCondition;

namespace {

fleet::AsyncEnd endOf(AsyncCondition condition, const fleet::AsyncAnswer* answer) {
    fleet::AsyncEnd end;
    end.condition = condition;
    end.requestId = "e1c2e9b4-0000-4000-8000-000000000001";
    end.functionArn = "arn:aws:lambda:us-east-1:123456789012:function:work:$LATEST";
    end.function = "work";
    end.payload = R"({"mode": "x"})";
    end.attempts = 1;
    end.at = base::TimePoint{1'763'629'505'123ms};
    end.answer = answer;
    return end;
}

} // namespace

class TestAsyncRecord : public QObject {
    Q_OBJECT

private slots:
    void check11_aSuccess() {
        const fleet::AsyncAnswer answer{200, "$LATEST", {}, R"({"hello": "world"})"};
        QCOMPARE(fleet::asyncRecord(endOf(AsyncCondition::Success, &answer)),
                 std::string(
                     R"({"version":"1.0","timestamp":"2025-11-20T09:05:05.123Z","requestContext":)"
                     R"({"requestId":"e1c2e9b4-0000-4000-8000-000000000001","functionArn":)"
                     R"("arn:aws:lambda:us-east-1:123456789012:function:work:$LATEST","condition":)"
                     R"("Success","approximateInvokeCount":1},"requestPayload":{"mode": "x"},)"
                     R"("responseContext":{"statusCode":200,"executedVersion":"$LATEST"},)"
                     R"("responsePayload":{"hello": "world"}})"));
    }

    void check11_aFailureNamesTheFunctionsError() {
        const fleet::AsyncAnswer answer{200, "3", "Unhandled", R"({"errorType":"E"})"};
        const std::string record =
            fleet::asyncRecord(endOf(AsyncCondition::RetriesExhausted, &answer));
        QVERIFY(record.ends_with(
            R"("responseContext":{"statusCode":200,"executedVersion":"3","functionError":)"
            R"("Unhandled"},"responsePayload":{"errorType":"E"}})"));
    }

    void check11_whatNeverRanHasNoResponse() {
        const std::string record =
            fleet::asyncRecord(endOf(AsyncCondition::ZeroReservedConcurrency, nullptr));
        QVERIFY(record.ends_with(R"("approximateInvokeCount":1},"requestPayload":{"mode": "x"}})"));
    }

    void aResponseThatIsNoJsonIsAText() {
        const fleet::AsyncAnswer answer{200, "$LATEST", {}, "b\\ytes"};
        QVERIFY(fleet::asyncRecord(endOf(AsyncCondition::Success, &answer))
                    .ends_with(R"("responsePayload":"b\\ytes"})"));
    }

    void aBucketsObjectIsNamedByFunctionAndTime() {
        const auto delivery = fleet::destinationDelivery(
            endOf(AsyncCondition::RetriesExhausted, nullptr), "arn:aws:s3:::failures", "unique");
        QCOMPARE(delivery.key,
                 std::string("aws/lambda/async/work/2025/11/20/2025-11-20T09.05.05-unique"));
    }

    void aLongErrorMessageIsCutToAKilobyte() {
        const fleet::AsyncAnswer answer{200, "$LATEST", "Unhandled",
                                        "{\"errorMessage\":\"" + std::string(5'000, 'm') + "\"}"};
        const auto letter = fleet::deadLetterDelivery(
            endOf(AsyncCondition::RetriesExhausted, &answer), "arn:aws:sqs:us-east-1:1:q");
        QCOMPARE(letter.attributes.at(2).value.size(), std::size_t(1'024));
        std::string korean;
        while (korean.size() < 2'000)
            korean += "\xed\x95\x9c";
        const fleet::AsyncAnswer other{200, "$LATEST", "Unhandled",
                                       "{\"errorMessage\":\"" + korean + "\"}"};
        QCOMPARE(fleet::deadLetterDelivery(endOf(AsyncCondition::RetriesExhausted, &other),
                                           "arn:aws:sqs:us-east-1:1:q")
                     .attributes.at(2)
                     .value,
                 korean.substr(0, 1'023));
    }
};

QTEST_GUILESS_MAIN(TestAsyncRecord)
#include "tst_asyncrecord.moc"
