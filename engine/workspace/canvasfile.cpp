#include "engine/workspace/canvasfile.h"

#include "engine/json/value.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/textfile.h"

namespace ws::workspace {

using json::Value;

namespace {

constexpr const char* kCollapsed = "Collapsed";
constexpr std::string_view kSuffix = ".canvas.json";

base::Error invalid(const std::string& pointer, const char* message) {
    return {"canvas.invalid", {{"pointer", pointer}, {"message", message}}};
}

base::Result<Value> fileOf(const std::string& text) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return Value::object();
    auto file = Value::parse(text);
    if (file && !file->isObject())
        return invalid("/", "is no object");
    return file;
}

base::Result<CanvasSettings> settingsOf(const Value& file) {
    CanvasSettings settings;
    const Value& names = file[kCollapsed];
    if (names.isNull())
        return settings;
    const std::string pointer = std::string("/") + kCollapsed;
    if (!names.isArray())
        return invalid(pointer, "is no list of names");
    for (std::size_t i = 0; i < names.items().size(); ++i) {
        const Value& name = names.items()[i];
        if (!name.isString())
            return invalid(pointer + "/" + std::to_string(i), "is no name");
        settings.collapsed.insert(name.toString());
    }
    return settings;
}

base::Error inFile(base::Error error, const std::string& path) {
    if (error.code == "json.syntax")
        error.code = "canvas.syntax";
    error.args.emplace_back("path", path);
    return error;
}

/// Empty, with the stamp of a file that is not there, when it does not exist.
base::Result<TextFile> readOrNothing(const std::string& path) {
    auto file = readTextFile(path);
    if (!file && file.error().code == "file.notFound")
        return TextFile{};
    return file;
}

} // namespace

std::string canvasFileOfMachine(std::string_view machineFile) {
    const std::string_view folder = machineFile.substr(0, machineFile.rfind('/') + 1);
    return std::string(folder).append(machineNameOfFile(machineFile)).append(kSuffix);
}

bool isCanvasFile(std::string_view path) {
    return path.ends_with(kSuffix);
}

base::Result<CanvasSettings> parseCanvasSettings(const std::string& text) {
    const auto file = fileOf(text);
    if (!file)
        return file.error();
    return settingsOf(*file);
}

base::Result<std::string> withCanvasSettings(const std::string& text,
                                             const CanvasSettings& settings) {
    auto file = fileOf(text);
    if (!file)
        return file.error();
    const auto before = settingsOf(*file);
    if (!before)
        return before.error();
    if (*before == settings)
        return text;
    Value names = Value::array();
    for (const std::string& name : settings.collapsed)
        names.push(name);
    file->set(kCollapsed, std::move(names));
    return file->pretty() + "\n";
}

base::Result<CanvasSettings> readCanvasFile(const std::string& path) {
    const auto file = readOrNothing(path);
    if (!file)
        return file.error();
    auto settings = parseCanvasSettings(file->text);
    if (!settings)
        return inFile(settings.error(), path);
    return settings;
}

base::Result<CanvasSettings> changeCanvasFile(const std::string& path, const CanvasSettings& before,
                                              const CanvasSettings& after) {
    auto settings = readCanvasFile(path);
    if (!settings)
        return settings;
    for (const std::string& name : before.collapsed) {
        if (!after.collapsed.contains(name))
            settings->collapsed.erase(name);
    }
    for (const std::string& name : after.collapsed) {
        if (!before.collapsed.contains(name))
            settings->collapsed.insert(name);
    }
    if (const auto written = writeCanvasFile(path, *settings); !written)
        return written.error();
    return settings;
}

base::Status writeCanvasFile(const std::string& path, const CanvasSettings& settings) {
    const auto file = readOrNothing(path);
    if (!file)
        return file.error();
    const auto text = withCanvasSettings(file->text, settings);
    if (!text)
        return inFile(text.error(), path);
    if (*text == file->text)
        return {};
    const auto written = writeTextFile(path, *text, file->stamp);
    return written ? base::Status{} : base::Status{written.error()};
}

} // namespace ws::workspace
