#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace ws::base {

/// Handles that the engine gives out; unique within one run of the program, never 0 when valid.
enum class EnvironmentId : std::uint64_t {};
enum class InvocationId : std::uint64_t {};
enum class ExecutionId : std::uint64_t {};

/// Writes the lowest `digits` (an even number) hexadecimal digits of `value`, lower case.
void writeHex(char* out, std::uint64_t value, int digits);

/// Random version 4 UUIDs from a generator that tests and simulations seed.
class UuidSource {
public:
    UuidSource()
        : m_random(std::random_device{}()) {}
    explicit UuidSource(std::uint64_t seed)
        : m_random(seed) {}
    std::string next();

private:
    std::mt19937_64 m_random;
};

/// arn:partition:service:region:account:resource, the resource with whatever colons it holds.
struct Arn {
    std::string partition = "aws";
    std::string service;
    std::string region;
    std::string account;
    std::string resource;

    static bool looksLikeOne(std::string_view text) { return text.starts_with("arn:"); }
    /// False when the text has fewer than six parts; `out` is then unchanged.
    static bool parse(std::string_view text, Arn& out);
    std::string toString() const;
};

/// What every ARN of a workspace is made with; the account is the one AWS documents use.
inline constexpr std::string_view kRegion = "us-east-1";
inline constexpr std::string_view kAccount = "123456789012";

/// A function named in any of the service's forms: name, name:qualifier, partial or full ARN.
struct FunctionName {
    std::string name;
    std::string qualifier; ///< version, alias or empty (meaning $LATEST)

    static FunctionName parse(std::string_view text);
};

std::string functionArn(std::string_view name, std::string_view qualifier = {});
std::string stateMachineArn(std::string_view name);
std::string executionArn(std::string_view machine, std::string_view execution);

} // namespace ws::base
