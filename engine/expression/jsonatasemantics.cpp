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

Node* Semantics::derived(NodeType type, const Node& from) {
    Node* node = m_tree.make(type);
    node->op = from.op;
    node->value = from.value;
    node->position = from.position;
    node->begin = from.begin;
    return node;
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
    case NodeType::Condition: {
        Node* result = derived(NodeType::Condition, *node);
        result->left = processNode(node->left);
        pushAncestry(result, result->left);
        result->right = processNode(node->right);
        pushAncestry(result, result->right);
        if (node->other) {
            result->other = processNode(node->other);
            pushAncestry(result, result->other);
        }
        return result;
    }
    case NodeType::Transform: {
        Node* result = derived(NodeType::Transform, *node);
        result->left = processNode(node->left);
        result->right = processNode(node->right);
        if (node->other)
            result->other = processNode(node->other);
        return result;
    }
    case NodeType::Block:
        return processBlock(node);
    case NodeType::Name: {
        Node* path = m_tree.make(NodeType::Path);
        path->items.push_back(node);
        path->keepSingletonArray = node->keepArray;
        return path;
    }
    case NodeType::Parent: {
        Node* result = m_tree.make(NodeType::Parent);
        result->slot = m_tree.makeSlot();
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
    case Op::Assign: {
        Node* result = derived(NodeType::Bind, *node);
        result->left = processNode(node->left);
        result->right = processNode(node->right);
        result->symbol = result->left->symbol;
        pushAncestry(result, result->right);
        return result;
    }
    case Op::Chain: {
        Node* result = derived(NodeType::Apply, *node);
        result->left = processNode(node->left);
        result->right = processNode(node->right);
        result->keepArray = result->left->keepArray || result->right->keepArray;
        return result;
    }
    default: {
        Node* result = derived(NodeType::Binary, *node);
        result->left = processNode(node->left);
        result->right = processNode(node->right);
        pushAncestry(result, result->left);
        pushAncestry(result, result->right);
        return result;
    }
    }
}

Node* Semantics::processPath(Node* node) {
    Node* left = processNode(node->left);
    Node* result = left;
    if (left->type != NodeType::Path) {
        result = m_tree.make(NodeType::Path);
        result->items.push_back(left);
    }
    if (left->type == NodeType::Parent)
        result->seekingParent = std::make_shared<std::vector<Slot*>>(1, left->slot);
    Node* rest = processNode(node->right);
    if (rest->type == NodeType::Path) {
        result->items.insert(result->items.end(), rest->items.begin(), rest->items.end());
    } else {
        for (Stage& stage : rest->predicates)
            rest->stages.push_back(stage);
        rest->predicates.clear();
        result->items.push_back(rest);
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
    (result->type == NodeType::Path ? step->stages : step->predicates).push_back(stage);
    return result;
}

Node* Semantics::processGroup(Node* node) {
    Node* result = processNode(node->left);
    if (result->group)
        throw failureAt("S0210", *node);
    auto group = std::make_unique<Group>();
    group->position = node->position;
    for (const Pair& pair : node->pairs) {
        Node* key = processNode(pair.key);
        group->pairs.push_back({key, processNode(pair.value)});
    }
    result->group = std::move(group);
    return result;
}

Node* Semantics::processSort(Node* node) {
    Node* result = processNode(node->left);
    if (result->type != NodeType::Path) {
        Node* path = m_tree.make(NodeType::Path);
        path->items.push_back(result);
        result = path;
    }
    Node* step = m_tree.make(NodeType::Sort);
    step->position = node->position;
    for (const Term& term : node->terms) {
        Node* expression = processNode(term.expression);
        pushAncestry(step, expression);
        step->terms.push_back({expression, term.descending});
    }
    result->items.push_back(step);
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
        result->items.push_back(step);
        step->stages = std::move(step->predicates);
        step->predicates.clear();
    }
    if (step->stages.empty()) {
        step->index = node->right->symbol;
    } else {
        Stage stage;
        stage.index = node->right->symbol;
        stage.position = node->position;
        step->stages.push_back(stage);
    }
    step->tuple = true;
    return result;
}

Node* Semantics::processUnary(Node* node) {
    Node* result = derived(NodeType::Unary, *node);
    if (node->op == Op::OpenBracket) {
        for (Node* item : node->items) {
            Node* value = processNode(item);
            pushAncestry(result, value);
            result->items.push_back(value);
        }
    } else if (node->op == Op::OpenBrace) {
        for (const Pair& pair : node->pairs) {
            Node* key = processNode(pair.key);
            pushAncestry(result, key);
            Node* value = processNode(pair.value);
            pushAncestry(result, value);
            result->pairs.push_back({key, value});
        }
    } else {
        result->left = processNode(node->left);
        if (result->left->type == NodeType::Number) {
            result = result->left;
            result->number = -result->number;
            result->value = result->number;
        } else {
            pushAncestry(result, result->left);
        }
    }
    return result;
}

Node* Semantics::processCall(Node* node) {
    Node* result = derived(node->type, *node);
    for (Node* argument : node->items) {
        Node* value = processNode(argument);
        pushAncestry(result, value);
        result->items.push_back(value);
    }
    result->left = processNode(node->left);
    return result;
}

Node* Semantics::processLambda(Node* node) {
    Node* result = derived(NodeType::Lambda, *node);
    result->parameters = node->parameters;
    result->signature = node->signature;
    result->left = tailCallOptimized(processNode(node->left));
    return result;
}

Node* Semantics::processBlock(Node* node) {
    Node* result = derived(NodeType::Block, *node);
    for (Node* item : node->items) {
        Node* part = processNode(item);
        pushAncestry(result, part);
        if (part->consArray || (part->type == NodeType::Path && part->items.front()->consArray))
            result->consArray = true;
        result->items.push_back(part);
    }
    return result;
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

void Semantics::pushAncestry(Node* result, Node* value) {
    if (!value->seekingParent && value->type != NodeType::Parent)
        return;
    // Shared on purpose: what is added behind one of them is added behind both.
    const Slots slots =
        value->seekingParent ? value->seekingParent : std::make_shared<std::vector<Slot*>>();
    if (value->type == NodeType::Parent)
        slots->push_back(value->slot);
    if (!result->seekingParent) {
        result->seekingParent = slots;
    } else {
        const std::vector<Slot*> added = *slots;
        result->seekingParent->insert(result->seekingParent->end(), added.begin(), added.end());
    }
}

void Semantics::resolveAncestry(Node* path) {
    Node* last = path->items.back();
    const Slots slots =
        last->seekingParent ? last->seekingParent : std::make_shared<std::vector<Slot*>>();
    if (last->type == NodeType::Parent)
        slots->push_back(last->slot);
    for (std::size_t i = 0; i < slots->size(); ++i) {
        Slot* slot = (*slots)[i];
        std::size_t left = path->items.size() - 1; // steps before the one that is looked at
        while (slot->level > 0) {
            if (left == 0) {
                if (!path->seekingParent)
                    path->seekingParent = std::make_shared<std::vector<Slot*>>();
                path->seekingParent->push_back(slot);
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
