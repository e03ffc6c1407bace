// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatasemantics.h"

#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatatext.h"

#include <string>
#include <utility>

namespace ws::expression::jsonata {
namespace {

Failure failureAt(std::string_view code, const Node& node) {
    Failure failure(code);
    if (node.position != Node::kNowhere)
        failure.position = node.position;
    return failure;
}

std::string jsonOf(const json::Value& value) {
    if (value.isString())
        return quoted(value.toString());
    return value.isNumber() ? numberText(value.toDouble()) : value.dump();
}

Failure noAncestor(const Node& node) {
    return failureAt("S0217", node).named(nameOf(node.type));
}

bool isArrayConstructor(const Node& node) {
    return node.type == NodeType::Unary && node.op == Op::OpenBracket;
}

} // namespace

Node* Semantics::process(Node* root) {
    Node* result = processNode(root);
    if (result->type == NodeType::Parent || result->seekingParent)
        throw noAncestor(*result);
    return result;
}

Node* Semantics::processNode(Node* node) {
    Node* result = processed(node);
    if (node->keepArray)
        result->keepArray = true;
    return result;
}

Node* Semantics::processed(Node* node) {
    switch (node->type) {
    case NodeType::Binary:
        return processBinary(node);
    case NodeType::Unary:
        return processUnary(node);
    case NodeType::Function:
    case NodeType::Partial:
        return processCall(node);
    case NodeType::Lambda:
        return processLambda(node);
    case NodeType::Condition:
        processPart(node, node->left);
        processPart(node, node->right);
        if (node->other)
            processPart(node, node->other);
        return node;
    case NodeType::Transform:
        node->left = processNode(node->left);
        node->right = processNode(node->right);
        if (node->other)
            node->other = processNode(node->other);
        return node;
    case NodeType::Block:
        return processBlock(node);
    case NodeType::Name: {
        Node* path = m_tree.make(NodeType::Path);
        m_tree.append(path->items, node);
        path->keepSingletonArray = node->keepArray;
        return path;
    }
    case NodeType::Parent: {
        Node* result = m_tree.make(NodeType::Parent);
        result->slot = m_tree.makePart<Slot>();
        result->slot->index = m_ancestry.size();
        result->slot->label = m_tree.symbols.intern("!" + std::to_string(m_ancestry.size()));
        m_ancestry.push_back(result);
        return result;
    }
    case NodeType::Operator:
        if (node->op == Op::And || node->op == Op::Or || node->op == Op::In) {
            node->type = NodeType::Name;
            node->op = Op::None;
            return processNode(node);
        }
        if (node->op == Op::Question)
            return node;
        throw failureAt("S0201", *node).named(node->value);
    case NodeType::End:
        throw failureAt("S0207", *node).named(node->value);
    default:
        return node;
    }
}

void Semantics::processPart(Node* node, Node*& part) {
    part = processNode(part);
    pushAncestry(node, part);
}

Node* Semantics::processBinary(Node* node) {
    switch (node->op) {
    case Op::Dot:
        return processPath(node);
    case Op::OpenBracket:
        return processFilter(node);
    case Op::OpenBrace:
        return processGroup(node);
    case Op::Caret:
        return processSort(node);
    case Op::At:
        return processFocus(node);
    case Op::Hash:
        return processIndex(node);
    case Op::Assign:
        node->type = NodeType::Bind;
        node->left = processNode(node->left);
        processPart(node, node->right);
        node->symbol = node->left->symbol;
        return node;
    case Op::Chain:
        node->type = NodeType::Apply;
        node->left = processNode(node->left);
        node->right = processNode(node->right);
        node->keepArray = node->keepArray || node->left->keepArray || node->right->keepArray;
        return node;
    default:
        node->left = processNode(node->left);
        node->right = processNode(node->right);
        pushAncestry(node, node->left);
        pushAncestry(node, node->right);
        return node;
    }
}

Node* Semantics::processPath(Node* node) {
    Node* left = processNode(node->left);
    Node* right = node->right;
    Node* result = left;
    if (left->type != NodeType::Path) {
        result = node; // in place of the dot, which is not needed any more
        const bool keepArray = node->keepArray;
        Tree::renew(*result, NodeType::Path);
        result->keepArray = keepArray;
        m_tree.append(result->items, left);
    }
    if (left->type == NodeType::Parent)
        m_tree.append(ownSlots(result), left->slot);
    // A name alone would become a path of one step only to be taken out of it again.
    Node* rest = right->type == NodeType::Name ? right : processNode(right);
    if (rest->type == NodeType::Path) {
        for (Node* step : rest->items)
            m_tree.append(result->items, step);
    } else {
        for (Stage& stage : rest->predicates)
            m_tree.append(rest->stages, stage);
        rest->predicates.clear();
        m_tree.append(result->items, rest);
    }
    for (const Node* step : result->items) {
        if (step->type == NodeType::Number || step->type == NodeType::Value)
            throw failureAt("S0213", *step).with("value", jsonOf(step->value));
    }
    for (Node* step : result->items) {
        if (step->type == NodeType::String)
            step->type = NodeType::Name;
        if (step->keepArray)
            result->keepSingletonArray = true;
    }
    for (Node* step : {result->items.front(), result->items.back()}) {
        if (isArrayConstructor(*step))
            step->consArray = true;
    }
    resolveAncestry(result);
    return result;
}

Node* Semantics::processFilter(Node* node) {
    Node* result = processNode(node->left);
    Node* step = result->type == NodeType::Path ? result->items.back() : result;
    if (step->group)
        throw failureAt("S0209", *node);
    Node* predicate = processNode(node->right);
    if (predicate->seekingParent) {
        for (Slot* slot : *predicate->seekingParent) {
            if (slot->level == 1)
                seekParent(step, slot);
            else
                --slot->level;
        }
        pushAncestry(step, predicate);
    }
    Stage stage;
    stage.filter = predicate;
    stage.position = node->position;
    m_tree.append(result->type == NodeType::Path ? step->stages : step->predicates, stage);
    return result;
}

Node* Semantics::processGroup(Node* node) {
    Node* result = processNode(node->left);
    if (result->group)
        throw failureAt("S0210", *node);
    auto* group = m_tree.makePart<Group>();
    group->position = node->position;
    for (const Pair& pair : node->pairs) {
        Node* key = processNode(pair.key);
        m_tree.append(group->pairs, {key, processNode(pair.value)});
    }
    result->group = group;
    return result;
}

Node* Semantics::processSort(Node* node) {
    Node* result = processNode(node->left);
    if (result->type != NodeType::Path) {
        Node* path = m_tree.make(NodeType::Path);
        m_tree.append(path->items, result);
        result = path;
    }
    Node* step = m_tree.make(NodeType::Sort);
    step->position = node->position;
    for (const Term& term : node->terms) {
        Node* expression = processNode(term.expression);
        pushAncestry(step, expression);
        m_tree.append(step->terms, {expression, term.descending});
    }
    m_tree.append(result->items, step);
    resolveAncestry(result);
    return result;
}

Node* Semantics::processFocus(Node* node) {
    Node* result = processNode(node->left);
    Node* step = result->type == NodeType::Path ? result->items.back() : result;
    if (!step->stages.empty() || !step->predicates.empty())
        throw failureAt("S0215", *node);
    if (step->type == NodeType::Sort)
        throw failureAt("S0216", *node);
    if (node->keepArray)
        step->keepArray = true;
    step->focus = node->right->symbol;
    step->tuple = true;
    return result;
}

Node* Semantics::processIndex(Node* node) {
    Node* result = processNode(node->left);
    Node* step = result;
    if (result->type == NodeType::Path) {
        step = result->items.back();
    } else {
        result = m_tree.make(NodeType::Path);
        m_tree.append(result->items, step);
        step->stages = step->predicates;
        step->predicates.clear();
    }
    if (step->stages.empty()) {
        step->index = node->right->symbol;
    } else {
        Stage stage;
        stage.index = node->right->symbol;
        stage.position = node->position;
        m_tree.append(step->stages, stage);
    }
    step->tuple = true;
    return result;
}

Node* Semantics::processUnary(Node* node) {
    if (node->op == Op::OpenBracket) {
        for (Node*& item : node->items)
            processPart(node, item);
    } else if (node->op == Op::OpenBrace) {
        for (Pair& pair : node->pairs) {
            processPart(node, pair.key);
            processPart(node, pair.value);
        }
    } else {
        node->left = processNode(node->left);
        if (node->left->type == NodeType::Number) {
            Node* number = node->left;
            number->number = -number->number;
            number->value = number->number;
            return number;
        }
        pushAncestry(node, node->left);
    }
    return node;
}

Node* Semantics::processCall(Node* node) {
    for (Node*& argument : node->items)
        processPart(node, argument);
    node->left = processNode(node->left);
    return node;
}

Node* Semantics::processLambda(Node* node) {
    node->items.clear(); // the parameters, which are symbols now
    node->left = tailCallOptimized(processNode(node->left));
    return node;
}

Node* Semantics::processBlock(Node* node) {
    for (Node*& part : node->items) {
        processPart(node, part);
        if (part->consArray || (part->type == NodeType::Path && part->items.front()->consArray))
            node->consArray = true;
    }
    return node;
}

/// A call at the end of a function becomes a thunk, which whoever applies the function unpacks: so
/// tail recursion does not nest.
Node* Semantics::tailCallOptimized(Node* node) {
    if (node->type == NodeType::Function && node->predicates.empty()) {
        Node* thunk = m_tree.make(NodeType::Lambda);
        thunk->thunk = true;
        thunk->position = node->position;
        thunk->left = node;
        return thunk;
    }
    if (node->type == NodeType::Condition) {
        node->right = tailCallOptimized(node->right);
        if (node->other)
            node->other = tailCallOptimized(node->other);
    } else if (node->type == NodeType::Block && !node->items.empty()) {
        node->items.back() = tailCallOptimized(node->items.back());
    }
    return node;
}

Slot* Semantics::seekParent(Node* node, Slot* slot) {
    switch (node->type) {
    case NodeType::Name:
    case NodeType::Wildcard:
        if (--slot->level == 0) {
            if (node->ancestor)
                m_ancestry[slot->index]->slot->label = node->ancestor->label;
            node->ancestor = slot;
            node->tuple = true;
        }
        return slot;
    case NodeType::Parent:
        ++slot->level;
        return slot;
    case NodeType::Block:
        if (node->items.empty())
            return slot;
        node->tuple = true;
        return seekParent(node->items.back(), slot);
    case NodeType::Path: {
        node->tuple = true;
        std::size_t step = node->items.size() - 1;
        slot = seekParent(node->items[step], slot);
        while (slot->level > 0 && step > 0)
            slot = seekParent(node->items[--step], slot);
        return slot;
    }
    default:
        throw noAncestor(*node);
    }
}

Slots& Semantics::ownSlots(Node* node) {
    if (!node->seekingParent)
        node->seekingParent = m_tree.makePart<Slots>();
    return *node->seekingParent;
}

void Semantics::pushAncestry(Node* result, Node* value) {
    if (!value->seekingParent && value->type != NodeType::Parent)
        return;
    // Shared on purpose: what is added behind one of them is added behind both.
    Slots* slots = value->seekingParent ? value->seekingParent : m_tree.makePart<Slots>();
    if (value->type == NodeType::Parent)
        m_tree.append(*slots, value->slot);
    if (!result->seekingParent) {
        result->seekingParent = slots;
    } else {
        const Slots added = *slots;
        for (Slot* slot : added)
            m_tree.append(*result->seekingParent, slot);
    }
}

void Semantics::resolveAncestry(Node* path) {
    Node* last = path->items.back();
    if (!last->seekingParent && last->type != NodeType::Parent)
        return;
    Slots* slots = last->seekingParent ? last->seekingParent : m_tree.makePart<Slots>();
    if (last->type == NodeType::Parent)
        m_tree.append(*slots, last->slot);
    for (std::size_t i = 0; i < slots->size(); ++i) {
        Slot* slot = (*slots)[i];
        std::size_t left = path->items.size() - 1; // steps before the one that is looked at
        while (slot->level > 0) {
            if (left == 0) {
                m_tree.append(ownSlots(path), slot);
                break;
            }
            Node* step = path->items[--left];
            // Of steps that bind their focus one after the other, the first one counts.
            while (left > 0 && step->focus != Node::kNoSymbol &&
                   path->items[left - 1]->focus != Node::kNoSymbol)
                step = path->items[--left];
            slot = seekParent(step, slot);
        }
    }
}

} // namespace ws::expression::jsonata
