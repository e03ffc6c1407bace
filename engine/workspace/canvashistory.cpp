#include "engine/workspace/canvashistory.h"

#include "engine/workspace/textfile.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace ws::workspace {

using json::Value;

namespace {

constexpr const char* kFolder = ".warmstart/canvas";

Value stepValue(const CanvasHistory::Step& step, std::size_t textBegin) {
    return Value::object(
        {{"before", canvasSettingsValue(step.before)},
         {"after", canvasSettingsValue(step.after)},
         {"text", static_cast<std::int64_t>(step.text - std::min(step.text, textBegin))}});
}

std::optional<CanvasHistory::Step> stepOf(const Value& value) {
    auto before = canvasSettingsOf(value["before"]);
    auto after = canvasSettingsOf(value["after"]);
    if (!before || !after)
        return std::nullopt;
    const std::int64_t text = std::max<std::int64_t>(0, value["text"].toInteger());
    return CanvasHistory::Step{*std::move(before), *std::move(after),
                               static_cast<std::size_t>(text)};
}

} // namespace

void CanvasHistory::takeTextEdit(std::size_t text) {
    m_undone.clear();
    // No step is newer than the edit: the text counts from its beginning again.
    if (m_done.empty() || m_done.back().text <= text)
        return;
    for (Step& step : m_done)
        step.text = 0;
}

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

Value CanvasHistory::toJson(const CanvasSettings& present, std::size_t textBegin) const {
    std::vector<Value> newestFirst;
    std::size_t bytes = 0;
    std::size_t done = 0;
    const auto add = [&](const Step& step) {
        Value value = stepValue(step, textBegin);
        bytes += value.dumpSize();
        if (bytes > kMaxBytes)
            return false;
        newestFirst.push_back(std::move(value));
        return true;
    };
    // One that can be redone is of use only with all that come before it.
    if (std::ranges::all_of(m_undone, add)) {
        for (std::size_t i = m_done.size(); i > 0 && add(m_done[i - 1]); --i)
            ++done;
    } else {
        newestFirst.clear();
    }
    Value steps = Value::array();
    for (std::size_t i = newestFirst.size(); i > 0; --i)
        steps.push(std::move(newestFirst[i - 1]));
    return Value::object({{"present", canvasSettingsValue(present)},
                          {"done", static_cast<std::int64_t>(done)},
                          {"steps", std::move(steps)}});
}

CanvasHistory CanvasHistory::fromJson(const Value& value, const CanvasSettings& present) {
    CanvasHistory history;
    const Value& steps = value["steps"];
    const auto led = canvasSettingsOf(value["present"]);
    if (!led || *led != present || !steps.isArray())
        return history;
    const auto done =
        static_cast<std::size_t>(std::max<std::int64_t>(0, value["done"].toInteger()));
    for (std::size_t i = 0; i < std::min(steps.items().size(), kMaxSteps * 2); ++i) {
        auto step = stepOf(steps.items()[i]);
        if (!step)
            return {};
        (i < done ? history.m_done : history.m_undone).push_back(*std::move(step));
    }
    std::ranges::reverse(history.m_undone);
    return history;
}

// --- On disk

std::string canvasHistoryFile(const std::string& root, const std::string& machineFile) {
    namespace fs = std::filesystem;
    const fs::path relative = fs::path(machineFile).lexically_relative(root);
    if (root.empty() || relative.empty() || *relative.begin() == "..")
        return {};
    return (fs::path(root) / kFolder / canvasFileOfMachine(relative.string())).string();
}

CanvasHistory readCanvasHistory(const std::string& path, const CanvasSettings& present) {
    if (path.empty())
        return {};
    const auto file = readTextFile(path);
    const auto value = file ? Value::parse(file->text) : base::Result<Value>(file.error());
    return value ? CanvasHistory::fromJson(*value, present) : CanvasHistory();
}

base::Status writeCanvasHistory(const std::string& path, const CanvasHistory& history,
                                const CanvasSettings& present, std::size_t textBegin) {
    std::error_code ignored;
    if (path.empty())
        return {};
    if (history.isEmpty()) {
        std::filesystem::remove(path, ignored);
        return {};
    }
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    const auto written =
        writeTextFile(path, history.toJson(present, textBegin).dump(), stampOf(path));
    return written ? base::Status{} : base::Status{written.error()};
}

} // namespace ws::workspace
