#include "engine/statemachine/validatorsyntax.h"

#include "engine/statemachine/validatorreport.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace ws::statemachine {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kMaxQuoted = 500; // as much of the text as a message repeats

bool isWordChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// The bytes at fault. The reader stops inside a token or behind it; the whole token is the fault.
json::Range faultAt(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    if (offset == text.size()) {
        const std::size_t last = text.find_last_not_of(kBlanks);
        const std::size_t begin = last == std::string_view::npos ? 0 : last;
        return {begin, text.size()};
    }
    json::Range range{offset, offset + 1};
    if (!isWordChar(text[offset]))
        return range;
    while (range.begin > 0 && isWordChar(text[range.begin - 1]))
        --range.begin;
    while (range.end < text.size() && isWordChar(text[range.end]))
        ++range.end;
    return range;
}

std::string source(std::string_view text, std::size_t offset) {
    const json::Position at = json::positionAt(text, offset);
    return "[Source: (String)\"" + std::string(text.substr(0, kMaxQuoted)) +
           "\"; line: " + std::to_string(at.line) + ", column: " + std::to_string(at.column) + "]";
}

/// What the reader expected there, from what comes before.
std::string expected(std::string_view text, std::size_t offset) {
    const std::size_t at = text.substr(0, offset).find_last_not_of(kBlanks);
    const char before = at == std::string_view::npos ? '\0' : text[at];
    if (before == '{')
        return "was expecting double-quote to start field name";
    if (before == '\0' || before == ':' || before == '[' || before == ',')
        return "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' "
               "or 'false')";
    return "was expecting comma to separate entries";
}

std::string words(std::string_view text, const json::Range& fault) {
    const std::string_view token = text.substr(fault.begin, fault.size());
    if (text.substr(fault.end - 1).find_first_not_of(kBlanks) == std::string_view::npos ||
        fault.end - fault.begin == 0)
        return "Unexpected end-of-input";
    if (isWordChar(token.front()) && !(token.front() >= '0' && token.front() <= '9'))
        return "Unrecognized token '" + std::string(token) +
               "': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or "
               "'false')";
    return "Unexpected character ('" + std::string(token.substr(0, 1)) + "' (code " +
           std::to_string(static_cast<unsigned char>(token.front())) +
           ")): " + expected(text, fault.begin);
}

/// What is JSON by its grammar, and yet is not read: the character at the fault is innocent.
std::string refusal(std::string_view code) {
    if (code == "json.tooDeep")
        return "Document nesting depth exceeds the maximum allowed (1000)";
    if (code == "json.numberRange")
        return "Number is out of range of a double";
    return {};
}

Diagnostic yamlDiagnostic(const json::Range& fault, const base::Error& error) {
    Diagnostic diagnostic;
    diagnostic.code = diagnosticcode::kYaml;
    diagnostic.message = "The text is not YAML: " + error.arg("reason");
    diagnostic.args = {{"reason", error.arg("reason")}};
    diagnostic.reason = base::reasonOf(error);
    diagnostic.range = fault;
    return diagnostic;
}

} // namespace

Diagnostic syntaxDiagnostic(std::string_view text, const base::Error& error) {
    const std::size_t offset = std::strtoull(error.arg("offset").c_str(), nullptr, 10);
    const json::Range fault = faultAt(text, offset);
    if (error.code == "yaml.syntax")
        return yamlDiagnostic(fault, error);
    const bool atEnd = offset >= text.size();
    std::string said = refusal(error.arg("reason.code"));
    if (said.empty())
        said = atEnd ? "Unexpected end-of-input" : words(text, fault);
    const std::string where = source(text, fault.end);
    Diagnostic diagnostic;
    diagnostic.code = diagnosticcode::kJson;
    diagnostic.message = said + "\n at " + where;
    diagnostic.args = {{"reason", error.arg("reason")}};
    diagnostic.reason = base::reasonOf(error);
    diagnostic.location = where;
    diagnostic.range = fault;
    return diagnostic;
}

} // namespace ws::statemachine
