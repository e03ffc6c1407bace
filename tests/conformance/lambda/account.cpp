#include "tests/conformance/lambda/account.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QThread>
#include <QTimer>

namespace ws::conformance {

using json::Value;

namespace {

base::Error noSuch(const char* code, const char* message) {
    return {code, {{"message", message}}};
}

} // namespace

Account::Account()
    : m_store(m_folder.path().toStdString() + "/account")
    , m_fleet({m_clock, &m_clock, m_backends, m_bus, {}})
    , m_registry(
          {m_clock,
           m_store,
           0,
           {},
           {},
           [this](const std::string& bucket, const std::string& key) -> base::Result<std::string> {
               const auto found = m_buckets.find(bucket);
               if (found == m_buckets.end())
                   return noSuch("NoSuchBucket", "The specified bucket does not exist");
               const auto object = found->second.find(key);
               if (object == found->second.end())
                   return noSuch("NoSuchKey", "The specified key does not exist.");
               return object->second;
           },
           m_folder.path().toStdString()})
    , m_service(m_registry, m_fleet) {
    m_hold.emplace(m_clock);
    m_bus.addSink(this);
}

Account::~Account() {
    m_bus.removeSink(this);
    m_fleet.stopEnvironments();
    waitUntil([this] { return m_fleet.environmentCount() == 0; }, std::chrono::seconds{5});
    m_hold.reset();
}

void Account::call(const std::string& operation, const Value& request,
                   fleet::LambdaService::Done done) {
    m_service.call(operation, request, std::move(done));
}

void Account::onEvent(const telemetry::Event& event) {
    const auto* line = std::get_if<telemetry::LogLine>(&event.body);
    if (!line)
        return;
    const bool isPlatform = line->source == telemetry::LogLine::Source::Platform;
    m_log.push_back({line->function, {{}, line->text + '\n', isPlatform}});
}

std::vector<Account::LogEvent> Account::logOf(const std::string& function) const {
    std::vector<LogEvent> events;
    for (const auto& [name, event] : m_log) {
        if (name == function)
            events.push_back(event);
    }
    return events;
}

bool Account::waitUntil(const std::function<bool()>& condition, base::Duration limit) {
    QElapsedTimer elapsed;
    elapsed.start();
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(limit).count();
    QTimer wake; // so that the limit is seen when nothing happens
    wake.start(20);
    while (!condition()) {
        if (elapsed.elapsed() > millis)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void Account::pass(base::Duration time) {
    bool isOver = false;
    later(time, [&] { isOver = true; });
    m_hold.reset();
    while (!isOver)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    m_hold.emplace(m_clock);
}

void Account::later(base::Duration time, std::function<void()> done) {
    m_clock.after(time, std::move(done));
}

} // namespace ws::conformance
