#include "app/languages.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>
#include <array>

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

void renameButtonsOfQt(const QWidget& window) {
    struct Button {
        const char* objectName; ///< or, where it has none, the class
        const char* context;
        const char* text;
    };
    static constexpr std::array kButtons{
        Button{"qt_dockwidget_floatbutton", "QDockWidget", "Float"},
        Button{"qt_dockwidget_closebutton", "QDockWidget", "Close"},
        Button{"ScrollLeftButton", "QTabBar", "Scroll Left"},
        Button{"ScrollRightButton", "QTabBar", "Scroll Right"},
        Button{"CloseButton", "CloseButton", "Close Tab"},
    };
    for (QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        const QByteArray name = button->objectName().isEmpty()
                                    ? QByteArray(button->metaObject()->className())
                                    : button->objectName().toLatin1();
        const auto* known = std::ranges::find(kButtons, name, &Button::objectName);
        if (known == kButtons.end())
            continue;
        const QString text = QCoreApplication::translate(known->context, known->text);
        if (button->toolTip().isEmpty())
            button->setAccessibleName(text);
        else
            button->setToolTip(text);
    }
}

AllLanguages::AllLanguages() {
    const QDir folder(QStringLiteral(":/i18n"));
    for (const QString& file : folder.entryList({QStringLiteral("warmstart_*.qm")})) {
        auto each = std::make_unique<QTranslator>();
        if (each->load(folder.filePath(file)))
            m_each.push_back(std::move(each));
    }
}

QStringList AllLanguages::names(const char* context, const char* source) const {
    QStringList names{QString::fromUtf8(source)};
    for (const auto& each : m_each) {
        const QString text = each->translate(context, source);
        if (!text.isEmpty() && !names.contains(text))
            names += text;
    }
    return names;
}

} // namespace ws::app
