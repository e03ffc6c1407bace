#include "engine/expression/jsonataitem.h"

#include "engine/expression/jsonataheap.h"

#include <algorithm>
#include <functional>

namespace ws::expression::jsonata {

#define WARMSTART_COUNTED_ITEM(name)                                                               \
    Item::Item(name##Rep* rep)                                                                     \
        : m_type(Type::name)                                                                       \
        , m_store(Store::Rep) {                                                                    \
        m_data.rep = rep;                                                                          \
        rep->retain();                                                                             \
    }
WARMSTART_COUNTED_ITEM(String)
WARMSTART_COUNTED_ITEM(Array)
WARMSTART_COUNTED_ITEM(Object)
WARMSTART_COUNTED_ITEM(Tuple)
#undef WARMSTART_COUNTED_ITEM

Item Item::member(std::string_view key) const {
    if (!isObject())
        return {};
    if (m_store == Store::Json) {
        const json::Value* value = m_data.json->members().find(key);
        return value ? borrow(*value) : Item();
    }
    const auto* rep = static_cast<const ObjectRep*>(m_data.rep);
    const std::size_t position = rep->position(key);
    return position == ObjectRep::kNone ? Item() : rep->members[position].second;
}

std::size_t Item::memberCount() const {
    if (!isObject())
        return 0;
    return m_store == Store::Json ? m_data.json->members().size()
                                  : static_cast<const ObjectRep*>(m_data.rep)->members.size();
}

std::pair<Item, Item> Item::memberAt(std::size_t index) const {
    if (m_store == Store::Json) {
        const auto& [key, value] =
            *(m_data.json->members().begin() + static_cast<std::ptrdiff_t>(index));
        return {borrow(key), borrow(value)};
    }
    return static_cast<const ObjectRep*>(m_data.rep)->members[index];
}

bool Item::isSame(const Item& other) const {
    if (m_type != other.m_type)
        return false;
    switch (m_type) {
    case Type::Undefined:
    case Type::Null:
        return true;
    case Type::Bool:
        return m_data.boolean == other.m_data.boolean;
    case Type::Number:
        return m_data.number == other.m_data.number;
    case Type::String:
        return toText() == other.toText();
    default:
        return m_store == other.m_store && m_data.rep == other.m_data.rep;
    }
}

CyclicRep::CyclicRep(Heap& heapOfThis, Kind kindOfThis)
    : Rep(heapOfThis, kindOfThis) {
    heap.add(this);
}

CyclicRep::~CyclicRep() {
    heap.remove(this);
}

StringRep::StringRep(Heap& heapOfThis, std::string value)
    : Rep(heapOfThis, Kind::String)
    , text(std::move(value)) {
    heap.take(sizeof(StringRep) + text.size());
}

StringRep::~StringRep() {
    heap.give(sizeof(StringRep) + text.size());
}

ArrayRep::ArrayRep(Heap& heapOfThis)
    : Rep(heapOfThis, Kind::Array) {
    heap.take(sizeof(ArrayRep));
}

ArrayRep::~ArrayRep() {
    heap.give(sizeof(ArrayRep) + items.capacity() * sizeof(Item));
}

void ArrayRep::reserve(std::size_t count) {
    if (count > items.capacity())
        grow(count);
}

void ArrayRep::grow(std::size_t least) {
    const std::size_t capacity = std::max({least, items.capacity() * 2, std::size_t{4}});
    heap.take((capacity - items.capacity()) * sizeof(Item));
    items.reserve(capacity);
}

void ArrayRep::writeOut() {
    const std::size_t count = std::exchange(rangeSize, 0);
    reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        items.push_back(Item::number(rangeFirst + static_cast<double>(i)));
}

void ArrayRep::append(const Item& item) {
    if (!item.isArray()) {
        push(item);
        return;
    }
    const ArrayRep* other = item.array();
    if (other && other->rangeSize > 0 && size() == 0) {
        rangeFirst = other->rangeFirst;
        rangeSize = other->rangeSize;
        return;
    }
    const std::size_t count = item.size();
    if (rangeSize > 0)
        writeOut();
    if (items.size() + count > items.capacity())
        reserve(std::max(items.size() + count, items.capacity() * 2));
    if (other && other != this && other->rangeSize == 0) {
        items.insert(items.end(), other->items.begin(), other->items.end());
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        items.push_back(item.at(i));
}

ObjectRep::ObjectRep(Heap& heapOfThis)
    : Rep(heapOfThis, Kind::Object) {
    heap.take(sizeof(ObjectRep));
}

ObjectRep::~ObjectRep() {
    heap.give(sizeof(ObjectRep) + m_accounted);
}

std::size_t ObjectRep::position(std::string_view key) const {
    if (m_slots.empty()) {
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (members[i].first.toText() == key)
                return i;
        }
        return kNone;
    }
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = std::hash<std::string_view>{}(key)&mask; m_slots[slot] != 0;
         slot = (slot + 1) & mask) {
        const std::size_t at = m_slots[slot] - 1;
        if (members[at].first.toText() == key)
            return at;
    }
    return kNone;
}

void ObjectRep::set(const Item& key, Item value) {
    const std::size_t at = position(key.toText());
    if (at != kNone) {
        members[at].second = std::move(value);
        return;
    }
    static constexpr std::size_t kMember = sizeof(std::pair<Item, Item>) + 8;
    heap.take(kMember);
    m_accounted += kMember;
    members.emplace_back(key, std::move(value));
    if (members.size() <= kIndexAbove)
        return;
    if (members.size() * 2 > m_slots.size())
        rebuildIndex();
    else
        index(members.size() - 1);
}

void ObjectRep::remove(std::string_view key) {
    const std::size_t at = position(key);
    if (at == kNone)
        return;
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(at));
    m_slots.clear();
    if (members.size() > kIndexAbove)
        rebuildIndex();
}

void ObjectRep::index(std::size_t position) {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(members[position].first.toText()) & mask;
    while (m_slots[slot] != 0)
        slot = (slot + 1) & mask;
    m_slots[slot] = static_cast<std::uint32_t>(position + 1);
}

void ObjectRep::rebuildIndex() {
    std::size_t slots = 32;
    while (slots < members.size() * 4)
        slots *= 2;
    m_slots.assign(slots, 0);
    for (std::size_t i = 0; i < members.size(); ++i)
        index(i);
}

TupleRep::TupleRep(Heap& heapOfThis)
    : Rep(heapOfThis, Kind::Tuple) {
    heap.take(sizeof(TupleRep) + 64);
}

TupleRep::~TupleRep() {
    heap.give(sizeof(TupleRep) + 64);
}

const Item* TupleRep::find(Symbol name) const {
    for (const auto& [key, value] : bindings) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

void TupleRep::set(Symbol name, Item value) {
    for (auto& [key, existing] : bindings) {
        if (key == name) {
            existing = std::move(value);
            return;
        }
    }
    bindings.emplace_back(name, std::move(value));
}

Frame::Frame(Heap& heapOfThis, Frame* parentOfThis)
    : CyclicRep(heapOfThis, Kind::Frame)
    , parent(parentOfThis) {
    heap.take(sizeof(Frame));
}

Frame::~Frame() {
    heap.give(sizeof(Frame));
}

void Frame::bind(Symbol name, Item value) {
    for (std::size_t i = 0; i < m_count; ++i) {
        if (m_first[i].first == name) {
            m_first[i].second = std::move(value);
            return;
        }
    }
    if (m_count < kInline) {
        m_first[m_count].first = name;
        m_first[m_count++].second = std::move(value);
        return;
    }
    if (Item* existing = const_cast<Item*>(findMore(name)))
        *existing = std::move(value);
    else
        m_more.emplace_back(name, std::move(value));
}

const Item* Frame::findMore(Symbol name) const {
    for (const auto& [key, value] : m_more) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

void Frame::clearBindings() noexcept {
    for (std::size_t i = 0; i < m_count; ++i)
        m_first[i].second = Item();
    m_count = 0;
    std::vector<std::pair<Symbol, Item>> more = std::move(m_more);
    m_more.clear();
}

} // namespace ws::expression::jsonata
