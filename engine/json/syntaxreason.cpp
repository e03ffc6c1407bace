#include "engine/json/syntaxreason.h"

#include "engine/base/utf8.h"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>

namespace ws::json {

namespace {

using base::Reason;

constexpr std::size_t kMostToken = 40; // bytes of it that a sentence repeats

/// What the words of a reader mean.
struct Meaning {
    std::string_view theirs;
    std::string_view code;
    std::string_view english;
};

constexpr Meaning kUtf8{"ill-formed UTF-8", "json.utf8", "the bytes are not UTF-8"};
constexpr std::array kLexerMeanings{
    Meaning{"missing closing quote", "json.textOpen", "the text in double quotes is not closed"},
    Meaning{"4 hex digits", "json.hexDigits", "\\u has to be followed by 4 hexadecimal digits"},
    Meaning{"surrogate", "json.surrogate", "\\u gives only one half of a pair of surrogates"},
    Meaning{"forbidden character after backslash", "json.escape",
            "a backslash may be followed by one of \" \\ / b f n r t u only"},
    Meaning{"control character", "json.control",
            "a line break, a tab or another control character within a text has to be written as "
            "an escape, such as \\n"},
    kUtf8,
    Meaning{"invalid number", "json.number", "the number lacks a digit"},
    Meaning{"invalid BOM", "json.byteOrderMark", "the byte order mark is not complete"},
};

/// What nlohmann's parser expects, where it says so, and what it means when something else stands
/// there and when the text ends there.
struct Expectation {
    std::string_view theirs;
    Meaning other;
    Meaning end;
};

constexpr std::array kExpectations{
    Expectation{"expected string literal",
                {"", "json.noName", "“{found}” stands where a name in double quotes is expected"},
                {"", "json.endForName", "the text ends where a name in double quotes is expected"}},
    Expectation{"expected ':'",
                {"", "json.noColon", "“{found}” stands where a ':' is expected"},
                {"", "json.endForColon", "the text ends where a ':' is expected"}},
    Expectation{"expected ']'",
                {"", "json.noCommaInArray", "“{found}” stands where ',' or ']' is expected"},
                {"", "json.arrayOpen", "the text ends before the ']' of an array"}},
    Expectation{"expected '}'",
                {"", "json.noCommaInObject", "“{found}” stands where ',' or '}' is expected"},
                {"", "json.objectOpen", "the text ends before the '}' of an object"}},
    Expectation{"expected end of input",
                {"", "json.afterEnd", "“{found}” stands behind the end of the value"},
                {"", "json.endForValue", "the text ends where a value is expected"}},
    Expectation{"", // a value: the only place where it does not say so
                {"", "json.noValue", "“{found}” stands where a value is expected"},
                {"", "json.endForValue", "the text ends where a value is expected"}},
};

constexpr Meaning kComment{"", "json.comment", "JSON has no comments"};
constexpr Meaning kZero{"", "json.leadingZero", "“{found}” is no number: it begins with 0"};
constexpr Meaning kRange{"", "json.numberRange", "“{found}” is too large for a number"};
constexpr Meaning kWord{
    "", "json.word",
    "“{found}” is no value: a text needs double quotes, and only true, false and "
    "null stand without"};

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool beginsWithZero(std::string_view word) {
    return word.size() > 1 && word[0] == '0' && word[1] >= '0' && word[1] <= '9';
}

/// Not inside a character.
std::string shortened(std::string token) {
    if (token.size() <= kMostToken)
        return token;
    std::size_t end = kMostToken;
    while (end > 0 && (static_cast<unsigned char>(token[end]) & 0xC0) == 0x80)
        --end;
    return token.substr(0, end) + "\xE2\x80\xA6";
}

Reason meant(const Meaning& meaning, std::string found) {
    if (!has(meaning.english, "{found}"))
        return {meaning.code, meaning.english};
    return {meaning.code, meaning.english, {{"found", shortened(std::move(found))}}};
}

bool isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-' || c == '.' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// What stands there: a word is taken whole, wherever in it the reader stopped. A text in quotes
/// ends there.
std::string tokenAt(std::string_view text, std::size_t offset, const std::string& token) {
    if (text.substr(offset, 1) == "\"" && token.starts_with('"'))
        return token;
    std::size_t begin = offset;
    std::size_t end = offset;
    if (offset < text.size() && !isWord(text[offset]))
        return std::string(text.substr(offset, 1));
    while (begin > 0 && isWord(text[begin - 1]))
        --begin;
    while (end < text.size() && isWord(text[end]))
        ++end;
    return std::string(text.substr(begin, end - begin));
}

bool isBeginning(std::string_view word) {
    constexpr std::array<std::string_view, 3> kLiterals{"true", "false", "null"};
    return !word.empty() && std::any_of(kLiterals.begin(), kLiterals.end(),
                                        [&](auto literal) { return literal.starts_with(word); });
}

Reason unexpected(std::string_view said, std::string_view wanted, std::string found) {
    const auto expected =
        std::find_if(kExpectations.begin(), kExpectations.end(),
                     [&](const Expectation& each) { return has(wanted, each.theirs); });
    if (has(said, "unexpected end of input"))
        return meant(expected->end, {});
    if (!base::isUtf8(found))
        return meant(kUtf8, {});
    if (beginsWithZero(found))
        return meant(kZero, std::move(found));
    if (found.starts_with('/'))
        return meant(kComment, {});
    const bool isBareWord = expected == kExpectations.end() - 1 && has(said, "invalid literal");
    return meant(isBareWord ? kWord : expected->other, std::move(found));
}

// What is not here comes from where YAML is written, not read.
const std::array kYamlMeanings{
    Meaning{YAML::ErrorMsg::YAML_DIRECTIVE_ARGS, "yaml.versionDirective",
            "%YAML has to be followed by one version"},
    Meaning{YAML::ErrorMsg::YAML_VERSION, "yaml.version", "there is no such version of YAML"},
    Meaning{YAML::ErrorMsg::YAML_MAJOR_VERSION, "yaml.version", "there is no such version of YAML"},
    Meaning{YAML::ErrorMsg::REPEATED_YAML_DIRECTIVE, "yaml.versionTwice",
            "%YAML stands there a second time"},
    Meaning{YAML::ErrorMsg::TAG_DIRECTIVE_ARGS, "yaml.tagDirective",
            "%TAG has to be followed by a handle and a prefix"},
    Meaning{YAML::ErrorMsg::REPEATED_TAG_DIRECTIVE, "yaml.tagTwice",
            "%TAG gives the same handle a second time"},
    Meaning{YAML::ErrorMsg::CHAR_IN_TAG_HANDLE, "yaml.tag",
            "a tag, which begins with '!', cannot be read"},
    Meaning{YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, "yaml.tag",
            "a tag, which begins with '!', cannot be read"},
    Meaning{YAML::ErrorMsg::END_OF_VERBATIM_TAG, "yaml.tagOpen",
            "a tag that begins with '!<' is not closed by '>'"},
    Meaning{YAML::ErrorMsg::END_OF_MAP_FLOW, "yaml.braceOpen",
            "the mapping in braces is not closed: ',' or '}' is expected"},
    Meaning{YAML::ErrorMsg::END_OF_SEQ_FLOW, "yaml.bracketOpen",
            "the list in brackets is not closed: ',' or ']' is expected"},
    Meaning{YAML::ErrorMsg::END_OF_MAP, "yaml.mapping",
            "the mapping does not go on here: another key with the same indentation is expected, "
            "or its end"},
    Meaning{YAML::ErrorMsg::END_OF_SEQ, "yaml.sequence",
            "the list does not go on here: another '-' with the same indentation is expected, or "
            "its end"},
    Meaning{YAML::ErrorMsg::MULTIPLE_TAGS, "yaml.twoTags", "one value has two tags"},
    Meaning{YAML::ErrorMsg::MULTIPLE_ANCHORS, "yaml.twoAnchors", "one value has two anchors"},
    Meaning{YAML::ErrorMsg::MULTIPLE_ALIASES, "yaml.twoAliases",
            "two aliases stand for the same value"},
    Meaning{YAML::ErrorMsg::ALIAS_CONTENT, "yaml.aliasContent",
            "an alias can have neither a tag nor an anchor nor a value"},
    Meaning{YAML::ErrorMsg::INVALID_HEX, "yaml.hexDigits",
            "a digit of the escape is not hexadecimal"},
    Meaning{YAML::ErrorMsg::INVALID_UNICODE, "yaml.character",
            "the escape stands for no character"},
    Meaning{YAML::ErrorMsg::INVALID_ESCAPE, "yaml.escape",
            "there is no such escape within double quotes"},
    Meaning{YAML::ErrorMsg::UNKNOWN_TOKEN, "yaml.token",
            "a text cannot begin with this character: put it into quotes"},
    Meaning{YAML::ErrorMsg::DOC_IN_SCALAR, "yaml.documentInText",
            "the text in quotes is not closed before the next document begins"},
    Meaning{YAML::ErrorMsg::EOF_IN_SCALAR, "yaml.textOpen", "the text in quotes is not closed"},
    Meaning{YAML::ErrorMsg::CHAR_IN_SCALAR, "yaml.afterText",
            "this character cannot stand in or behind a text without quotes"},
    Meaning{YAML::ErrorMsg::TAB_IN_INDENTATION, "yaml.tab",
            "the line is indented by a tab; use spaces"},
    Meaning{YAML::ErrorMsg::FLOW_END, "yaml.closing",
            "a bracket or brace is closed that was not opened"},
    Meaning{YAML::ErrorMsg::BLOCK_ENTRY, "yaml.dash", "an item of a list cannot begin here"},
    Meaning{YAML::ErrorMsg::MAP_KEY, "yaml.key", "a key cannot stand here"},
    Meaning{YAML::ErrorMsg::MAP_VALUE, "yaml.colon",
            "a ':' with a value cannot stand here: look at the indentation, or put the text into "
            "quotes"},
    Meaning{YAML::ErrorMsg::ALIAS_NOT_FOUND, "yaml.aliasName",
            "'*' has to be followed by the name of an anchor"},
    Meaning{YAML::ErrorMsg::CHAR_IN_ALIAS, "yaml.aliasName",
            "'*' has to be followed by the name of an anchor"},
    Meaning{YAML::ErrorMsg::ANCHOR_NOT_FOUND, "yaml.anchorName",
            "'&' has to be followed by the name of the anchor"},
    Meaning{YAML::ErrorMsg::CHAR_IN_ANCHOR, "yaml.anchorName",
            "'&' has to be followed by the name of the anchor"},
    Meaning{YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, "yaml.zeroIndentation",
            "a block of text cannot be indented by 0"},
    Meaning{YAML::ErrorMsg::CHAR_IN_BLOCK, "yaml.blockHead",
            "behind '|' or '>' only '+', '-' and an indentation may stand"},
    Meaning{YAML::ErrorMsg::UNKNOWN_ANCHOR, "yaml.anchor", "there is no anchor of that name"},
};

} // namespace

Reason jsonReason(std::string_view what, std::string_view text, std::size_t offset,
                  const std::string& token) {
    if (has(what, "number overflow"))
        return meant(kRange, tokenAt(text, offset, token));
    // The token comes last and may hold any words; then only what was expected follows.
    const std::size_t last = what.find("; last read: '");
    const std::string_view said = what.substr(0, last);
    const auto meaning = std::find_if(kLexerMeanings.begin(), kLexerMeanings.end(),
                                      [&](const Meaning& each) { return has(said, each.theirs); });
    if (meaning != kLexerMeanings.end())
        return meant(*meaning, {});
    const std::size_t expected = what.rfind("; expected ");
    const bool isAfter = last == std::string_view::npos || expected > last;
    const std::string_view wanted =
        expected != std::string_view::npos && isAfter ? what.substr(expected) : std::string_view();
    std::string found = tokenAt(text, offset, token);
    // It stops behind the beginning of true, false or null that goes on otherwise.
    if (offset > 0 && has(said, "invalid literal") && isBeginning(tokenAt(text, offset - 1, {})))
        found = tokenAt(text, offset - 1, {});
    return unexpected(said, wanted, std::move(found));
}

Reason yamlReason(std::string_view what) {
    const auto meaning =
        std::find_if(kYamlMeanings.begin(), kYamlMeanings.end(),
                     [&](const Meaning& each) { return what.starts_with(each.theirs); });
    if (meaning == kYamlMeanings.end())
        return Reason::inWords(std::string(what));
    return {meaning->code, meaning->english};
}

} // namespace ws::json
