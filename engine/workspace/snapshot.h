#pragma once

#include "engine/base/result.h"
#include "engine/function/configuration.h"

#include <optional>
#include <string>
#include <vector>

namespace ws::workspace {

/// A test event on disk: events/<function>/<name>.json.
struct EventEntry {
    std::string name;
    std::string path; ///< relative to the workspace
};

struct FunctionEntry {
    std::string name;
    std::string folder; ///< relative: "functions/counter"
    function::Configuration configuration;
    std::vector<std::string> files; ///< relative to the workspace, sorted; function.json among them
    std::string mainFile;           ///< where the handler is; empty when it was not found
    std::vector<EventEntry> events;
    std::optional<base::Error> problem; ///< function.json is missing or wrong
};

struct MachineEntry {
    std::string name;
    std::string path;               ///< relative: "statemachines/orders.asl.json"
    std::vector<EventEntry> inputs; ///< events/<machine>/<name>.json
};

/// What is in a workspace, as a value: the window gets a new one on every change on disk.
struct Snapshot {
    std::string root;                     ///< absolute; empty: nothing is open
    std::string name;                     ///< the folder's name
    std::vector<FunctionEntry> functions; ///< sorted by name
    std::vector<MachineEntry> machines;   ///< sorted by name
    std::vector<EventEntry> templates;    ///< own ones: events/<name>.template.json

    const FunctionEntry* function(std::string_view name) const {
        for (const auto& entry : functions) {
            if (entry.name == name)
                return &entry;
        }
        return nullptr;
    }
    const MachineEntry* machine(std::string_view name) const {
        for (const auto& entry : machines) {
            if (entry.name == name)
                return &entry;
        }
        return nullptr;
    }
};

} // namespace ws::workspace
