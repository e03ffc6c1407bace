#include "app/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace ws::app {

void Languages::use(const QString& language) {
    if (language == m_current)
        return;
    m_current = language;
    QLocale::setDefault(QLocale(language));
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
    const QString folder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    if (m_qt.load(QStringLiteral("qtbase_%1").arg(language), folder))
        QCoreApplication::installTranslator(&m_qt);
    // English has a file too: it holds the plural forms.
    if (m_program.load(QStringLiteral(":/i18n/warmstart_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_program);
}

} // namespace ws::app
