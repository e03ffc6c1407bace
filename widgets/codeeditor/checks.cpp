#include "widgets/codeeditor/checks.h"

#include "engine/function/configuration.h"
#include "engine/json/document.h"
#include "engine/statemachine/validator.h"
#include "widgets/theme/messages.h"

#include <QFileInfo>

#include <cstdlib>

namespace ws::codeeditor {
namespace {

std::size_t number(const base::Error& error, std::string_view name) {
    return std::strtoull(error.arg(name).c_str(), nullptr, 10);
}

Problem syntaxProblem(const base::Error& error, const QString& path, std::size_t size) {
    Problem problem;
    problem.path = path;
    problem.message = QString::fromStdString(error.arg("reason"));
    problem.line = std::max(1, int(number(error, "line")));
    problem.column = std::max(1, int(number(error, "column")));
    const std::size_t at = std::min(number(error, "offset"), size);
    problem.range = {at > 0 && at == size ? at - 1 : at, std::min(at + 1, size)};
    return problem;
}

Problem problemAt(const json::Document& document, json::Document::NodeId node, QString message,
                  const QString& path) {
    const json::Range range = document.node(node).range;
    const json::Position position = document.position(range.begin);
    return {.severity = Severity::Error,
            .message = std::move(message),
            .path = path,
            .range = range,
            .line = int(position.line),
            .column = int(position.column)};
}

Problems functionProblems(const json::Document& document, const QString& path) {
    const QString name = QFileInfo(path).absolutePath().section(u'/', -1);
    const auto parsed =
        function::parseConfiguration(name.toStdString(), document.value(document.root()));
    if (parsed)
        return {};
    auto node = document.member(document.root(), parsed.error().arg("member"));
    if (node == json::Document::kNone)
        node = document.root();
    return {problemAt(document, node, theme::message(parsed.error()), path)};
}

Problems machineProblems(const json::Document& document, const QString& path) {
    Problems problems;
    for (const statemachine::Diagnostic& found : statemachine::validate(document)) {
        const json::Position position = document.position(found.range.begin);
        const bool error = found.severity == statemachine::Severity::Error;
        problems.push_back({.severity = error ? Severity::Error : Severity::Warning,
                            .message = QString::fromStdString(found.message),
                            .path = path,
                            .range = found.range,
                            .line = int(position.line),
                            .column = int(position.column)});
    }
    return problems;
}

Problems jsonProblems(Language language, const QString& path, const std::string& text) {
    const auto document = json::Document::parse(text);
    if (!document)
        return {syntaxProblem(document.error(), path, text.size())};
    if (language == Language::StateMachine)
        return machineProblems(*document, path);
    if (path.endsWith(QLatin1String("/function.json")))
        return functionProblems(*document, path);
    return {};
}

} // namespace

Problems checkText(Language language, const QString& path, const std::string& text) {
    if (language == Language::Json || language == Language::StateMachine)
        return jsonProblems(language, path, text);
    return {};
}

} // namespace ws::codeeditor
