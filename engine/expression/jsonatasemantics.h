#pragma once

#include "engine/expression/jsonatatree.h"

#include <vector>

namespace ws::expression::jsonata {

/// Makes of the tree that the parser built, in its place, the one that the evaluator reads: paths
/// become lists of steps with their predicates, tail calls become thunks, and each `%` finds its
/// step.
class Semantics {
public:
    explicit Semantics(Tree& tree)
        : m_tree(tree) {}
    /// Throws a Failure.
    Node* process(Node* root);

private:
    Node* processNode(Node* node);
    Node* processed(Node* node);
    Node* processBinary(Node* node);
    Node* processUnary(Node* node);
    Node* processPath(Node* node);
    Node* processFilter(Node* node);
    Node* processGroup(Node* node);
    Node* processSort(Node* node);
    Node* processFocus(Node* node);
    Node* processIndex(Node* node);
    Node* processCall(Node* node);
    Node* processLambda(Node* node);
    Node* processBlock(Node* node);
    /// In its place, with what it seeks.
    void processPart(Node* node, Node*& part);

    Node* tailCallOptimized(Node* node);
    Slot* seekParent(Node* node, Slot* slot);
    Slots& ownSlots(Node* node);
    void pushAncestry(Node* result, Node* value);
    void resolveAncestry(Node* path);

    Tree& m_tree;
    std::vector<Node*> m_ancestry;
};

} // namespace ws::expression::jsonata
