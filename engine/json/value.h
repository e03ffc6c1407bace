#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::json {

class Object;

/// A JSON value. Copying one is counting one: strings, arrays and objects are shared and copied
/// only when a holder that is not alone changes them, so a payload travels through a workflow, its
/// history and the window without being duplicated. Reference counts are atomic; one value may be
/// read from several threads, and each thread changes only its own copy.
///
/// Whole numbers and decimals are kept apart (1 and 1.0 print as they came); whole numbers beyond
/// 64 bits become decimals. Members keep the order in which they were inserted.
class Value {
public:
    enum class Type : std::uint8_t { Null, Bool, Integer, Double, String, Array, Object };
    using Array = std::vector<Value>;

    Value() noexcept
        : m_type(Type::Null) {
        m_data.integer = 0;
    }
    Value(std::nullptr_t) noexcept
        : Value() {}
    Value(bool boolean) noexcept
        : m_type(Type::Bool) {
        m_data.boolean = boolean;
    }
    Value(int number) noexcept
        : Value(std::int64_t{number}) {}
    Value(std::int64_t number) noexcept
        : m_type(Type::Integer) {
        m_data.integer = number;
    }
    Value(double number) noexcept
        : m_type(Type::Double) {
        m_data.number = number;
    }
    Value(std::string text);
    Value(std::string_view text)
        : Value(std::string(text)) {}
    Value(const char* text)
        : Value(std::string(text)) {}
    Value(Array items);
    Value(Object members);
    Value(const Value& other) noexcept;
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other) noexcept;
    Value& operator=(Value&& other) noexcept;
    ~Value();

    static Value array() { return Value(Array{}); }
    static Value object();
    static Value object(std::initializer_list<std::pair<std::string, Value>> members);

    Type type() const { return m_type; }
    bool isNull() const { return m_type == Type::Null; }
    bool isBool() const { return m_type == Type::Bool; }
    bool isInteger() const { return m_type == Type::Integer; }
    bool isDouble() const { return m_type == Type::Double; }
    bool isNumber() const { return isInteger() || isDouble(); }
    bool isString() const { return m_type == Type::String; }
    bool isArray() const { return m_type == Type::Array; }
    bool isObject() const { return m_type == Type::Object; }

    // Reading as a type that it is not gives the neutral value: false, 0, "", no items, no members.
    bool toBool() const { return isBool() && m_data.boolean; }
    std::int64_t toInteger() const;
    double toDouble() const;
    const std::string& toString() const;
    const Array& items() const;
    const Object& members() const;

    /// The member, or nullptr when this is no object or has none of that name.
    const Value* find(std::string_view key) const;
    /// The member, or a null value.
    const Value& operator[](std::string_view key) const;
    /// The item, or a null value when out of range.
    const Value& at(std::size_t index) const;
    /// Items or members; 0 for everything else.
    std::size_t size() const;

    // Changing turns any other type into an empty array or object first.
    Array& mutableItems();
    Object& mutableMembers();
    void set(std::string_view key, Value value);
    void push(Value value);

    /// Equal as JSON: 1 equals 1.0, members in any order.
    bool operator==(const Value& other) const;

    /// Compact text as the service writes it: no spaces, UTF-8 as it is, decimals in Java's form.
    std::string dump() const;
    void dumpTo(std::string& out) const;
    /// Two or more spaces per level, for people.
    std::string pretty(int indent = 2) const;
    /// The length of dump() in bytes, without building it. Remembered by what is shared: asking
    /// again after a change costs only the changed containers. A reference that mutableItems() or
    /// mutableMembers() gave must not be written through after this has been asked.
    std::size_t dumpSize() const;

    /// Error "json.syntax" with line, column (from 1, column in bytes), offset and reason.
    static base::Result<Value> parse(std::string_view text);

private:
    struct Rep;
    struct StringRep;
    struct ArrayRep;
    struct ObjectRep;

    bool isShared() const { return m_type >= Type::String; }
    void retain() const noexcept;
    void release() noexcept;
    std::size_t measure() const;

    Type m_type;
    union {
        bool boolean;
        std::int64_t integer;
        double number;
        Rep* rep;
    } m_data;
};

/// Members in insertion order, found by hash once there are more than a few.
class Object {
public:
    using Member = std::pair<std::string, Value>;

    Object() = default;
    Object(std::initializer_list<Member> members);

    std::size_t size() const { return m_members.size(); }
    bool empty() const { return m_members.empty(); }
    std::vector<Member>::const_iterator begin() const { return m_members.begin(); }
    std::vector<Member>::const_iterator end() const { return m_members.end(); }

    const Value* find(std::string_view key) const;
    Value* find(std::string_view key);
    bool contains(std::string_view key) const { return find(key) != nullptr; }
    /// Replaces in place, or appends.
    void set(std::string_view key, Value value);
    bool remove(std::string_view key);
    void reserve(std::size_t count) { m_members.reserve(count); }

private:
    static constexpr std::size_t kIndexAbove = 12; // below, a scan of short keys is faster
    std::size_t position(std::string_view key) const;
    void index(std::size_t position);
    void rebuildIndex();

    std::vector<Member> m_members;
    std::vector<std::uint32_t> m_slots; // position + 1, open addressing; empty below kIndexAbove
};

/// The decimal as Java's Double.toString prints it: 1.0, 0.001, 1.0E7, 1.5E-5.
std::string doubleToText(double number);
/// `text` as a JSON string with quotes, appended to `out`; UTF-8 stays as it is.
void appendQuoted(std::string& out, std::string_view text);
std::string quotedText(std::string_view text);

} // namespace ws::json
