#include "engine/workspace/scanner.h"

#include "engine/base/reason.h"
#include "engine/function/package.h"
#include "engine/json/value.h"
#include "engine/workspace/canvasfile.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/scenario.h"
#include "engine/workspace/textfile.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace ws::workspace {

namespace {

constexpr std::size_t kListedFiles = 2'000;
constexpr std::size_t kEntriesPerFolder = 20'000;
/// Hashing more than this at every change costs longer than the change is worth noticing; larger
/// files count by size and time.
constexpr std::uint64_t kHashedBytes = 32 * 1024 * 1024;
constexpr std::size_t kLongestFunctionName = 64;
constexpr std::size_t kLongestMachineName = 80;
constexpr std::string_view kEventSuffix = ".json";

std::string hashOfFile(const std::string& path) {
    QFile file(QFile::decodeName(QByteArray::fromStdString(path)));
    QCryptographicHash hash(QCryptographicHash::Sha1);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return "unreadable";
    return hash.result().toHex().toStdString();
}

std::string withoutSuffix(const std::string& name, std::string_view suffix) {
    return name.substr(0, name.size() - suffix.size());
}

bool isName(std::string_view name, std::size_t longest) {
    const auto allowed = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
    };
    return !name.empty() && name.size() <= longest &&
           std::all_of(name.begin(), name.end(), allowed);
}

/// Names of the folders directly below, sorted; a link to a folder counts as one.
std::vector<std::string> foldersIn(const std::string& path) {
    std::vector<std::string> names;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(path, failure)) {
        const std::string name = entry.path().filename().string();
        std::error_code ignored;
        if (entry.is_directory(ignored) && !name.starts_with('.') && !isIgnoredFolder(name))
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

base::Error withPath(const base::Error& error, const char* code, const std::string& path) {
    return base::withReason(
        {code, {{"path", path}, {"line", error.arg("line")}, {"column", error.arg("column")}}},
        base::reasonOf(error));
}

base::Result<function::Configuration>
readConfiguration(const std::string& name, const std::string& path, const std::string& relative) {
    const auto file = readTextFile(path);
    if (!file && file.error().code == "file.notFound")
        return base::Error{"workspace.functionFileMissing",
                           {{"function", name}, {"path", relative}}};
    if (!file)
        return file.error();
    const auto json = json::Value::parse(file->text);
    if (!json)
        return withPath(json.error(), "workspace.functionFileBroken", relative);
    return function::parseConfiguration(name, *json);
}

std::vector<std::string> pythonCandidates(std::string module) {
    std::replace(module.begin(), module.end(), '.', '/');
    return {module + ".py", module + "/__init__.py"};
}

std::vector<std::string> nodeCandidates(const std::string& handler) {
    const std::size_t name = handler.rfind('/');
    const std::size_t dot = handler.find('.', name == std::string::npos ? 0 : name + 1);
    const std::string module = handler.substr(0, dot);
    return {module, module + ".js", module + ".mjs", module + ".cjs"};
}

bool isBelow(const std::string& root, const std::string& path) {
    std::error_code failure;
    const auto real = std::filesystem::canonical(path, failure).string();
    return !failure && (real == root || real.starts_with(root + "/"));
}

} // namespace

bool isFunctionName(std::string_view name) {
    return isName(name, kLongestFunctionName);
}

bool isMachineName(std::string_view name) {
    return isName(name, kLongestMachineName);
}

std::string mainFileOf(const function::Configuration& configuration,
                       const std::vector<std::string>& files) {
    std::vector<std::string> candidates;
    const std::string& handler = configuration.handler;
    switch (function::runtimeFamily(configuration.runtime)) {
    case function::RuntimeFamily::Python:
        candidates = pythonCandidates(handler.substr(0, handler.rfind('.')));
        break;
    case function::RuntimeFamily::NodeJs:
        candidates = nodeCandidates(handler);
        break;
    case function::RuntimeFamily::Ruby:
        candidates = {handler.substr(0, handler.find('.')) + ".rb"};
        break;
    case function::RuntimeFamily::Provided:
        // As the service's own tutorial has it: label.print_label lives in label.sh.
        candidates = {handler.substr(0, handler.find('.')) + ".sh", "bootstrap"};
        break;
    case function::RuntimeFamily::Unknown:
        break;
    }
    for (const std::string& candidate : candidates) {
        if (std::find(files.begin(), files.end(), candidate) != files.end())
            return candidate;
    }
    return {};
}

Scanner::Scanner(std::string root)
    : m_root(std::move(root)) {}

base::Result<Scan> Scanner::scan() {
    std::error_code failure;
    if (!std::filesystem::is_directory(m_root, failure))
        return base::Error{"workspace.notFound", {{"path", m_root}}};
    if (::access(m_root.c_str(), R_OK | X_OK) != 0)
        return base::Error{"workspace.unreadable", {{"path", m_root}}};
    Scan scan;
    scan.snapshot.root = m_root;
    scan.snapshot.name = std::filesystem::path(m_root).filename().string();
    scan.folders.push_back(m_root);
    scanFunctions(scan);
    scanMachines(scan);
    scanEvents(scan);
    std::erase_if(m_digests, [&](const auto& entry) { return !scan.files.contains(entry.first); });
    return scan;
}

void Scanner::scanFunctions(Scan& scan) {
    const std::string folder = absolute("functions");
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        return;
    scan.folders.push_back(folder);
    for (const std::string& name : foldersIn(folder))
        scanFunction(scan, name);
}

void Scanner::scanFunction(Scan& scan, const std::string& name) {
    FunctionEntry entry;
    entry.name = name;
    entry.folder = "functions/" + name;
    entry.configuration.name = name;
    std::vector<std::string> files;
    addFolder(scan, entry.folder, &files);
    for (const std::string& file : files)
        entry.files.push_back(entry.folder + "/" + file);

    const auto revision = makeRevision(scan, entry);
    if (revision)
        scan.revisions.emplace(name, *revision);
    else
        entry.problem = revision.error();
    const std::string main = mainFileOf(entry.configuration, files);
    if (!main.empty())
        entry.mainFile = entry.folder + "/" + main;
    scan.snapshot.functions.push_back(std::move(entry));
}

base::Result<std::shared_ptr<const function::Revision>>
Scanner::makeRevision(Scan& scan, FunctionEntry& entry) {
    if (!isFunctionName(entry.name))
        return base::Error{"workspace.badFunctionName", {{"name", entry.name}}};
    const std::string path = entry.folder + "/function.json";
    const auto configuration = readConfiguration(entry.name, absolute(path), path);
    if (!configuration)
        return configuration.error();
    entry.configuration = *configuration;
    std::vector<std::string> layers;
    for (const std::string& layer : configuration->layers) {
        std::error_code failure;
        if (!std::filesystem::is_directory(absolute(layer), failure) ||
            !isBelow(m_root, absolute(layer)))
            return base::Error{"workspace.layerNotFound",
                               {{"function", entry.name}, {"layer", layer}}};
        addFolder(scan, layer, nullptr);
        layers.push_back(absolute(layer));
    }
    std::vector<function::Mount> mounts = function::mountsOf(*configuration, m_root);
    for (const function::Mount& mount : mounts) {
        std::error_code failure;
        if (!std::filesystem::is_directory(mount.folder, failure) || !isBelow(m_root, mount.folder))
            return base::Error{
                "workspace.fileSystemNotFound",
                {{"function", entry.name},
                 {"folder",
                  std::filesystem::path(mount.folder).lexically_relative(m_root).string()}}};
    }
    return function::makeRevision(*configuration, absolute(entry.folder), std::move(layers),
                                  std::move(mounts));
}

void Scanner::addFolder(Scan& scan, const std::string& relative, std::vector<std::string>* files) {
    const std::string root = absolute(relative);
    scan.folders.push_back(root);
    walkFolder(root, kEntriesPerFolder, [&](const WalkEntry& entry) {
        const std::string path = relative + "/" + entry.path;
        if (entry.kind == WalkEntry::Kind::Folder) {
            scan.folders.push_back(absolute(path));
            return;
        }
        scan.files.emplace(path, digest(path, entry.facts));
        if (files && files->size() < kListedFiles)
            files->push_back(entry.path);
    });
    if (files)
        std::sort(files->begin(), files->end());
}

std::string Scanner::digest(const std::string& relative, const FileFacts& facts) {
    Digest& known = m_digests[relative];
    if (known.facts != facts || known.hash.empty()) {
        known.facts = facts;
        known.hash = facts.size > kHashedBytes
                         ? std::to_string(facts.size) + "@" + std::to_string(facts.modified)
                         : hashOfFile(absolute(relative));
        if ((facts.mode & 0111) != 0)
            known.hash += "+x"; // whether a bootstrap may be started is part of what it is
    }
    return known.hash;
}

void Scanner::scanMachines(Scan& scan) {
    const std::string folder = absolute("statemachines");
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        return;
    scan.folders.push_back(folder);
    walkFolder(folder, kEntriesPerFolder, [&](const WalkEntry& entry) {
        const std::string name = machineNameOfFile(entry.path);
        if (entry.kind != WalkEntry::Kind::File || entry.path.find('/') != std::string::npos ||
            (name.empty() && !isScenarioFile(entry.path) && !isCanvasFile(entry.path)))
            return;
        const std::string path = "statemachines/" + entry.path;
        scan.files.emplace(path, digest(path, entry.facts));
        if (!name.empty() && machinePath(m_root, name) == path)
            scan.snapshot.machines.push_back({name, path, {}});
    });
    std::sort(scan.snapshot.machines.begin(), scan.snapshot.machines.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
}

void Scanner::scanEvents(Scan& scan) {
    const std::string folder = absolute("events");
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        return;
    scan.folders.push_back(folder);
    for (const std::string& owner : foldersIn(folder))
        scan.folders.push_back(folder + "/" + owner);
    std::map<std::string, std::vector<EventEntry>> byOwner;
    walkFolder(folder, kEntriesPerFolder, [&](const WalkEntry& entry) {
        const auto slash = entry.path.find('/');
        const bool isOwned = slash != std::string::npos;
        const std::string_view name = std::string_view(entry.path).substr(isOwned ? slash + 1 : 0);
        if (entry.kind != WalkEntry::Kind::File || name.find('/') != std::string_view::npos ||
            !(isOwned ? name.ends_with(kEventSuffix)
                      : isScenarioFile(name) || isTemplateFile(name)))
            return;
        const std::string path = "events/" + entry.path;
        scan.files.emplace(path, digest(path, entry.facts));
        if (isOwned)
            byOwner[entry.path.substr(0, slash)].push_back(
                {withoutSuffix(std::string(name), kEventSuffix), path});
        else if (isTemplateFile(name))
            scan.snapshot.templates.push_back(
                {withoutSuffix(std::string(name), kTemplateSuffix), path});
    });
    std::sort(scan.snapshot.templates.begin(), scan.snapshot.templates.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    for (FunctionEntry& entry : scan.snapshot.functions)
        entry.events = byOwner[entry.name];
    for (MachineEntry& entry : scan.snapshot.machines)
        entry.inputs = byOwner[entry.name];
}

} // namespace ws::workspace
