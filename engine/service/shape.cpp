#include "engine/service/shape.h"

#include <algorithm>

namespace ws::service {

using json::Value;
using Type = Constraint::Type;

namespace {

/// Collects what is wrong in the order of the shape.
class Checker {
public:
    void structure(const Shape& shape, const Value& value, const std::string& path) {
        for (const Parameter& parameter : shape.parameters) {
            const Value* member = value.find(parameter.name);
            const std::string at = (path.empty() ? "" : path + '.') + std::string(parameter.name);
            if (member && !member->isNull())
                check(parameter.constraint, *member, at);
            else if (parameter.presence == Presence::Required)
                m_problems.push_back("Value null at '" + at +
                                     "' failed to satisfy constraint: Member must not be null");
        }
    }

    std::optional<ApiError> finish() const {
        if (m_misfit)
            return ApiError{"SerializationException", *m_misfit};
        if (m_problems.empty())
            return std::nullopt;
        std::string message = std::to_string(m_problems.size()) + " validation error" +
                              (m_problems.size() == 1 ? "" : "s") + " detected: ";
        for (std::size_t at = 0; at < m_problems.size(); ++at)
            message += (at ? "; " : "") + m_problems[at];
        return ApiError{"ValidationException", message};
    }

private:
    static bool isOf(Type type, const Value& value) {
        switch (type) {
        case Type::Text:
        case Type::Payload:
            return value.isString();
        case Type::Integer:
            return value.isInteger();
        case Type::Number:
            return value.isNumber();
        case Type::Boolean:
            return value.isBool();
        case Type::List:
            return value.isArray();
        case Type::Structure:
            return value.isObject();
        }
        return false;
    }

    void check(const Constraint& constraint, const Value& value, const std::string& at) {
        if (!isOf(constraint.type, value)) {
            if (!m_misfit)
                m_misfit = "Unexpected value type in payload";
            return;
        }
        if (constraint.type == Type::Text)
            text(constraint, value, at);
        else if (constraint.type == Type::Payload)
            payload(constraint, value, at);
        else if (constraint.type == Type::List)
            list(constraint, value, at);
        else if (constraint.type == Type::Structure)
            structure(*constraint.structure, value, at);
        else if (constraint.type != Type::Boolean)
            number(constraint, value, at);
    }

    void text(const Constraint& constraint, const Value& value, const std::string& at) {
        const std::string& text = value.toString();
        bounds(constraint, characters(text), "length", '\'' + text + '\'', at);
        if (constraint.fits && !constraint.fits(text))
            violated('\'' + text + '\'', at,
                     "Member must satisfy regular expression pattern: " +
                         std::string(constraint.pattern));
        if (!constraint.values.empty() &&
            std::find(constraint.values.begin(), constraint.values.end(), text) ==
                constraint.values.end())
            violated('\'' + text + '\'', at,
                     "Member must satisfy enum value set: " + setOf(constraint.values));
    }

    void payload(const Constraint& constraint, const Value& value, const std::string& at) {
        if (static_cast<std::int64_t>(value.toString().size()) > constraint.most)
            m_problems.push_back("Value at '" + at +
                                 "' failed to satisfy constraint: Member must have size less than "
                                 "or equal to " +
                                 std::to_string(constraint.most) + " bytes in UTF-8 encoding");
    }

    void number(const Constraint& constraint, const Value& value, const std::string& at) {
        const double given = value.toDouble();
        const std::string shown = '\'' + value.dump() + '\'';
        if (given < static_cast<double>(constraint.least))
            violated(shown, at,
                     "Member must have value greater than or equal to " +
                         std::to_string(constraint.least));
        if (constraint.most != Constraint::kNoLimit && given > static_cast<double>(constraint.most))
            violated(shown, at,
                     "Member must have value less than or equal to " +
                         std::to_string(constraint.most));
    }

    void list(const Constraint& constraint, const Value& value, const std::string& at) {
        bounds(constraint, static_cast<std::int64_t>(value.size()), "length",
               '\'' + shown(constraint, value) + '\'', at);
        if (!constraint.element)
            return;
        for (std::size_t item = 0; item < value.size(); ++item)
            check(*constraint.element, value.at(item),
                  at + '.' + std::to_string(item + 1) + ".member");
    }

    void bounds(const Constraint& constraint, std::int64_t size, const std::string& what,
                const std::string& value, const std::string& at) {
        if (size < constraint.least)
            violated(value, at,
                     "Member must have " + what + " greater than or equal to " +
                         std::to_string(constraint.least));
        if (size > constraint.most)
            violated(value, at,
                     "Member must have " + what + " less than or equal to " +
                         std::to_string(constraint.most));
    }

    void violated(const std::string& value, const std::string& at, const std::string& rule) {
        m_problems.push_back("Value " + value + " at '" + at +
                             "' failed to satisfy constraint: " + rule);
    }

    static std::string setOf(const std::vector<std::string_view>& values) {
        std::string text = "[";
        for (const std::string_view value : values)
            text += (text.size() > 1 ? ", " : "") + std::string(value);
        return text + ']';
    }

    /// As Java prints it: [RoutingConfigurationListItem(stateMachineVersionArn=a, weight=1)].
    static std::string shown(const Constraint& constraint, const Value& value) {
        std::string text;
        if (constraint.type == Type::List) {
            for (const Value& item : value.items())
                text += (text.empty() ? "" : ", ") +
                        (constraint.element ? shown(*constraint.element, item) : item.dump());
            return '[' + text + ']';
        }
        if (constraint.type != Type::Structure)
            return value.isString() ? value.toString() : value.dump();
        for (const Parameter& parameter : constraint.structure->parameters) {
            const Value* member = value.find(parameter.name);
            text += (text.empty() ? "" : ", ") + std::string(parameter.name) + '=' +
                    (member ? shown(parameter.constraint, *member) : "null");
        }
        return std::string(constraint.structure->name) + '(' + text + ')';
    }

    /// Lengths count characters, not bytes.
    static std::int64_t characters(const std::string& text) {
        return std::count_if(text.begin(), text.end(),
                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    }

    std::vector<std::string> m_problems;
    std::optional<std::string> m_misfit;
};

} // namespace

std::optional<ApiError> violations(const Shape& shape, const Value& parameters) {
    Checker checker;
    checker.structure(shape, parameters, {});
    return checker.finish();
}

} // namespace ws::service
