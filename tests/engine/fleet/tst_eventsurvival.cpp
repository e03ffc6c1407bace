// 100,000 events queued in a program that is killed at random 20 times and started again: each is
// delivered at least once, or is in the dead-letter queue with its count. The program is this one,
// started with --child; only its sandbox is simulated: journal, queue and fleet are the real ones.
#include "engine/base/systemclock.h"
#include "engine/fleet/eventjournal.h"
#include "engine/fleet/fleet.h"
#include "engine/sandbox/simulatedbackend.h"
#include "tests/support/simulatedaccount.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

using namespace ws;
using namespace std::chrono_literals;

namespace {

constexpr int kEvents = 100'000;
constexpr int kKills = 20;
constexpr int kAtOnce = 500; ///< unacknowledged at a time
/// How many a life takes in at most, so that a fast machine has not finished before the last kill.
constexpr int kFence = kEvents / kKills - 100;

/// One line per fact, in one write each: what was written is there whatever kills the program.
class FactFile {
public:
    explicit FactFile(const std::string& path)
        : m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}
    ~FactFile() { ::close(m_file); }
    void say(const std::string& line) {
        const std::string text = line + '\n';
        if (::write(m_file, text.data(), text.size()) != ssize_t(text.size()))
            std::abort();
    }

private:
    int m_file;
};

std::string factsOf(const std::string& folder, const char* name) {
    return folder + '/' + name + ".txt";
}

std::vector<std::string> linesOf(const std::string& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

/// Each acknowledgement is a line of two bytes.
std::size_t acknowledgedIn(const std::string& folder) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(factsOf(folder, "acknowledged"), missing);
    return missing ? 0 : std::size_t(size) / 2;
}

class DeadLetters : public fleet::DestinationSink {
public:
    explicit DeadLetters(FactFile& facts)
        : m_facts(facts) {}
    void deliver(const fleet::RecordDelivery& delivery,
                 std::function<void(const base::Status&)> done) override {
        const auto record = json::Value::parse(delivery.body).value();
        m_facts.say(std::to_string(record["requestPayload"]["n"].toInteger()) + ' ' +
                    std::to_string(record["requestContext"]["approximateInvokeCount"].toInteger()));
        done({});
    }

private:
    FactFile& m_facts;
};

/// Writes down each event whose invocation succeeded, before the queue hears of it.
class Deliveries : public telemetry::EventSink {
public:
    explicit Deliveries(FactFile& facts)
        : m_facts(facts) {}
    void onEvent(const telemetry::Event& event) override {
        if (const auto* arrived = std::get_if<telemetry::InvocationArrived>(&event.body)) {
            m_numbers[arrived->invocation] = arrived->payload["n"].toInteger();
        } else if (const auto* done = std::get_if<telemetry::InvocationFinished>(&event.body)) {
            const auto number = m_numbers.find(done->invocation);
            if (done->status == telemetry::InvocationStatus::Succeeded)
                m_facts.say(std::to_string(number->second));
            m_numbers.erase(number);
        }
    }

private:
    FactFile& m_facts;
    std::map<base::InvocationId, std::int64_t> m_numbers;
};

/// Queues what was not acknowledged in an earlier life, and ends when nothing is left.
class Child {
public:
    enum class Life { ToBeKilled, Last };
    Child(const std::string& folder, Life life)
        : m_acknowledged(factsOf(folder, "acknowledged"))
        , m_delivered(factsOf(folder, "delivered"))
        , m_dead(factsOf(folder, "dead"))
        , m_deliveries(m_delivered)
        , m_letters(m_dead)
        , m_backends(m_clock, std::random_device{}())
        , m_journal(std::move(fleet::EventJournal::open(folder + "/events")).value())
        , m_fleet({m_clock, nullptr, m_backends, m_bus, {}, nullptr, &m_letters}) {
        m_bus.addSink(&m_deliveries);
        sandbox::Behaviour behaviour;
        behaviour.placing = behaviour.init = behaviour.invoke =
            sandbox::Distribution::constant(1us);
        behaviour.errorShare = 0.05;
        m_backends.setBehaviour(behaviour);
        fleet::Settings settings;
        settings.requestsPerConcurrency = 0;
        settings.machineEnvironments = 1'000;
        settings.logLines = sandbox::LogLines::Omitted;
        m_fleet.setSettings(settings);
        function::CatalogEntry entry = tests::entryOf("work");
        entry.asynchronous = {
            {"$LATEST", {0, 21'600, {{}, "arn:aws:sqs:us-east-1:123456789012:dead"}}}};
        m_fleet.setCatalog({entry});
        m_fleet.setEventStore(m_journal.get());
        m_next = int(acknowledgedIn(folder));
        if (life == Life::ToBeKilled)
            m_fence = std::min(kEvents, m_next + kFence);
    }

    void feed() {
        while (m_open < kAtOnce && m_next < m_fence) {
            fleet::InvokeRequest request{"work", "{\"n\":" + std::to_string(m_next++) + '}'};
            request.type = fleet::InvocationType::Event;
            ++m_open;
            m_fleet.invoke(std::move(request), [this](const fleet::InvokeResult& result) {
                --m_open;
                if (result.statusCode == 202)
                    m_acknowledged.say("1");
                m_clock.after(0us, [this] { feed(); });
            });
        }
        if (m_next == kEvents && m_open == 0 && m_fleet.queuedCount() == 0)
            QCoreApplication::quit();
        else if (m_next == kEvents)
            m_clock.after(5ms, [this] { feed(); });
    }

private:
    base::SystemClock m_clock;
    telemetry::EventBus m_bus{m_clock};
    FactFile m_acknowledged;
    FactFile m_delivered;
    FactFile m_dead;
    Deliveries m_deliveries;
    DeadLetters m_letters;
    sandbox::SimulatedBackendFactory m_backends;
    std::unique_ptr<fleet::EventJournal> m_journal;
    fleet::Fleet m_fleet;
    int m_next = 0;
    int m_fence = kEvents;
    int m_open = 0;
};

} // namespace

class TestEventSurvival : public QObject {
    Q_OBJECT

private slots:
    void eachOfAHundredThousandEventsOutlivesTwentyKills() {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        std::mt19937 random(20);
        int kills = 0;
        for (int life = 0; life <= kKills; ++life) {
            QProcess child;
            child.setProcessChannelMode(QProcess::ForwardedChannels);
            const std::size_t until = acknowledgedIn(path) +
                                      std::uniform_int_distribution<std::size_t>(1, kFence)(random);
            child.start(QCoreApplication::applicationFilePath(),
                        {QStringLiteral("--child"), folder.path(),
                         kills < kKills ? QStringLiteral("killed") : QStringLiteral("last")});
            QVERIFY(child.waitForStarted());
            if (kills < kKills) {
                // Its end is reckoned in what it did, not in time.
                while (child.state() == QProcess::Running && !child.waitForFinished(1) &&
                       acknowledgedIn(path) < until) {
                }
                if (child.state() == QProcess::Running) {
                    ::kill(pid_t(child.processId()), SIGKILL);
                    child.waitForFinished(-1);
                    ++kills;
                    continue;
                }
            }
            if (child.state() == QProcess::Running)
                QVERIFY(child.waitForFinished(280'000));
            QCOMPARE(child.exitStatus(), QProcess::NormalExit);
            if (kills >= kKills)
                break;
        }
        QCOMPARE(kills, kKills);
        std::vector<char> seen(kEvents, 0);
        const auto delivered = linesOf(factsOf(path, "delivered"));
        for (const std::string& line : delivered)
            seen[std::size_t(std::stoi(line))] = 1;
        std::size_t dead = 0;
        for (const std::string& line : linesOf(factsOf(path, "dead"))) {
            const auto blank = line.find(' ');
            QVERIFY(std::stoi(line.substr(blank + 1)) >= 1);
            seen[std::size_t(std::stoi(line.substr(0, blank)))] = 1;
            ++dead;
        }
        const auto lost = std::count(seen.begin(), seen.end(), 0);
        QCOMPARE(lost, 0);
        QVERIFY(dead > 0);
        qInfo("%zu deliveries and %zu dead letters of %d events, %d kills", delivered.size(), dead,
              kEvents, kills);
    }
};

int main(int argc, char** argv) {
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    if (argc == 4 && std::string_view(argv[1]) == "--child") {
        const bool isLast = std::string_view(argv[3]) == "last";
        Child child(argv[2], isLast ? Child::Life::Last : Child::Life::ToBeKilled);
        QTimer::singleShot(0, &application, [&] { child.feed(); });
        return QCoreApplication::exec();
    }
    TestEventSurvival test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_eventsurvival.moc"
