#include "engine/base/ids.h"

#include <array>

namespace ws::base {

std::string UuidSource::next() {
    std::array<std::uint64_t, 2> words{m_random(), m_random()};
    words[0] = (words[0] & ~0xF000ULL) | 0x4000ULL;
    words[1] = (words[1] & ~(0xC000ULL << 48)) | (0x8000ULL << 48);
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text(36, '-');
    char* out = text.data();
    for (int digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20)
            ++out;
        *out++ = kDigits[(words[std::size_t(digit / 16)] >> (60 - 4 * (digit % 16))) & 0xF];
    }
    return text;
}

bool Arn::parse(std::string_view text, Arn& out) {
    std::array<std::string_view, 6> parts;
    for (std::size_t part = 0; part < 5; ++part) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos)
            return false;
        parts[part] = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    parts[5] = text;
    if (parts[0] != "arn")
        return false;
    out = {std::string(parts[1]), std::string(parts[2]), std::string(parts[3]),
           std::string(parts[4]), std::string(parts[5])};
    return true;
}

std::string Arn::toString() const {
    return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
}

FunctionName FunctionName::parse(std::string_view text) {
    Arn arn;
    if (Arn::parse(text, arn))
        text = std::string_view(text).substr(text.size() - arn.resource.size());
    constexpr std::string_view marker = "function:";
    if (const auto at = text.find(marker); at != std::string_view::npos)
        text.remove_prefix(at + marker.size());
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return {std::string(text), {}};
    return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

static std::string arnOf(std::string_view service, std::string resource) {
    return Arn{"aws", std::string(service), std::string(kRegion), std::string(kAccount),
               std::move(resource)}
        .toString();
}

std::string functionArn(std::string_view name, std::string_view qualifier) {
    std::string resource = "function:" + std::string(name);
    if (!qualifier.empty())
        resource += ':' + std::string(qualifier);
    return arnOf("lambda", std::move(resource));
}

std::string stateMachineArn(std::string_view name) {
    return arnOf("states", "stateMachine:" + std::string(name));
}

std::string executionArn(std::string_view machine, std::string_view execution) {
    return arnOf("states", "execution:" + std::string(machine) + ':' + std::string(execution));
}

} // namespace ws::base
