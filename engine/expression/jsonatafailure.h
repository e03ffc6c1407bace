#pragma once

#include "engine/base/reason.h"
#include "engine/json/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::expression::jsonata {

/// What goes wrong while compiling or evaluating. Thrown inside jsonata*.cpp only, where nearly
/// every function can fail and most of them call each other; Jsonata turns it into a base::Error.
struct Failure {
    explicit Failure(std::string_view codeOfThis)
        : code(codeOfThis) {}

    /// The insert of that name: JSON text, as messages show it.
    Failure&& with(std::string_view name, std::string jsonText) && {
        inserts.emplace_back(std::string(name), std::move(jsonText));
        return std::move(*this);
    }
    Failure&& at(std::size_t offset) && {
        position = offset;
        return std::move(*this);
    }
    Failure&& named(json::Value value) && {
        token = std::move(value);
        return std::move(*this);
    }

    std::string code;
    std::string message;                 ///< when the expression itself gave one
    std::optional<std::size_t> position; ///< in bytes of the expression
    std::optional<json::Value> token;
    std::vector<std::pair<std::string, std::string>> inserts;
};

/// The message of the reference implementation, with its inserts.
std::string messageOf(const Failure& failure);
/// The same; with a code, "jsonata.S0201", unless the expression itself chose the words.
base::Reason reasonOf(const Failure& failure);
/// "jsonata.error" with that reason; the position becomes one in UTF-16 units of `text`.
base::Error errorOf(const Failure& failure, std::string_view text);

} // namespace ws::expression::jsonata
