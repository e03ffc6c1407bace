#pragma once

#include "engine/json/value.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::codeeditor {

/// What an editor's undo and redo hold, in a form that outlives the editor: the text that it began
/// with, and every change since, in the groups that one undo takes back. The oldest groups become
/// part of the beginning when there are too many.
class UndoHistory {
public:
    enum class Kind : std::uint8_t { Insert, Delete };
    enum class Group : std::uint8_t { Begins, GoesOn };
    struct Step {
        Kind kind = Kind::Insert;
        Group group = Group::Begins;
        std::size_t position = 0; ///< byte
        std::string text;
        bool operator==(const Step&) const = default;
    };
    static constexpr std::size_t kMaxSteps = 4000;
    static constexpr std::size_t kMaxBytes = std::size_t{1} << 20U; ///< of all steps

    void begin(std::string text);
    /// A change by the user; what could be redone is gone.
    void record(Step step);
    void stepBack();
    void stepForward();

    const std::string& base() const { return m_base; }
    const std::vector<Step>& steps() const { return m_steps; }
    /// Steps that are done; those behind it can be redone.
    std::size_t done() const { return m_done; }
    bool isEmpty() const { return m_steps.empty(); }
    /// Grows with every step that is done and falls with every one taken back, also when the oldest
    /// ones are forgotten.
    std::size_t position() const { return m_forgotten + m_done; }
    /// Where position() begins: what fromJson() gives begins at 0.
    std::size_t forgotten() const { return m_forgotten; }
    /// The text that the steps lead to.
    std::string text() const;

    json::Value toJson() const;
    /// Nothing when it is not what toJson() gives.
    static std::optional<UndoHistory> fromJson(const json::Value& value);

private:
    static bool apply(std::string& text, const Step& step);
    void forgetOldest();

    std::string m_base;
    std::vector<Step> m_steps;
    std::size_t m_done = 0;
    std::size_t m_forgotten = 0;
    std::size_t m_bytes = 0;
};

} // namespace ws::codeeditor
