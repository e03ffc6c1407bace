// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataevaluator.h"

#include <cmath>

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

Item Evaluator::evaluateStages(const List<Stage>& stages, Item input, Frame& frame) {
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

} // namespace ws::expression::jsonata
