#pragma once

#include "engine/statemachine/nesting.h"

#include <functional>
#include <map>
#include <string>

namespace ws::workspace {

/// Definitions from their files, each read once until forget(). Of one thread.
class MachineTexts : public statemachine::MachineSource {
public:
    /// Where the machine of that name is; empty: there is none.
    using PathOf = std::function<std::string(const std::string& name)>;
    explicit MachineTexts(PathOf pathOf)
        : m_pathOf(std::move(pathOf)) {}

    bool has(const std::string& name) const override { return !m_pathOf(name).empty(); }
    /// A file that cannot be read has an empty text.
    statemachine::SharedDefinition definition(const std::string& name) override;
    /// The files may be others.
    void forget();

private:
    struct Known {
        std::string path;
        std::string text;
        statemachine::SharedDefinition definition;
        bool fresh = false;
    };

    const PathOf m_pathOf;
    std::map<std::string, Known> m_known;
};

/// The machines whose files are in one folder, as those of a workspace are.
MachineTexts::PathOf machinesInFolder(std::string folder);

} // namespace ws::workspace
