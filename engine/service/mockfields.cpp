#include "engine/service/mockfields.h"

#include "engine/service/answershapes.h"

#include <algorithm>

namespace ws::service {

using json::Value;
using statemachine::Integration;
using statemachine::IntegrationPattern;

namespace {

using Problem = std::optional<std::string>;
using Type = AnswerShape::Type;

std::string field(const std::string& name) {
    return "Field '" + name + "' ";
}

bool isOf(Type type, const Value& value) {
    switch (type) {
    case Type::Structure:
    case Type::Map:
        return value.isObject();
    case Type::List:
        return value.isArray();
    case Type::Number:
        return value.isNumber();
    case Type::Boolean:
        return value.isBool();
    case Type::Text:
        break;
    }
    return value.isString();
}

const char* article(Type type) {
    switch (type) {
    case Type::Structure:
    case Type::Map:
        return "an object";
    case Type::List:
        return "an array";
    case Type::Number:
        return "a number";
    case Type::Boolean:
        return "a boolean";
    case Type::Text:
        break;
    }
    return "a string";
}

/// In characters.
double lengthOf(const std::string& text) {
    return static_cast<double>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

class Checker {
public:
    Checker(const AnswerShapes& shapes, MockFields mode)
        : m_shapes(shapes)
        , m_mode(mode) {}

    Problem check(const AnswerShape& shape, const Value& value, const std::string& name) const {
        if (!isOf(shape.type, value))
            return field(name) + "must be " + article(shape.type);
        switch (shape.type) {
        case Type::Structure:
            return checkMembers(shape, value);
        case Type::List:
            return checkElements(shape, value, name);
        case Type::Map:
            return checkEntries(shape, value, name);
        case Type::Number:
            return checkNumber(shape, value.toDouble(), name);
        case Type::Text:
            return checkText(shape, value.toString(), name);
        case Type::Boolean:
            break;
        }
        return {};
    }

private:
    Problem checkMembers(const AnswerShape& shape, const Value& value) const {
        for (const auto& member : shape.members) {
            const bool isRequired = member.presence == AnswerShape::Member::Presence::Required;
            if (m_mode == MockFields::Strict && isRequired && !value.find(member.name))
                return "Required field '" + member.name + "' is missing";
        }
        for (const auto& [name, inner] : value.members()) {
            const auto member =
                std::find_if(shape.members.begin(), shape.members.end(),
                             [&name = name](const auto& each) { return each.name == name; });
            if (member == shape.members.end())
                continue;
            if (auto problem = checkNamed(member->shape, inner, name))
                return problem;
        }
        return {};
    }

    Problem checkNamed(const std::string& shape, const Value& value,
                       const std::string& name) const {
        const AnswerShape* known = m_shapes.shape(shape);
        return known ? check(*known, value, name) : Problem();
    }

    Problem checkElements(const AnswerShape& shape, const Value& value,
                          const std::string& name) const {
        for (const Value& item : value.items()) {
            if (auto problem = checkNamed(shape.element, item, name))
                return problem;
        }
        return {};
    }

    Problem checkEntries(const AnswerShape& shape, const Value& value,
                         const std::string& name) const {
        for (const auto& [key, item] : value.members()) {
            if (auto problem = checkNamed(shape.element, item, name))
                return problem;
        }
        return {};
    }

    static Problem checkNumber(const AnswerShape& shape, double number, const std::string& name) {
        if (shape.least && number < *shape.least)
            return field(name) + "is less than the minimum value";
        if (shape.most && number > *shape.most)
            return field(name) + "exceeds the maximum value";
        return {};
    }

    static Problem checkText(const AnswerShape& shape, const std::string& text,
                             const std::string& name) {
        const auto& values = shape.values;
        if (!values.empty() && std::find(values.begin(), values.end(), text) == values.end())
            return field(name) + "is not an expected value";
        if (shape.least && lengthOf(text) < *shape.least)
            return field(name) + "is smaller than the minimum length";
        if (shape.most && lengthOf(text) > *shape.most)
            return field(name) + "exceeds the maximum length";
        return {};
    }

    const AnswerShapes& m_shapes;
    const MockFields m_mode;
};

/// Of optimised integrations, which have names of their own.
std::string sdkService(const Integration& integration) {
    if (integration.kind == Integration::Kind::Sdk)
        return integration.service;
    if (integration.service == "events")
        return "eventbridge";
    if (integration.service == "states")
        return "sfn";
    std::string name = integration.service;
    std::erase(name, '-');
    return name;
}

} // namespace

std::optional<std::string> mockFieldProblem(const Integration& integration, const Value& result,
                                            MockFields mode) {
    if (mode == MockFields::None || !integration.isService() ||
        integration.pattern != IntegrationPattern::RequestResponse)
        return {};
    const auto shapes = AnswerShapes::ofService(sdkService(integration));
    const AnswerShape* answer = shapes ? shapes->answer(integration.action) : nullptr;
    if (!answer)
        return {};
    if (!result.isObject())
        return "Mocked result must be a JSON object.";
    auto problem = Checker(*shapes, mode).check(*answer, result, {});
    if (problem)
        problem->insert(0, "Mock result schema validation error: ");
    return problem;
}

} // namespace ws::service
