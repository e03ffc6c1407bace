#include "engine/base/reason.h"

namespace ws::base {

namespace {

constexpr std::string_view kReason = "reason";
constexpr std::string_view kCode = "reason.code";
constexpr std::string_view kBelow = "reason.";

/// One pass: what is put in is not looked through again.
std::string filled(std::string_view pattern, const Reason::Args& args) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t begin = pattern.find('{');
        out += pattern.substr(0, begin);
        if (begin == std::string_view::npos)
            break;
        pattern.remove_prefix(begin);
        std::size_t taken = 1;
        std::string_view put = pattern.substr(0, 1);
        for (const auto& [name, value] : args) {
            if (pattern.substr(1).starts_with(name) &&
                pattern.substr(1 + name.size()).starts_with('}')) {
                taken = name.size() + 2;
                put = value;
                break;
            }
        }
        out += put;
        pattern.remove_prefix(taken);
    }
    return out;
}

} // namespace

Reason::Reason(std::string_view codeOfThis, std::string_view english, Args arguments)
    : code(codeOfThis)
    , text(filled(english, arguments))
    , args(std::move(arguments)) {}

Reason Reason::inWords(std::string text) {
    Reason reason;
    reason.text = std::move(text);
    return reason;
}

Reason Reason::ofError(const Error& error) {
    Reason reason = inWords(error.code);
    reason.code = error.code;
    reason.args.assign(error.args.begin(), error.args.end());
    return reason;
}

void add(Reason::Args& args, const Reason& reason) {
    if (reason.code.empty() && reason.text.empty())
        return;
    args.emplace_back(kReason, reason.text);
    if (reason.code.empty())
        return;
    args.emplace_back(kCode, reason.code);
    for (const auto& [name, value] : reason.args)
        args.emplace_back(std::string(kBelow) + name, value);
}

Error withReason(Error error, const Reason& reason) {
    add(error.args, reason);
    return error;
}

Reason reasonOf(const Error& error) {
    Reason reason = Reason::inWords(error.arg(kReason));
    reason.code = error.arg(kCode);
    for (const auto& [name, value] : error.args) {
        if (name.starts_with(kBelow) && name != kCode)
            reason.args.emplace_back(name.substr(kBelow.size()), value);
    }
    return reason;
}

} // namespace ws::base
