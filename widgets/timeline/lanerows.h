#pragma once

#include "engine/telemetry/recordcut.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ws::timeline {

/// A line of the timeline: the heading of a function, or one of its environments.
struct Row {
    std::string function;
    base::EnvironmentId environment{}; ///< 0: the heading
    int letter = 0;                    ///< 0 is A; stays with the environment for good
    bool isHeading() const { return environment == base::EnvironmentId{}; }
};

/// "A" .. "Z", "AA", "AB" ...
QString letterText(int letter);

/// Which lanes are shown, in which order: grouped by function, functions and environments in order
/// of first appearance.
class LaneRows {
public:
    enum class Ended { Show, Hide };

    const std::vector<Row>& rows() const { return m_rows; }
    /// Functions that have lanes, whether shown or not.
    const std::vector<std::string>& functions() const { return m_functions; }
    std::optional<std::size_t> rowOf(base::EnvironmentId environment) const;
    std::size_t laneCount() const { return m_position.size(); }

    /// Empty: all functions.
    void setFunction(const std::string& function);
    const std::string& function() const { return m_function; }
    void setEnded(Ended ended);
    Ended ended() const { return m_ended; }

    /// True when the rows are other ones than before.
    bool update(const telemetry::RecordCut& cut);

private:
    /// Cheap to compare; differs whenever the set of lanes may differ.
    struct Stamp {
        std::size_t count = 0;
        base::EnvironmentId first{};
        base::EnvironmentId last{};
        std::size_t ended = 0;
        bool operator==(const Stamp&) const = default;
    };
    Stamp stampOf(const telemetry::RecordCut& cut) const;
    int letterOf(const telemetry::Lane& lane);
    void forgetLetters(const telemetry::Recorder& recorder);

    std::vector<Row> m_rows;
    std::vector<std::string> m_functions;
    std::unordered_map<base::EnvironmentId, std::size_t> m_position;
    std::unordered_map<base::EnvironmentId, int> m_letters;
    std::map<std::string, int> m_nextLetter;
    std::string m_function;
    Ended m_ended = Ended::Show;
    std::optional<Stamp> m_stamp;
};

} // namespace ws::timeline
