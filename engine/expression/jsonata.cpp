#include "engine/expression/jsonata.h"

#include "engine/base/utf8.h"
#include "engine/expression/jsonatacontext.h"
#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonataparser.h"
#include "engine/expression/jsonataresolver.h"
#include "engine/expression/jsonatasemantics.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>

namespace ws::expression {

using jsonata::Failure;
using jsonata::Item;

struct Jsonata::Compiled {
    Compiled(std::string_view textOfThis, Dialect dialectOfThis)
        : text(textOfThis)
        , dialect(dialectOfThis)
        , tree(text.size()) {}

    const std::string text;
    const Dialect dialect;
    jsonata::Tree tree;
    std::vector<Reference> references;
    std::vector<ContextRead> contextReads;
};

namespace {

constexpr std::size_t kMostLevels = 1000; // of a result: what json::Value's own walks can take

/// Makes a value that others can hold of what an evaluation gave.
class Export {
public:
    Export(jsonata::Heap& heap, Jsonata::Dialect dialect)
        : m_heap(heap)
        , m_dialect(dialect) {}

    json::Value value(const Item& item, std::size_t level = 0) {
        if (level > kMostLevels) {
            Failure failure("U1001");
            failure.message = "The value is nested too deeply";
            throw failure;
        }
        if (const json::Value* borrowed = item.borrowed())
            return *borrowed;
        switch (item.type()) {
        case Item::Type::Bool:
            return item.toBool();
        case Item::Type::Number:
            return number(item.toNumber());
        case Item::Type::String:
            return text(item.toText());
        case Item::Type::Array:
            return array(item, level);
        case Item::Type::Object:
            return object(item, level);
        case Item::Type::Function:
            holdsFunction = true;
            return "";
        default:
            return {};
        }
    }

    bool holdsFunction = false;

private:
    json::Value number(double number) const {
        if (!std::isfinite(number)) // Step Functions writes it as JavaScript names it
            return m_dialect == Jsonata::Dialect::Reference
                       ? json::Value()
                       : json::Value(jsonata::numberText(number));
        static constexpr double kMostExact = 9007199254740992.0;
        if (number == std::floor(number) && std::fabs(number) <= kMostExact)
            return static_cast<std::int64_t>(number);
        return number;
    }

    json::Value text(const std::string& text) const {
        // The language can cut characters into halves; what leaves Step Functions is UTF-8.
        if (m_dialect == Jsonata::Dialect::StepFunctions)
            return base::repairedUtf8(text);
        return text;
    }

    json::Value array(const Item& item, std::size_t level) {
        json::Value::Array items;
        const std::size_t count = item.size();
        m_heap.take(count * sizeof(json::Value));
        items.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            items.push_back(value(item.at(i), level + 1));
        return items;
    }

    json::Value object(const Item& item, std::size_t level) {
        json::Object members;
        m_heap.take(item.memberCount() * sizeof(json::Object::Member));
        members.reserve(item.memberCount());
        for (std::size_t i = 0; i < item.memberCount(); ++i) {
            const auto [key, member] = item.memberAt(i);
            if (!member.isUndefined())
                members.set(key.toText(), value(member, level + 1));
        }
        return members;
    }

    jsonata::Heap& m_heap;
    const Jsonata::Dialect m_dialect;
};

} // namespace

base::Result<Jsonata> Jsonata::compile(std::string_view text, Dialect dialect) {
    auto compiled = std::make_shared<Compiled>(text, dialect);
    try {
        jsonata::Node* parsed = jsonata::Parser(compiled->text, compiled->tree).parse();
        compiled->tree.root = jsonata::Semantics(compiled->tree).process(parsed);
        jsonata::resolve(compiled->tree, dialect);
        compiled->references = jsonata::freeVariables(compiled->tree);
        compiled->contextReads = jsonata::contextReads(compiled->tree);
    } catch (const Failure& failure) {
        return errorOf(failure, text);
    }
    Jsonata result;
    result.m_compiled = std::move(compiled);
    return result;
}

const std::string& Jsonata::text() const {
    return m_compiled->text;
}

const std::vector<Jsonata::Reference>& Jsonata::references() const {
    return m_compiled->references;
}

const std::vector<Jsonata::ContextRead>& Jsonata::contextReads() const {
    return m_compiled->contextReads;
}

const std::vector<std::size_t>& Jsonata::newerOperators() const {
    return m_compiled->tree.newerOperators;
}

bool Jsonata::callsEval() const {
    return m_compiled->tree.callsEval;
}

base::Result<Jsonata::Outcome> Jsonata::evaluate(const Environment& environment) const {
    try {
        jsonata::Evaluator evaluator(m_compiled->tree, environment, m_compiled->dialect);
        const Item item = evaluator.run();
        Outcome outcome;
        if (item.isUndefined())
            return outcome;
        if (item.isFunction()) {
            outcome.kind = Outcome::Kind::Function;
            return outcome;
        }
        Export exported(evaluator.heap(), m_compiled->dialect);
        outcome.kind = Outcome::Kind::Value;
        outcome.value = exported.value(item);
        outcome.holdsFunction = exported.holdsFunction;
        return outcome;
    } catch (const Failure& failure) {
        return errorOf(failure, m_compiled->text);
    }
}

} // namespace ws::expression
