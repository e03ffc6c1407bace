#include "engine/fleet/frontend.h"

#include "tests/support/simulatedaccount.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using tests::SimulatedAccount;

namespace {

std::vector<function::CatalogEntry> weightedCatalog(double share) {
    function::CatalogEntry entry = tests::entryOf("work", 2);
    entry.aliases = {{"live", "1", "2", share}, {"old", "1", {}, 0}};
    return {std::move(entry)};
}

std::string refusalText(function::State state) {
    function::CatalogEntry entry = tests::entryOf("work");
    entry.state = state;
    SimulatedAccount account({std::move(entry)});
    const auto& result = account.answer({"work", "{}"});
    return std::to_string(result.statusCode) + ' ' + result.report.errorType + ' ' +
           result.report.payload["message"].toString();
}

} // namespace

class TestFrontEnd : public QObject {
    Q_OBJECT

private slots:
    void aQualifierMeansItsVersion_data() {
        QTest::addColumn<QString>("function");
        QTest::addColumn<QString>("qualifier");
        QTest::addColumn<QString>("version");
        QTest::newRow("none") << "work"
                              << ""
                              << "$LATEST";
        QTest::newRow("latest") << "work"
                                << "$LATEST"
                                << "$LATEST";
        QTest::newRow("number") << "work"
                                << "2"
                                << "2";
        QTest::newRow("alias") << "work"
                               << "old"
                               << "1";
        QTest::newRow("in the name") << "work:1"
                                     << ""
                                     << "1";
        QTest::newRow("in the ARN") << "arn:aws:lambda:us-east-1:123456789012:function:work:old"
                                    << ""
                                    << "1";
        QTest::newRow("ARN and qualifier") << "arn:aws:lambda:us-east-1:123456789012:function:work"
                                           << "2"
                                           << "2";
    }
    void aQualifierMeansItsVersion() {
        QFETCH(QString, function);
        QFETCH(QString, qualifier);
        QFETCH(QString, version);
        SimulatedAccount account(weightedCatalog(0.1));
        const auto& result =
            account.answer({function.toStdString(), "{}", qualifier.toStdString()});
        QCOMPARE(result.statusCode, 200);
        QCOMPARE(result.executedVersion, version.toStdString());
    }

    void aQualifierThatIsUnknownIsNotFound() {
        SimulatedAccount account(weightedCatalog(0.1));
        const auto& result = account.answer({"work", "{}", "9"});
        QCOMPARE(result.statusCode, 404);
        QCOMPARE(result.report.payload["Message"].toString(),
                 std::string("Function not found: "
                             "arn:aws:lambda:us-east-1:123456789012:function:work:9"));
        QVERIFY(result.executedVersion.empty());
    }

    void aVersionHasItsOwnEnvironmentsAndLogStream() {
        SimulatedAccount account(weightedCatalog(0.1));
        const auto latest = account.answer({"work", "{}"});
        const auto published = account.answer({"work", "{}", "1"});
        QVERIFY(latest.environment != published.environment);
        const auto lanes = account.log.all<telemetry::EnvironmentStarted>();
        QCOMPARE(lanes.size(), std::size_t(2));
        QCOMPARE(lanes[1].version, std::string("1"));
        QVERIFY(lanes[1].logStream.find("/[1]") != std::string::npos);
        const std::string start = "START RequestId: " + published.requestId + " Version: 1";
        const auto lines = account.log.lines();
        QVERIFY(std::find(lines.begin(), lines.end(), start) != lines.end());
        QVERIFY(account.answer({"work", "{}", "1"}).environment == published.environment);
    }

    void aFunctionThatIsNotActiveIsRefused() {
        const std::string text =
            "409 ResourceConflictException The operation cannot be performed at this time. The "
            "function is currently in the following state: ";
        QCOMPARE(refusalText(function::State::Pending), text + "Pending");
        QCOMPARE(refusalText(function::State::Inactive), text + "Inactive");
        QCOMPARE(refusalText(function::State::Failed), text + "Failed");
    }

    /// lambda.md C 19: 10 % over 10,000 calls. 10.83 is chi-square's bound for one degree of
    /// freedom and a thousandth.
    void check19_aliasWeightsAreMet() {
        SimulatedAccount account(weightedCatalog(0.1));
        account.change([](fleet::Settings& s) { s.logLines = sandbox::LogLines::Omitted; });
        account.behave(1ms);
        constexpr double kCalls = 10'000;
        double additional = 0;
        for (int call = 0; call < int(kCalls); ++call) {
            const auto& result = account.answer({"work", "{}", "live"});
            QVERIFY(result.executedVersion == "1" || result.executedVersion == "2");
            additional += result.executedVersion == "2" ? 1 : 0;
        }
        const double expected = kCalls * 0.1;
        const double off = (additional - expected) * (additional - expected);
        QVERIFY(off / expected + off / (kCalls - expected) < 10.83);
    }

    void equalSeedsChooseEqualVersions() {
        std::vector<std::string> runs[2];
        for (auto& run : runs) {
            SimulatedAccount account(weightedCatalog(0.5), 7);
            for (int call = 0; call < 50; ++call)
                run.push_back(account.answer({"work", "{}", "live"}).executedVersion);
        }
        QVERIFY(runs[0] == runs[1]);
        QVERIFY(std::find(runs[0].begin(), runs[0].end(), "2") != runs[0].end());
    }

    void aVersionThatIsGoneTakesItsEnvironmentsAlong() {
        SimulatedAccount account(weightedCatalog(0.1));
        account.answer({"work", "{}", "1"});
        account.answer({"work", "{}"});
        account.fleet.setCatalog({tests::entryOf("work")});
        account.clock.advance(1s);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestFrontEnd)
#include "tst_frontend.moc"
