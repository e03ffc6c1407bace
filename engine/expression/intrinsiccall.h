#pragma once

#include "engine/expression/intrinsic.h"
#include "engine/expression/path.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ws::expression {

struct IntrinsicFunction;
struct IntrinsicCall;

struct IntrinsicArgument {
    json::Value literal;
    std::optional<Path> path;
    std::shared_ptr<const IntrinsicCall> call;
};

struct IntrinsicCall {
    const IntrinsicFunction* function = nullptr; ///< in the table of the 18
    std::vector<IntrinsicArgument> arguments;
    /// States.Format with a template in the text: what stands between the {}.
    std::vector<std::string> pieces;
};

using IntrinsicArguments = std::vector<json::Value>;

/// What a function says when its arguments are not right: the part of the cause after "had the
/// following error: ".
struct IntrinsicRefusal {
    std::string reason;
};
using IntrinsicOutcome = std::variant<json::Value, IntrinsicRefusal>;

struct IntrinsicFunction {
    std::string_view name; ///< without "States."
    std::size_t least;     ///< arguments
    std::size_t most;
    IntrinsicOutcome (*call)(const IntrinsicArguments&, const RandomSource&);
};

/// nullptr when there is none of that name; names count their case.
const IntrinsicFunction* findIntrinsicFunction(std::string_view name);

/// States.Format: strings as they are, numbers and truth values as JSON has them, lists and objects
/// in Java's form, {a=1, b=[x]}.
void appendFormatted(std::string& out, const json::Value& value);
/// `pieces` with the values from `first` on between them; nothing when their numbers do not fit.
IntrinsicOutcome formatPieces(const std::vector<std::string>& pieces,
                              const IntrinsicArguments& values, std::size_t first);

} // namespace ws::expression
