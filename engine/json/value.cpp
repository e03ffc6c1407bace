#include "engine/json/value.h"

#include "engine/base/reason.h"
#include "engine/json/syntaxreason.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <charconv>
#include <cmath>
#include <functional>

namespace ws::json {

struct Value::Rep {
    std::atomic<std::uint32_t> references{1};
    // dumpSize() of this value once it has been asked for; 0: not known. Every way to change the
    // value resets it, so limits on payloads cost nothing for the parts that did not change.
    mutable std::atomic<std::size_t> textSize{0};
};
struct Value::StringRep : Rep {
    explicit StringRep(std::string value)
        : text(std::move(value)) {}
    const std::string text;
};
struct Value::ArrayRep : Rep {
    explicit ArrayRep(Array value)
        : items(std::move(value)) {}
    Array items;
};
struct Value::ObjectRep : Rep {
    explicit ObjectRep(Object value)
        : members(std::move(value)) {}
    Object members;
};

Value::Value(std::string text)
    : m_type(Type::String) {
    m_data.rep = new StringRep(std::move(text));
}

Value::Value(Array items)
    : m_type(Type::Array) {
    m_data.rep = new ArrayRep(std::move(items));
}

Value::Value(Object members)
    : m_type(Type::Object) {
    m_data.rep = new ObjectRep(std::move(members));
}

Value::Value(const Value& other) noexcept
    : m_type(other.m_type)
    , m_data(other.m_data) {
    retain();
}

Value::Value(Value&& other) noexcept
    : m_type(other.m_type)
    , m_data(other.m_data) {
    other.m_type = Type::Null;
}

Value& Value::operator=(const Value& other) noexcept {
    other.retain();
    const Type type = other.m_type;
    const auto data = other.m_data;
    release();
    m_type = type;
    m_data = data;
    return *this;
}

Value& Value::operator=(Value&& other) noexcept {
    if (this != &other) {
        // Taken first: what is released may own `other`.
        const Type type = std::exchange(other.m_type, Type::Null);
        const auto data = other.m_data;
        release();
        m_type = type;
        m_data = data;
    }
    return *this;
}

Value::~Value() {
    release();
}

void Value::retain() const noexcept {
    if (isShared())
        m_data.rep->references.fetch_add(1, std::memory_order_relaxed);
}

void Value::release() noexcept {
    if (!isShared() || m_data.rep->references.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
    switch (m_type) {
    case Type::String:
        delete static_cast<StringRep*>(m_data.rep);
        break;
    case Type::Array:
        delete static_cast<ArrayRep*>(m_data.rep);
        break;
    default:
        delete static_cast<ObjectRep*>(m_data.rep);
        break;
    }
}

Value Value::object() {
    return Value(Object{});
}

Value Value::object(std::initializer_list<std::pair<std::string, Value>> members) {
    return Value(Object(members));
}

std::int64_t Value::toInteger() const {
    if (isInteger())
        return m_data.integer;
    if (isDouble() && std::abs(m_data.number) < 9.2e18)
        return static_cast<std::int64_t>(m_data.number);
    return 0;
}

double Value::toDouble() const {
    if (isInteger())
        return static_cast<double>(m_data.integer);
    return isDouble() ? m_data.number : 0.0;
}

const std::string& Value::toString() const {
    static const std::string empty;
    return isString() ? static_cast<const StringRep*>(m_data.rep)->text : empty;
}

const Value::Array& Value::items() const {
    static const Array empty;
    return isArray() ? static_cast<const ArrayRep*>(m_data.rep)->items : empty;
}

const Object& Value::members() const {
    static const Object empty;
    return isObject() ? static_cast<const ObjectRep*>(m_data.rep)->members : empty;
}

const Value* Value::find(std::string_view key) const {
    return isObject() ? members().find(key) : nullptr;
}

static const Value& nullValue() {
    static const Value null;
    return null;
}

const Value& Value::operator[](std::string_view key) const {
    const Value* found = find(key);
    return found ? *found : nullValue();
}

const Value& Value::at(std::size_t index) const {
    const Array& all = items();
    return index < all.size() ? all[index] : nullValue();
}

std::size_t Value::size() const {
    if (isArray())
        return items().size();
    return isObject() ? members().size() : 0;
}

Value::Array& Value::mutableItems() {
    if (!isArray())
        *this = Value(Array{});
    else if (m_data.rep->references.load(std::memory_order_acquire) != 1)
        *this = Value(Array(items()));
    m_data.rep->textSize.store(0, std::memory_order_relaxed);
    return static_cast<ArrayRep*>(m_data.rep)->items;
}

Object& Value::mutableMembers() {
    if (!isObject())
        *this = Value(Object{});
    else if (m_data.rep->references.load(std::memory_order_acquire) != 1)
        *this = Value(Object(members()));
    m_data.rep->textSize.store(0, std::memory_order_relaxed);
    return static_cast<ObjectRep*>(m_data.rep)->members;
}

void Value::set(std::string_view key, Value value) {
    mutableMembers().set(key, std::move(value));
}

void Value::push(Value value) {
    mutableItems().push_back(std::move(value));
}

static bool equalMembers(const Object& left, const Object& right) {
    if (left.size() != right.size())
        return false;
    for (const auto& [key, value] : left) {
        const Value* other = right.find(key);
        if (!other || !(*other == value))
            return false;
    }
    return true;
}

bool Value::operator==(const Value& other) const {
    if (isNumber() && other.isNumber()) {
        if (isInteger() && other.isInteger())
            return m_data.integer == other.m_data.integer;
        return toDouble() == other.toDouble();
    }
    if (m_type != other.m_type)
        return false;
    if (isShared() && m_data.rep == other.m_data.rep)
        return true;
    switch (m_type) {
    case Type::Null:
        return true;
    case Type::Bool:
        return m_data.boolean == other.m_data.boolean;
    case Type::String:
        return toString() == other.toString();
    case Type::Array:
        return items() == other.items();
    default:
        return equalMembers(members(), other.members());
    }
}

// Object

Object::Object(std::initializer_list<Member> members) {
    m_members.reserve(members.size());
    for (const Member& member : members)
        set(member.first, member.second);
}

std::size_t Object::position(std::string_view key) const {
    if (m_slots.empty()) {
        for (std::size_t at = 0; at < m_members.size(); ++at) {
            if (m_members[at].first == key)
                return at;
        }
        return m_members.size();
    }
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = std::hash<std::string_view>{}(key)&mask;; slot = (slot + 1) & mask) {
        if (m_slots[slot] == 0)
            return m_members.size();
        if (m_members[m_slots[slot] - 1].first == key)
            return m_slots[slot] - 1;
    }
}

const Value* Object::find(std::string_view key) const {
    const std::size_t at = position(key);
    return at < m_members.size() ? &m_members[at].second : nullptr;
}

Value* Object::find(std::string_view key) {
    const std::size_t at = position(key);
    return at < m_members.size() ? &m_members[at].second : nullptr;
}

void Object::set(std::string_view key, Value value) {
    if (Value* found = find(key)) {
        *found = std::move(value);
        return;
    }
    m_members.emplace_back(std::string(key), std::move(value));
    if (m_slots.empty() ? m_members.size() > kIndexAbove : m_members.size() * 2 > m_slots.size())
        rebuildIndex();
    else if (!m_slots.empty())
        index(m_members.size() - 1);
}

bool Object::remove(std::string_view key) {
    const std::size_t at = position(key);
    if (at == m_members.size())
        return false;
    m_members.erase(m_members.begin() + static_cast<std::ptrdiff_t>(at));
    if (!m_slots.empty())
        rebuildIndex();
    return true;
}

void Object::index(std::size_t position) {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(m_members[position].first) & mask;
    while (m_slots[slot] != 0)
        slot = (slot + 1) & mask;
    m_slots[slot] = static_cast<std::uint32_t>(position + 1);
}

void Object::rebuildIndex() {
    std::size_t slots = 32;
    while (slots < m_members.size() * 3)
        slots *= 2;
    m_slots.assign(slots, 0);
    for (std::size_t at = 0; at < m_members.size(); ++at)
        index(at);
}

// Text

std::string doubleToText(double number) {
    if (!std::isfinite(number))
        return "null"; // JSON has no word for it
    if (number == 0)
        return std::signbit(number) ? "-0.0" : "0.0";
    char buffer[32];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
    std::string_view text(buffer, static_cast<std::size_t>(end.ptr - buffer));
    std::string sign;
    if (text.front() == '-') {
        sign = "-";
        text.remove_prefix(1);
    }
    const auto e = text.find('e');
    std::string digits(text.substr(0, e));
    if (digits.size() > 1)
        digits.erase(1, 1); // the point
    int exponent = 0;
    const std::string_view power = text.substr(e + 1);
    std::from_chars(power.data() + (power.front() == '+' ? 1 : 0), power.data() + power.size(),
                    exponent);
    const double magnitude = std::abs(number);
    if (magnitude >= 1e7 || magnitude < 1e-3) {
        std::string rest = digits.substr(1);
        return sign + digits.front() + '.' + (rest.empty() ? "0" : rest) + 'E' +
               std::to_string(exponent);
    }
    if (exponent < 0)
        return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole)
        return sign + digits + std::string(whole - digits.size(), '0') + ".0";
    return sign + digits.substr(0, whole) + '.' + digits.substr(whole);
}

void appendQuoted(std::string& out, std::string_view text) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    out += '"';
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        out.append(text, from, at - from);
        from = at + 1;
        out += '\\';
        switch (byte) {
        case '"':
            out += '"';
            break;
        case '\\':
            out += '\\';
            break;
        case '\n':
            out += 'n';
            break;
        case '\r':
            out += 'r';
            break;
        case '\t':
            out += 't';
            break;
        case '\b':
            out += 'b';
            break;
        case '\f':
            out += 'f';
            break;
        default:
            out += "u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        }
    }
    out.append(text, from, text.size() - from);
    out += '"';
}

std::string quotedText(std::string_view text) {
    std::string out;
    appendQuoted(out, text);
    return out;
}

namespace {

struct Writer {
    std::string& out;
    int indent = 0; // 0: compact

    void raw(std::string_view text) { out.append(text); }
    void string(std::string_view text) { appendQuoted(out, text); }

    void newLine(int level) {
        if (indent > 0) {
            raw("\n");
            raw(std::string(static_cast<std::size_t>(indent * level), ' '));
        }
    }

    void write(const Value& value, int level) {
        switch (value.type()) {
        case Value::Type::Null:
            raw("null");
            break;
        case Value::Type::Bool:
            raw(value.toBool() ? "true" : "false");
            break;
        case Value::Type::Integer: {
            char buffer[24];
            const auto end = std::to_chars(buffer, buffer + sizeof buffer, value.toInteger());
            raw({buffer, static_cast<std::size_t>(end.ptr - buffer)});
            break;
        }
        case Value::Type::Double:
            raw(doubleToText(value.toDouble()));
            break;
        case Value::Type::String:
            string(value.toString());
            break;
        case Value::Type::Array:
            writeArray(value.items(), level);
            break;
        case Value::Type::Object:
            writeObject(value.members(), level);
            break;
        }
    }

    void writeArray(const Value::Array& items, int level) {
        raw("[");
        for (std::size_t at = 0; at < items.size(); ++at) {
            if (at > 0)
                raw(",");
            newLine(level + 1);
            write(items[at], level + 1);
        }
        if (!items.empty())
            newLine(level);
        raw("]");
    }

    void writeObject(const Object& members, int level) {
        raw("{");
        bool first = true;
        for (const auto& [key, value] : members) {
            if (!std::exchange(first, false))
                raw(",");
            newLine(level + 1);
            string(key);
            raw(indent > 0 ? ": " : ":");
            write(value, level + 1);
        }
        if (!members.empty())
            newLine(level);
        raw("}");
    }
};

/// nlohmann reads the text; the values are built here, so that order and number kinds are kept.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Builder(std::string_view text)
        : m_text(text) {}

    bool null() override { return add({}); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(std::int64_t{value}); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<std::uint64_t>(INT64_MAX))
            return add(static_cast<double>(value));
        return add(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    // Copied, not taken: the reader fills the same text again, and a copy has the size it needs.
    bool string(string_t& value) override { return add(std::string_view(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Value::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Value::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override {
        m_keys.back() = value;
        return true;
    }
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::json::exception& error) override {
        const std::size_t offset = position > 0 ? position - 1 : 0;
        fail(offset, jsonReason(error.what(), m_text, std::min(offset, m_text.size()), token));
        return false;
    }

    Value result;
    base::Error error;

private:
    // Deep enough for any definition, shallow enough for the stack of whoever walks the value.
    static constexpr std::size_t kMaxDepth = 1000;

    bool add(Value value) {
        if (m_open.empty())
            result = std::move(value);
        else if (m_open.back().isArray())
            m_open.back().push(std::move(value));
        else
            m_open.back().set(m_keys.back(), std::move(value));
        return true;
    }

    bool open(Value container) {
        if (m_open.size() >= kMaxDepth) {
            fail(0, {"json.tooDeep", "the text is nested deeper than 1000 levels"});
            return false;
        }
        m_open.push_back(std::move(container));
        m_keys.emplace_back();
        return true;
    }

    bool close() {
        Value done = std::move(m_open.back());
        m_open.pop_back();
        m_keys.pop_back();
        return add(std::move(done));
    }

    void fail(std::size_t offset, const base::Reason& reason) {
        offset = std::min(offset, m_text.size());
        const std::string_view before = m_text.substr(0, offset);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const auto lineStart = before.rfind('\n');
        const auto column = offset - (lineStart == std::string_view::npos ? 0 : lineStart + 1) + 1;
        error = base::withReason({"json.syntax",
                                  {{"line", std::to_string(line)},
                                   {"column", std::to_string(column)},
                                   {"offset", std::to_string(offset)}}},
                                 reason);
    }

    std::string_view m_text;
    std::vector<Value> m_open;
    std::vector<std::string> m_keys;
};

} // namespace

std::string Value::dump() const {
    std::string out;
    dumpTo(out);
    return out;
}

void Value::dumpTo(std::string& out) const {
    Writer{out}.write(*this, 0);
}

std::string Value::pretty(int indent) const {
    std::string out;
    Writer{out, indent}.write(*this, 0);
    return out;
}

static std::size_t quotedSize(std::string_view text) {
    std::size_t bytes = text.size() + 2;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == '"' || byte == '\\' || byte == '\n' || byte == '\r' || byte == '\t' ||
            byte == '\b' || byte == '\f')
            bytes += 1;
        else if (byte < 0x20)
            bytes += 5;
    }
    return bytes;
}

std::size_t Value::measure() const {
    switch (m_type) {
    case Type::Null:
        return 4;
    case Type::Bool:
        return m_data.boolean ? 4 : 5;
    case Type::Integer: {
        char buffer[24];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, m_data.integer);
        return static_cast<std::size_t>(end.ptr - buffer);
    }
    case Type::Double:
        return doubleToText(m_data.number).size();
    case Type::String:
        return quotedSize(toString());
    case Type::Array: {
        std::size_t bytes = 2 + (items().empty() ? 0 : items().size() - 1);
        for (const Value& item : items())
            bytes += item.dumpSize();
        return bytes;
    }
    default: {
        std::size_t bytes = 2 + (members().empty() ? 0 : members().size() - 1);
        for (const auto& [key, value] : members())
            bytes += quotedSize(key) + 1 + value.dumpSize();
        return bytes;
    }
    }
}

std::size_t Value::dumpSize() const {
    if (!isShared())
        return measure();
    std::size_t bytes = m_data.rep->textSize.load(std::memory_order_relaxed);
    if (bytes == 0) {
        bytes = measure();
        m_data.rep->textSize.store(bytes, std::memory_order_relaxed);
    }
    return bytes;
}

base::Result<Value> Value::parse(std::string_view text) {
    // What events and answers mostly are when nobody has anything to say.
    if (text == "null")
        return Value();
    if (text == "{}")
        return Value::object();
    Builder builder(text);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
        return builder.error;
    return std::move(builder.result);
}

} // namespace ws::json
