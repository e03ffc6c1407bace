#include "tests/conformance/asl/recordedcase.h"

#include "engine/base/ids.h"
#include "engine/execution/timestamp.h"
#include "tests/conformance/asl/steprunner.h"
#include "tests/conformance/asl/world.h"

#include <algorithm>
#include <chrono>

namespace ws::conformance {

using json::Value;

namespace {

std::string arn(const std::string& service, const std::string& resource,
                const std::string& account = std::string(base::kAccount)) {
    return base::Arn{"aws", service, std::string(base::kRegion), account, resource}.toString();
}

/// "03-12-2025, 18:51:48" as "2025-12-03"; the earliest when there are several.
std::string dateOf(const Value& recorded) {
    std::string earliest;
    const auto take = [&](const std::string& text) {
        if (text.size() < 10)
            return;
        const std::string date =
            text.substr(6, 4) + '-' + text.substr(3, 2) + '-' + text.substr(0, 2);
        if (earliest.empty() || date < earliest)
            earliest = date;
    };
    take(recorded.toString());
    for (const auto& [key, date] : recorded.members())
        take(date.toString());
    return earliest;
}

/// What the token of a resource stands for.
std::string identity(const std::string& type, const std::string& name, bool isSecondary) {
    const std::string region(base::kRegion);
    const std::string account = isSecondary ? kSecondaryAccount : std::string(base::kAccount);
    if (type == "stateMachine")
        return arn("states", "stateMachine:" + name, account);
    if (type == "role")
        return "arn:aws:iam::" + account + ":role/" + name;
    if (type == "function")
        return base::functionArn(name);
    if (type == "activity")
        return arn("states", "activity:" + name);
    if (type == "logGroup")
        return arn("logs", "log-group:" + name + ":*");
    if (type == "queue")
        return "https://sqs." + region + ".amazonaws.com/" + account + '/' + name;
    if (type == "topic")
        return arn("sns", name);
    if (type == "rule")
        return arn("events", "rule/" + name);
    if (type == "execution")
        return base::executionArn("not-started", name);
    return name;
}

std::string attributeArn(const std::string& type, const std::string& name) {
    if (type == "queue")
        return arn("sqs", name);
    if (type == "table")
        return arn("dynamodb", "table/" + name);
    if (type == "bucket")
        return "arn:aws:s3:::" + name;
    return identity(type, name, false);
}

} // namespace

RecordedCase::RecordedCase(Value source, const Value& transformerGroups)
    : m_source(std::move(source))
    , m_normalisation(m_source["transformers"], transformerGroups) {
    bindNames();
}

void RecordedCase::bindNames() {
    m_tokens.bind("account", std::string(base::kAccount));
    m_tokens.bind("account#secondary", kSecondaryAccount);
    m_tokens.bind("region", std::string(base::kRegion));
    int number = 0;
    for (const auto& [logical, function] : m_source["functions"].members())
        bindResource("function:" + logical, function, ++number);
    for (const auto& [token, resource] : m_source["resources"].members())
        bindResource(token, resource, ++number);
}

void RecordedCase::bindResource(const std::string& token, const Value& resource, int number) {
    const auto colon = token.find(':');
    const std::string type = token.substr(0, colon);
    if (type == "mapRun")
        return; // known when it runs
    std::string name = resource["name"].toString();
    if (name.empty()) {
        // Not the beginning of any other name.
        name = token.substr(colon + 1) + "-n" + std::to_string(number) + 'x';
        std::replace_if(
            name.begin(), name.end(),
            [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '-');
    }
    m_tokens.bind(token + "#name", name);
    m_tokens.bind(token + "#arn", attributeArn(type, name));
    if (type != "stateMachineAlias")
        m_tokens.bind(token, identity(type, name, resource["account"] == Value("secondary")));
}

RecordedComparison RecordedCase::comparison(bool withSkips) const {
    RecordedComparison::Setup setup;
    setup.references = m_normalisation.references();
    setup.recorded = dateOf(m_source["recorded_date"]);
    for (const Value& path : m_source["skip_paths"].items()) {
        if (withSkips)
            setup.skips.emplace_back(path.toString());
    }
    return RecordedComparison(std::move(setup));
}

RecordedCase::Outcome RecordedCase::run(Detail detail) {
    base::TimePoint now{std::chrono::seconds{1'700'000'000}};
    if (const auto frozen = execution::parseTimestamp(m_source["frozen_now"].toString()))
        now = *frozen;
    World world(now);
    world.functions.setOtherwise(m_otherwise);
    Value matched = Value::object();
    StepRunner runner(m_source, world, m_tokens, [&](const StepRunner::Match& match) {
        matched.set(match.key, match.value);
        return std::string();
    });
    const std::string stopped = runner.run();
    Outcome outcome;
    outcome.executions = world.journals->count();
    outcome.replayDifference = world.journals->replayDifference();
    compare(matched, detail, outcome);
    if (outcome.difference.empty())
        outcome.difference = stopped;
    if (outcome.strictDifference.empty())
        outcome.strictDifference = stopped;
    return outcome;
}

void RecordedCase::compare(const Value& matched, Detail detail, Outcome& outcome) const {
    const Value normal = m_normalisation.apply(matched, m_tokens);
    RecordedComparison lenient = comparison(true);
    RecordedComparison strict = comparison(false);
    for (const auto& [key, actual] : normal.members()) {
        const Value& expected = m_source["expected"][key];
        if (detail == Detail::BothSides)
            outcome.dump.push_back("== " + key + "\n-- expected\n" + expected.pretty() +
                                   "\n-- got\n" + actual.pretty());
        if (outcome.difference.empty())
            outcome.difference = lenient.difference(expected, actual, {key});
        if (outcome.strictDifference.empty())
            outcome.strictDifference = strict.difference(expected, actual, {key});
    }
    outcome.laterMembers = lenient.laterMembers();
    outcome.isEmulated = lenient.isEmulated();
}

} // namespace ws::conformance
