#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <string>
#include <vector>

/// The state machines of a SAM or CloudFormation template become files of a workspace, with the
/// functions that they call where their code is beside the template.
namespace ws::workspace {

struct ImportedMachine {
    std::string name; ///< the logical id
    std::string path; ///< relative to the workspace
    std::string text;
    std::vector<std::string> open;      ///< `${X}` that nothing in the template stands for
    std::vector<std::string> functions; ///< that it calls and the workspace does not have
};

struct ImportedFunction {
    std::string name;
    std::string source;        ///< folder of its code, absolute, below the template's
    json::Value configuration; ///< function.json, where the code has none of its own
};

struct ImportPlan {
    std::vector<ImportedMachine> machines;
    std::vector<ImportedFunction> functions; ///< those of ImportedMachine::functions that can come
    std::vector<base::Error> refused;        ///< why others of the template's machines cannot come
};

/// The functions that the machine would call in vain.
std::vector<std::string> missingFunctions(const ImportedMachine& machine, const ImportPlan& plan);

/// What an import would write, and where; nothing is written.
///
/// Errors of the whole: as readTextFile(); "file.syntax" with path, line, column, reason;
/// "deployment.noMachines" (path). Of one machine, in `refused`: those of its file;
/// "deployment.definition" and "deployment.name" (path, line, machine); "deployment.exists" (path).
/// When none can come, the first of these.
base::Result<ImportPlan> planImport(const std::string& templateFile, const std::string& root);

/// Writes what was planned, functions first. Links in their folders are left out. What has come
/// there since is left alone, and so is what is after it: "deployment.exists". Else
/// "file.unwritable"; "deployment.large" (path, limit) of code over the service's 250 MB.
base::Status performImport(const std::string& root, const ImportPlan& plan);

} // namespace ws::workspace
