#pragma once

#include <QString>
#include <QTranslator>

class QWidget;

namespace ws::app {

/// Puts the program and Qt's own dialogs into a language while it runs: installing the translators
/// makes Qt send LanguageChange to every widget. A process speaks one language, so the object that
/// used one last owns it: the one before it falls silent, with a warning. The language ends with
/// its owner.
class Languages {
public:
    Languages() = default;
    ~Languages();
    Q_DISABLE_COPY_MOVE(Languages)

    /// "en" or "ko".
    void use(const QString& language);
    const QString& current() const { return m_current; }

private:
    void fallSilent();

    QTranslator m_program;
    QTranslator m_qt;
    QString m_current; ///< empty while another one, or none, owns the language
};

/// Qt names the buttons of docks and tab bars when it makes them, and never again.
void renameButtonsOfQt(const QWidget& window);

} // namespace ws::app
