#pragma once

#include "widgets/codeeditor/language.h"
#include "widgets/codeeditor/problem.h"

#include <QObject>
#include <QProcess>

#include <functional>
#include <string>

namespace ws::codeeditor {

/// Asks the language's own interpreter whether a text compiles, without running it and without
/// waiting. One question at a time: a newer one replaces the older. Finds nothing where the
/// interpreter is missing.
class SyntaxProcess : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~SyntaxProcess() override;

    static bool handles(Language language);
    void check(Language language, const QString& path, const std::string& text);

Q_SIGNALS:
    void checked(const ws::codeeditor::Problems& problems);

private:
    void finish(Language language, const QString& path);
    void abandon();

    QProcess* m_process = nullptr; // A child of this, or nullptr when none runs.
};

} // namespace ws::codeeditor
