#include "widgets/timeline/lanerows.h"

#include <algorithm>

namespace ws::timeline {

QString letterText(int letter) {
    QString text;
    for (int rest = letter; rest >= 0; rest = rest / 26 - 1)
        text.prepend(QChar(ushort('A' + rest % 26)));
    return text;
}

std::optional<std::size_t> LaneRows::rowOf(base::EnvironmentId environment) const {
    const auto found = m_position.find(environment);
    return found == m_position.end() ? std::nullopt : std::optional(found->second);
}

void LaneRows::setFunction(const std::string& function) {
    m_function = function;
    m_stamp.reset();
}

void LaneRows::setEnded(Ended ended) {
    m_ended = ended;
    m_stamp.reset();
}

LaneRows::Stamp LaneRows::stampOf(const telemetry::RecordCut& cut) const {
    const auto& lanes = cut.recorder().lanes();
    const std::size_t count = cut.laneCount();
    if (count == 0)
        return {};
    Stamp stamp{count, lanes.front().environment, lanes[count - 1].environment, 0};
    if (m_ended == Ended::Hide)
        stamp.ended = std::size_t(
            std::count_if(lanes.begin(), lanes.begin() + std::ptrdiff_t(count),
                          [&](const telemetry::Lane& lane) { return cut.isOver(lane); }));
    return stamp;
}

int LaneRows::letterOf(const telemetry::Lane& lane) {
    const auto [entry, added] = m_letters.try_emplace(lane.environment, 0);
    if (added)
        entry->second = m_nextLetter[lane.function]++;
    return entry->second;
}

bool LaneRows::update(const telemetry::RecordCut& cut) {
    const Stamp stamp = stampOf(cut);
    if (m_stamp == stamp)
        return false;
    m_stamp = stamp;
    forgetLetters(cut.recorder());
    m_functions.clear();
    std::map<std::string, std::vector<Row>> groups;
    for (std::size_t i = 0; i < stamp.count; ++i) {
        const telemetry::Lane& lane = cut.recorder().lanes()[i];
        const auto [group, added] = groups.try_emplace(lane.function);
        if (added)
            m_functions.push_back(lane.function);
        const int letter = letterOf(lane);
        if (m_ended == Ended::Show || !cut.isOver(lane))
            group->second.push_back({lane.function, lane.environment, letter});
    }
    m_rows.clear();
    m_position.clear();
    for (const std::string& function : m_functions) {
        const std::vector<Row>& group = groups[function];
        if (group.empty() || (!m_function.empty() && function != m_function))
            continue;
        m_rows.push_back({function, {}, 0});
        for (const Row& row : group) {
            m_position[row.environment] = m_rows.size();
            m_rows.push_back(row);
        }
    }
    return true;
}

/// Environments that the recorder has forgotten need no letter any more.
void LaneRows::forgetLetters(const telemetry::Recorder& recorder) {
    constexpr std::size_t kSlack = 1'000;
    if (m_letters.size() > 2 * recorder.lanes().size() + kSlack)
        std::erase_if(m_letters, [&](const auto& entry) { return !recorder.lane(entry.first); });
}

} // namespace ws::timeline
