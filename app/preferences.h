#pragma once

#include "engine/workspace/workbench.h"
#include "widgets/theme/theme.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace ws::app {

/// What the program remembers between runs, in the user's settings file.
class Preferences {
public:
    theme::Scheme scheme() const;
    void setScheme(theme::Scheme scheme);

    /// "en" or "ko"; the system's language until the user chooses.
    QString language() const;
    void setLanguage(const QString& language);

    QStringList recentWorkspaces() const;
    void addRecentWorkspace(const QString& folder);
    void forgetWorkspace(const QString& folder);

    /// The files that were open in a workspace, the current one first.
    QStringList openFiles(const QString& folder) const;
    void setOpenFiles(const QString& folder, const QStringList& paths);

    QByteArray geometry() const;
    QByteArray layout() const;
    void setWindow(const QByteArray& geometry, const QByteArray& layout);

    /// How fast recordings are played, in telemetry::kPlaySpeeds.
    std::size_t playSpeed() const;
    void setPlaySpeed(std::size_t index);

    workspace::Settings engine() const;
    void setEngine(const workspace::Settings& settings);
};

} // namespace ws::app
