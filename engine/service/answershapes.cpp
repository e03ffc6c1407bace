#include "engine/service/answershapes.h"

#include <QFile>

#include <algorithm>
#include <map>
#include <utility>

namespace ws::service {

namespace {

/// Takes what is before the separator off the text.
std::string_view take(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view head = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return head;
}

std::optional<double> bound(std::string_view text) {
    if (text.empty() || text == "-")
        return std::nullopt;
    return std::stod(std::string(text));
}

AnswerShape::Member member(std::string_view text) {
    AnswerShape::Member out;
    std::string_view name = take(text, ':');
    if (name.ends_with('!')) {
        name.remove_suffix(1);
        out.presence = AnswerShape::Member::Presence::Required;
    }
    out.name = name;
    out.shape = text;
    return out;
}

AnswerShape::Type typeNamed(std::string_view name) {
    using Type = AnswerShape::Type;
    static const std::map<std::string_view, Type> kTypes{
        {"structure", Type::Structure}, {"list", Type::List},     {"map", Type::Map},
        {"string", Type::Text},         {"number", Type::Number}, {"boolean", Type::Boolean}};
    const auto found = kTypes.find(name);
    return found == kTypes.end() ? Type::Text : found->second;
}

/// "structure A!:Text B:Count", "list Text", "string =ON|OFF", "number 1 10"
AnswerShape shapeOf(std::string_view text) {
    AnswerShape out;
    out.type = typeNamed(take(text, ' '));
    if (text.starts_with('=')) { // values may hold blanks
        text.remove_prefix(1);
        while (!text.empty())
            out.values.emplace_back(take(text, '|'));
        return out;
    }
    switch (out.type) {
    case AnswerShape::Type::Structure:
        while (!text.empty())
            out.members.push_back(member(take(text, ' ')));
        break;
    case AnswerShape::Type::List:
    case AnswerShape::Type::Map:
        out.element = text;
        break;
    default:
        out.least = bound(take(text, ' '));
        out.most = bound(text);
        break;
    }
    return out;
}

} // namespace

AnswerShapes AnswerShapes::parse(std::string_view text) {
    AnswerShapes out;
    bool inShapes = false;
    while (!text.empty()) {
        std::string_view line = take(text, '\n');
        if (line.starts_with('#'))
            continue;
        if (line.empty()) {
            inShapes = true;
            continue;
        }
        const std::string name(take(line, ' '));
        if (inShapes)
            out.m_shapes.emplace(name, shapeOf(line));
        else
            out.m_answers.emplace(name, line);
    }
    return out;
}

std::shared_ptr<const AnswerShapes> AnswerShapes::ofService(const std::string& service) {
    const bool isName = !service.empty() && std::all_of(service.begin(), service.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    QFile file(QStringLiteral(":/answers/") + QString::fromStdString(service) +
               QStringLiteral(".txt"));
    if (!isName || !file.open(QIODevice::ReadOnly))
        return nullptr;
    return std::make_shared<const AnswerShapes>(parse(file.readAll().toStdString()));
}

const AnswerShape* AnswerShapes::answer(const std::string& operation) const {
    const auto found = m_answers.find(operation);
    return found == m_answers.end() ? nullptr : shape(found->second);
}

const AnswerShape* AnswerShapes::shape(const std::string& name) const {
    const auto found = m_shapes.find(name);
    return found == m_shapes.end() ? nullptr : &found->second;
}

} // namespace ws::service
