#include "engine/workspace/samples.h"

#include "engine/workspace/suggestion.h"
#include "engine/workspace/textfile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>

namespace ws::workspace {

namespace {

QString resourceFolder(const std::string& id) {
    return QStringLiteral(":/samples/") + QString::fromStdString(id);
}

QString functionsFolder(const std::string& id) {
    return resourceFolder(id) + QStringLiteral("/functions");
}

std::vector<std::string> foldersOf(const QString& resource) {
    std::vector<std::string> names;
    const auto found = QDir(resource).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString& name : found)
        names.push_back(name.toStdString());
    return names;
}

std::vector<std::string> machinesOf(const QString& resource) {
    std::vector<std::string> names;
    const auto found = QDir(resource).entryList({QStringLiteral("*.asl.json")}, QDir::Files);
    for (const QString& name : found)
        names.push_back(name.chopped(int(sizeof(".asl.json")) - 1).toStdString());
    return names;
}

Sample makeSample(const char* id, const char* function, const char* event) {
    const QString folder = resourceFolder(id);
    return {id, foldersOf(functionsFolder(id)),
            machinesOf(folder + QStringLiteral("/statemachines")), function, event};
}

/// Relative paths of all files of a sample, sorted.
std::vector<std::string> filesOf(const std::string& id) {
    const QString folder = resourceFolder(id);
    std::vector<std::string> files;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files.push_back(walk.next().mid(folder.size() + 1).toStdString());
    std::sort(files.begin(), files.end());
    return files;
}

/// Resources have no mode: a script is what begins as one.
void makeExecutable(const std::string& path, const std::string& text) {
    if (text.starts_with("#!"))
        ::chmod(path.c_str(), 0755);
}

base::Status copyFile(const std::string& id, const std::string& file, const std::string& folder) {
    QFile source(resourceFolder(id) + QLatin1Char('/') + QString::fromStdString(file));
    if (!source.open(QIODevice::ReadOnly))
        return base::Error{"file.unreadable", {{"path", source.fileName().toStdString()}}};
    const std::string text = source.readAll().toStdString();
    const std::string path = folder + "/" + file;
    const auto written = writeTextFile(path, text, {});
    if (!written && written.error().code != "file.changedOutside")
        return written.error();
    if (written)
        makeExecutable(path, text);
    return {};
}

} // namespace

std::vector<Sample> samples() {
    return {makeSample("cold-and-warm", "counter", "default"),
            makeSample("first-and-second", "FirstFunction", "default"),
            makeSample("orders", "check-order", "default"),
            makeSample("deliveries", "find-route", "default")};
}

std::string defaultSampleFolder(const std::string& id) {
    return QDir::homePath().toStdString() + "/Warmstart/" + id;
}

base::Result<std::string> copySample(const std::string& id, const std::string& folder) {
    std::vector<std::string> known;
    for (const Sample& sample : samples())
        known.push_back(sample.id);
    if (std::find(known.begin(), known.end(), id) == known.end()) {
        std::string list;
        for (const std::string& name : known)
            list += (list.empty() ? "" : ", ") + name;
        return base::Error{
            "sample.notFound",
            {{"sample", id}, {"known", list}, {"suggestion", nearestName(id, known)}}};
    }
    std::error_code failure;
    const std::string target = std::filesystem::absolute(folder, failure).lexically_normal();
    const bool used =
        std::filesystem::exists(target, failure) && !std::filesystem::is_empty(target, failure);
    const std::string mark = target + "/functions/" + foldersOf(functionsFolder(id)).front();
    if (used && !std::filesystem::exists(mark, failure))
        return base::Error{"sample.folderNotEmpty", {{"path", target}}};
    if (used)
        return target;
    for (const std::string& file : filesOf(id)) {
        if (const auto copied = copyFile(id, file, target); !copied)
            return copied.error();
    }
    return target;
}

} // namespace ws::workspace
