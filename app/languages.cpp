#include "app/languages.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>
#include <array>

namespace ws::app {
namespace {

Languages* s_owner = nullptr; // of the language of this process; not owned, GUI thread

} // namespace

Languages::~Languages() {
    if (s_owner == this)
        fallSilent();
}

void Languages::fallSilent() {
    s_owner = nullptr;
    m_current.clear();
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(QLocale::system());
}

void Languages::use(const QString& language) {
    if (language == m_current)
        return;
    if (s_owner && s_owner != this)
        qWarning("The program's language %s is replaced by that of another owner: %s",
                 qUtf8Printable(s_owner->m_current), qUtf8Printable(language));
    if (s_owner)
        s_owner->fallSilent();
    s_owner = this;
    m_current = language;
    QLocale::setDefault(QLocale(language));
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
        const char* description; ///< or none
    };
    static constexpr std::array kButtons{
        Button{"qt_dockwidget_floatbutton", "QDockWidget", "Float",
               "Undocks and re-attaches the dock widget"},
        Button{"qt_dockwidget_closebutton", "QDockWidget", "Close", "Closes the dock widget"},
        Button{"ScrollLeftButton", "QTabBar", "Scroll Left", nullptr},
        Button{"ScrollRightButton", "QTabBar", "Scroll Right", nullptr},
        Button{"CloseButton", "CloseButton", "Close Tab", nullptr},
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
        if (known->description)
            button->setAccessibleDescription(
                QCoreApplication::translate(known->context, known->description));
    }
}

} // namespace ws::app
