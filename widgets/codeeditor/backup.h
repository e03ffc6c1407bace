#pragma once

#include "engine/workspace/textfile.h"
#include "widgets/codeeditor/undohistory.h"

#include <QString>

#include <optional>

#include <vector>

namespace ws::codeeditor {

/// Unsaved text of one file.
struct Backup {
    QString path; ///< absolute
    std::string text;
    workspace::FileStamp stamp; ///< what the file was when the editing began
    UndoHistory history;        ///< how the text came to be; may be empty
};

/// Unsaved texts in the workspace's hidden folder, so that a program that is killed half-way loses
/// no more than the seconds since the last write.
class BackupStore {
public:
    explicit BackupStore(QString root = {});

    void write(const Backup& backup) const;
    /// Of a file that has no unsaved text: only its undo is kept, beyond the end of the program.
    void writeHistory(const QString& path, const UndoHistory& history) const;
    std::optional<UndoHistory> history(const QString& path) const;
    void remove(const QString& path) const;
    std::vector<Backup> all() const;

private:
    void writeFile(const QString& path, const json::Value& value) const;
    QString fileFor(const QString& path) const;
    QString m_root; // The workspace; empty: nothing is kept.
};

} // namespace ws::codeeditor
