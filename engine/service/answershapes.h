#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ws::service {

/// One part of what an operation answers, under the names that Step Functions gives the members.
struct AnswerShape {
    enum class Type : std::uint8_t { Structure, List, Map, Text, Number, Boolean };
    struct Member {
        std::string name;
        std::string shape;
        enum class Presence : std::uint8_t { Optional, Required } presence = Presence::Optional;
    };

    Type type = Type::Text;
    std::vector<Member> members;     ///< of a Structure
    std::string element;             ///< of a List or a Map: its shape
    std::vector<std::string> values; ///< of an enumeration
    std::optional<double> least;     ///< of a Number; else of its length
    std::optional<double> most;
};

/// What the operations of one AWS service answer (resources/answers).
class AnswerShapes {
public:
    /// By the name in aws-sdk resources: "dynamodb", "cloudwatchlogs". nullptr: not described.
    static std::shared_ptr<const AnswerShapes> ofService(const std::string& service);
    static AnswerShapes parse(std::string_view text);

    /// The answer's shape; nullptr when the operation is not described or answers nothing.
    const AnswerShape* answer(const std::string& operation) const;
    /// nullptr: whatever comes will do.
    const AnswerShape* shape(const std::string& name) const;

private:
    std::unordered_map<std::string, std::string> m_answers; ///< operation to shape
    std::unordered_map<std::string, AnswerShape> m_shapes;
};

} // namespace ws::service
