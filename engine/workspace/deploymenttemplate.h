#pragma once

#include "engine/base/result.h"
#include "engine/statemachine/definitiontext.h"

#include <string>
#include <string_view>
#include <vector>

/// State machines in templates of SAM and CloudFormation, JSON and YAML.
namespace ws::workspace {

struct TemplateMachine {
    std::string logicalId;
    std::string text;     ///< its definition; empty when it is in a file of its own
    std::string file;     ///< DefinitionUri, relative to the template; empty when the text is here
                          ///< or, with an empty text, where it cannot be read from
    std::size_t line = 0; ///< of the resource in the template
    statemachine::Substitutions substitutions; ///< what its `${Key}` stand for in the template
};

struct TemplateFunction {
    std::string logicalId;
    std::string name;   ///< FunctionName; empty when the deployment chooses one
    std::string folder; ///< CodeUri where that is a local path
    /// What function.json can have of it, with the template's Globals, and `${X}` where the
    /// template refers to something.
    json::Value configuration;
};

struct DeploymentTemplate {
    std::vector<TemplateMachine> machines;
    std::vector<TemplateFunction> functions;
    statemachine::Substitutions parameters; ///< those with a default
};

/// Errors: "json.syntax", "yaml.syntax"; "deployment.noMachines".
base::Result<DeploymentTemplate> readTemplate(std::string text, statemachine::DefinitionKind kind);

/// What `${X}` of a machine of the template is in this workspace: its functions and machines under
/// their local names, its parameters' defaults, region and account. `localFunctions` are the names
/// that the workspace has.
statemachine::Substitutions localSubstitutions(const DeploymentTemplate& deployment,
                                               const TemplateMachine& machine,
                                               const std::vector<std::string>& localFunctions);

struct Filled {
    std::string text;
    std::vector<std::string> open; ///< placeholders that nothing stands for, as they stay
};

/// The definition with what is known in the place of its placeholders; every other byte stays.
base::Result<Filled> filledIn(const std::string& definition, statemachine::DefinitionKind kind,
                              const statemachine::Substitutions& substitutions);

/// What SAM's Events connect to a function, and whom an AWS::Lambda::Permission lets invoke it.
struct TemplateTrigger {
    TemplateFunction function;
    std::string type;      ///< "S3", "HttpApi"; empty: a permission
    std::string principal; ///< of a permission: "s3.amazonaws.com"
    /// The function of the workspace that has this name is the one.
    bool isOf(const std::string& name) const;
};
/// Errors: "json.syntax", "yaml.syntax".
base::Result<std::vector<TemplateTrigger>> templateTriggers(std::string text,
                                                            statemachine::DefinitionKind kind);

enum class DeploymentKind : std::uint8_t { Sam, CloudFormation };

/// A template with one machine: the ARNs of its functions are parameters that
/// DefinitionSubstitutions put into it, with what stood there as their defaults.
json::Value deploymentTemplate(std::string_view machine, const json::Value& definition,
                               DeploymentKind kind);
/// The same as text, in JSON where the language is that and in YAML else. `source` is what the
/// definition is written in. Errors of statemachine::loadDefinition().
base::Result<std::string> deploymentText(std::string_view machine, const std::string& definition,
                                         statemachine::DefinitionKind source, DeploymentKind kind,
                                         statemachine::DefinitionKind language);

} // namespace ws::workspace
