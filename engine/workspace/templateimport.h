#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

/// The state machines of a SAM or CloudFormation template become files of a workspace.
namespace ws::workspace {

struct ImportedMachine {
    std::string name; ///< the logical id
    std::string path; ///< relative to the workspace
    std::string text;
    std::vector<std::string> open;             ///< `${X}` that nothing in the template stands for
    std::vector<std::string> missingFunctions; ///< of the template, and not in the workspace
};

/// What an import would write, and where; nothing is written.
///
/// Errors: as readTextFile(); "file.syntax" with path, line, column, reason;
/// "deployment.noMachines" (path); "deployment.definition" and "deployment.name" (path, line,
/// machine); "deployment.exists" (path).
base::Result<std::vector<ImportedMachine>> planImport(const std::string& templateFile,
                                                      const std::string& root);

/// Writes what was planned. A file that has come there since is left alone, and so are those after
/// it: "deployment.exists".
base::Status performImport(const std::string& root, const std::vector<ImportedMachine>& plan);

} // namespace ws::workspace
