// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonatasort.h"
#include "engine/expression/jsonatatext.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace ws::expression::jsonata {
namespace {

/// Collects what the evaluations of a step give: nothing, one value, or a sequence.
class StepResults {
public:
    explicit StepResults(Heap& heap)
        : m_heap(heap) {}

    void add(Item item) {
        if (item.isUndefined())
            return;
        if (++m_count == 1) {
            m_only = std::move(item);
            return;
        }
        if (m_count == 2)
            startSequence();
        flatten(item);
    }

    /// An array that is the only result of the last step stays as it is.
    Item take(bool isLast) {
        if (m_count == 1 && isLast && m_only.isArray() && !m_only.isSequence())
            return std::move(m_only);
        if (!m_sequence)
            startSequence();
        return Item(m_sequence.get());
    }

private:
    void startSequence() {
        m_sequence = m_heap.sequence();
        if (m_count > 0)
            flatten(m_only);
        m_only = Item();
    }
    void flatten(const Item& item) {
        const ArrayRep* rep = item.array();
        if (rep && rep->cons)
            m_sequence->push(item);
        else
            m_sequence->append(item);
    }

    Heap& m_heap;
    std::size_t m_count = 0;
    Item m_only;
    Ref<ArrayRep> m_sequence;
};

bool isEmpty(const Item& item) {
    return item.isUndefined() || (item.isArray() && item.size() == 0) ||
           (item.isString() && item.toText().empty());
}

} // namespace

Item Evaluator::evaluatePath(const Node& node, const Item& input, Frame& frame) {
    if (node.plainNames)
        return walkNames(node, input, frame);
    const bool asIs = input.isArray() && node.items.front()->type != NodeType::Variable;
    return walkPath(node, 0, asIs ? input : Item(m_heap.sequence(input).get()), frame);
}

/// A path of names only is walked down directly as long as no array is met on the way.
Item Evaluator::walkNames(const Node& node, const Item& input, Frame& frame) {
    if (m_depth >= m_environment.limits.depth)
        failTooDeep();
    tick(node.items.size());
    std::size_t step = 0;
    Item current = input;
    if (node.items.front()->type == NodeType::Variable) {
        current = evaluateVariable(*node.items.front(), input, frame);
        step = 1;
        const ArrayRep* rep = current.array();
        if (rep && rep->cons)
            return walkPath(node, step, Item(m_heap.sequence(current).get()), frame);
    } else if (current.isArray()) {
        return walkPath(node, 0, std::move(current), frame);
    }
    for (; step < node.items.size(); ++step) {
        if (current.isArray()) {
            if (current.size() == 0)
                return {};
            return walkPath(node, step, std::move(current), frame);
        }
        if (!current.isObject())
            return {};
        current = current.member(node.items[step]->value.toString());
        const ArrayRep* rep = current.array();
        if (rep && (rep->cons || rep->sequence)) {
            // What the reference has written onto this array still counts.
            StepResults results(m_heap);
            finish(*node.items[step], current);
            results.add(std::move(current));
            current = results.take(step + 1 == node.items.size());
        }
    }
    return current;
}

Item Evaluator::walkPath(const Node& node, std::size_t from, Item sequence, Frame& frame) {
    Item result;
    Item tuples;
    bool isTupleStream = false;
    const std::size_t count = node.items.size();
    for (std::size_t i = from; i < count; ++i) {
        const Node& step = *node.items[i];
        isTupleStream = isTupleStream || step.tuple;
        // An array that is constructed at the beginning is not looked for in each input.
        if (i == 0 && step.consArray)
            result = evaluate(step, sequence, frame);
        else if (isTupleStream)
            tuples = evaluateTupleStep(step, sequence, tuples, frame);
        else
            result = evaluateStep(step, sequence, frame, i + 1 == count);
        if (!isTupleStream && isEmpty(result))
            break;
        if (step.focus == Node::kNoSymbol)
            sequence = result;
    }
    if (isTupleStream && node.tuple) {
        result = tuples; // carries the ancestors on
    } else if (isTupleStream) {
        const Ref<ArrayRep> values = m_heap.sequence();
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            const Item row = tuples.at(i);
            const Item* value = row.tuple() ? row.tuple()->find(Symbols::kContext) : nullptr;
            values->push(value ? *value : Item());
        }
        result = Item(values.get());
    }
    if (node.keepSingletonArray) {
        if (const ArrayRep* rep = result.array(); rep && rep->cons && !rep->sequence)
            result = Item(m_heap.sequence(result).get());
        if (ArrayRep* rep = result.array())
            rep->keepSingleton = true;
    }
    if (node.group)
        return evaluateGroup(node.group->pairs, node.group->position,
                             isTupleStream ? tuples : result, frame);
    return result;
}

Item Evaluator::evaluateStep(const Node& step, const Item& input, Frame& frame, bool isLast) {
    if (step.type == NodeType::Sort) {
        Item sorted = evaluateSort(step, input, frame);
        return step.stages.empty() ? sorted : evaluateStages(step.stages, std::move(sorted), frame);
    }
    StepResults results(m_heap);
    const std::size_t count = input.size();
    for (std::size_t i = 0; i < count; ++i) {
        Item item = input.at(i);
        if (step.plain && item.isObject()) {
            tick();
            item = item.member(step.value.toString());
            finish(step, item);
            results.add(std::move(item));
            continue;
        }
        Item result = evaluate(step, item, frame);
        for (const Stage& stage : step.stages)
            result = evaluateFilter(*stage.filter, std::move(result), frame);
        results.add(std::move(result));
    }
    return results.take(isLast);
}

Item Evaluator::evaluateStages(const std::vector<Stage>& stages, Item input, Frame& frame) {
    for (const Stage& stage : stages) {
        if (stage.filter) {
            input = evaluateFilter(*stage.filter, std::move(input), frame);
            continue;
        }
        for (std::size_t i = 0; i < input.size(); ++i) {
            if (TupleRep* tuple = input.at(i).tuple())
                tuple->set(stage.index, Item::number(static_cast<double>(i)));
        }
    }
    return input;
}

Ref<Frame> Evaluator::frameOf(const TupleRep& tuple, Frame& parent) {
    Ref<Frame> frame = makeFrame(&parent);
    for (const auto& [name, value] : tuple.bindings)
        frame->bind(name, value);
    return frame;
}

Item Evaluator::evaluateTupleStep(const Node& step, const Item& input, const Item& tuples,
                                  Frame& frame) {
    const auto makeRow = [this](Item value) {
        Ref<TupleRep> tuple(new TupleRep(m_heap));
        tuple->set(Symbols::kContext, std::move(value));
        return tuple;
    };
    Item result;
    if (step.type == NodeType::Sort && !tuples.isUndefined()) {
        result = evaluateSort(step, tuples, frame);
    } else if (step.type == NodeType::Sort) {
        const Item sorted = evaluateSort(step, input, frame);
        const Ref<ArrayRep> rows = m_heap.sequence();
        rows->tupleStream = true;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            const Ref<TupleRep> row = makeRow(sorted.at(i));
            if (step.index != Node::kNoSymbol)
                row->set(step.index, Item::number(static_cast<double>(i)));
            rows->push(Item(row.get()));
        }
        result = Item(rows.get());
    } else {
        const Ref<ArrayRep> rows = m_heap.sequence();
        rows->tupleStream = true;
        const bool isFirst = tuples.isUndefined();
        const Item& from = isFirst ? input : tuples;
        for (std::size_t i = 0; i < from.size(); ++i) {
            const Item item = from.at(i);
            const Ref<TupleRep> row =
                isFirst || !item.tuple() ? makeRow(item) : Ref<TupleRep>(item.tuple());
            const Ref<Frame> own = frameOf(*row, frame);
            addTuples(step, *row, evaluate(step, *row->find(Symbols::kContext), *own), *rows);
        }
        result = Item(rows.get());
    }
    return step.stages.empty() ? result : evaluateStages(step.stages, std::move(result), frame);
}

void Evaluator::addTuples(const Node& step, const TupleRep& from, const Item& found,
                          ArrayRep& results) {
    if (found.isUndefined())
        return;
    const bool stream = found.isTupleStream();
    const std::size_t count = found.isArray() ? found.size() : 1;
    tick(count);
    for (std::size_t i = 0; i < count; ++i) {
        Item value = found.isArray() ? found.at(i) : found;
        const Ref<TupleRep> row(new TupleRep(m_heap));
        row->bindings = from.bindings;
        if (stream && value.tuple()) {
            for (const auto& [name, bound] : value.tuple()->bindings)
                row->set(name, bound);
        } else {
            row->set(step.focus == Node::kNoSymbol ? Symbols::kContext : step.focus,
                     std::move(value));
            if (step.index != Node::kNoSymbol)
                row->set(step.index, Item::number(static_cast<double>(i)));
            if (step.ancestor)
                row->set(step.ancestor->label, *from.find(Symbols::kContext));
        }
        results.push(Item(row.get()));
    }
}

Item Evaluator::filterByIndex(double number, const Item& input, bool tuples) {
    double index = std::floor(number);
    if (index < 0)
        index += static_cast<double>(input.size());
    Item item;
    if (index >= 0 && index < static_cast<double>(input.size()))
        item = input.at(static_cast<std::size_t>(index));
    if (item.isArray())
        return item;
    const Ref<ArrayRep> results = m_heap.sequence();
    results->tupleStream = tuples;
    if (!item.isUndefined())
        results->push(std::move(item));
    return Item(results.get());
}

Item Evaluator::evaluateFilter(const Node& predicate, Item input, Frame& frame) {
    const bool tuples = input.isTupleStream();
    if (!input.isArray())
        input = Item(m_heap.sequence(std::move(input)).get());
    if (predicate.type == NodeType::Number)
        return filterByIndex(predicate.number, input, tuples);
    const Ref<ArrayRep> results = m_heap.sequence();
    results->tupleStream = tuples;
    const std::size_t count = input.size();
    for (std::size_t i = 0; i < count; ++i) {
        Item item = input.at(i);
        Item found;
        if (tuples && item.tuple()) {
            const Ref<Frame> own = frameOf(*item.tuple(), frame);
            found = evaluate(predicate, *item.tuple()->find(Symbols::kContext), *own);
        } else {
            found = evaluate(predicate, item, frame);
        }
        const auto isThis = [&](double number) {
            const double index = std::floor(number);
            const double size = static_cast<double>(count);
            return (index < 0 ? size + index : index) == static_cast<double>(i);
        };
        if (found.isBool()) {
            if (found.toBool())
                results->push(std::move(item));
        } else if (isNumeric(found)) {
            if (isThis(found.toNumber()))
                results->push(std::move(item));
        } else if (isArrayOfNumbers(found)) {
            tick(found.size() / 4);
            for (std::size_t k = 0; k < found.size(); ++k) {
                if (isThis(found.at(k).toNumber()))
                    results->push(item);
            }
        } else if (isTrue(found)) {
            results->push(std::move(item));
        }
    }
    return Item(results.get());
}

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

/// What the reference gathers under one key.
struct GroupEntry {
    Item key;
    Item data;
    bool joined = false; ///< data is an array of our own
    std::size_t pair = 0;
};

void checkKey(const Item& key, std::size_t position) {
    if (!key.isString())
        throw Failure("T1003").at(position).with("value", jsonText(key));
    if (key.toText() == "_jsonata_lambda" || key.toText() == "_jsonata_function")
        throw Failure("D1013").at(position).with("value", jsonText(key));
}

} // namespace

Item Evaluator::evaluateGroup(const std::vector<Pair>& pairs, std::size_t position,
                              const Item& input, Frame& frame) {
    const bool tuples = input.isTupleStream();
    const bool many = input.isArray() && (input.size() > 0 || tuples);
    const std::size_t count = many ? input.size() : (tuples ? 0 : 1);
    std::vector<GroupEntry> entries;
    std::unordered_map<std::string_view, std::size_t> known; // only when there are many
    const auto find = [&](const std::string& key) -> GroupEntry* {
        if (known.empty()) {
            for (GroupEntry& entry : entries) {
                if (entry.key.toText() == key)
                    return &entry;
            }
            return nullptr;
        }
        const auto found = known.find(key);
        return found == known.end() ? nullptr : &entries[found->second];
    };
    for (std::size_t i = 0; i < count; ++i) {
        const Item item = many ? input.at(i) : (input.isArray() ? Item() : input);
        const TupleRep* row = tuples ? item.tuple() : nullptr;
        const Ref<Frame> own = row ? frameOf(*row, frame) : Ref<Frame>(&frame);
        const Item context = row ? *row->find(Symbols::kContext) : item;
        for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
            const Node& keyNode = *pairs[pair].key;
            const Item key = evaluate(keyNode, context, *own);
            if (key.isUndefined())
                continue;
            checkKey(key, position);
            GroupEntry* entry = find(key.toText());
            if (!entry) {
                entries.push_back({key, item, false, pair});
                if (entries.size() > 16 && known.empty()) {
                    for (std::size_t k = 0; k < entries.size(); ++k)
                        known.emplace(entries[k].key.toText(), k);
                } else if (!known.empty()) {
                    known.emplace(entries.back().key.toText(), entries.size() - 1);
                }
                continue;
            }
            if (entry->pair != pair)
                throw Failure("D1009").at(position).with("value", jsonText(key));
            if (entry->data.isUndefined()) {
                entry->data = item;
            } else if (!item.isUndefined()) {
                if (!entry->joined) {
                    const Ref<ArrayRep> joined = m_heap.array();
                    joined->append(entry->data);
                    entry->data = Item(joined.get());
                    entry->joined = true;
                }
                entry->data.array()->append(item);
            }
        }
    }
    const Ref<ObjectRep> result = m_heap.object();
    for (const GroupEntry& entry : entries) {
        const Node& valueNode = *pairs[entry.pair].value;
        Item value;
        if (tuples) {
            const Ref<TupleRep> row = reduced(entry.data);
            const Item* found = row->find(Symbols::kContext);
            const Item context = found ? *found : Item();
            const Ref<Frame> own = frameOf(*row, frame);
            value = evaluate(valueNode, context, *own);
        } else {
            value = evaluate(valueNode, entry.data, frame);
        }
        if (!value.isUndefined())
            result->set(entry.key, std::move(value));
    }
    return Item(result.get());
}

} // namespace ws::expression::jsonata
