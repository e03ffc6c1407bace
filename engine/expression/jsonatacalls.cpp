// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonataregex.h"

#include <utility>

namespace ws::expression::jsonata {
namespace {

/// The name of what is called, for errors: nullptr when it has none.
const json::Value* calledName(const Node& procedure) {
    switch (procedure.type) {
    case NodeType::Path:
        return calledName(*procedure.items.front());
    case NodeType::Lambda:
    case NodeType::Block:
    case NodeType::Condition:
    case NodeType::Transform:
    case NodeType::Parent:
    case NodeType::Sort:
        return nullptr;
    default:
        return &procedure.value;
    }
}

void decorate(Failure& failure, const json::Value* token, std::size_t position) {
    if (!failure.token && token)
        failure.token = *token;
    if (position != Node::kNowhere && position != 0)
        failure.position = position;
}

} // namespace

FunctionRep::FunctionRep(Heap& heapOfThis, Form formOfThis)
    : CyclicRep(heapOfThis, Kind::Function)
    , form(formOfThis) {
    heap.take(sizeof(FunctionRep));
}

FunctionRep::~FunctionRep() {
    heap.give(sizeof(FunctionRep));
}

std::size_t FunctionRep::arity() const {
    switch (form) {
    case Form::Builtin:
        return builtin->arity;
    case Form::Lambda:
        return node->parameters.size();
    case Form::Partial:
        return missing.size();
    case Form::Closure:
        return inner->arity();
    case Form::Regex:
        return 2;
    case Form::RegexNext:
        return 0;
    case Form::Transform:
    case Form::Chain:
        break;
    }
    return 1;
}

Item::Item(FunctionRep* rep)
    : m_type(Type::Function)
    , m_store(Store::Rep) {
    m_data.rep = rep;
    rep->retain();
}

FunctionRep* Item::function() const {
    return isFunction() ? static_cast<FunctionRep*>(m_data.rep) : nullptr;
}

/// The builtin that a call means without a doubt, so that it need not become a value first.
const Builtin* Evaluator::calledBuiltin(const Node& procedure, const Frame& frame) {
    if (procedure.type != NodeType::Variable || !procedure.builtin ||
        !procedure.predicates.empty() || procedure.group)
        return nullptr;
    if (procedure.bound) {
        for (const Frame* at = &frame; at; at = at->parent.get()) {
            if (at->find(procedure.symbol))
                return nullptr;
        }
    }
    return external(procedure.value.toString()) ? nullptr : procedure.builtin;
}

/// Functions as arguments are called without a context.
Item Evaluator::argumentOf(const Node& node, const Item& input, Frame& frame) {
    Item value = evaluate(node, input, frame);
    FunctionRep* function = value.function();
    if (!function || function->form == FunctionRep::Form::Closure)
        return value;
    const Ref<FunctionRep> closure(new FunctionRep(m_heap, FunctionRep::Form::Closure));
    closure->inner = Ref<FunctionRep>(function);
    closure->frame = Ref<Frame>(&frame);
    return Item(closure.get());
}

Item Evaluator::evaluateCall(const Node& node, const Item& input, Frame& frame,
                             const Item* applied) {
    const Node& procedure = *node.left;
    const Builtin* builtin = calledBuiltin(procedure, frame);
    Item function;
    if (builtin) {
        if (m_depth >= m_environment.limits.depth)
            failTooDeep();
    } else {
        function = evaluate(procedure, input, frame);
        if (function.isUndefined() && procedure.type == NodeType::Path &&
            isKnownVariable(procedure.items.front()->value.toString(), frame))
            throw Failure("T1005").at(node.position).named(procedure.items.front()->value);
    }
    Items arguments;
    arguments.reserve(node.items.size() + 2);
    if (applied)
        arguments.push_back(*applied);
    for (const Node* argument : node.items)
        arguments.push_back(argumentOf(*argument, input, frame));
    const json::Value* name = calledName(procedure);
    try {
        if (builtin) {
            markBuiltin(*builtin, name, node.position);
            return applyBuiltin(*builtin, arguments, input, &frame);
        }
        if (FunctionRep* rep = function.function(); rep && rep->form != FunctionRep::Form::Closure)
            mark(*rep, name, node.position);
        return apply(function, std::move(arguments), input, &frame);
    } catch (Failure& failure) {
        if (!failure.position || *failure.position == 0)
            failure.position = node.position;
        if (name && (!failure.token || !isTruthy(Item::borrow(*failure.token))))
            failure.token = *name;
        throw;
    }
}

void Evaluator::mark(FunctionRep& function, const json::Value* token, std::size_t position) {
    if (function.form == FunctionRep::Form::Builtin) {
        markBuiltin(*function.builtin, token, position);
        return;
    }
    function.token = token;
    function.position = position;
}

Item Evaluator::callback(const Item& function, Items arguments) {
    return apply(function, std::move(arguments), Item::null(), m_callFrame);
}

Item Evaluator::apply(const Item& function, Items arguments, const Item& input, Frame* frame) {
    Item result = applyInner(function, arguments, input, frame);
    // Tail calls come back as thunks.
    while (result.function() && result.function()->isThunk()) {
        const Item thunk = std::move(result);
        const FunctionRep& tail = *thunk.function();
        const Node& call = *tail.node->left;
        Frame& own = *tail.frame;
        arguments.clear();
        Item next = evaluate(*call.left, tail.input, own);
        if (FunctionRep* rep = next.function())
            mark(*rep, call.left->type == NodeType::Variable ? &call.left->value : rep->token,
                 call.left->position);
        for (const Node* argument : call.items)
            arguments.push_back(evaluate(*argument, tail.input, own));
        result = applyInner(next, arguments, input, frame);
    }
    return result;
}

Item Evaluator::applyInner(const Item& function, Items& arguments, const Item& input,
                           Frame* frame) {
    FunctionRep* rep = function.function();
    if (!rep)
        throw Failure("T1006");
    checkStack(); // functions made of functions nest without a node in between
    if (rep->form == FunctionRep::Form::Builtin)
        return applyBuiltin(*rep->builtin, arguments, input, frame);
    try {
        return applyForm(*rep, arguments, input, frame);
    } catch (Failure& failure) {
        decorate(failure, rep->token, rep->position);
        throw;
    }
}

Item Evaluator::applyBuiltin(const Builtin& builtin, Items& arguments, const Item& input,
                             Frame* frame) {
    Frame* const outer = std::exchange(m_callFrame, frame);
    try {
        if (builtin.validator)
            builtin.validator->validate(arguments, input, m_heap);
        arguments.resize(std::max<std::size_t>(arguments.size(), builtin.parameters));
        Item result = builtin.call(*this, arguments, input);
        m_callFrame = outer;
        return result;
    } catch (Failure& failure) {
        m_callFrame = outer;
        if (m_isMarked[builtin.number])
            decorate(failure, m_marks[builtin.number].token, m_marks[builtin.number].position);
        throw;
    }
}

Item Evaluator::applyForm(FunctionRep& function, Items& arguments, const Item& input,
                          Frame* frame) {
    switch (function.form) {
    case FunctionRep::Form::Lambda:
        if (function.node->signature)
            function.node->signature->validate(arguments, input, m_heap);
        return applyLambda(function, arguments);
    case FunctionRep::Form::Partial:
        return applyPartial(function, arguments, frame);
    case FunctionRep::Form::Closure:
        return apply(Item(function.inner.get()), std::move(arguments), Item::null(),
                     function.frame.get());
    case FunctionRep::Form::Regex: {
        const Item text = arguments.empty() ? Item() : arguments[0];
        if (!text.isString())
            return {};
        const double from = arguments.size() > 1 ? arguments[1].toNumber() : 0;
        return firstMatch(function, text, from > 0 ? static_cast<std::size_t>(from) : 0, false);
    }
    case FunctionRep::Form::RegexNext:
        if (function.offset >= function.input.toText().size())
            return {};
        return firstMatch(function, function.input, function.offset, true);
    case FunctionRep::Form::Transform: {
        static const std::shared_ptr<const Signature> signature = Signature::parse("<(oa):o>");
        signature->validate(arguments, input, m_heap);
        return applyTransform(*function.node, arguments.front(), *function.frame);
    }
    case FunctionRep::Form::Chain: {
        Items inner;
        inner.push_back(arguments.empty() ? Item() : arguments.front());
        Items outer;
        outer.push_back(apply(Item(function.inner.get()), std::move(inner), Item::null(), frame));
        return apply(Item(function.second.get()), std::move(outer), Item::null(), frame);
    }
    case FunctionRep::Form::Builtin:
        break;
    }
    return applyBuiltin(*function.builtin, arguments, input, frame);
}

Item Evaluator::applyLambda(FunctionRep& function, const Items& arguments) {
    // The function itself may be let go of while it runs.
    const Item keep(&function);
    const Ref<Frame> frame = makeFrame(function.frame.get());
    const List<Symbol>& parameters = function.node->parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        frame->bind(parameters[i], i < arguments.size() ? arguments[i] : Item());
    return evaluate(*function.node->left, function.input, *frame);
}

Item Evaluator::applyPartial(FunctionRep& function, const Items& arguments, Frame* frame) {
    Items all = function.arguments;
    for (std::size_t i = 0; i < function.missing.size(); ++i)
        all[function.missing[i]] = i < arguments.size() ? arguments[i] : Item();
    FunctionRep& inner = *function.inner;
    if (inner.form == FunctionRep::Form::Lambda) // without its signature
        return applyLambda(inner, all);
    if (inner.form == FunctionRep::Form::Builtin) // each argument stays in its place
        all.resize(std::max<std::size_t>(all.size(), inner.builtin->parameters));
    return apply(Item(&inner), std::move(all), Item(), frame);
}

Item Evaluator::evaluateLambda(const Node& node, const Item& input, Frame& frame) {
    const Ref<FunctionRep> function(new FunctionRep(m_heap, FunctionRep::Form::Lambda));
    function->node = &node;
    function->frame = Ref<Frame>(&frame);
    function->input = input;
    return Item(function.get());
}

Item Evaluator::evaluatePartial(const Node& node, const Item& input, Frame& frame) {
    const Ref<FunctionRep> partial(new FunctionRep(m_heap, FunctionRep::Form::Partial));
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const Node& argument = *node.items[i];
        const bool isMissing = argument.type == NodeType::Operator && argument.op == Op::Question;
        if (isMissing)
            partial->missing.push_back(i);
        partial->arguments.push_back(isMissing ? Item() : evaluate(argument, input, frame));
    }
    const Node& procedure = *node.left;
    const Item function = evaluate(procedure, input, frame);
    FunctionRep* inner = function.function();
    if (!inner && procedure.type == NodeType::Path &&
        isKnownVariable(procedure.items.front()->value.toString(), frame))
        throw Failure("T1007").at(node.position).named(procedure.items.front()->value);
    if (!inner) {
        Failure failure = Failure("T1008").at(node.position);
        if (const json::Value* name = calledName(procedure))
            failure.token = *name;
        throw failure;
    }
    if (inner->form == FunctionRep::Form::Closure)
        inner = inner->inner.get();
    // A `?` in a place that the function does not have takes nothing.
    if (inner->form == FunctionRep::Form::Lambda) {
        const std::size_t count = inner->node->parameters.size();
        std::erase_if(partial->missing, [&](std::size_t place) { return place >= count; });
    }
    partial->inner = Ref<FunctionRep>(inner);
    return Item(partial.get());
}

Item Evaluator::evaluateApply(const Node& node, const Item& input, Frame& frame) {
    const Item left = evaluate(*node.left, input, frame);
    if (node.right->type == NodeType::Function)
        return evaluateCall(*node.right, input, frame, &left);
    const Item function = evaluate(*node.right, input, frame);
    if (!function.isFunction())
        throw Failure("T2006").at(node.position).with("value", jsonText(function));
    if (left.isFunction()) {
        const Ref<FunctionRep> chain(new FunctionRep(m_heap, FunctionRep::Form::Chain));
        chain->inner = Ref<FunctionRep>(left.function());
        chain->second = Ref<FunctionRep>(function.function());
        return Item(chain.get());
    }
    Items arguments;
    arguments.push_back(left);
    return apply(function, std::move(arguments), Item::null(), &frame);
}

bool Evaluator::isKnownVariable(const std::string& name, const Frame& frame) {
    for (const Frame* at = &frame; at; at = at->parent.get()) {
        for (Symbol symbol = 0; symbol < m_symbols->size(); ++symbol) {
            if (m_symbols->name(symbol) == name && at->find(symbol))
                return isTruthy(*at->find(symbol));
        }
    }
    if (const json::Value* value = external(name))
        return isTruthy(Item::borrow(*value));
    return findBuiltin(name, m_dialect) != nullptr;
}

Item Evaluator::evaluateRegex(const Node& node) {
    const Ref<FunctionRep> function(new FunctionRep(m_heap, FunctionRep::Form::Regex));
    function->node = &node;
    return Item(function.get());
}

} // namespace ws::expression::jsonata
