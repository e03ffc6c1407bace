// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonataregex.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>
#include <limits>
#include <optional>

namespace ws::expression::jsonata {
namespace {

/// The byte at which the UTF-16 unit of that number begins.
std::size_t utf16Offset(std::string_view text, double units) {
    std::size_t offset = 0;
    while (units > 0 && offset < text.size()) {
        const std::size_t size = characterSize(static_cast<unsigned char>(text[offset]));
        units -= size == 4 ? 2 : 1;
        offset += size;
    }
    return std::min(offset, text.size());
}

/// What a regular expression, or a function that stands in for one, finds in a text.
class Matches {
public:
    Matches(Evaluator& evaluator, const Item& matcher, const Item& text)
        : m_evaluator(evaluator)
        , m_matcher(matcher)
        , m_item(text)
        , m_text(text.toText())
        , m_isAscii(isAscii(m_text)) {
        const FunctionRep* function = matcher.function();
        if (!function)
            throw Failure("T1010");
        if (function->form == FunctionRep::Form::Closure)
            function = function->inner.get();
        if (function->form == FunctionRep::Form::Regex) {
            m_regex = function;
            m_search.emplace(*function->node->regex, m_text);
        }
    }

    /// Goes to the next match, at first to the first one.
    bool next() {
        m_evaluator.tick(4);
        return m_regex ? nextOfRegex() : nextOfFunction();
    }

    std::size_t begin() const { return m_begin; } ///< in bytes
    /// Where replacing goes on: behind the text that was matched.
    std::size_t end() const { return m_end; }
    /// Where splitting goes on: what the match says.
    std::size_t statedEnd() const { return m_statedEnd; }

    Item matched() const {
        return m_regex ? m_evaluator.text(m_text.substr(m_begin, m_end - m_begin))
                       : m_current.member("match");
    }
    Item start() {
        if (!m_regex)
            return m_current.member("start");
        const std::string_view text(m_text);
        m_units += m_isAscii ? m_begin - m_counted
                             : utf16Length(text.substr(m_counted, m_begin - m_counted));
        m_counted = m_begin;
        return Item::number(static_cast<double>(m_units));
    }
    Item groups() const {
        if (!m_regex)
            return m_current.member("groups");
        const Ref<ArrayRep> groups = m_evaluator.heap().array();
        for (std::size_t i = 0; i < m_search->groupCount(); ++i)
            groups->push(group(i));
        return Item(groups.get());
    }
    std::size_t groupCount() const {
        return m_regex ? m_search->groupCount() : m_current.member("groups").size();
    }
    Item group(std::size_t index) const {
        if (!m_regex)
            return m_current.member("groups").at(index);
        if (index >= m_search->groupCount())
            return {};
        const auto text = m_search->group(index);
        return text ? m_evaluator.text(std::string(*text)) : Item();
    }
    /// As the object that a function of the user's is given.
    Item object() const {
        return m_regex ? m_evaluator.matchItem(*m_regex, m_item, *m_search, false) : m_current;
    }

private:
    bool nextOfRegex() {
        if (m_started && m_end >= m_text.size())
            return false;
        if (!m_search->find(m_started ? m_end : 0))
            return false;
        m_begin = m_search->begin();
        m_end = m_search->end();
        m_statedEnd = m_end;
        if (m_started && m_begin == m_end)
            throw Failure("D1004")
                .at(m_regex->node->position)
                .with("value", quoted(m_regex->node->regex->pattern()));
        m_started = true;
        return true;
    }

    bool nextOfFunction() {
        Items arguments;
        arguments.push_back(m_started ? Item() : m_item);
        const Item next = m_started ? m_current.member("next") : m_matcher;
        m_started = true;
        m_current = m_evaluator.callback(next, std::move(arguments));
        if (m_current.isUndefined())
            return false;
        const bool isMatch =
            m_current.isObject() &&
            (m_current.member("start").isNumber() || m_current.member("end").isNumber() ||
             m_current.member("groups").isArray() || m_current.member("next").isFunction());
        if (!isMatch)
            throw Failure("T1010");
        const double start = numberOf(m_current.member("start"));
        const double length = static_cast<double>(utf16Length(m_current.member("match").toText()));
        m_begin = utf16Offset(m_text, start);
        m_end = utf16Offset(m_text, start + length);
        m_statedEnd = utf16Offset(m_text, numberOf(m_current.member("end")));
        return true;
    }

    Evaluator& m_evaluator;
    const Item m_matcher;
    const Item m_item;
    const std::string& m_text;
    const bool m_isAscii;
    const FunctionRep* m_regex = nullptr;
    std::optional<RegexSearch> m_search;
    Item m_current;
    bool m_started = false;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_statedEnd = 0;
    std::size_t m_counted = 0; // bytes up to which m_units counts
    std::size_t m_units = 0;
};

/// How many matches are wanted. Throws the failure when it is negative.
double limitOf(const Item& item, std::string_view code, std::string_view index) {
    if (item.isUndefined())
        return std::numeric_limits<double>::infinity();
    const double limit = numberOf(item);
    if (limit < 0)
        throw Failure(code).with("value", numberText(limit)).with("index", std::string(index));
    return limit;
}

Item contains(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& token = arguments[1];
    if (arguments[0].isUndefined() || token.isUndefined())
        return {};
    if (token.isString())
        return Item::boolean(arguments[0].toText().find(token.toText()) != std::string::npos);
    return Item::boolean(Matches(evaluator, token, arguments[0]).next());
}

Item match(Evaluator& evaluator, Items& arguments, const Item&) {
    static const std::string kMatch = "match";
    static const std::string kIndex = "index";
    static const std::string kGroups = "groups";
    if (arguments[0].isUndefined())
        return {};
    const double limit = limitOf(arguments[2], "D3040", "3");
    const Ref<ArrayRep> results = evaluator.heap().sequence();
    if (!(limit > 0))
        return Item(results.get());
    Matches matches(evaluator, arguments[1], arguments[0]);
    double count = 0;
    for (bool found = matches.next(); found && count < limit; found = matches.next(), ++count) {
        const Ref<ObjectRep> object = evaluator.heap().object();
        object->set(Item::borrow(kMatch), matches.matched());
        object->set(Item::borrow(kIndex), matches.start());
        object->set(Item::borrow(kGroups), matches.groups());
        results->push(Item(object.get()));
    }
    return Item(results.get());
}

/// The replacement with `$0`, `$1` and `$$` filled in.
void appendSubstitute(std::string& out, const std::string& replacement, const Matches& matches) {
    const std::size_t groups = matches.groupCount();
    std::size_t position = 0;
    std::size_t at = replacement.find('$');
    while (at != std::string::npos && position < replacement.size()) {
        out.append(replacement, position, at - position);
        position = at + 1;
        const char next = position < replacement.size() ? replacement[position] : '\0';
        if (next == '$') {
            out += '$';
            ++position;
        } else if (next == '0') {
            out += matches.matched().toText();
            ++position;
        } else {
            const double digits =
                groups == 0 ? 1 : std::floor(std::log(static_cast<double>(groups)) * M_LOG10E) + 1;
            const std::string_view rest = std::string_view(replacement).substr(position);
            const auto width = static_cast<std::size_t>(digits);
            double index = parseIntegerPrefix(rest.substr(0, width));
            if (digits > 1 && index > static_cast<double>(groups))
                index = parseIntegerPrefix(rest.substr(0, width - 1));
            if (std::isnan(index)) {
                out += '$'; // no group is meant
            } else {
                if (index >= 1)
                    out += matches.group(static_cast<std::size_t>(index) - 1).toText();
                position += numberText(index).size();
            }
        }
        at = position < replacement.size() ? replacement.find('$', position) : std::string::npos;
    }
    if (position < replacement.size())
        out.append(replacement, position);
}

std::string replacedText(Evaluator& evaluator, const Items& arguments, double limit) {
    const std::string& text = arguments[0].toText();
    const std::string& pattern = arguments[1].toText();
    const std::string undefined = "undefined"; // what JavaScript makes of no replacement
    const std::string& replacement = arguments[2].isString() ? arguments[2].toText() : undefined;
    std::string result;
    std::size_t position = 0;
    double count = 0;
    for (std::size_t at = text.find(pattern); at != std::string::npos && count < limit; ++count) {
        evaluator.heap().check(result.size() + replacement.size());
        evaluator.tick();
        result.append(text, position, at - position);
        result.append(replacement);
        position = at + pattern.size();
        at = text.find(pattern, position);
    }
    return result.append(text, position);
}

std::string replacedMatches(Evaluator& evaluator, const Items& arguments, double limit) {
    const std::string& text = arguments[0].toText();
    const Item& replacement = arguments[2];
    Matches matches(evaluator, arguments[1], arguments[0]);
    std::string result;
    std::size_t position = 0;
    double count = 0;
    for (bool found = matches.next(); found && count < limit; found = matches.next(), ++count) {
        evaluator.heap().check(result.size() + replacement.toText().size());
        if (matches.begin() > position)
            result.append(text, position, matches.begin() - position);
        if (replacement.isString()) {
            appendSubstitute(result, replacement.toText(), matches);
        } else {
            Items values;
            values.push_back(matches.object());
            const Item replaced = evaluator.callback(replacement, std::move(values));
            if (!replaced.isString())
                throw Failure("D3012").with("value", jsonText(replaced));
            appendText(result, replaced.toText());
        }
        position = matches.end();
    }
    return result.append(text, position);
}

Item replace(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const Item& pattern = arguments[1];
    if (pattern.isString() && pattern.toText().empty())
        throw Failure("D3010").with("value", "\"\"").with("index", "2");
    const double limit = limitOf(arguments[3], "D3011", "4");
    if (!(limit > 0))
        return arguments[0];
    if (pattern.isString())
        return evaluator.text(replacedText(evaluator, arguments, limit));
    return evaluator.text(replacedMatches(evaluator, arguments, limit));
}

void splitByText(Evaluator& evaluator, const std::string& text, const std::string& separator,
                 double limit, ArrayRep& results) {
    const auto isFull = [&] { return static_cast<double>(results.size()) >= std::floor(limit); };
    if (separator.empty()) { // into UTF-16 units
        for (const char16_t unit : toUtf16(text)) {
            if (isFull())
                return;
            results.push(evaluator.text(fromUtf16({&unit, 1})));
        }
        return;
    }
    std::size_t position = 0;
    while (!isFull()) {
        evaluator.tick();
        const std::size_t at = text.find(separator, position);
        const std::size_t size = at == std::string::npos ? at : at - position;
        results.push(evaluator.text(text.substr(position, size)));
        if (at == std::string::npos)
            return;
        position = at + separator.size();
    }
}

Item split(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const std::string& text = arguments[0].toText();
    const double limit = limitOf(arguments[2], "D3020", "3");
    const Ref<ArrayRep> results = evaluator.heap().array();
    if (!(limit > 0))
        return Item(results.get());
    if (arguments[1].isString()) {
        splitByText(evaluator, text, arguments[1].toText(), limit, *results);
        return Item(results.get());
    }
    Matches matches(evaluator, arguments[1], arguments[0]);
    double count = 0;
    std::size_t position = 0;
    for (bool found = matches.next(); found && count < limit; found = matches.next(), ++count) {
        const std::size_t end = std::max(matches.begin(), position);
        results->push(evaluator.text(text.substr(position, end - position)));
        position = matches.statedEnd();
    }
    if (count < limit)
        results->push(evaluator.text(text.substr(position)));
    return Item(results.get());
}

} // namespace

std::span<const Builtin> patternFunctions() {
    static const Builtin kFunctions[] = {
        {"match", "<s-f<s:o>n?:a<o>>", 3, 3, match},
        {"contains", "<s-(sf):b>", 2, 2, contains},
        {"replace", "<s-(sf)(sf)n?:s>", 4, 4, replace},
        {"split", "<s-(sf)n?:a<s>>", 3, 3, split},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
