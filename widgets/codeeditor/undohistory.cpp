#include "widgets/codeeditor/undohistory.h"

#include <algorithm>

namespace ws::codeeditor {

void UndoHistory::begin(std::string text) {
    m_base = std::move(text);
    m_steps.clear();
    m_done = m_bytes = m_forgotten = 0;
}

void UndoHistory::record(Step step) {
    while (m_steps.size() > m_done) {
        m_bytes -= m_steps.back().text.size();
        m_steps.pop_back();
    }
    m_bytes += step.text.size();
    m_steps.push_back(std::move(step));
    m_done = m_steps.size();
    if (m_steps.size() > kMaxSteps || m_bytes > kMaxBytes)
        forgetOldest();
}

void UndoHistory::stepBack() {
    m_done -= m_done > 0 ? 1 : 0;
}

void UndoHistory::stepForward() {
    m_done += m_done < m_steps.size() ? 1 : 0;
}

bool UndoHistory::apply(std::string& text, const Step& step) {
    if (step.position > text.size())
        return false;
    if (step.kind == Kind::Insert) {
        text.insert(step.position, step.text);
        return true;
    }
    if (text.compare(step.position, step.text.size(), step.text) != 0)
        return false;
    text.erase(step.position, step.text.size());
    return true;
}

/// Half of it at once, so that it is not done at every key; whole groups, and never the last one.
void UndoHistory::forgetOldest() {
    std::size_t bytes = m_bytes;
    std::size_t end = 0;
    for (std::size_t i = 1; i < m_done; ++i) {
        bytes -= m_steps[i - 1].text.size();
        if (m_steps[i].group != Group::Begins)
            continue;
        end = i;
        if (m_steps.size() - i <= kMaxSteps / 2 && bytes <= kMaxBytes / 2)
            break;
    }
    for (std::size_t i = 0; i < end; ++i) {
        m_bytes -= m_steps[i].text.size();
        apply(m_base, m_steps[i]);
    }
    m_steps.erase(m_steps.begin(), m_steps.begin() + std::ptrdiff_t(end));
    m_done -= end;
    m_forgotten += end;
}

std::string UndoHistory::text() const {
    std::string text = m_base;
    for (std::size_t i = 0; i < m_done; ++i)
        apply(text, m_steps[i]);
    return text;
}

json::Value UndoHistory::toJson() const {
    json::Value steps = json::Value::array();
    for (const Step& step : m_steps) {
        json::Value one = json::Value::array();
        one.push(step.kind == Kind::Insert ? 1 : -1);
        one.push(step.group == Group::Begins ? 1 : 0);
        one.push(std::int64_t(step.position));
        one.push(step.text);
        steps.push(std::move(one));
    }
    return json::Value::object(
        {{"base", m_base}, {"done", std::int64_t(m_done)}, {"steps", std::move(steps)}});
}

std::optional<UndoHistory> UndoHistory::fromJson(const json::Value& value) {
    const json::Value& steps = value["steps"];
    if (!value["base"].isString() || !steps.isArray())
        return std::nullopt;
    UndoHistory history;
    history.begin(value["base"].toString());
    std::string text = history.m_base;
    for (const json::Value& one : steps.items()) {
        Step step{one.at(0).toInteger() > 0 ? Kind::Insert : Kind::Delete,
                  one.at(1).toInteger() > 0 ? Group::Begins : Group::GoesOn,
                  std::size_t(std::max<std::int64_t>(0, one.at(2).toInteger())),
                  one.at(3).toString()};
        if (!apply(text, step))
            return std::nullopt; // not a history of this text
        history.m_bytes += step.text.size();
        history.m_steps.push_back(std::move(step));
    }
    const auto done = std::size_t(std::max<std::int64_t>(0, value["done"].toInteger()));
    history.m_done = std::min(done, history.m_steps.size());
    return history;
}

} // namespace ws::codeeditor
