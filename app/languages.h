#pragma once

#include <QString>
#include <QTranslator>

namespace ws::app {

/// Puts the program and Qt's own dialogs into a language while it runs: installing the translators
/// makes Qt send LanguageChange to every widget.
class Languages {
public:
    /// "en" or "ko".
    void use(const QString& language);
    const QString& current() const { return m_current; }

private:
    QTranslator m_program;
    QTranslator m_qt;
    QString m_current;
};

} // namespace ws::app
