#include "engine/workspace/templateimport.h"

#include "engine/base/ids.h"
#include "engine/statemachine/graph.h"
#include "engine/workspace/deploymenttemplate.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/scanner.h"
#include "engine/workspace/textfile.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

namespace ws::workspace {

namespace {

namespace fs = std::filesystem;

base::Error inFile(const std::string& path, base::Error error) {
    if (error.code == "json.syntax" || error.code == "yaml.syntax")
        error.code = "file.syntax";
    if (error.arg("path").empty())
        error.args.emplace_back("path", path);
    return error;
}

base::Error about(const std::string& machine, base::Error error) {
    if (error.arg("machine").empty())
        error.args.emplace_back("machine", machine);
    return error;
}

std::vector<std::string> functionsIn(const std::string& root) {
    std::vector<std::string> names;
    std::error_code failure;
    for (fs::directory_iterator entry(root + "/functions", failure), end; !failure && entry != end;
         entry.increment(failure)) {
        if (entry->is_directory(failure))
            names.push_back(entry->path().filename().string());
    }
    return names;
}

/// A definition's text with the file that its errors are about.
struct Source {
    std::string text;
    std::string name;
    std::string_view suffix;
};

base::Result<Source> sourceOf(const TemplateMachine& machine, const std::string& templateFile) {
    if (machine.file.empty())
        return Source{machine.text, templateFile + " (" + machine.logicalId + ")",
                      kMachineSuffixes[0]};
    const std::string path = (fs::path(templateFile).parent_path() / machine.file).string();
    auto file = readTextFile(path);
    if (!file)
        return file.error();
    const bool yaml =
        statemachine::definitionKindOfFile(path) == statemachine::DefinitionKind::Yaml;
    return Source{std::move(file->text), path, kMachineSuffixes[yaml ? 1 : 0]};
}

/// The functions that the definition names and the workspace does not have, each once.
std::vector<std::string> absent(const std::string& text, statemachine::DefinitionKind kind,
                                const std::vector<std::string>& local) {
    std::set<std::string> names;
    if (const auto document = statemachine::loadDefinition(text, kind)) {
        for (const auto& node : statemachine::buildGraph(*document).nodes) {
            base::Arn arn;
            const bool function = node.integration.starts_with("lambda:invoke") ||
                                  (base::Arn::parse(node.resource, arn) && arn.service == "lambda");
            const std::string name = base::FunctionName::parse(node.resource).name;
            if (function && isFunctionName(name) &&
                std::find(local.begin(), local.end(), name) == local.end())
                names.insert(name);
        }
    }
    return {names.begin(), names.end()};
}

base::Result<ImportedMachine> planned(const DeploymentTemplate& deployment,
                                      const TemplateMachine& machine,
                                      const std::string& templateFile, const std::string& root,
                                      const std::vector<std::string>& local) {
    if (!isMachineName(machine.logicalId))
        return base::Error{"deployment.name",
                           {{"path", templateFile},
                            {"line", std::to_string(machine.line)},
                            {"machine", machine.logicalId}}};
    if (machine.text.empty() && machine.file.empty())
        return base::Error{"deployment.definition",
                           {{"path", templateFile},
                            {"line", std::to_string(machine.line)},
                            {"machine", machine.logicalId}}};
    const auto source = sourceOf(machine, templateFile);
    if (!source)
        return source.error();
    const auto known = localSubstitutions(deployment, machine, local);
    auto filled = filledIn(source->text, statemachine::DefinitionKind::Unknown, known);
    if (!filled)
        return inFile(source->name, filled.error());
    const std::string there = machinePath(root, machine.logicalId);
    std::error_code failure;
    if (fs::exists(root + "/" + there, failure))
        return base::Error{"deployment.exists", {{"path", there}}};
    auto functions = absent(filled->text, statemachine::DefinitionKind::Unknown, local);
    return ImportedMachine{machine.logicalId,
                           "statemachines/" + machine.logicalId + std::string(source->suffix),
                           std::move(filled->text), std::move(filled->open), std::move(functions)};
}

// ---- Functions

constexpr std::uintmax_t kMaxCode = 250ULL * 1024 * 1024; // unpacked, lambda.md A 15

/// The folder of the code, if there is one below the template's: a template is no reason to read
/// anything else of the machine.
std::string codeFolder(const std::string& templateFile, const std::string& folder) {
    std::error_code failure;
    const fs::path base = fs::weakly_canonical(fs::absolute(templateFile, failure), failure);
    const fs::path code = fs::weakly_canonical(base.parent_path() / folder, failure);
    const std::string below = (code / "").lexically_relative(base.parent_path()).string();
    if (folder.empty() || failure || below.starts_with("..") || !fs::is_directory(code, failure))
        return {};
    return code.string();
}

json::Value filledValue(const json::Value& value, const statemachine::Substitutions& known) {
    if (value.isString())
        return statemachine::substituted(value.toString(), known);
    if (value.isArray()) {
        json::Value out = json::Value::array();
        for (const json::Value& item : value.items())
            out.push(filledValue(item, known));
        return out;
    }
    if (!value.isObject())
        return value;
    json::Value out = json::Value::object();
    for (const auto& [key, member] : value.members())
        out.set(key, filledValue(member, known));
    return out;
}

void planFunctions(const DeploymentTemplate& deployment, const std::string& templateFile,
                   const std::vector<std::string>& local, ImportPlan& plan) {
    std::set<std::string> wanted;
    for (const ImportedMachine& machine : plan.machines)
        wanted.insert(machine.functions.begin(), machine.functions.end());
    const auto known = localSubstitutions(deployment, {}, local);
    for (const TemplateFunction& function : deployment.functions) {
        const std::string name = known.at(function.logicalId).toString();
        std::string folder = codeFolder(templateFile, function.folder);
        if (wanted.erase(name) > 0 && !folder.empty())
            plan.functions.push_back(
                {name, std::move(folder), filledValue(function.configuration, known)});
    }
}

base::Error unwritable(const fs::path& path, const std::error_code& failure) {
    return {"file.unwritable", {{"path", path.string()}, {"reason", failure.message()}}};
}

/// Into `target`, which is new.
base::Status copyCode(const fs::path& source, const fs::path& target) {
    std::error_code failure;
    std::uintmax_t size = 0;
    fs::create_directories(target, failure);
    for (fs::recursive_directory_iterator entry(source, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        const fs::path there = target / entry->path().lexically_relative(source);
        if (entry->is_symlink(failure)) {
            entry.disable_recursion_pending();
        } else if (entry->is_directory(failure)) {
            fs::create_directory(there, failure);
        } else if (entry->is_regular_file(failure)) {
            size += entry->file_size(failure);
            if (size > kMaxCode)
                return base::Error{"deployment.large",
                                   {{"path", source.string()}, {"limit", "250"}}};
            fs::copy_file(entry->path(), there, failure);
        }
    }
    return failure ? base::Status(unwritable(target, failure)) : base::Status();
}

/// Whole or not at all: what is half there has a name that no function can have.
base::Status importFunction(const std::string& root, const ImportedFunction& function) {
    const std::string path = "functions/" + function.name;
    const fs::path target = root + "/" + path;
    const fs::path half = root + "/functions/." + function.name + ".importing";
    std::error_code failure;
    if (fs::exists(target, failure))
        return base::Error{"deployment.exists", {{"path", path}}};
    fs::remove_all(half, failure);
    base::Status done = copyCode(function.source, half);
    if (done && !fs::exists(half / "function.json", failure)) {
        const auto written = writeTextFile((half / "function.json").string(),
                                           function.configuration.pretty() + "\n", FileStamp{});
        if (!written)
            done = written.error();
    }
    if (done) {
        fs::rename(half, target, failure);
        if (failure)
            done = unwritable(target, failure);
    }
    if (!done)
        fs::remove_all(half, failure);
    return done;
}

} // namespace

std::vector<std::string> missingFunctions(const ImportedMachine& machine, const ImportPlan& plan) {
    std::vector<std::string> out;
    std::copy_if(machine.functions.begin(), machine.functions.end(), std::back_inserter(out),
                 [&](const std::string& name) {
                     return std::none_of(
                         plan.functions.begin(), plan.functions.end(),
                         [&](const ImportedFunction& function) { return function.name == name; });
                 });
    return out;
}

base::Result<ImportPlan> planImport(const std::string& templateFile, const std::string& root) {
    auto file = readTextFile(templateFile);
    if (!file)
        return file.error();
    const auto deployment =
        readTemplate(std::move(file->text), statemachine::definitionKindOfFile(templateFile));
    if (!deployment)
        return inFile(templateFile, deployment.error());
    const std::vector<std::string> local = functionsIn(root);
    ImportPlan plan;
    for (const TemplateMachine& machine : deployment->machines) {
        auto one = planned(*deployment, machine, templateFile, root, local);
        if (one)
            plan.machines.push_back(std::move(*one));
        else
            plan.refused.push_back(about(machine.logicalId, one.error()));
    }
    if (plan.machines.empty())
        return plan.refused.front();
    planFunctions(*deployment, templateFile, local, plan);
    return plan;
}

base::Status performImport(const std::string& root, const ImportPlan& plan) {
    std::error_code failure;
    for (const ImportedFunction& function : plan.functions) {
        if (const auto done = importFunction(root, function); !done)
            return done;
    }
    fs::create_directories(root + "/statemachines", failure);
    for (const ImportedMachine& machine : plan.machines) {
        const auto written = writeTextFile(root + "/" + machine.path, machine.text, FileStamp{});
        if (written)
            continue;
        return written.error().code == "file.changedOutside"
                   ? base::Error{"deployment.exists", {{"path", machine.path}}}
                   : written.error();
    }
    return {};
}

} // namespace ws::workspace
