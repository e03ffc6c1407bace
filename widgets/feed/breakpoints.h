#pragma once

#include "engine/workspace/breakpointfile.h"
#include "engine/workspace/textfile.h"
#include "widgets/feed/enginefeed.h"

#include <QObject>
#include <QString>

#include <vector>

namespace ws::feed {

/// The breakpoints of the open workspace, kept in a side file: definitions stay as they are.
class Breakpoints : public QObject {
    Q_OBJECT
public:
    using Entry = workspace::StoredBreakpoint;

    explicit Breakpoints(EngineFeed& feed, QObject* parent = nullptr);

    const std::vector<Entry>& all() const { return m_all; }
    /// Where it stands in all(); -1: there is no entry breakpoint of that state.
    int entryOf(const QString& machine, const QString& state) const;
    /// Any kind that names the state.
    std::vector<int> namingState(const QString& machine, const QString& state) const;

    void add(Entry entry);
    void replace(int index, Entry entry);
    void remove(int index);
    /// Sets one at the state's entry, or takes away what is there.
    void toggle(const QString& machine, const QString& state);
    void setState(int index, Entry::State state);

Q_SIGNALS:
    void changed();
    /// The side file could not be written.
    void failed(const ws::base::Error& error);

private:
    void takeSnapshot();
    void tell();

    EngineFeed& m_feed; // Not owned.
    std::string m_root; // Of the workspace whose breakpoints these are.
    std::vector<Entry> m_all;
};

} // namespace ws::feed
