#include "engine/base/ids.h"

#include <array>

namespace ws::base {

namespace {

using HexPairs = std::array<std::array<char, 2>, 256>;

constexpr HexPairs hexPairs() {
    constexpr std::string_view digits = "0123456789abcdef";
    HexPairs pairs{};
    for (std::size_t byte = 0; byte < pairs.size(); ++byte)
        pairs[byte] = {digits[byte / 16], digits[byte % 16]};
    return pairs;
}

} // namespace

void writeHex(char* out, std::uint64_t value, int digits) {
    static constexpr HexPairs kPairs = hexPairs();
    for (int shift = 4 * digits - 8; shift >= 0; shift -= 8) {
        const auto& pair = kPairs[(value >> shift) & 0xFF];
        *out++ = pair[0];
        *out++ = pair[1];
    }
}

std::string UuidSource::next() {
    std::array<std::uint64_t, 2> words{m_random(), m_random()};
    words[0] = (words[0] & ~0xF000ULL) | 0x4000ULL;
    words[1] = (words[1] & ~(0xC000ULL << 48)) | (0x8000ULL << 48);
    std::string text(36, '-');
    char* out = text.data();
    writeHex(out, words[0] >> 32, 8);
    writeHex(out + 9, words[0] >> 16, 4);
    writeHex(out + 14, words[0], 4);
    writeHex(out + 19, words[1] >> 48, 4);
    writeHex(out + 24, words[1], 12);
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
