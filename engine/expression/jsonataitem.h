#pragma once

#include "engine/json/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::expression::jsonata {

class Heap;
struct StringRep;
struct ArrayRep;
struct ObjectRep;
struct TupleRep;
struct FunctionRep;

/// What is counted: strings, arrays, objects, functions and frames that an evaluation makes. One
/// evaluation runs in one thread, so the counts are plain.
struct Rep {
    enum class Kind : std::uint8_t { String, Array, Object, Tuple, Function, Frame };

    Rep(Heap& heapOfThis, Kind kindOfThis)
        : heap(heapOfThis)
        , kind(kindOfThis) {}
    Rep(const Rep&) = delete;
    Rep& operator=(const Rep&) = delete;

    void retain() { ++references; }
    void release();

    Heap& heap;
    std::uint32_t references = 0;
    const Kind kind;
};

/// What can be part of a cycle: a function captures the frame that it is bound in, or the object
/// that holds it. The heap knows all of them and empties those that are left at the end.
struct CyclicRep : Rep {
    CyclicRep(Heap& heapOfThis, Kind kindOfThis);
    ~CyclicRep();
    /// Lets go of everything.
    void clear() noexcept;

    CyclicRep* previous = nullptr; ///< in the heap's list
    CyclicRep* next = nullptr;
};

/// A counted pointer to a Rep.
template <typename T>
class Ref {
public:
    Ref() = default;
    explicit Ref(T* rep)
        : m_rep(rep) {
        if (m_rep)
            m_rep->retain();
    }
    Ref(const Ref& other)
        : Ref(other.m_rep) {}
    Ref(Ref&& other) noexcept
        : m_rep(std::exchange(other.m_rep, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(m_rep, other.m_rep);
        return *this;
    }
    ~Ref() {
        if (m_rep)
            m_rep->release();
    }
    T* get() const { return m_rep; }
    T* operator->() const { return m_rep; }
    T& operator*() const { return *m_rep; }
    explicit operator bool() const { return m_rep != nullptr; }

private:
    T* m_rep = nullptr;
};

/// A value during an evaluation. What comes from the input, the variables and the expression's
/// literals is borrowed from there; what the evaluation makes is counted.
class Item {
public:
    /// As JavaScript tells values apart.
    enum class Type : std::uint8_t {
        Undefined,
        Null,
        Bool,
        Number,
        String,
        Array,
        Object,
        Function,
        Tuple, ///< a row of a tuple stream: what `@`, `#` and `%` have bound so far
    };

    Item() = default;
    static Item null() {
        Item item;
        item.m_type = Type::Null;
        return item;
    }
    static Item boolean(bool value) {
        Item item;
        item.m_type = Type::Bool;
        item.m_data.boolean = value;
        return item;
    }
    static Item number(double value) {
        Item item;
        item.m_type = Type::Number;
        item.m_data.number = value;
        return item;
    }
    /// Borrows from `value`, which outlives the evaluation.
    static Item borrow(const json::Value& value);
    /// Borrows a text that is in no json::Value: a member's name.
    static Item borrow(const std::string& text) {
        Item item;
        item.m_type = Type::String;
        item.m_store = Store::Text;
        item.m_data.text = &text;
        return item;
    }
    explicit Item(StringRep* rep);
    explicit Item(ArrayRep* rep);
    explicit Item(ObjectRep* rep);
    explicit Item(TupleRep* rep);
    explicit Item(FunctionRep* rep);

    Item(const Item& other)
        : m_data(other.m_data)
        , m_type(other.m_type)
        , m_store(other.m_store) {
        if (m_store == Store::Rep)
            m_data.rep->retain();
    }
    Item(Item&& other) noexcept
        : m_data(other.m_data)
        , m_type(std::exchange(other.m_type, Type::Undefined))
        , m_store(std::exchange(other.m_store, Store::Plain)) {}
    Item& operator=(const Item& other) {
        Item copy(other);
        swap(copy);
        return *this;
    }
    Item& operator=(Item&& other) noexcept {
        Item taken(std::move(other));
        swap(taken);
        return *this;
    }
    ~Item() {
        if (m_store == Store::Rep)
            m_data.rep->release();
    }

    Type type() const { return m_type; }
    bool isUndefined() const { return m_type == Type::Undefined; }
    bool isNull() const { return m_type == Type::Null; }
    bool isBool() const { return m_type == Type::Bool; }
    bool isNumber() const { return m_type == Type::Number; }
    bool isString() const { return m_type == Type::String; }
    bool isArray() const { return m_type == Type::Array; }
    bool isObject() const { return m_type == Type::Object; }
    bool isFunction() const { return m_type == Type::Function; }
    bool isTuple() const { return m_type == Type::Tuple; }

    // Reading as a type that it is not gives the neutral value.
    bool toBool() const { return isBool() && m_data.boolean; }
    double toNumber() const { return isNumber() ? m_data.number : 0; }
    const std::string& toText() const;

    /// The counted array, or nullptr: for a borrowed one too.
    ArrayRep* array() const;
    ObjectRep* object() const;
    TupleRep* tuple() const;
    FunctionRep* function() const;
    /// The value that this is borrowed from as a whole, or nullptr.
    const json::Value* borrowed() const { return m_store == Store::Json ? m_data.json : nullptr; }

    /// The number of items; 0 when this is no array.
    std::size_t size() const;
    /// Undefined beyond the end.
    Item at(std::size_t index) const;
    /// An array that has the flag: borrowed arrays never have one.
    bool isSequence() const;
    bool isTupleStream() const;

    /// The member of an object (or what a tuple has bound), or undefined.
    Item member(std::string_view key) const;
    std::size_t memberCount() const;
    /// The name and the value of the member at that place of an object.
    std::pair<Item, Item> memberAt(std::size_t index) const;

    /// The same primitive, or the very same array, object or function: JavaScript's ===.
    bool isSame(const Item& other) const;

private:
    enum class Store : std::uint8_t { Plain, Json, Text, Rep };

    void swap(Item& other) noexcept {
        std::swap(m_data, other.m_data);
        std::swap(m_type, other.m_type);
        std::swap(m_store, other.m_store);
    }

    union {
        bool boolean;
        double number;
        const json::Value* json;
        const std::string* text;
        Rep* rep;
    } m_data{.number = 0};
    Type m_type = Type::Undefined;
    Store m_store = Store::Plain;
};

struct StringRep : Rep {
    StringRep(Heap& heapOfThis, std::string value);
    ~StringRep();
    const std::string text;
};

/// Items, or a range of whole numbers that is never written out.
///
/// The flags are what the reference implementation writes onto its arrays; they travel with the
/// array that is shared, so that whoever holds it sees them.
struct ArrayRep : Rep {
    explicit ArrayRep(Heap& heapOfThis);
    ~ArrayRep();

    std::size_t size() const { return rangeSize > 0 ? rangeSize : items.size(); }
    Item at(std::size_t index) const {
        if (rangeSize > 0)
            return Item::number(rangeFirst + static_cast<double>(index));
        return items[index];
    }
    void reserve(std::size_t count);
    void push(Item item) {
        if (rangeSize > 0)
            writeOut();
        if (items.size() == items.capacity())
            grow(items.size() + 1);
        items.push_back(std::move(item));
    }
    /// The items of `array`, or the item itself.
    void append(const Item& item);
    /// Turns a range into items.
    void writeOut();

    std::vector<Item> items;
    double rangeFirst = 0;
    std::size_t rangeSize = 0;
    bool sequence = false;
    bool keepSingleton = false;
    bool cons = false;
    bool outerWrapper = false;
    bool tupleStream = false;

private:
    void grow(std::size_t least);
};

struct ObjectRep : Rep {
    explicit ObjectRep(Heap& heapOfThis);
    ~ObjectRep();

    static constexpr std::size_t kNone = SIZE_MAX;
    std::size_t position(std::string_view key) const;
    /// Replaces in place, or appends.
    void set(const Item& key, Item value);
    void remove(std::string_view key);

    std::vector<std::pair<Item, Item>> members; ///< the names are strings

private:
    static constexpr std::size_t kIndexAbove = 12; // below, a scan of short names is faster
    void index(std::size_t position);
    void rebuildIndex();
    std::size_t m_accounted = 0;
    std::vector<std::uint32_t> m_slots; // position + 1, open addressing; empty below kIndexAbove
};

/// The number of a variable's name.
using Symbol = std::uint32_t;

struct TupleRep : Rep {
    explicit TupleRep(Heap& heapOfThis);
    ~TupleRep();

    const Item* find(Symbol name) const;
    void set(Symbol name, Item value);

    std::vector<std::pair<Symbol, Item>> bindings;
};

/// The variables of one scope.
struct Frame : CyclicRep {
    Frame(Heap& heapOfThis, Frame* parentOfThis);
    ~Frame();

    void bind(Symbol name, Item value);
    const Item* find(Symbol name) const {
        for (std::size_t i = 0; i < m_count; ++i) {
            if (m_first[i].first == name)
                return &m_first[i].second;
        }
        return m_more.empty() ? nullptr : findMore(name);
    }
    void clearBindings() noexcept;

    Ref<Frame> parent;

private:
    const Item* findMore(Symbol name) const;

    static constexpr std::size_t kInline = 3;
    std::size_t m_count = 0;
    std::pair<Symbol, Item> m_first[kInline];
    std::vector<std::pair<Symbol, Item>> m_more;
};

// Read at every step of an evaluation, so they are inline.

inline Item Item::borrow(const json::Value& value) {
    Item item;
    switch (value.type()) {
    case json::Value::Type::Null:
        item.m_type = Type::Null;
        return item;
    case json::Value::Type::Bool:
        return boolean(value.toBool());
    case json::Value::Type::Integer:
    case json::Value::Type::Double:
        return number(value.toDouble());
    case json::Value::Type::String:
        item.m_type = Type::String;
        break;
    case json::Value::Type::Array:
        item.m_type = Type::Array;
        break;
    case json::Value::Type::Object:
        item.m_type = Type::Object;
        break;
    }
    item.m_store = Store::Json;
    item.m_data.json = &value;
    return item;
}

inline const std::string& Item::toText() const {
    static const std::string empty;
    if (!isString())
        return empty;
    if (m_store == Store::Json)
        return m_data.json->toString();
    return m_store == Store::Text ? *m_data.text : static_cast<const StringRep*>(m_data.rep)->text;
}

inline ArrayRep* Item::array() const {
    return isArray() && m_store == Store::Rep ? static_cast<ArrayRep*>(m_data.rep) : nullptr;
}

inline ObjectRep* Item::object() const {
    return isObject() && m_store == Store::Rep ? static_cast<ObjectRep*>(m_data.rep) : nullptr;
}

inline TupleRep* Item::tuple() const {
    return isTuple() ? static_cast<TupleRep*>(m_data.rep) : nullptr;
}

inline std::size_t Item::size() const {
    if (!isArray())
        return 0;
    return m_store == Store::Rep ? static_cast<const ArrayRep*>(m_data.rep)->size()
                                 : m_data.json->items().size();
}

inline Item Item::at(std::size_t index) const {
    if (index >= size())
        return {};
    return m_store == Store::Rep ? static_cast<const ArrayRep*>(m_data.rep)->at(index)
                                 : borrow(m_data.json->items()[index]);
}

inline bool Item::isSequence() const {
    const ArrayRep* rep = array();
    return rep && rep->sequence;
}

inline bool Item::isTupleStream() const {
    const ArrayRep* rep = array();
    return rep && rep->tupleStream;
}

} // namespace ws::expression::jsonata
