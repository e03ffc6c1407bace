#pragma once

#include "engine/workspace/textfile.h"

#include <QString>

#include <vector>

namespace ws::codeeditor {

/// Unsaved text of one file.
struct Backup {
    QString path; ///< absolute
    std::string text;
    workspace::FileStamp stamp; ///< what the file was when the editing began
};

/// Unsaved texts in the workspace's hidden folder, so that a program that is killed half-way loses
/// no more than the seconds since the last write.
class BackupStore {
public:
    explicit BackupStore(QString root = {});

    void write(const Backup& backup) const;
    void remove(const QString& path) const;
    std::vector<Backup> all() const;

private:
    QString fileFor(const QString& path) const;
    QString m_root; // The workspace; empty: nothing is kept.
};

} // namespace ws::codeeditor
