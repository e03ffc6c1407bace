#pragma once

#include "engine/base/result.h"
#include "engine/workspace/snapshot.h"

#include <QString>

#include <string>
#include <vector>

namespace ws::app {

/// Where --event and --input look for what a function or a machine gets.
struct EventSources {
    std::string root;                         ///< of the workspace
    std::vector<workspace::EventEntry> saved; ///< the test events of the function or machine
    enum class Templates { No, Yes } templates = Templates::No;
};

/// A file, "-" for standard input, a saved test event, an own template or one of the library, in
/// this order. Without a name
/// it is the saved event called "default", and without one of those {}.
base::Result<std::string> eventText(const QString& name, const EventSources& sources);

} // namespace ws::app
