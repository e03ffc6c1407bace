#include "tests/conformance/asl/steprunner.h"

#include "engine/base/ids.h"

#include <string>
#include <vector>

namespace ws::conformance {

using json::Value;

/// The role that a template makes for its state machine.
std::string StepRunner::deployedRole() const {
    std::string name = "deployed";
    for (const auto& [token, resource] : m_source["resources"].members()) {
        if (resource["cfn_type"] == Value("AWS::IAM::Role"))
            name = m_tokens.text("${" + token + "}");
    }
    return "arn:aws:iam::" + std::string(base::kAccount) + ":role/" + name;
}

/// A template: only the state machines in it matter, they are in the case already.
std::string StepRunner::deploy(const Value& step) {
    for (const auto& [token, resource] : m_source["resources"].members()) {
        if (!token.starts_with("stateMachine:") || resource["step"] != step["id"])
            continue;
        const Value args = Value::object({{"name", resource["name"]},
                                          {"definition", definition("primary")},
                                          {"roleArn", deployedRole()}});
        if (const auto answer = m_world.states.call("CreateStateMachine", args); !answer)
            return "deploying " + token + ": " + answer.error().message;
    }
    return {};
}

/// The state machines of a template in its simplest form.
void StepRunner::createStack(const Value& args) {
    const Value& body = args["TemplateBody"];
    const auto parsed = body.isString() ? Value::parse(body.toString()) : Value(body["$yaml"]);
    if (!parsed.ok())
        return;
    for (const auto& [name, resource] : (*parsed)["Resources"].members()) {
        const Value& properties = resource["Properties"];
        if (resource["Type"] != Value("AWS::StepFunctions::StateMachine"))
            continue;
        const Value* text = properties.find("DefinitionString");
        static_cast<void>(m_world.states.call(
            "CreateStateMachine",
            Value::object({{"name", properties["StateMachineName"]},
                           {"definition", text ? *text : Value(properties["Definition"].dump())},
                           {"roleArn", properties["RoleArn"]}})));
    }
}

void StepRunner::bindResources(std::int64_t step, const StepResult& result) {
    if (result.error || result.isUnknown)
        return;
    for (const auto& [token, resource] : m_source["resources"].members()) {
        if (resource["step"].toInteger() != step)
            continue;
        for (const char* member : {"executionArn", "stateMachineAliasArn", "activityArn"}) {
            const Value* arn = result.value.find(member);
            if (!arn)
                continue;
            m_tokens.bind(token, arn->toString());
            base::Arn parts;
            base::Arn::parse(arn->toString(), parts);
            const auto colon = parts.resource.rfind(':');
            if (parts.resource.starts_with("express:")) {
                const auto before = parts.resource.rfind(':', colon - 1);
                m_tokens.bind(token + "#runId", parts.resource.substr(colon + 1));
                m_tokens.bind(token + "#name",
                              parts.resource.substr(before + 1, colon - before - 1));
            } else {
                m_tokens.bind(token + "#name", parts.resource.substr(colon + 1));
            }
        }
    }
    // What the functions of this execution answered.
    for (const Value& run : m_source["runs"].items()) {
        if (run["step"].toInteger() != step || !result.value.find("executionArn"))
            continue;
        for (const Value& link : run["expected"].items()) {
            Value recorded = m_source["expected"][link["key"].toString()];
            for (const Value& at : link["path"].items()) {
                const Value inner = at.isString()
                                        ? recorded[at.toString()]
                                        : recorded.at(static_cast<std::size_t>(at.toInteger()));
                recorded = inner;
            }
            if (link["what"] != Value("history") || !recorded["events"].isArray())
                continue;
            m_world.functions.script(result.value["executionArn"].toString(), recorded);
            m_world.services.script(result.value["executionArn"].toString(), recorded);
        }
    }
}

/// ${mapRun:n}: the n-th distinct Map Run that some answer shows.
void StepRunner::bindMapRuns(const StepResult& result) {
    std::vector<std::string> arns;
    for (const Value& event : result.value["events"].items())
        arns.push_back(event["mapRunStartedEventDetails"]["mapRunArn"].toString());
    for (const Value& run : result.value["mapRuns"].items())
        arns.push_back(run["mapRunArn"].toString());
    for (const std::string& arn : arns) {
        bool known = arn.empty();
        for (std::size_t n = 0; n < m_mapRuns && !known; ++n)
            known = m_tokens.text("${mapRun:" + std::to_string(n) + "}") == arn;
        if (known)
            continue;
        const std::string token = "mapRun:" + std::to_string(m_mapRuns++);
        const auto slash = arn.rfind('/');
        const auto colon = arn.rfind(':');
        m_tokens.bind(token, arn);
        m_tokens.bind(token + "#label", arn.substr(slash + 1, colon - slash - 1));
        m_tokens.bind(token + "#id", arn.substr(colon + 1));
    }
}

} // namespace ws::conformance
