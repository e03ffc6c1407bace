#pragma once

#include "app/languages.h"
#include "app/mainwindow.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QSettings>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace ws::tests {

/// The program's window in one of its looks, with settings of its own: no user's are read or
/// written.
struct ShownWindow {
    explicit ShownWindow(theme::Scheme scheme = theme::Scheme::Light,
                         const QString& language = QStringLiteral("en"),
                         const QSize& size = {1600, 1000})
        : name(QStringLiteral("%1-%2").arg(scheme == theme::Scheme::Dark ? QStringLiteral("dark")
                                                                         : QStringLiteral("light"),
                                           language)) {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
        QCoreApplication::setOrganizationName(QStringLiteral("warmstart-test"));
        theme.setScheme(scheme);
        theme.applyTo(*qApp);
        languages.use(language);
        window = std::make_unique<app::MainWindow>(theme, languages);
        window->resize(size);
        window->show();
    }

    QString name; ///< of the look: "dark-ko"
    QTemporaryDir settings;
    QTemporaryDir folder;
    theme::Theme theme;
    app::Languages languages;
    std::unique_ptr<app::MainWindow> window;
};

} // namespace ws::tests
