#include "widgets/designer/runannouncer.h"

#include "widgets/designer/statusnames.h"

#include <QStringList>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace ws::designer {

namespace {

using namespace std::chrono_literals;

/// Long enough to be heard out.
constexpr auto kMoment = 1s;
/// More cannot be followed by ear.
constexpr std::size_t kNamed = 4;

} // namespace

RunAnnouncer::RunAnnouncer(const RunState& run, QObject* parent)
    : QObject(parent)
    , m_run(run) {
    m_moment.setSingleShot(true);
    m_moment.setInterval(kMoment);
    connect(&m_moment, &QTimer::timeout, this, &RunAnnouncer::tell);
}

void RunAnnouncer::startOver() {
    m_told.clear();
    for (const auto& [name, state] : m_run.states())
        m_told.emplace(name, state.status);
}

void RunAnnouncer::follow(const QString& line) {
    m_line = line;
    if (!m_moment.isActive())
        m_moment.start();
}

void RunAnnouncer::tell() {
    m_moment.stop();
    const QString states = news();
    if (m_line == std::exchange(m_toldLine, m_line) && states.isEmpty())
        return;
    Q_EMIT told(m_line.isEmpty() || states.isEmpty()
                    ? m_line
                    : QStringLiteral("%1. %2").arg(m_line, states));
}

/// The latest of the states that are not as they were told, in the order they were entered.
QString RunAnnouncer::news() {
    using Change = std::pair<std::int64_t, const std::string*>;
    std::vector<Change> changes;
    for (const auto& [name, state] : m_run.states()) {
        const auto [told, isNew] = m_told.try_emplace(name, state.status);
        if (isNew || told->second != state.status)
            changes.emplace_back(state.enteredEvent, &name);
        told->second = state.status;
    }
    std::sort(changes.begin(), changes.end());
    const std::size_t quiet = changes.size() > kNamed ? changes.size() - kNamed : 0;
    QStringList named;
    for (std::size_t i = quiet; i < changes.size(); ++i) {
        const std::string& name = *changes[i].second;
        named += QStringLiteral("%1: %2").arg(QString::fromStdString(name),
                                              statusName(m_run.state(name)->status));
    }
    const QString list = named.join(QStringLiteral(", "));
    return quiet == 0 ? list : tr("%n state(s) before, then %1", nullptr, int(quiet)).arg(list);
}

} // namespace ws::designer
