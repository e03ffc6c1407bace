#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::base {

/// Why a text cannot be read: what stands for "{reason}" in the message of an Error. It travels
/// among the arguments of the Error, as "reason", "reason.code" and "reason.NAME".
struct Reason {
    using Args = std::vector<std::pair<std::string, std::string>>;

    Reason() = default;
    /// `english` names its arguments in braces, as messages do.
    Reason(std::string_view codeOfThis, std::string_view english, Args arguments = {});
    /// Words that somebody else chose: they have no code and are the same in every language.
    static Reason inWords(std::string text);
    /// Another error is why: its code and arguments, whose words the edge has.
    static Reason ofError(const Error& error);

    std::string code;
    std::string text; ///< in English, for what is no message of ours: causes, answers, logs
    Args args;

    bool operator==(const Reason&) const = default;
};

void add(Reason::Args& args, const Reason& reason);
Error withReason(Error error, const Reason& reason);
/// Without a code and words where the error gives no reason.
Reason reasonOf(const Error& error);

} // namespace ws::base
