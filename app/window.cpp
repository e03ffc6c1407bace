#include "app/window.h"

#include "app/languages.h"
#include "app/mainwindow.h"
#include "app/preferences.h"

#include <QApplication>
#include <QFileInfo>

namespace ws::app {

int runWindow(QApplication& application, const StartOptions& options) {
    QCoreApplication::setOrganizationName(QStringLiteral("warmstart"));
    QCoreApplication::setApplicationName(QStringLiteral("warmstart"));
    const Preferences preferences;
    theme::Theme theme;
    theme.setScheme(preferences.scheme());
    theme.applyTo(application);
    QObject::connect(&theme, &theme::Theme::changed, &application,
                     [&] { theme.applyTo(application); });
    Languages languages;
    languages.use(preferences.language());
    QApplication::setWindowIcon(
        theme.icon(QStringLiteral("app"), theme.colour(theme::Role::Accent)));

    MainWindow window(theme, languages);
    window.show();
    const QStringList recent = preferences.recentWorkspaces();
    if (!options.workspace.isEmpty())
        window.openWorkspace(options.workspace);
    else if (!recent.isEmpty() && QFileInfo(recent.front()).isDir())
        window.openWorkspace(recent.front());
    return QApplication::exec();
}

} // namespace ws::app
