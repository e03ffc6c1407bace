#include "widgets/feed/breakpoints.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace ws::feed {

Breakpoints::Breakpoints(EngineFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed) {
    connect(&m_feed, &EngineFeed::snapshotChanged, this, &Breakpoints::takeSnapshot);
    takeSnapshot();
}

void Breakpoints::takeSnapshot() {
    const std::string& root = m_feed.snapshot().root;
    if (root == m_root)
        return;
    m_root = root;
    m_all.clear();
    const auto file = root.empty()
                          ? base::Result<workspace::TextFile>(base::Error{"workspace.notOpen", {}})
                          : workspace::readTextFile(root + "/" + workspace::kBreakpointFile);
    if (file) {
        if (auto read = workspace::parseBreakpoints(file->text))
            m_all = *std::move(read);
    }
    Q_EMIT changed();
}

int Breakpoints::entryOf(const QString& machine, const QString& state) const {
    const auto found = std::ranges::find_if(m_all, [&](const Entry& entry) {
        return entry.at.kind == execution::Breakpoint::Kind::Entry &&
               entry.machine == machine.toStdString() && entry.at.state == state.toStdString();
    });
    return found == m_all.end() ? -1 : int(found - m_all.begin());
}

std::vector<int> Breakpoints::namingState(const QString& machine, const QString& state) const {
    std::vector<int> found;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (m_all[i].machine == machine.toStdString() && m_all[i].at.state == state.toStdString())
            found.push_back(int(i));
    }
    return found;
}

void Breakpoints::add(Entry entry) {
    m_all.push_back(std::move(entry));
    tell();
}

void Breakpoints::replace(int index, Entry entry) {
    if (m_all[std::size_t(index)] == entry)
        return;
    m_all[std::size_t(index)] = std::move(entry);
    tell();
}

void Breakpoints::remove(int index) {
    m_all.erase(m_all.begin() + index);
    tell();
}

void Breakpoints::toggle(const QString& machine, const QString& state) {
    const std::vector<int> there = namingState(machine, state);
    if (there.empty()) {
        Entry entry;
        entry.machine = machine.toStdString();
        entry.at.state = state.toStdString();
        add(std::move(entry));
        return;
    }
    for (auto index = there.rbegin(); index != there.rend(); ++index)
        m_all.erase(m_all.begin() + *index);
    tell();
}

void Breakpoints::setState(int index, Entry::State state) {
    Entry changed = m_all[std::size_t(index)];
    changed.state = state;
    replace(index, std::move(changed));
}

void Breakpoints::tell() {
    Q_EMIT changed();
    if (m_root.empty())
        return;
    const std::string path = m_root + "/" + workspace::kBreakpointFile;
    QDir().mkpath(QFileInfo(QString::fromStdString(path)).path());
    const auto written =
        workspace::writeTextFile(path, workspace::breakpointsText(m_all), workspace::stampOf(path));
    if (!written)
        Q_EMIT failed(written.error());
}

} // namespace ws::feed
