// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonatasort.h"
#include "engine/expression/jsonatatext.h"

#include <algorithm>
#include <unordered_map>

namespace ws::expression::jsonata {

/// The keys of an order-by clause: each is evaluated once for each element, and only when needed.
class SortKeys {
public:
    SortKeys(Evaluator& evaluator, const Node& step, const Item& items, Frame& frame)
        : m_evaluator(evaluator)
        , m_step(step)
        , m_items(items)
        , m_frame(frame)
        , m_tuples(items.isTupleStream())
        , m_keys(items.size() * step.terms.size())
        , m_known(m_keys.size(), 0) {
        evaluator.m_heap.check(m_keys.size() * (sizeof(Item) + 1));
    }

    /// True when the right one comes first.
    bool isAfter(std::size_t left, std::size_t right) {
        m_evaluator.tick();
        for (std::size_t term = 0; term < m_step.terms.size(); ++term) {
            const Item& leftKey = key(left, term); // in this order: either may fail
            const Item& rightKey = key(right, term);
            const int order = compare(term, leftKey, rightKey);
            if (order != 0)
                return order == 1;
        }
        return false;
    }

private:
    const Item& key(std::size_t element, std::size_t term) {
        const std::size_t at = element * m_step.terms.size() + term;
        if (!m_known[at]) {
            const Node& expression = *m_step.terms[term].expression;
            const Item item = m_items.at(element);
            if (m_tuples && item.tuple()) {
                const Ref<Frame> own = m_evaluator.frameOf(*item.tuple(), m_frame);
                m_keys[at] =
                    m_evaluator.evaluate(expression, *item.tuple()->find(Symbols::kContext), *own);
            } else {
                m_keys[at] = m_evaluator.evaluate(expression, item, m_frame);
            }
            m_known[at] = 1;
        }
        return m_keys[at];
    }

    int compare(std::size_t term, const Item& left, const Item& right) const {
        const auto isComparable = [](const Item& item) {
            return item.isString() || item.isNumber();
        };
        if (left.isUndefined()) // last, however it is sorted
            return right.isUndefined() ? 0 : 1;
        if (right.isUndefined())
            return -1;
        if (!isComparable(left) || !isComparable(right))
            throw Failure("T2008")
                .at(m_step.position)
                .with("value", jsonText(isComparable(left) ? right : left));
        if (left.type() != right.type())
            throw Failure("T2007")
                .at(m_step.position)
                .with("value", jsonText(left))
                .with("value2", jsonText(right));
        int order = 0;
        if (left.isString())
            order = compareTexts(left.toText(), right.toText());
        else if (left.toNumber() != right.toNumber())
            order = left.toNumber() < right.toNumber() ? -1 : 1;
        order = order < 0 ? -1 : (order > 0 ? 1 : 0);
        return m_step.terms[term].descending ? -order : order;
    }

    Evaluator& m_evaluator;
    const Node& m_step;
    const Item& m_items;
    Frame& m_frame;
    const bool m_tuples;
    std::vector<Item> m_keys;
    std::vector<char> m_known;
};

Item Evaluator::evaluateSort(const Node& step, const Item& input, Frame& frame) {
    if (input.size() <= 1)
        return input;
    SortKeys keys(*this, step, input, frame);
    const std::vector<std::size_t> order =
        sortedOrder(input.size(), [&](std::size_t l, std::size_t r) { return keys.isAfter(l, r); });
    const Ref<ArrayRep> sorted = m_heap.array();
    sorted->reserve(order.size());
    for (const std::size_t index : order)
        sorted->push(input.at(index));
    return Item(sorted.get());
}

/// The rows of a group as one: each variable holds what all of them bound.
Ref<TupleRep> Evaluator::reduced(const Item& tuples) {
    const Ref<TupleRep> result(new TupleRep(m_heap));
    if (tuples.tuple())
        result->bindings = tuples.tuple()->bindings;
    std::vector<Symbol> joined;
    for (std::size_t i = 0; i < tuples.size(); ++i) {
        const Item row = tuples.at(i);
        if (!row.tuple())
            continue;
        tick(row.tuple()->bindings.size());
        for (const auto& [name, value] : row.tuple()->bindings) {
            const Item* existing = result->find(name);
            if (i == 0 || !existing || existing->isUndefined()) {
                result->set(name, value);
            } else if (value.isUndefined()) {
                continue;
            } else if (std::find(joined.begin(), joined.end(), name) != joined.end()) {
                existing->array()->append(value);
            } else {
                const Ref<ArrayRep> both = m_heap.array();
                both->append(*existing);
                both->append(value);
                joined.push_back(name);
                result->set(name, Item(both.get()));
            }
        }
    }
    return result;
}

Item Evaluator::evaluateObject(const Node& node, const Item& input, Frame& frame) {
    if (!node.plainKeys || input.isArray())
        return evaluateGroup(node.pairs, node.position, input, frame);
    const Ref<ObjectRep> result = m_heap.object();
    result->members.reserve(node.pairs.size());
    for (const Pair& pair : node.pairs) {
        Item value = evaluate(*pair.value, input, frame);
        if (!value.isUndefined())
            result->set(Item::borrow(pair.key->value), std::move(value));
    }
    return Item(result.get());
}

namespace {

void checkKey(const Item& key, std::size_t position) {
    if (!key.isString())
        throw Failure("T1003").at(position).with("value", jsonText(key));
    if (key.toText() == "_jsonata_lambda" || key.toText() == "_jsonata_function")
        throw Failure("D1013").at(position).with("value", jsonText(key));
}

/// What comes under which key, in the order in which the keys come.
class Groups {
public:
    struct Entry {
        Item key;
        Item data;
        bool isJoined = false; ///< data is an array of our own
        std::size_t pair = 0;
    };

    Groups(Heap& heap, std::size_t position)
        : m_heap(heap)
        , m_position(position) {}

    const std::vector<Entry>& entries() const { return m_entries; }

    void add(const Item& key, const Item& item, std::size_t pair) {
        Entry* entry = find(key.toText());
        if (!entry) {
            m_entries.push_back({key, item, false, pair});
            index();
            return;
        }
        if (entry->pair != pair)
            throw Failure("D1009").at(m_position).with("value", jsonText(key));
        if (entry->data.isUndefined())
            entry->data = item;
        else if (!item.isUndefined())
            join(*entry, item);
    }

private:
    static constexpr std::size_t kIndexAbove = 16; // below, a scan of short names is faster

    Entry* find(const std::string& key) {
        if (!m_known.empty()) {
            const auto found = m_known.find(key);
            return found == m_known.end() ? nullptr : &m_entries[found->second];
        }
        const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&key](const Entry& e) { return e.key.toText() == key; });
        return found == m_entries.end() ? nullptr : &*found;
    }

    void index() {
        if (m_entries.size() <= kIndexAbove)
            return;
        for (std::size_t i = m_known.size(); i < m_entries.size(); ++i)
            m_known.emplace(m_entries[i].key.toText(), i);
    }

    void join(Entry& entry, const Item& item) {
        if (!entry.isJoined) {
            const Ref<ArrayRep> joined = m_heap.array();
            joined->append(entry.data);
            entry.data = Item(joined.get());
            entry.isJoined = true;
        }
        entry.data.array()->append(item);
    }

    Heap& m_heap;
    const std::size_t m_position;
    std::vector<Entry> m_entries;
    std::unordered_map<std::string_view, std::size_t>
        m_known; // the keys' texts stay where they are
};

} // namespace

Item Evaluator::evaluateGroup(const List<Pair>& pairs, std::size_t position, const Item& input,
                              Frame& frame) {
    Groups groups(m_heap, position);
    const auto gather = [&](const Item& item, const Item& context, Frame& own) {
        for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
            const Item key = evaluate(*pairs[pair].key, context, own);
            if (key.isUndefined())
                continue;
            checkKey(key, position);
            groups.add(key, item, pair);
        }
    };
    const bool tuples = input.isTupleStream();
    // A constructor gives its object also where there is nothing.
    if (!tuples && (!input.isArray() || input.size() == 0)) {
        const Item item = input.isArray() ? Item() : input;
        gather(item, item, frame);
    }
    for (std::size_t i = 0; i < input.size(); ++i) {
        const Item item = input.at(i);
        if (tuples && item.tuple())
            gather(item, *item.tuple()->find(Symbols::kContext), *frameOf(*item.tuple(), frame));
        else
            gather(item, item, frame);
    }
    const Ref<ObjectRep> result = m_heap.object();
    for (const Groups::Entry& entry : groups.entries()) {
        const Node& node = *pairs[entry.pair].value;
        Item value = tuples ? evaluateGroupedRows(node, entry.data, frame)
                            : evaluate(node, entry.data, frame);
        if (!value.isUndefined())
            result->set(entry.key, std::move(value));
    }
    return Item(result.get());
}

Item Evaluator::evaluateGroupedRows(const Node& node, const Item& rows, Frame& frame) {
    const Ref<TupleRep> row = reduced(rows);
    const Item* context = row->find(Symbols::kContext);
    const Ref<Frame> own = frameOf(*row, frame);
    return evaluate(node, context ? *context : Item(), *own);
}

} // namespace ws::expression::jsonata
