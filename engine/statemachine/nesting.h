#pragma once

#include "engine/statemachine/fold.h"
#include "engine/statemachine/graph.h"
#include "engine/statemachine/readdefinition.h"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Machines that are shown inside the Tasks that start them (states:startExecution, or by the API's
/// own StartExecution and StartSyncExecution).
namespace ws::statemachine {

/// Task states from the outermost machine inwards, each in the machine that the one before starts.
using StatePath = std::vector<std::string>;
/// The Tasks that are shown opened. Each is named by itself, so a machine that starts itself ends.
using OpenedStates = std::set<StatePath>;
/// Parallel and Map states that are shown closed inside an opened Task, each by the Tasks that lead
/// there and its own name.
using ClosedInside = std::set<StatePath>;

/// What is shown of the machines that a machine's Tasks start.
struct InsideFolding {
    OpenedStates opened;
    ClosedInside closed;
    bool operator==(const InsideFolding&) const = default;
};

/// Machines in machines in a machine: what lies deeper would be too small to read.
constexpr std::size_t kMostNested = 3;

/// The machine's name in its ARN, or in that of a version or an alias; empty: it is no such ARN.
std::string machineNameOfArn(std::string_view arn);

/// Which machine a state starts.
struct StartedMachine {
    enum class Known : std::uint8_t {
        None, ///< it is no Task that starts one
        Named,
        Told ///< an expression or a placeholder: only a run tells
    };
    Known known = Known::None;
    std::string name; ///< Named
};
StartedMachine startedMachine(const Graph::Node& state);

/// The machines that there are, by name.
class MachineSource {
public:
    virtual ~MachineSource() = default;
    virtual bool has(const std::string& name) const = 0;
    /// nullptr: there is none. The same one for as long as its text is the same.
    virtual SharedDefinition definition(const std::string& name) = 0;
};

/// How a Task that starts a machine is shown.
struct Nesting {
    enum class Show : std::uint8_t {
        Closed,
        TooDeep, ///< closed, and it cannot be opened: see kMostNested
        Drawn,
        Untold,    ///< opened, but which machine it starts, only a run tells
        Missing,   ///< opened, and a run has told of a machine that is not there
        Unreadable ///< opened, but the machine's text cannot be read, or has no states
    };
    Show show = Show::Closed;
    std::string machine;                   ///< empty: it is not told
    SharedDefinition definition;           ///< Drawn
    ClosedStates closed;                   ///< Drawn: states of that machine, as one box each
    std::map<std::string, Nesting> inside; ///< Drawn: by state of that machine

    bool canOpen() const { return show != Show::TooDeep; }
    bool isOpen() const { return show != Show::Closed && show != Show::TooDeep; }
    bool operator==(const Nesting& other) const;
};
/// By state; those that are not there start nothing that could be shown.
using Nestings = std::map<std::string, Nesting>;

/// The machine that a run has started from the Task at that path; empty: none did.
using ToldMachine = std::function<std::string(const StatePath&)>;

/// A Task that names a machine which is not there is no nesting. Ends whatever starts what.
Nestings nestingsOf(const Graph& graph, const InsideFolding& folding, MachineSource& machines,
                    const ToldMachine& told);

/// nullptr: nothing is shown there.
const Nesting* findNesting(const Nestings& nestings, const StatePath& path);

/// With the new names of the outermost machine's states. Names that are gone are kept.
std::set<StatePath> followRenames(std::set<StatePath> paths, const Renames& renames);

} // namespace ws::statemachine
