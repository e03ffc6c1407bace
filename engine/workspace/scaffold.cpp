#include "engine/workspace/scaffold.h"

#include "engine/function/functiontemplate.h"
#include "engine/workspace/canvasfile.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/mockfile.h"
#include "engine/workspace/scanner.h"
#include "engine/workspace/scenario.h"
#include "engine/workspace/textfile.h"

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace ws::workspace {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNewMachine = R"({
  "Comment": "What this workflow is for",
  "StartAt": "Start",
  "States": {
    "Start": {
      "Type": "Pass",
      "Next": "Done"
    },
    "Done": {
      "Type": "Succeed"
    }
  }
}
)";

base::Error badName(const std::string& name, const char* kind, const char* longest) {
    return {"scaffold.badName", {{"name", name}, {"kind", kind}, {"longest", longest}}};
}

base::Status checkFunctionName(const std::string& name) {
    return isFunctionName(name) ? base::Status() : badName(name, "function", "64");
}

base::Status checkMachineName(const std::string& name) {
    return isMachineName(name) ? base::Status() : badName(name, "machine", "80");
}

/// An event's name is a file's name that people choose freely, spaces and all.
base::Status checkEventName(const std::string& name) {
    const bool good = !name.empty() && name.size() <= 100 && name.front() != '.' &&
                      name.find_first_of("/\\\n\r\t") == std::string::npos &&
                      name.find('\0') == std::string::npos;
    return good ? base::Status() : badName(name, "event", "100");
}

bool exists(const std::string& path) {
    std::error_code failure;
    return fs::exists(fs::symlink_status(path, failure));
}

base::Status checkFree(const std::string& root, const std::string& name, const std::string& path) {
    if (exists(root + "/" + path))
        return base::Error{"scaffold.exists", {{"name", name}, {"path", path}}};
    return {};
}

base::Status writeNew(const std::string& path, const std::string& text) {
    const auto written = writeTextFile(path, text, {});
    return written ? base::Status() : written.error();
}

base::Status move(const std::string& from, const std::string& to) {
    std::error_code failure;
    fs::create_directories(fs::path(to).parent_path(), failure);
    if (!failure)
        fs::rename(from, to, failure);
    if (failure)
        return base::Error{"file.unwritable", {{"path", to}, {"reason", failure.message()}}};
    return {};
}

/// What is kept of a machine in files of their own.
std::vector<std::string> filesBesideMachine(const std::string& path) {
    return {canvasFileOfMachine(path), scenarioFileOfMachine(path)};
}

/// A file of that name stays where it is when there is one at the other place already.
void moveAlong(const std::string& from, const std::string& to) {
    if (exists(from) && !exists(to))
        std::ignore = move(from, to);
}

/// Its mocks are kept under the machine's name. What cannot be read is left as it is.
base::Status renameInMocks(const std::string& path, const std::string& from,
                           const std::string& to) {
    const auto file = readTextFile(path);
    if (!file)
        return {};
    const auto text = withMachineRenamed(file->text, from, to);
    if (!text || *text == file->text)
        return {};
    const auto written = writeTextFile(path, *text, file->stamp);
    return written ? base::Status() : written.error();
}

base::Status rename(const std::string& root, const std::string& from, const std::string& to,
                    const char* kind) {
    const bool machine = std::string_view(kind) == "machine";
    const std::string oldPath = machine ? machinePath(root, from) : "functions/" + from;
    if (!exists(root + "/" + oldPath))
        return base::Error{"scaffold.notFound", {{"name", from}, {"kind", kind}}};
    const std::string taken = machine ? machinePath(root, to) : "functions/" + to;
    if (const auto free = checkFree(root, to, taken); !free)
        return free;
    const std::string newPath = machine ? renamedMachineFile(oldPath, to) : taken;
    if (const auto moved = move(root + "/" + oldPath, root + "/" + newPath); !moved)
        return moved;
    if (machine) {
        const auto others = filesBesideMachine(newPath);
        for (std::size_t i = 0; const std::string& old : filesBesideMachine(oldPath))
            moveAlong(root + "/" + old, root + "/" + others[i++]);
        if (const auto done = renameInMocks(root + "/" + scenarioFileOfMachine(newPath), from, to);
            !done)
            return done;
    }
    const std::string events = root + "/events/";
    if (exists(events + from) && !exists(events + to))
        return move(events + from, events + to);
    return {};
}

/// A name in the trash that was never used: the moment in it makes it so.
base::Status discard(const std::string& root, const std::string& path, const std::string& name,
                     const char* kind) {
    if (!exists(root + "/" + path))
        return base::Error{"scaffold.notFound", {{"name", name}, {"kind", kind}}};
    const auto hidden = ensureHiddenFolder(root);
    if (!hidden)
        return hidden.error();
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto moment = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    const std::string trash = *hidden + "/trash/" + std::to_string(moment) + "/";
    if (const auto moved = move(root + "/" + path, trash + path); !moved)
        return moved;
    if (std::string_view(kind) == "machine") {
        for (const std::string& beside : filesBesideMachine(path))
            moveAlong(root + "/" + beside, trash + beside);
    }
    return {};
}

} // namespace

std::vector<std::string> runtimeChoices() {
    using function::RuntimeFamily;
    return {function::defaultRuntime(RuntimeFamily::Python),
            function::defaultRuntime(RuntimeFamily::NodeJs),
            function::defaultRuntime(RuntimeFamily::Provided)};
}

base::Result<std::string> createFunction(const std::string& root, const std::string& name,
                                         const std::string& runtime) {
    if (const auto good = checkFunctionName(name); !good)
        return good.error();
    const std::string folder = "functions/" + name;
    if (const auto free = checkFree(root, name, folder); !free)
        return free.error();
    const auto files = function::functionTemplate(runtime);
    if (files.empty())
        return base::Error{"scaffold.unknownRuntime", {{"runtime", runtime}}};
    std::string first;
    for (const function::TemplateFile& file : files) {
        const std::string path = folder + "/" + file.path;
        if (const auto written = writeNew(root + "/" + path, file.text); !written)
            return written.error();
        if (file.mode == function::TemplateFile::Mode::Executable)
            ::chmod((root + "/" + path).c_str(), 0755);
        if (first.empty() && file.path != "function.json")
            first = path;
    }
    return first;
}

base::Result<std::string> createMachine(const std::string& root, const std::string& name) {
    return createMachine(root, name, kNewMachine, statemachine::DefinitionKind::Json);
}

base::Result<std::string> createMachine(const std::string& root, const std::string& name,
                                        const std::string& definition,
                                        statemachine::DefinitionKind kind) {
    if (const auto good = checkMachineName(name); !good)
        return good.error();
    // Whatever language the one that is there may be in.
    if (const auto free = checkFree(root, name, machinePath(root, name)); !free)
        return free.error();
    const bool yaml = kind == statemachine::DefinitionKind::Yaml;
    const std::string path = "statemachines/" + name + std::string(kMachineSuffixes[yaml ? 1 : 0]);
    if (const auto written = writeNew(root + "/" + path, definition); !written)
        return written.error();
    return path;
}

base::Result<std::string> createEvent(const std::string& root, const std::string& owner,
                                      const std::string& name, const std::string& text) {
    if (const auto good = checkEventName(name); !good)
        return good.error();
    if (const auto good = checkMachineName(owner); !good)
        return good.error();
    const std::string path = "events/" + owner + "/" + name + ".json";
    if (const auto free = checkFree(root, name, path); !free)
        return free.error();
    if (const auto written = writeNew(root + "/" + path, text.empty() ? "{}\n" : text); !written)
        return written.error();
    return path;
}

std::string templatePath(const std::string& name) {
    return "events/" + name + std::string(kTemplateSuffix);
}

bool isTemplateFile(std::string_view path) {
    return path.ends_with(kTemplateSuffix) && path.size() > kTemplateSuffix.size();
}

base::Result<std::string> createTemplate(const std::string& root, const std::string& name,
                                         const std::string& text) {
    if (const auto good = checkEventName(name); !good)
        return good.error();
    const std::string path = templatePath(name);
    if (const auto free = checkFree(root, name, path); !free)
        return free.error();
    if (const auto written = writeNew(root + "/" + path, text); !written)
        return written.error();
    return path;
}

base::Status renameTemplate(const std::string& root, const std::string& from,
                            const std::string& to) {
    for (const std::string& name : {from, to}) {
        if (const auto good = checkEventName(name); !good)
            return good;
    }
    if (!exists(root + "/" + templatePath(from)))
        return base::Error{"scaffold.notFound", {{"name", from}, {"kind", "event"}}};
    if (const auto free = checkFree(root, to, templatePath(to)); !free)
        return free;
    return move(root + "/" + templatePath(from), root + "/" + templatePath(to));
}

base::Status renameFunction(const std::string& root, const std::string& from,
                            const std::string& to) {
    if (const auto good = checkFunctionName(to); !good)
        return good;
    return rename(root, from, to, "function");
}

base::Status renameMachine(const std::string& root, const std::string& from,
                           const std::string& to) {
    if (const auto good = checkMachineName(to); !good)
        return good;
    return rename(root, from, to, "machine");
}

base::Status removeFunction(const std::string& root, const std::string& name) {
    if (const auto good = checkFunctionName(name); !good)
        return good;
    return discard(root, "functions/" + name, name, "function");
}

base::Status removeMachine(const std::string& root, const std::string& name) {
    if (const auto good = checkMachineName(name); !good)
        return good;
    return discard(root, machinePath(root, name), name, "machine");
}

base::Status removeEvent(const std::string& root, const std::string& owner,
                         const std::string& name) {
    if (const auto good = checkEventName(name); !good)
        return good;
    if (const auto good = checkMachineName(owner); !good)
        return good;
    return discard(root, "events/" + owner + "/" + name + ".json", name, "event");
}

base::Status removeTemplate(const std::string& root, const std::string& name) {
    if (const auto good = checkEventName(name); !good)
        return good;
    return discard(root, templatePath(name), name, "event");
}

base::Result<std::string> ensureHiddenFolder(const std::string& root) {
    const std::string hidden = root + "/.warmstart";
    std::error_code failure;
    fs::create_directories(hidden, failure);
    if (!failure && ::access(hidden.c_str(), W_OK) != 0)
        failure.assign(errno, std::generic_category());
    if (failure)
        return base::Error{"file.unwritable", {{"path", hidden}, {"reason", failure.message()}}};
    // What is in it belongs to this machine and not into a repository.
    if (!exists(hidden + "/.gitignore")) {
        if (const auto written = writeNew(hidden + "/.gitignore", "*\n"); !written)
            return written.error();
    }
    return hidden;
}

} // namespace ws::workspace
