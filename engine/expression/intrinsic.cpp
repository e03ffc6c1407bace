#include "engine/expression/intrinsic.h"

#include "engine/expression/intrinsicparser.h"

#include <utility>

namespace ws::expression {

struct Intrinsic::Compiled {
    std::string text;
    IntrinsicCall call;
};

namespace {

class Evaluation {
public:
    Evaluation(const Scope& scope, const RandomSource& random, const std::string& text)
        : m_scope(scope)
        , m_random(random)
        , m_text(text) {}

    base::Result<json::Value> run(const IntrinsicCall& call) {
        IntrinsicArguments values;
        values.reserve(call.arguments.size());
        for (const IntrinsicArgument& argument : call.arguments) {
            auto value = evaluate(argument);
            if (!value)
                return value;
            values.push_back(std::move(*value));
        }
        IntrinsicOutcome outcome = call.pieces.empty() ? call.function->call(values, m_random)
                                                       : formatPieces(call.pieces, values, 1);
        if (auto* value = std::get_if<json::Value>(&outcome))
            return std::move(*value);
        return failed(std::get<IntrinsicRefusal>(outcome).reason);
    }

private:
    base::Result<json::Value> evaluate(const IntrinsicArgument& argument) {
        if (argument.call)
            return run(*argument.call);
        if (!argument.path)
            return argument.literal;
        auto value = argument.path->evaluate(m_scope);
        if (value || value.error().code != "path.notFound")
            return value;
        return failed("The JsonPath argument for the field '" + argument.path->text() +
                      "' could not be found in the input '" + value.error().arg("input") + "'");
    }

    base::Error failed(const std::string& reason) const {
        return {"intrinsic.failed",
                {{"function", m_text},
                 {"reason", reason},
                 {"cause", "The function '" + m_text + "' had the following error: " + reason}}};
    }

    const Scope& m_scope;
    const RandomSource& m_random;
    const std::string& m_text;
};

} // namespace

bool Intrinsic::looksLikeOne(std::string_view text) {
    return text.starts_with("States.");
}

base::Result<Intrinsic> Intrinsic::compile(std::string_view text) {
    auto call = IntrinsicParser(text).parse();
    if (!call)
        return call.error();
    Intrinsic intrinsic;
    intrinsic.m_compiled =
        std::make_shared<const Compiled>(Compiled{std::string(text), std::move(*call)});
    return intrinsic;
}

const std::string& Intrinsic::text() const {
    return m_compiled->text;
}

base::Result<json::Value> Intrinsic::evaluate(const Scope& scope,
                                              const RandomSource& random) const {
    return Evaluation(scope, random, m_compiled->text).run(m_compiled->call);
}

} // namespace ws::expression
