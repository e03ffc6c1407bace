#pragma once

#include "engine/workspace/canvasfile.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace ws::workspace {

/// Undo and redo of what the canvas remembers, in one order with those of the definition's text,
/// which has a history of its own: every step knows how far that one was when it was made. Kept
/// while the program runs.
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

    void record(CanvasSettings before, CanvasSettings after, std::size_t text,
                Kind kind = Kind::Apart);
    /// The text was changed by a person: what could be redone is gone.
    void forgetRedo() { m_undone.clear(); }
    bool canUndo() const { return !m_done.empty(); }
    bool canRedo() const { return !m_undone.empty(); }

    /// The step that an undo takes back now; nothing: what the text changed last is newer.
    std::optional<Step> undo(const TextUndo& text);
    /// Likewise; nothing: the text's next step comes first.
    std::optional<Step> redo(const TextUndo& text);

private:
    std::vector<Step> m_done;
    std::vector<Step> m_undone; ///< the next one to redo is last
    bool m_joinable = false;    ///< the last step that was done
};

} // namespace ws::workspace
