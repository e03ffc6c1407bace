#include "engine/service/statesarn.h"

#include "engine/base/ids.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ws::service {

namespace {

using Kind = StatesArn::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 5> kKinds{
    {{"stateMachine", Kind::StateMachine},
     {"execution", Kind::Execution},
     {"express", Kind::Express},
     {"activity", Kind::Activity},
     {"mapRun", Kind::MapRun}}};

ApiError invalid(const std::string& reason) {
    return {"InvalidArn", "Invalid Arn: '" + reason + "'"};
}

std::string nameOf(Kind kind) {
    for (const auto& [name, each] : kKinds) {
        if (each == kind)
            return std::string(name);
    }
    return {};
}

/// Cuts off what is before the next colon.
std::string_view nextPart(std::string_view& text) {
    const auto colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    text = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    return part;
}

} // namespace

std::string StatesArn::machineArn() const {
    return siblingArn(text, "stateMachine:" + machine);
}

bool StatesArn::isVersion() const {
    return !qualifier.empty() && std::all_of(qualifier.begin(), qualifier.end(),
                                             [](char c) { return c >= '0' && c <= '9'; });
}

ApiResult<StatesArn> StatesArn::parse(std::string_view text) {
    if (!base::Arn::looksLikeOne(text))
        return invalid("Invalid ARN prefix: " + std::string(text));
    base::Arn arn;
    if (!base::Arn::parse(text, arn))
        return invalid("Invalid ARN: " + std::string(text));
    if (arn.service != "states")
        return invalid("Invalid ARN service: " + arn.service);
    std::string_view rest = arn.resource;
    const std::string_view type = nextPart(rest);
    const auto known = std::find_if(kKinds.begin(), kKinds.end(),
                                    [&](const auto& each) { return each.first == type; });
    if (known == kKinds.end())
        return invalid("Invalid resource type: " + std::string(type));
    StatesArn out;
    out.kind = known->second;
    out.text = std::string(text);
    out.machine = std::string(nextPart(rest));
    if (const auto slash = out.machine.find('/'); slash != std::string::npos) {
        out.label = out.machine.substr(slash + 1);
        out.machine.resize(slash);
    }
    out.qualifier = std::string(nextPart(rest));
    out.run = std::string(rest);
    const bool wantsName =
        out.kind == Kind::Execution || out.kind == Kind::Express || out.kind == Kind::MapRun;
    if (out.machine.empty() || (wantsName && out.qualifier.empty()))
        return invalid("Invalid ARN: " + std::string(text));
    return out;
}

ApiResult<StatesArn> StatesArn::parse(std::string_view text, Kind kind) {
    auto arn = parse(text);
    if (arn && arn->kind != kind)
        return invalid("Resource type not valid in this context: " + nameOf(arn->kind));
    return arn;
}

std::string siblingArn(std::string_view text, const std::string& resource) {
    base::Arn arn;
    base::Arn::parse(text, arn);
    arn.resource = resource;
    return arn.toString();
}

} // namespace ws::service
