#include "engine/workspace/canvashistory.h"

#include <utility>

namespace ws::workspace {

void CanvasHistory::record(CanvasSettings before, CanvasSettings after, std::size_t text,
                           Kind kind) {
    m_undone.clear();
    const bool joins = kind == Kind::Joined && m_joinable && !m_done.empty() &&
                       m_done.back().text == text && m_done.back().after == before;
    m_joinable = kind == Kind::Joined;
    if (joins) {
        m_done.back().after = std::move(after);
        return;
    }
    m_done.push_back({std::move(before), std::move(after), text});
    if (m_done.size() > kMaxSteps)
        m_done.erase(m_done.begin());
}

std::optional<CanvasHistory::Step> CanvasHistory::undo(const TextUndo& text) {
    if (m_done.empty() || (text.canUndo && m_done.back().text < text.position))
        return std::nullopt;
    m_joinable = false;
    m_undone.push_back(std::move(m_done.back()));
    m_done.pop_back();
    return m_undone.back();
}

std::optional<CanvasHistory::Step> CanvasHistory::redo(const TextUndo& text) {
    if (m_undone.empty() || (text.canRedo && m_undone.back().text > text.position))
        return std::nullopt;
    m_joinable = false;
    m_done.push_back(std::move(m_undone.back()));
    m_undone.pop_back();
    return m_done.back();
}

} // namespace ws::workspace
