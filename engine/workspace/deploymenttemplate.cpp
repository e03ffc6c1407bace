#include "engine/workspace/deploymenttemplate.h"

#include "engine/base/ids.h"
#include "engine/json/documentedit.h"
#include "engine/json/draft.h"
#include "engine/json/yamltext.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>

namespace ws::workspace {

namespace {

using json::Document;
using json::Value;
using statemachine::Substitutions;

constexpr std::string_view kSamMachine = "AWS::Serverless::StateMachine";
constexpr std::string_view kMachine = "AWS::StepFunctions::StateMachine";
constexpr std::string_view kSamFunction = "AWS::Serverless::Function";
constexpr std::string_view kFunction = "AWS::Lambda::Function";
constexpr std::string_view kPermission = "AWS::Lambda::Permission";

std::optional<std::string> textOf(const Value& value);

std::optional<std::string> joined(const Value& arguments) {
    std::string out;
    const Value& parts = arguments.at(1);
    if (!arguments.isArray() || !arguments.at(0).isString() || !parts.isArray())
        return std::nullopt;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = textOf(parts.at(i));
        if (!part)
            return std::nullopt;
        out += (i > 0 ? arguments.at(0).toString() : "") + *part;
    }
    return out;
}

/// The text of Fn::Sub with its own variables.
std::optional<std::string> subbed(const Value& arguments) {
    if (arguments.isString())
        return arguments.toString();
    if (!arguments.isArray() || !arguments.at(0).isString())
        return std::nullopt;
    Substitutions own;
    for (const auto& [key, value] : arguments.at(1).members()) {
        const auto text = textOf(value);
        if (!text)
            return std::nullopt;
        own.emplace(key, *text);
    }
    return statemachine::filled(arguments.at(0).toString(), own);
}

std::optional<std::string> attribute(const Value& argument) {
    if (argument.isString())
        return "${" + argument.toString() + "}";
    if (!argument.isArray() || argument.size() != 2)
        return std::nullopt;
    return "${" + argument.at(0).toString() + "." + argument.at(1).toString() + "}";
}

/// A text with `${X}` where the template refers to something; nothing for functions that only a
/// deployment can compute.
std::optional<std::string> textOf(const Value& value) {
    if (value.isString())
        return value.toString();
    if (value.isNumber() || value.isBool())
        return value.dump();
    if (value.size() != 1 || !value.isObject())
        return std::nullopt;
    const auto& [name, argument] = *value.members().begin();
    if (name == "Ref" && argument.isString())
        return "${" + argument.toString() + "}";
    if (name == "Fn::GetAtt")
        return attribute(argument);
    if (name == "Fn::Sub")
        return subbed(argument);
    return name == "Fn::Join" ? joined(argument) : std::nullopt;
}

void readDefinition(const Value& properties, TemplateMachine& machine) {
    if (const Value& inlined = properties["Definition"]; inlined.isObject()) {
        machine.text = inlined.pretty() + "\n";
        return;
    }
    if (const Value* text = properties.find("DefinitionString")) {
        machine.text = textOf(*text).value_or("");
        return;
    }
    for (const char* key : {"DefinitionUri", "DefinitionS3Location"}) {
        const Value& uri = properties[key];
        if (uri.isString() && uri.toString().find("://") == std::string::npos)
            machine.file = uri.toString();
    }
}

Substitutions substitutionsOf(const Value& properties) {
    Substitutions out;
    for (const auto& [key, value] : properties["DefinitionSubstitutions"].members()) {
        // Numbers and booleans stay what they are; what cannot be told leaves its placeholder.
        if (value.isNumber() || value.isBool())
            out.emplace(key, value);
        else if (const auto text = textOf(value))
            out.emplace(key, *text);
    }
    return out;
}

constexpr std::array kCarried{"Description",   "Runtime",          "Handler",
                              "MemorySize",    "Timeout",          "Architectures",
                              "TenancyConfig", "EphemeralStorage", "Environment"};

/// A value with texts where the template refers to something; null where only a deployment can
/// tell.
Value told(const Value& value) {
    if (const auto text = textOf(value); text && !value.isNumber() && !value.isBool())
        return *text;
    if (value.isArray()) {
        Value out = Value::array();
        for (const Value& item : value.items())
            out.push(told(item));
        return out;
    }
    if (!value.isObject())
        return value;
    Value out = Value::object();
    for (const auto& [key, member] : value.members()) {
        if (key.starts_with("Fn::"))
            return {};
        if (Value one = told(member); !one.isNull())
            out.set(key, std::move(one));
    }
    return out;
}

/// Environments are merged, everything else is the function's own where it says so.
Value configurationOf(const Value& properties, const Value& globals) {
    Value out = Value::object();
    for (const char* key : kCarried) {
        const Value* own = properties.find(key);
        const Value* shared = globals.find(key);
        if (!own && !shared)
            continue;
        Value value = told(own ? *own : *shared);
        if (own && shared && own->isObject() && (*shared)["Variables"].isObject()) {
            Value variables = told((*shared)["Variables"]);
            for (const auto& [name, text] : value["Variables"].members())
                variables.set(name, text);
            value.set("Variables", std::move(variables));
        }
        if (!value.isNull())
            out.set(key, std::move(value));
    }
    return out;
}

TemplateFunction functionOf(const std::string& id, const Value& properties, const Value& globals) {
    const Value* code = properties.find("CodeUri");
    if (!code || !code->isString())
        code = properties.find("Code");
    if (!code || !code->isString())
        code = globals.find("CodeUri");
    return {id, properties["FunctionName"].toString(), code ? code->toString() : std::string(),
            configurationOf(properties, globals)};
}

std::string lastStep(std::string path) {
    while (path.ends_with('/'))
        path.pop_back();
    return path.substr(path.rfind('/') + 1);
}

/// The local function that a function of the template is: by its id, its name or its folder.
std::string localName(const TemplateFunction& function, const std::vector<std::string>& local) {
    for (const std::string& name : {function.logicalId, function.name, lastStep(function.folder)}) {
        if (!name.empty() && std::find(local.begin(), local.end(), name) != local.end())
            return name;
    }
    return function.name.empty() || function.name.find("${") != std::string::npos
               ? function.logicalId
               : function.name;
}

/// The keys of the placeholders in a text.
std::vector<std::string> placeholdersIn(std::string_view text) {
    std::vector<std::string> keys;
    for (std::size_t at = text.find("${"); at != std::string_view::npos;
         at = text.find("${", at + 2)) {
        const std::size_t close = text.find('}', at);
        const std::string_view key =
            text.substr(at + 2, close == std::string_view::npos ? 0 : close - at - 2);
        const bool named = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == ':' ||
                   c == '_' || c == '-';
        });
        if (named)
            keys.emplace_back(key);
    }
    return keys;
}

// --- Writing

bool isFunctionArn(std::string_view text) {
    base::Arn arn;
    return base::Arn::parse(text, arn) && arn.service == "lambda" &&
           arn.resource.starts_with("function:");
}

/// "validate-order" becomes "ValidateOrder": ids of templates are letters and digits.
std::string logicalId(std::string_view name) {
    std::string id;
    bool upper = true;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || std::isalnum(byte) == 0) {
            upper = true;
            continue;
        }
        id += upper ? static_cast<char>(std::toupper(byte)) : c;
        upper = false;
    }
    return id;
}

/// Puts placeholders where a definition names functions, and keeps what they stand for.
class FunctionParameters {
public:
    Value replaced(const Value& value) {
        if (value.isObject()) {
            Value out = Value::object();
            for (const auto& [key, member] : value.members())
                out.set(key,
                        isName(key, member) ? placeholder(member.toString()) : replaced(member));
            return out;
        }
        if (value.isArray()) {
            Value out = Value::array();
            for (const Value& item : value.items())
                out.push(replaced(item));
            return out;
        }
        if (!value.isString())
            return value;
        if (isFunctionArn(value.toString()))
            return placeholder(value.toString());
        for (const std::string& key : placeholdersIn(value.toString()))
            declare(key);
        return value;
    }

    /// By id; null where nothing is known of the value.
    const json::Object& parameters() const { return m_parameters; }
    const std::vector<std::string>& functions() const { return m_functions; }

private:
    static bool isName(const std::string& key, const Value& member) {
        const std::string& text = member.toString();
        return key == "FunctionName" && !text.empty() && !text.starts_with("{%") &&
               text.find("${") == std::string::npos && !text.starts_with('$');
    }

    Value placeholder(const std::string& target) {
        const std::string base = logicalId(base::FunctionName::parse(target).name) +
                                 (isFunctionArn(target) ? "FunctionArn" : "FunctionName");
        std::string id = base;
        for (int i = 2; m_parameters.contains(id) && !(*m_parameters.find(id) == Value(target));
             ++i)
            id = base + std::to_string(i);
        if (!m_parameters.contains(id))
            m_functions.push_back(id);
        m_parameters.set(id, target);
        return "${" + id + "}";
    }

    /// A placeholder that was there before is a parameter that whoever deploys gives.
    void declare(const std::string& key) {
        const bool plain = std::all_of(key.begin(), key.end(), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0;
        });
        if (plain && !m_parameters.contains(key))
            m_parameters.set(key, nullptr);
    }

    json::Object m_parameters;
    std::vector<std::string> m_functions;
};

Value reference(const std::string& id) {
    return Value::object({{"Ref", id}});
}

Value declarations(const FunctionParameters& functions) {
    Value out = Value::object();
    for (const auto& [id, target] : functions.parameters()) {
        Value parameter = Value::object({{"Type", "String"}});
        if (!target.isNull())
            parameter.set("Default", target);
        out.set(id, std::move(parameter));
    }
    return out;
}

/// The ARN that a policy names: what a parameter is, or the function of that name.
Value policyResource(const FunctionParameters& functions, const std::string& id) {
    if (isFunctionArn(functions.parameters().find(id)->toString()))
        return reference(id);
    return Value::object({{"Fn::Sub", "arn:${AWS::Partition}:lambda:${AWS::Region}:"
                                      "${AWS::AccountId}:function:${" +
                                          id + "}"}});
}

Value mayInvoke(const FunctionParameters& functions) {
    Value resources = Value::array();
    for (const std::string& id : functions.functions())
        resources.push(policyResource(functions, id));
    const Value statement = Value::object({{"Effect", "Allow"},
                                           {"Action", "lambda:InvokeFunction"},
                                           {"Resource", std::move(resources)}});
    return Value(Value::Array{
        Value::object({{"Version", "2012-10-17"}, {"Statement", Value(Value::Array{statement})}})});
}

} // namespace

base::Result<DeploymentTemplate> readTemplate(std::string text, statemachine::DefinitionKind kind) {
    const auto document = statemachine::loadDefinition(std::move(text), kind);
    if (!document)
        return document.error();
    DeploymentTemplate out;
    const Value root = document->value(document->root());
    for (const auto& [id, parameter] : root["Parameters"].members()) {
        if (const Value* value = parameter.find("Default"))
            out.parameters.emplace(id, *value);
    }
    const Document::NodeId resources = document->member(document->root(), "Resources");
    for (const auto& [id, resource] : root["Resources"].members()) {
        const std::string& type = resource["Type"].toString();
        const Value& properties = resource["Properties"];
        if (type == kSamFunction || type == kFunction)
            out.functions.push_back(functionOf(id, properties, root["Globals"]["Function"]));
        if (type != kSamMachine && type != kMachine)
            continue;
        TemplateMachine machine{id, {}, {}, 0, substitutionsOf(properties)};
        machine.line =
            document->position(document->node(document->member(resources, id)).keyRange.begin).line;
        readDefinition(properties, machine);
        out.machines.push_back(std::move(machine));
    }
    if (out.machines.empty())
        return base::Error{"deployment.noMachines", {}};
    return out;
}

bool TemplateTrigger::isOf(const std::string& name) const {
    return localName(function, {name}) == name;
}

/// The function of the template that a permission is for, or one that is only named.
static TemplateFunction permitted(const Value& root, const std::string& wanted) {
    const Value& resources = root["Resources"];
    for (const auto& [id, resource] : resources.members()) {
        const std::string& type = resource["Type"].toString();
        if (type != kSamFunction && type != kFunction)
            continue;
        TemplateFunction function =
            functionOf(id, resource["Properties"], root["Globals"]["Function"]);
        const bool isNamed = !function.name.empty() && function.name == wanted;
        if (isNamed || wanted == "${" + id + "}" || wanted.starts_with("${" + id + "."))
            return function;
    }
    return {{}, wanted, {}, {}};
}

static void addPermission(const Value& root, const Value& properties,
                          std::vector<TemplateTrigger>& out) {
    const auto function = textOf(properties["FunctionName"]);
    const auto principal = textOf(properties["Principal"]);
    if (!function || !principal)
        return;
    // A name, a part of an ARN or a whole one; of a version, or of an alias.
    const auto name = base::FunctionName::parse(*function);
    const std::string wanted = function->starts_with("${") ? *function : name.name;
    out.push_back({permitted(root, wanted), {}, *principal});
}

base::Result<std::vector<TemplateTrigger>> templateTriggers(std::string text,
                                                            statemachine::DefinitionKind kind) {
    const auto document = statemachine::loadDefinition(std::move(text), kind);
    if (!document)
        return document.error();
    std::vector<TemplateTrigger> out;
    const Value root = document->value(document->root());
    for (const auto& [id, resource] : root["Resources"].members()) {
        const Value& properties = resource["Properties"];
        if (resource["Type"].toString() == kPermission)
            addPermission(root, properties, out);
        if (resource["Type"].toString() != kSamFunction)
            continue;
        for (const auto& [name, event] : properties["Events"].members())
            out.push_back({functionOf(id, properties, root["Globals"]["Function"]),
                           event["Type"].toString(),
                           {}});
    }
    return out;
}

Substitutions localSubstitutions(const DeploymentTemplate& deployment,
                                 const TemplateMachine& machine,
                                 const std::vector<std::string>& localFunctions) {
    Substitutions known = deployment.parameters;
    known["AWS::Region"] = base::kRegion;
    known["AWS::AccountId"] = base::kAccount;
    known["AWS::Partition"] = "aws";
    for (const TemplateFunction& function : deployment.functions) {
        const std::string name = localName(function, localFunctions);
        known[function.logicalId] = name;
        known[function.logicalId + ".Arn"] = base::functionArn(name);
    }
    for (const TemplateMachine& other : deployment.machines) {
        for (const char* attribute : {"", ".Arn"})
            known[other.logicalId + attribute] = base::stateMachineArn(other.logicalId);
    }
    Substitutions out = known;
    for (const auto& [key, value] : machine.substitutions) {
        if (!value.isString()) {
            out[key] = value;
            continue;
        }
        // One that names a parameter is what that parameter is, a number too.
        out[key] = statemachine::substituted(value.toString(), known);
    }
    return out;
}

base::Result<Filled> filledIn(const std::string& definition, statemachine::DefinitionKind kind,
                              const Substitutions& substitutions) {
    const auto document = statemachine::loadDefinition(definition, kind);
    if (!document)
        return document.error();
    std::vector<json::Edit> edits;
    std::set<std::size_t> done; // aliases of YAML have the bytes of what they name
    std::set<std::string> open;
    for (Document::NodeId id = 0; id < document->nodeCount(); ++id) {
        const std::string text = document->string(id);
        if (text.find("${") == std::string::npos ||
            !done.insert(document->node(id).range.begin).second)
            continue;
        const Value value = statemachine::substituted(text, substitutions);
        if (value != Value(text))
            edits.push_back(json::replaceScalar(*document, id, value));
        if (value.isString()) {
            for (const std::string& key : placeholdersIn(value.toString()))
                open.insert(key);
        }
    }
    std::sort(edits.begin(), edits.end(), [](const json::Edit& a, const json::Edit& b) {
        return a.range.begin < b.range.begin;
    });
    return Filled{json::applied(definition, edits), {open.begin(), open.end()}};
}

Value deploymentTemplate(std::string_view machine, const Value& definition, DeploymentKind kind) {
    const bool sam = kind == DeploymentKind::Sam;
    FunctionParameters functions;
    const Value replaced = functions.replaced(definition);
    Value properties = Value::object();
    if (!sam)
        properties.set("RoleArn", reference("StateMachineRoleArn"));
    properties.set("Definition", replaced);
    Value substitutions = Value::object();
    for (const auto& [id, target] : functions.parameters())
        substitutions.set(id, reference(id));
    if (substitutions.size() > 0)
        properties.set("DefinitionSubstitutions", substitutions);
    if (sam && !functions.functions().empty())
        properties.set("Policies", mayInvoke(functions));

    Value parameters = declarations(functions);
    if (!sam)
        parameters.set("StateMachineRoleArn", Value::object({{"Type", "String"}}));
    Value out = Value::object({{"AWSTemplateFormatVersion", "2010-09-09"}});
    if (sam)
        out.set("Transform", "AWS::Serverless-2016-10-31");
    if (parameters.size() > 0)
        out.set("Parameters", parameters);
    std::string id = logicalId(machine);
    if (id.empty())
        id = "StateMachine";
    const Value resource = Value::object(
        {{"Type", sam ? kSamMachine : kMachine}, {"Properties", std::move(properties)}});
    out.set("Resources", Value::object({{id, resource}}));
    return out;
}

base::Result<std::string> deploymentText(std::string_view machine, const std::string& definition,
                                         statemachine::DefinitionKind source, DeploymentKind kind,
                                         statemachine::DefinitionKind language) {
    const auto document = statemachine::loadDefinition(definition, source);
    if (!document)
        return document.error();
    const Value written = deploymentTemplate(machine, document->value(document->root()), kind);
    return language == statemachine::DefinitionKind::Json ? written.pretty() + "\n"
                                                          : json::yamlText(written);
}

} // namespace ws::workspace
