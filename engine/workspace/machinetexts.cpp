#include "engine/workspace/machinetexts.h"

#include "engine/statemachine/definitiontext.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/textfile.h"

#include <filesystem>

namespace ws::workspace {

statemachine::SharedDefinition MachineTexts::definition(const std::string& name) {
    const std::string path = m_pathOf(name);
    if (path.empty()) {
        m_known.erase(name);
        return nullptr;
    }
    Known& known = m_known[name];
    if (known.fresh && known.path == path)
        return known.definition;
    const auto file = readTextFile(path);
    const std::string text = file ? file->text : std::string();
    if (!known.definition || known.path != path || known.text != text)
        known.definition =
            statemachine::readDefinition(text, statemachine::definitionKindOfFile(path));
    known.path = path;
    known.text = text;
    known.fresh = true;
    return known.definition;
}

void MachineTexts::forget() {
    for (auto& [name, known] : m_known)
        known.fresh = false;
}

MachineTexts::PathOf machinesInFolder(std::string folder) {
    return [folder = std::move(folder)](const std::string& name) {
        // A name is of one level: no other folder is asked.
        if (name.empty() || name.find('/') != std::string::npos)
            return std::string();
        for (const std::string_view suffix : kMachineSuffixes) {
            std::string path = folder + "/" + name;
            path += suffix;
            std::error_code ignored;
            if (std::filesystem::is_regular_file(path, ignored))
                return path;
        }
        return std::string();
    };
}

} // namespace ws::workspace
