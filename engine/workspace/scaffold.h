#pragma once

#include "engine/base/result.h"
#include "engine/statemachine/definitiontext.h"

#include <string>
#include <string_view>
#include <vector>

/// Making, renaming and removing the things in a workspace folder. Free functions; any thread. The
/// watcher takes the changes up like any other.
namespace ws::workspace {

// All errors: "scaffold.badName" (name, kind, longest), "scaffold.exists" (name, path),
// "scaffold.notFound" (name, kind), "scaffold.unknownRuntime" (runtime), "file.unwritable"
// (path, reason). `kind` is "function", "machine" or "event".

/// Returns the relative path of the file to open first.
base::Result<std::string> createFunction(const std::string& root, const std::string& name,
                                         const std::string& runtime);
base::Result<std::string> createMachine(const std::string& root, const std::string& name);
/// With a definition that is there already, in a file of the kind that it is written in.
base::Result<std::string> createMachine(const std::string& root, const std::string& name,
                                        const std::string& definition,
                                        statemachine::DefinitionKind kind);
/// `owner` is the function or machine; `text` may be empty, which gives `{}`.
base::Result<std::string> createEvent(const std::string& root, const std::string& owner,
                                      const std::string& name, const std::string& text);

constexpr std::string_view kTemplateSuffix = ".template.json";

/// An event to begin with, as a file of the workspace: `text` as EventForm reads it.
base::Result<std::string> createTemplate(const std::string& root, const std::string& name,
                                         const std::string& text);
std::string templatePath(const std::string& name); ///< relative
bool isTemplateFile(std::string_view path);
base::Status renameTemplate(const std::string& root, const std::string& from,
                            const std::string& to);

/// Test events go along with the function or machine, and a machine's canvas, mocks and tests.
base::Status renameFunction(const std::string& root, const std::string& from,
                            const std::string& to);
base::Status renameMachine(const std::string& root, const std::string& from, const std::string& to);

/// Into `.warmstart/trash/`, with what was kept beside a machine, from where a person can take it
/// back.
base::Status removeFunction(const std::string& root, const std::string& name);
base::Status removeMachine(const std::string& root, const std::string& name);
base::Status removeEvent(const std::string& root, const std::string& owner,
                         const std::string& name);

base::Status removeTemplate(const std::string& root, const std::string& name);

/// The runtimes to offer for a new function, best first.
std::vector<std::string> runtimeChoices();

/// Makes the hidden folder that git does not see. Error "file.unwritable" (path, reason).
base::Result<std::string> ensureHiddenFolder(const std::string& root);

} // namespace ws::workspace
