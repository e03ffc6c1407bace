#include "engine/function/package.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace ws::function {

namespace {

namespace fs = std::filesystem;

class Hasher {
public:
    void add(std::string_view text) {
        add(std::int64_t(text.size())); // so that "ab","c" differs from "a","bc"
        m_hash.addData(QByteArrayView(text.data(), qsizetype(text.size())));
    }
    void add(std::int64_t number) {
        m_hash.addData(QByteArrayView(reinterpret_cast<const char*>(&number), sizeof number));
    }
    std::string result() const { return m_hash.result().toHex().toStdString(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha1};
};

bool isLeftOut(const fs::directory_entry& entry) {
    std::error_code ignored;
    const std::string name = entry.path().filename().string();
    return (name.starts_with('.') || name == "__pycache__") && entry.is_directory(ignored);
}

std::string describe(const fs::directory_entry& entry, const fs::path& root) {
    std::error_code error;
    std::string text = entry.path().lexically_relative(root).string();
    if (entry.is_symlink(error))
        text += " -> " + fs::read_symlink(entry.path(), error).string();
    if (entry.is_regular_file(error)) {
        text += ' ' + std::to_string(entry.file_size(error));
        text += ' ' + std::to_string(entry.last_write_time(error).time_since_epoch().count());
        text += ' ' + std::to_string(int(entry.status(error).permissions()));
    }
    return text;
}

void addFolder(Hasher& hasher, const std::string& folder) {
    std::vector<std::string> entries;
    std::error_code error;
    const fs::path root(folder);
    fs::recursive_directory_iterator walk(root, fs::directory_options::skip_permission_denied,
                                          error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        if (isLeftOut(*walk)) {
            walk.disable_recursion_pending();
            continue;
        }
        // function.json is judged by its meaning, below.
        if (walk.depth() == 0 && walk->path().filename() == "function.json")
            continue;
        entries.push_back(describe(*walk, root));
    }
    std::sort(entries.begin(), entries.end());
    hasher.add(folder);
    hasher.add(std::int64_t(entries.size()));
    for (const std::string& entry : entries)
        hasher.add(entry);
}

void addConfiguration(Hasher& hasher, const Configuration& configuration) {
    hasher.add(configuration.name);
    hasher.add(configuration.runtime);
    hasher.add(configuration.handler);
    hasher.add(std::int64_t(configuration.memoryMb));
    hasher.add(std::int64_t(configuration.timeoutSeconds));
    hasher.add(std::int64_t(configuration.ephemeralStorageMb));
    for (const auto& [name, value] : configuration.environment) {
        hasher.add(name);
        hasher.add(value);
    }
    hasher.add(std::int64_t(configuration.layers.size()));
    for (const std::string& layer : configuration.layers)
        hasher.add(layer);
}

} // namespace

std::string fingerprint(const Configuration& configuration, const std::string& codeFolder,
                        const std::vector<std::string>& layerFolders) {
    Hasher hasher;
    addConfiguration(hasher, configuration);
    addFolder(hasher, codeFolder);
    for (const std::string& folder : layerFolders)
        addFolder(hasher, folder);
    return hasher.result();
}

std::shared_ptr<const Revision> makeRevision(Configuration configuration,
                                             const std::string& codeFolder,
                                             std::vector<std::string> layerFolders,
                                             std::vector<Mount> mounts) {
    auto revision = std::make_shared<Revision>();
    revision->fingerprint = fingerprint(configuration, codeFolder, layerFolders);
    revision->configuration = std::move(configuration);
    revision->codeFolder = codeFolder;
    revision->layerFolders = std::move(layerFolders);
    revision->mounts = std::move(mounts);
    return revision;
}

std::vector<Mount> mountsOf(const Configuration& configuration, const std::string& workspace) {
    std::vector<Mount> mounts;
    for (const FileSystemMount& mount : configuration.fileSystems) {
        const std::string name = mount.arn.substr(mount.arn.find_last_of(":/") + 1);
        mounts.push_back({(fs::path(workspace) / "filesystems" / name).string(), mount.mountPath});
    }
    return mounts;
}

} // namespace ws::function
