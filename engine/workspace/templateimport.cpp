#include "engine/workspace/templateimport.h"

#include "engine/workspace/deploymenttemplate.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/scanner.h"
#include "engine/workspace/textfile.h"

#include <algorithm>
#include <filesystem>

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

/// The functions of the template that the definition names and the workspace does not have.
std::vector<std::string> missing(const DeploymentTemplate& deployment,
                                 const statemachine::Substitutions& known, const std::string& text,
                                 const std::vector<std::string>& local) {
    std::vector<std::string> names;
    for (const TemplateFunction& function : deployment.functions) {
        const std::string& name = known.find(function.logicalId)->second.toString();
        if (std::find(local.begin(), local.end(), name) == local.end() &&
            text.find(name) != std::string::npos)
            names.push_back(name);
    }
    return names;
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
    auto absent = missing(deployment, known, filled->text, local);
    return ImportedMachine{machine.logicalId,
                           "statemachines/" + machine.logicalId + std::string(source->suffix),
                           std::move(filled->text), std::move(filled->open), std::move(absent)};
}

} // namespace

base::Result<std::vector<ImportedMachine>> planImport(const std::string& templateFile,
                                                      const std::string& root) {
    auto file = readTextFile(templateFile);
    if (!file)
        return file.error();
    const auto deployment =
        readTemplate(std::move(file->text), statemachine::definitionKindOfFile(templateFile));
    if (!deployment)
        return inFile(templateFile, deployment.error());
    const std::vector<std::string> local = functionsIn(root);
    std::vector<ImportedMachine> plan;
    for (const TemplateMachine& machine : deployment->machines) {
        auto one = planned(*deployment, machine, templateFile, root, local);
        if (!one)
            return one.error();
        plan.push_back(std::move(*one));
    }
    return plan;
}

base::Status performImport(const std::string& root, const std::vector<ImportedMachine>& plan) {
    std::error_code failure;
    fs::create_directories(root + "/statemachines", failure);
    for (const ImportedMachine& machine : plan) {
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
