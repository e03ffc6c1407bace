// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonataparser.h"
#include "engine/expression/jsonataregex.h"
#include "engine/expression/jsonataresolver.h"
#include "engine/expression/jsonatasemantics.h"
#include "engine/expression/jsonatatext.h"

namespace ws::expression::jsonata {

Item Evaluator::evaluateTransform(const Node& node, Frame& frame) {
    const Ref<FunctionRep> function(new FunctionRep(m_heap, FunctionRep::Form::Transform));
    function->node = &node;
    function->frame = Ref<Frame>(&frame);
    return Item(function.get());
}

Item Evaluator::deepCopy(const Item& item, Copied copied, std::size_t level) {
    checkNesting(level);
    tick();
    if (copied == Copied::Counted && item.borrowed())
        return item;
    if (item.isArray()) {
        const Ref<ArrayRep> copy = m_heap.array();
        copy->reserve(item.size());
        for (std::size_t i = 0; i < item.size(); ++i)
            copy->push(deepCopy(item.at(i), copied, level + 1));
        return Item(copy.get());
    }
    if (item.isObject()) {
        const Ref<ObjectRep> copy = m_heap.object();
        for (std::size_t i = 0; i < item.memberCount(); ++i) {
            const auto [key, value] = item.memberAt(i);
            copy->set(key, deepCopy(value, copied, level + 1));
        }
        return Item(copy.get());
    }
    return item;
}

Item Evaluator::cloned(const Item& item, std::size_t level) {
    checkNesting(level);
    tick();
    if (item.isNumber())
        return isNumeric(item) ? Item::number(roundedTo15(item.toNumber())) : Item::null();
    if (item.isFunction())
        return text({});
    if (item.isUndefined())
        return Item::null();
    if (item.isArray()) {
        const ArrayRep* wrapper = item.array();
        if (level == 0 && wrapper && wrapper->outerWrapper)
            return cloned(wrapper->at(0), level + 1);
        const Ref<ArrayRep> copy = m_heap.array();
        copy->reserve(item.size());
        for (std::size_t i = 0; i < item.size(); ++i)
            copy->push(cloned(item.at(i), level + 1));
        return Item(copy.get());
    }
    if (item.isObject()) {
        const Ref<ObjectRep> copy = m_heap.object();
        for (std::size_t i = 0; i < item.memberCount(); ++i) {
            const auto [key, value] = item.memberAt(i);
            copy->set(key, cloned(value, level + 1));
        }
        return Item(copy.get());
    }
    return item;
}

Item Evaluator::applyTransform(const Node& node, const Item& object, Frame& frame) {
    if (object.isUndefined())
        return {};
    const Item clone = lookUpVariable(node, frame); // $clone, which may be the user's
    if (!clone.isFunction())
        throw Failure("T2013").at(node.position);
    Items arguments;
    arguments.push_back(object);
    // A $clone of the user's may give the original: what is changed below must be ours alone.
    Item result = apply(clone, std::move(arguments), Item::null(), &frame);
    const FunctionRep& function = *clone.function();
    if (function.form != FunctionRep::Form::Builtin)
        result = deepCopy(result, Copied::All);
    const Item matches = evaluate(*node.left, result, frame);
    if (matches.isUndefined())
        return result;
    const std::size_t count = matches.isArray() ? matches.size() : 1;
    for (std::size_t i = 0; i < count; ++i) {
        Item match = matches.isArray() ? matches.at(i) : matches;
        updateMatch(node, match, frame);
        if (node.other)
            deleteFromMatch(node, match, frame);
    }
    return result;
}

void Evaluator::updateMatch(const Node& node, Item& match, Frame& frame) {
    const Item update = evaluate(*node.right, match, frame);
    if (update.isUndefined())
        return;
    if (!update.isObject()) {
        Failure failure = Failure("T2011").with("value", jsonText(update));
        if (node.right->position != Node::kNowhere)
            failure.position = node.right->position;
        throw failure;
    }
    ObjectRep* object = match.object();
    if (!object)
        return;
    for (std::size_t i = 0; i < update.memberCount(); ++i) {
        const auto [key, value] = update.memberAt(i);
        // Copied, for it may hold the object itself.
        object->set(key, deepCopy(value, Copied::Counted));
    }
}

void Evaluator::deleteFromMatch(const Node& node, Item& match, Frame& frame) {
    const Item deletions = evaluate(*node.other, match, frame);
    if (deletions.isUndefined())
        return;
    if (!deletions.isString() && !isArrayOfStrings(deletions)) {
        Failure failure = Failure("T2012").with("value", jsonText(deletions));
        if (node.other->position != Node::kNowhere)
            failure.position = node.other->position;
        throw failure;
    }
    ObjectRep* object = match.object();
    if (!object)
        return;
    const std::size_t count = deletions.isArray() ? deletions.size() : 1;
    for (std::size_t i = 0; i < count; ++i)
        object->remove((deletions.isArray() ? deletions.at(i) : deletions).toText());
}

Item Evaluator::firstMatch(const FunctionRep& regex, const Item& subject, std::size_t from,
                           bool isNext) {
    const std::string& text = subject.toText();
    std::size_t offset = from;
    if (!isNext && from > 0) // as a callback: the index that it is given
        offset = codePointOffset(text, from);
    RegexSearch search(*regex.node->regex, text);
    if (offset > text.size() || !search.find(offset))
        return {};
    return matchItem(regex, subject, search, isNext);
}

Item Evaluator::matchItem(const FunctionRep& regex, const Item& subject, const RegexSearch& search,
                          bool isNext) {
    static const std::array<std::string, 5> kNames{"match", "start", "end", "groups", "next"};
    const std::string& text = subject.toText();
    if (isNext && search.end() == search.begin())
        throw Failure("D1004")
            .at(regex.node->position)
            .with("value", quoted(regex.node->regex->pattern()));
    const Ref<ArrayRep> groups = m_heap.array();
    for (std::size_t i = 0; i < search.groupCount(); ++i) {
        const auto group = search.group(i);
        groups->push(group ? this->text(std::string(*group)) : Item());
    }
    const Ref<FunctionRep> next(new FunctionRep(m_heap, FunctionRep::Form::RegexNext));
    next->node = regex.node;
    next->input = subject;
    next->offset = search.end();
    const std::size_t start = utf16Length(std::string_view(text).substr(0, search.begin()));
    std::string matched = text.substr(search.begin(), search.end() - search.begin());
    const std::size_t end = start + utf16Length(matched);
    const Ref<ObjectRep> object = m_heap.object();
    object->set(Item::borrow(kNames[0]), this->text(std::move(matched)));
    object->set(Item::borrow(kNames[1]), Item::number(static_cast<double>(start)));
    object->set(Item::borrow(kNames[2]), Item::number(static_cast<double>(end)));
    object->set(Item::borrow(kNames[3]), Item(groups.get()));
    object->set(Item::borrow(kNames[4]), Item(next.get()));
    return Item(object.get());
}

Item Evaluator::evaluateText(const std::string& text, const Item& input) {
    // The names of both texts are numbered together: the frames are shared.
    const auto& tree = m_texts.emplace_back(std::make_unique<Tree>(text.size()));
    tree->symbols = *m_symbols;
    try {
        Node* parsed = Parser(m_heap.keep(json::Value(text)).toString(), *tree).parse();
        tree->root = Semantics(*tree).process(parsed);
        resolve(*tree, m_dialect);
    } catch (const Failure& failure) {
        throw Failure("D3120").with("value", quoted(messageOf(failure)));
    }
    m_symbols = &tree->symbols;
    Frame* const frame = m_callFrame;
    Item scoped = input;
    try {
        return evaluate(*tree->root, scoped, *frame);
    } catch (const Failure& failure) {
        if (failure.code == "U1001")
            throw;
        throw Failure("D3121").with("value", quoted(messageOf(failure)));
    }
}

} // namespace ws::expression::jsonata
