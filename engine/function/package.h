#pragma once

#include "engine/function/configuration.h"

#include <memory>
#include <string>
#include <vector>

namespace ws::function {

/// A revision of what is in the folders now. Never fails: what is not there is part of the
/// fingerprint too, and the environment finds out.
std::shared_ptr<const Revision> makeRevision(Configuration configuration,
                                             const std::string& codeFolder,
                                             std::vector<std::string> layerFolders,
                                             std::vector<Mount> mounts = {});

/// Where the configuration's file systems are: the folder filesystems/<name> of the workspace,
/// named by the last part of the access point's ARN.
std::vector<Mount> mountsOf(const Configuration& configuration, const std::string& workspace);

/// Changes with the path, size or modification time of any file below the folders, and with every
/// member of the configuration that an environment is made from. Does not read the files. Hidden
/// folders (".git"), "__pycache__" and the concurrency settings do not count: nothing starts anew
/// for them.
std::string fingerprint(const Configuration& configuration, const std::string& codeFolder,
                        const std::vector<std::string>& layerFolders);

} // namespace ws::function
