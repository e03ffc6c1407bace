#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"
#include "engine/workspace/canvasfile.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ws::workspace {

/// Undo and redo of what the canvas remembers, in one order with those of the definition's text,
/// which has a history of its own: every step knows how far that one was when it was made. Where
/// that one has begun anew (the file was read again), what the text does from then on is newer.
class CanvasHistory {
public:
    struct Step {
        CanvasSettings before;
        CanvasSettings after;
        std::size_t text = 0; ///< steps of the text that were done then
    };
    /// Of the text's history.
    struct TextUndo {
        std::size_t position = 0; ///< steps that are done
        bool canUndo = false;
        bool canRedo = false;
    };
    /// Joined: one with the last step, when that one was joinable too and the text has not changed
    /// in between.
    enum class Kind { Apart, Joined };
    static constexpr std::size_t kMaxSteps = 200;
    static constexpr std::size_t kMaxBytes = std::size_t{1} << 20U; ///< of what is kept on disk

    void record(CanvasSettings before, CanvasSettings after, std::size_t text,
                Kind kind = Kind::Apart);
    /// The text is changed by a person, with so many of its steps done before: what could be redone
    /// is gone.
    void takeTextEdit(std::size_t text);
    bool canUndo() const { return !m_done.empty(); }
    bool canRedo() const { return !m_undone.empty(); }
    bool isEmpty() const { return m_done.empty() && m_undone.empty(); }

    /// The step that an undo takes back now; nothing: what the text changed last is newer.
    std::optional<Step> undo(const TextUndo& text);
    /// Likewise; nothing: the text's next step comes first.
    std::optional<Step> redo(const TextUndo& text);

    /// For the next run of the program: the newest steps, with what they have led to. The text's
    /// history will count from 0 what it counts from `textBegin` now.
    json::Value toJson(const CanvasSettings& present, std::size_t textBegin) const;
    /// Empty when it is not what toJson() gives, or has led to other settings than these.
    static CanvasHistory fromJson(const json::Value& value, const CanvasSettings& present);

private:
    std::vector<Step> m_done;
    std::vector<Step> m_undone; ///< the next one to redo is last
    bool m_joinable = false;    ///< the last step that was done
};

/// In the hidden folder of the workspace; empty for a definition that is elsewhere.
std::string canvasHistoryFile(const std::string& root, const std::string& machineFile);
/// Empty when there is none that fits: an undo that is lost is no failure.
CanvasHistory readCanvasHistory(const std::string& path, const CanvasSettings& present);
/// An empty one leaves no file. Errors of writeTextFile().
base::Status writeCanvasHistory(const std::string& path, const CanvasHistory& history,
                                const CanvasSettings& present, std::size_t textBegin);

} // namespace ws::workspace
