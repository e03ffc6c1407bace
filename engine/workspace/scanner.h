#pragma once

#include "engine/base/result.h"
#include "engine/function/configuration.h"
#include "engine/workspace/filewalk.h"
#include "engine/workspace/snapshot.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace ws::workspace {

/// Everything one look at a workspace's folder found.
struct Scan {
    Snapshot snapshot;
    /// By function name; functions with a problem have none.
    std::map<std::string, std::shared_ptr<const function::Revision>> revisions;
    std::map<std::string, std::string> files; ///< relative path -> what it is now
    std::vector<std::string> folders;         ///< absolute, those worth watching
};

/// Reads a workspace folder. Remembers the content hashes of files that have not changed since the
/// last look, so that a scan reads only what is new.
class Scanner {
public:
    explicit Scanner(std::string root);

    /// Errors "workspace.notFound", "workspace.unreadable" with path.
    base::Result<Scan> scan();

private:
    struct Digest {
        FileFacts facts;
        std::string hash;
    };

    void scanFunctions(Scan& scan);
    void scanFunction(Scan& scan, const std::string& name);
    void scanMachines(Scan& scan);
    void scanEvents(Scan& scan);
    base::Result<std::shared_ptr<const function::Revision>> makeRevision(Scan& scan,
                                                                         FunctionEntry& entry);
    void addFolder(Scan& scan, const std::string& relative, std::vector<std::string>* files);
    std::string digest(const std::string& relative, const FileFacts& facts);
    std::string absolute(const std::string& relative) const { return m_root + "/" + relative; }

    const std::string m_root;
    std::unordered_map<std::string, Digest> m_digests;
};

/// The file that holds the handler, relative to the function's folder; empty when none of `files`
/// (relative likewise) does.
std::string mainFileOf(const function::Configuration& configuration,
                       const std::vector<std::string>& files);

/// As the service does: letters, digits, hyphens and underscores.
bool isFunctionName(std::string_view name);
bool isMachineName(std::string_view name);

} // namespace ws::workspace
