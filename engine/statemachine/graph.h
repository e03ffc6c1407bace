#pragma once

#include "engine/json/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ws::statemachine {

enum class StateType : std::uint8_t {
    Task,
    Pass,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
    Unknown
};
std::string_view stateTypeName(StateType type);
StateType stateTypeFromName(std::string_view name);

/// What the canvas, the layout and the validator see of a definition: boxes and arrows with the
/// bytes they come from. Built from any text that is JSON, however wrong as a state machine: what
/// points to nowhere is simply not drawn.
struct Graph {
    static constexpr int kNone = -1;

    enum class EdgeKind : std::uint8_t { Start, Next, Choice, Default, Catch, End };
    enum class RegionKind : std::uint8_t { Root, Branch, Iterator };

    struct Node {
        std::string pointer; ///< JSON pointer of the state; the node's identity
        std::string name;
        StateType type = StateType::Unknown;
        int region = 0;           ///< the machine, branch or item processor that it is in
        std::vector<int> regions; ///< its own branches or item processor, in order
        json::Range range;        ///< the state's object
        json::Range nameRange;    ///< its key in States, with quotes
        std::string comment;
        std::string resource; ///< Task: Resource; for lambda:invoke the FunctionName, for
                              ///< what starts a machine the StateMachineArn, when constant
        std::string detail;   ///< one line for the node: seconds of a Wait, the error of a Fail ...
        std::string integration; ///< Task: "lambda:invoke", "dynamodb:putItem.waitForTaskToken"; or
                                 ///< empty
        std::string itemSource;  ///< Map: ItemsPath or Items as written
        std::string mapMode;     ///< Map: "INLINE" or "DISTRIBUTED"
        std::string maxConcurrency;        ///< Map: as written, empty when unlimited
        std::optional<double> waitSeconds; ///< Wait: when it is a constant
        int retryCount = 0;
        int retryMaxAttempts = 0; ///< the most that any retrier allows, 3 where it says nothing
        int catchCount = 0;
        bool terminal = false; ///< End: true, Succeed or Fail
        bool reachable = true;

        bool operator==(const Node&) const = default;
    };

    struct Region {
        RegionKind kind = RegionKind::Root;
        int owner = kNone; ///< node, kNone for the root
        int index = 0;     ///< Branch: from 0
        int start = kNone; ///< node named by StartAt
        std::vector<int> nodes;

        bool operator==(const Region&) const = default;
    };

    struct Edge {
        EdgeKind kind = EdgeKind::Next;
        int from = kNone; ///< kNone for Start
        int to = kNone;   ///< kNone for End
        int region = 0;
        int index = 0;     ///< number of the rule or catcher, from 0
        std::string label; ///< condition or error names as the definition has them; comment first
        json::Range range; ///< the text that makes the edge

        bool operator==(const Edge&) const = default;
    };

    std::vector<Node> nodes;
    std::vector<Region> regions; ///< [0] is the root when the document is an object
    std::vector<Edge> edges;

    int findByName(std::string_view name) const;
    int findByPointer(std::string_view pointer) const;
    /// The innermost state whose text holds the byte, or kNone.
    int findByOffset(std::size_t offset) const;
};

Graph buildGraph(const json::Document& document);

/// The same but for the bytes that they come from, and comments, which only a tooltip tells.
bool isDrawnAlike(const Graph& first, const Graph& second);

} // namespace ws::statemachine
