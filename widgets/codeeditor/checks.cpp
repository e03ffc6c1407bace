#include "widgets/codeeditor/checks.h"

#include "engine/function/configuration.h"
#include "engine/json/document.h"
#include "engine/workspace/machinefile.h"
#include "widgets/theme/messages.h"

#include <QFileInfo>

#include <algorithm>
#include <cstdlib>

namespace ws::codeeditor {
namespace {

std::size_t number(const base::Error& error, std::string_view name) {
    return std::strtoull(error.arg(name).c_str(), nullptr, 10);
}

Problem syntaxProblem(const base::Error& error, const QString& path, std::size_t size) {
    Problem problem;
    problem.path = path;
    problem.message = theme::reasonText(error);
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

std::vector<QuickFix> fixesOf(const statemachine::Diagnostic& diagnostic) {
    std::vector<QuickFix> fixes;
    for (const statemachine::Fix& fix : diagnostic.fixes)
        fixes.push_back({theme::fixTitle(fix), fix.edits});
    return fixes;
}

Problems jsonProblems(const QString& path, const std::string& text) {
    const auto document = json::Document::parse(text);
    if (!document)
        return {syntaxProblem(document.error(), path, text.size())};
    if (path.endsWith(QLatin1String("/function.json")))
        return functionProblems(*document, path);
    return {};
}

/// Lines are counted once over a text, not from its beginning for each finding.
class Lines {
public:
    explicit Lines(std::string_view text) {
        m_begins.push_back(0);
        for (std::size_t at = text.find('\n'); at != std::string_view::npos;
             at = text.find('\n', at + 1))
            m_begins.push_back(at + 1);
    }
    json::Position at(std::size_t offset) const {
        const auto next = std::upper_bound(m_begins.begin(), m_begins.end(), offset);
        return {std::size_t(next - m_begins.begin()), offset - *(next - 1) + 1};
    }

private:
    std::vector<std::size_t> m_begins;
};

} // namespace

bool isMachine(Language language, const QString& path) {
    return language == Language::StateMachine ||
           (language == Language::Yaml &&
            !workspace::machineNameOfFile(path.toStdString()).empty());
}

Problems machineProblems(const statemachine::ReadDefinition& definition, const QString& path) {
    const Lines lines(definition.text());
    Problems problems;
    for (const statemachine::Diagnostic& found : definition.findings()) {
        const json::Position position = lines.at(found.range.begin);
        const bool error = found.severity == statemachine::Severity::Error;
        problems.push_back({.severity = error ? Severity::Error : Severity::Warning,
                            .message = theme::diagnosticText(found),
                            .path = path,
                            .range = found.range,
                            .line = int(position.line),
                            .column = int(position.column),
                            .pointer = found.pointer,
                            .fixes = fixesOf(found)});
    }
    return problems;
}

Problems checkText(Language language, const QString& path, const std::string& bytes) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kByteOrderMark))
        return checkText(language, path, bytes.substr(kByteOrderMark.size()));
    const std::string& text = bytes;
    if (isMachine(language, path))
        return machineProblems(statemachine::ReadDefinition(
                                   text, statemachine::definitionKindOfFile(path.toStdString())),
                               path);
    return language == Language::Json ? jsonProblems(path, text) : Problems();
}

} // namespace ws::codeeditor
