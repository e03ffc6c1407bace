#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"
#include "engine/statemachine/nesting.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ws::workspace {

/// A sticky note. In pixels at 100 %: from the upper left of its state's box, or of the graph when
/// it belongs to none.
struct CanvasNote {
    std::string text;
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    std::string state;  ///< empty: none
    std::string colour; ///< a name; empty: the usual one
    json::Value others; ///< members that are not known here, an object; null: none
    bool operator==(const CanvasNote&) const = default;
};

/// A titled ground behind the states that it names.
struct CanvasRegion {
    std::string title;
    std::vector<std::string> states;
    json::Value others; ///< as in CanvasNote
    bool operator==(const CanvasRegion&) const = default;
};

/// What people write on the canvas.
struct Annotations {
    std::vector<CanvasNote> notes;
    std::vector<CanvasRegion> regions;
    bool operator==(const Annotations&) const = default;
};

/// What the canvas remembers of a machine and the definition does not say. Its file stands beside
/// the definition, "statemachines/orders.canvas.json" beside "statemachines/orders.asl.json":
///
///     {"Collapsed": ["Charge every item", "Notify", ["Ship", "Weigh every box"]],
///      "Opened": ["Ship", ["Ship", "Pack"]],
///      "Notes": [{"Text": "Ask the bank", "X": 260, "Y": 0, "Width": 160, "Height": 80,
///                 "State": "Pay", "Colour": "blue"}],
///      "Regions": [{"Title": "Payment", "States": ["Pay", "Refund"]}]}
///
/// Collapsed: the Parallel and Map states that are shown as one box. Opened: Task states with the
/// machine that they start drawn inside. Both by their names; those in another machine's drawing by
/// the names that lead there. Members that are not known here are kept.
struct CanvasSettings {
    statemachine::ClosedStates collapsed;
    Annotations annotations = {};
    statemachine::OpenedStates opened = {};
    statemachine::ClosedInside collapsedInside = {};

    bool isAnyCollapsed() const { return !collapsed.empty() || !collapsedInside.empty(); }
    void expandAll() {
        collapsed.clear();
        collapsedInside.clear();
    }
    bool operator==(const CanvasSettings&) const = default;
};

/// What both sides have made of `base`. Nothing that one of them added is lost; an entry that both
/// changed is there twice.
CanvasSettings mergedSettings(const CanvasSettings& base, const CanvasSettings& ours,
                              const CanvasSettings& theirs);

/// With the states' new names.
CanvasSettings followRenames(CanvasSettings settings, const statemachine::Renames& renames);

/// What is about these states alone: their notes, what is drawn in them, and the regions that hold
/// no others.
CanvasSettings limitedTo(CanvasSettings settings, const std::set<std::string>& states);

std::string canvasFileOfMachine(std::string_view machineFile);
/// By its ending.
bool isCanvasFile(std::string_view path);

/// An empty text says nothing. Errors: "json.syntax"; "canvas.invalid" with pointer and reason.
base::Result<CanvasSettings> parseCanvasSettings(const std::string& text);

/// As the file has them, and back. Errors: "canvas.invalid".
json::Value canvasSettingsValue(const CanvasSettings& settings);
base::Result<CanvasSettings> canvasSettingsOf(const json::Value& value);

/// The text with these settings; what they have in common with it keeps its bytes. Errors as above:
/// a text that cannot be read is not replaced.
base::Result<std::string> withCanvasSettings(const std::string& text,
                                             const CanvasSettings& settings);

/// The same with a file that need not exist. Errors: those of readTextFile() and writeTextFile();
/// "canvas.syntax" with path, line, column and reason; "canvas.invalid" with path as well.
base::Result<CanvasSettings> readCanvasFile(const std::string& path);
base::Status writeCanvasFile(const std::string& path, const CanvasSettings& settings);
/// Makes the change from `before` to `after` in the file as it is now, so that what another program
/// has changed in it meanwhile stays. Errors as above.
base::Result<CanvasSettings> changeCanvasFile(const std::string& path, const CanvasSettings& before,
                                              const CanvasSettings& after);

} // namespace ws::workspace
