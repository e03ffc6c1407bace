#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

/// The sample workspaces that travel inside the program.
namespace ws::workspace {

struct Sample {
    std::string id; ///< "orders"; the widgets have its title and description
    std::vector<std::string> functions;
    std::vector<std::string> machines;
    std::string startFunction; ///< to select first, so that one click shows a cold start
    std::string startEvent;    ///< name of a test event of startFunction
};

/// In the order in which a newcomer should meet them.
std::vector<Sample> samples();

/// Where a sample goes when nobody says otherwise: ~/Warmstart/<id>.
std::string defaultSampleFolder(const std::string& id);

/// Writes the sample's files into `folder`, which it makes. A folder that has the sample already
/// is left alone, edits and all; a file that is there is never overwritten. Returns the folder.
/// Errors "sample.notFound" (sample, known, suggestion), "sample.folderNotEmpty" (path) when
/// something else is in it, "file.unwritable" (path, reason).
base::Result<std::string> copySample(const std::string& id, const std::string& folder);

} // namespace ws::workspace
