#include "engine/json/yamltext.h"

#include "engine/json/textstyle.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace ws::json {

namespace {

/// Longer keys need the form with a question mark: readers look only so far for the colon.
constexpr std::size_t kMaxSimpleKey = 1000;

bool isWordOfYaml11(std::string_view text) {
    constexpr std::array<std::string_view, 6> kWords{"y", "n", "yes", "no", "on", "off"};
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

bool beginsLikeNumber(std::string_view text) {
    return !text.empty() && ((text.front() >= '0' && text.front() <= '9') || text.front() == '.');
}

bool startsWithAt(std::string_view text, std::size_t at, std::string_view what) {
    return text.substr(at).starts_with(what);
}

/// JSON's quotes are YAML's, but for characters that YAML does not take, or takes for the end of a
/// line: DEL, the C1 controls, the two separators, the byte order mark and the non-characters.
std::string quoted(const std::string& text) {
    const std::string json = Value(text).dump();
    std::string out;
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto byte = static_cast<unsigned char>(json[i]);
        const auto next = i + 1 < json.size() ? static_cast<unsigned char>(json[i + 1]) : 0;
        const auto skip = [&](const char* escape, std::size_t bytes) {
            out += escape;
            i += bytes - 1;
        };
        if (byte == 0x7F) {
            skip("\\x7F", 1);
        } else if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            out += std::string("\\x") + (next < 0x90 ? '8' : '9') + kDigits[next & 0xF];
            ++i;
        } else if (startsWithAt(json, i, "\xE2\x80\xA8")) {
            skip("\\u2028", 3);
        } else if (startsWithAt(json, i, "\xE2\x80\xA9")) {
            skip("\\u2029", 3);
        } else if (startsWithAt(json, i, "\xEF\xBB\xBF")) {
            skip("\\uFEFF", 3);
        } else if (startsWithAt(json, i, "\xEF\xBF\xBE")) {
            skip("\\uFFFE", 3);
        } else if (startsWithAt(json, i, "\xEF\xBF\xBF")) {
            skip("\\uFFFF", 3);
        } else {
            out += json[i];
        }
    }
    return out;
}

/// Texts of several lines stay readable where a block says them exactly.
bool isBlockText(const std::string& text) {
    const std::size_t end = text.find_last_not_of('\n');
    if (end == std::string::npos || text.find('\n') >= end || text.size() - end > 2 ||
        text.front() == ' ' || text.front() == '\n')
        return false;
    const auto ordinary = [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); };
    return std::all_of(text.begin(), text.end(), ordinary) &&
           text.find(" \n") == std::string::npos && text.back() != ' ';
}

class Writer {
public:
    std::string write(const Value& value) {
        if (isBlock(value)) {
            block(value, 0);
        } else {
            m_out += scalar(value);
            m_out += '\n';
        }
        return std::move(m_out);
    }

private:
    static bool isBlock(const Value& value) {
        return (value.isObject() || value.isArray()) && value.size() > 0;
    }

    static std::string text(const std::string& text) {
        const bool plain =
            isPlainYamlText(text) && !isWordOfYaml11(text) && !beginsLikeNumber(text);
        return plain ? text : quoted(text);
    }

    static std::string scalar(const Value& value) {
        return value.isString() ? text(value.toString()) : value.dump();
    }

    void indent(std::size_t columns) { m_out.append(columns, ' '); }

    /// The members or items, of which the first begins where the text is now.
    void block(const Value& value, std::size_t column) {
        bool first = true;
        const auto begin = [&] {
            if (!first)
                indent(column);
            first = false;
        };
        for (const auto& [key, member] : value.members()) {
            begin();
            name(key, column);
            afterName(member, column);
        }
        for (const Value& item : value.items()) {
            begin();
            m_out += "- ";
            if (isBlock(item))
                block(item, column + 2);
            else
                leaf(item, column);
        }
    }

    void name(const std::string& key, std::size_t column) {
        if (key.size() <= kMaxSimpleKey) {
            m_out += text(key) + ":";
            return;
        }
        m_out += "? " + quoted(key) + "\n";
        indent(column);
        m_out += ":";
    }

    void afterName(const Value& member, std::size_t column) {
        if (isBlock(member)) {
            m_out += '\n';
            indent(column + 2);
            block(member, column + 2);
            return;
        }
        m_out += ' ';
        leaf(member, column);
    }

    void leaf(const Value& value, std::size_t column) {
        if (!value.isString() || !isBlockText(value.toString())) {
            m_out += scalar(value) + "\n";
            return;
        }
        const std::string& lines = value.toString();
        m_out += lines.back() == '\n' ? "|\n" : "|-\n";
        for (std::size_t at = 0; at < lines.size();) {
            const std::size_t end = std::min(lines.find('\n', at), lines.size());
            if (end > at)
                indent(column + 2);
            m_out += lines.substr(at, end - at) + "\n";
            at = end + 1;
        }
    }

    std::string m_out;
};

} // namespace

std::string yamlText(const Value& value) {
    return Writer().write(value);
}

} // namespace ws::json
