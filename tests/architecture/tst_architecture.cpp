#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

/// Holds the wall between the folders: each include is checked against the table, because linking
/// alone does not stop an include of a header that happens to be found.
class TestArchitecture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachFolderIncludesOnlyWhatItsRowAllows();
    void theTableHasARowForEveryFolder();
    void theEngineKnowsNoWindow();
    void theEngineMakesNoWords();
    void coloursAreNamedOnlyByTheTheme();
    void headersAreIncludedOnce();
    void connectionsAreCheckedByTheCompiler();
    void theTopLevelIsTheAgreedOne();
    void theCheckItselfFindsAWrongInclude();
};

namespace {

struct Line {
    QString file;
    int number = 0;
    QString text;
    QString place() const {
        return QStringLiteral("%1:%2: %3").arg(file).arg(number).arg(text.trimmed());
    }
};

QDir sourceRoot() {
    return QDir(QStringLiteral(WARMSTART_SOURCE_DIR));
}

QList<Line> linesBelow(const QString& folder, const QStringList& patterns = {
                                                  QStringLiteral("*.h"), QStringLiteral("*.cpp")}) {
    QList<Line> lines;
    QDirIterator files(sourceRoot().filePath(folder), patterns, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString name = sourceRoot().relativeFilePath(file.fileName());
        int number = 0;
        const QStringList texts = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
        for (const QString& text : texts)
            lines.append({name, ++number, text});
    }
    return lines;
}

QString withoutComment(const QString& text) {
    return text.section(QStringLiteral("//"), 0, 0);
}

/// Direct rows; what a row names brings what that one may see.
QHash<QString, QStringList> rows() {
    const auto list = [](const char* names) {
        return QString::fromLatin1(names).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    return {
        {QStringLiteral("engine/base"), {}},
        {QStringLiteral("engine/json"), list("engine/base")},
        {QStringLiteral("engine/telemetry"), list("engine/base engine/json")},
        {QStringLiteral("engine/expression"), list("engine/base engine/json")},
        {QStringLiteral("engine/statemachine"), list("engine/expression")},
        // telemetry: the history event is part of the one vocabulary, which sits below both.
        {QStringLiteral("engine/execution"), list("engine/statemachine engine/telemetry")},
        {QStringLiteral("engine/layout"), list("engine/base")},
        {QStringLiteral("engine/function"), list("engine/base engine/json")},
        {QStringLiteral("engine/sandbox"), list("engine/function engine/telemetry")},
        {QStringLiteral("engine/fleet"), list("engine/sandbox engine/execution")},
        {QStringLiteral("engine/service"), list("engine/fleet")},
        {QStringLiteral("engine/workspace"), list("engine/service engine/layout")},
        {QStringLiteral("widgets/feed"), list("engine/workspace")},
        {QStringLiteral("widgets/theme"), list("engine/workspace")},
        {QStringLiteral("widgets/models"), list("widgets/feed widgets/theme")},
        {QStringLiteral("widgets/timeline"), list("widgets/feed widgets/theme")},
        {QStringLiteral("widgets/charts"), list("widgets/timeline")},
        {QStringLiteral("widgets/designer"), list("widgets/feed widgets/theme")},
        {QStringLiteral("widgets/codeeditor"), list("widgets/theme")},
        {QStringLiteral("widgets/inspector"),
         list("widgets/feed widgets/theme widgets/codeeditor")},
        {QStringLiteral("widgets/dataplane"),
         list("widgets/feed widgets/theme widgets/models widgets/codeeditor")},
        {QStringLiteral("app"),
         list("widgets/feed widgets/theme widgets/models widgets/timeline widgets/charts "
              "widgets/designer widgets/codeeditor widgets/inspector widgets/dataplane")},
    };
}

void addReachable(const QHash<QString, QStringList>& table, const QString& folder,
                  QSet<QString>& seen) {
    if (seen.contains(folder))
        return;
    seen.insert(folder);
    for (const QString& next : table.value(folder))
        addReachable(table, next, seen);
}

QString folderOf(const QString& file) {
    if (file.startsWith(QLatin1String("app/")))
        return QStringLiteral("app");
    return file.section(QLatin1Char('/'), 0, 1);
}

/// The folder of ours that a line includes and `folder` may not see; empty when all is well.
QString forbiddenInclude(const QString& folder, const QString& text) {
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s*\"((?:engine|widgets|app)/[^\"]+)\""));
    const auto match = include.match(text);
    if (!match.hasMatch())
        return {};
    static const auto table = rows();
    QSet<QString> allowed;
    addReachable(table, folder, allowed);
    const QString target = folderOf(match.captured(1));
    return allowed.contains(target) ? QString() : target;
}

QStringList matches(const QString& folder, const QRegularExpression& pattern) {
    QStringList found;
    for (const Line& line : linesBelow(folder)) {
        if (withoutComment(line.text).contains(pattern))
            found.append(line.place());
    }
    return found;
}

void verifyNone(const QStringList& found) {
    QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
}

} // namespace

void TestArchitecture::eachFolderIncludesOnlyWhatItsRowAllows() {
    QStringList wrong;
    int checked = 0;
    for (const auto& top :
         {QStringLiteral("engine"), QStringLiteral("widgets"), QStringLiteral("app")}) {
        for (const Line& line : linesBelow(top)) {
            ++checked;
            if (const QString target = forbiddenInclude(folderOf(line.file), line.text);
                !target.isEmpty())
                wrong.append(line.place());
        }
    }
    QVERIFY(checked > 1000);
    verifyNone(wrong);
}

void TestArchitecture::theTableHasARowForEveryFolder() {
    const auto table = rows();
    for (const auto& top : {QStringLiteral("engine"), QStringLiteral("widgets")}) {
        const QStringList folders =
            QDir(sourceRoot().filePath(top)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& folder : folders)
            QVERIFY2(table.contains(top + QLatin1Char('/') + folder), qPrintable(folder));
    }
}

void TestArchitecture::theEngineKnowsNoWindow() {
    verifyNone(matches(QStringLiteral("engine"),
                       QRegularExpression(QStringLiteral(
                           "#\\s*include\\s*<(QtGui|QtWidgets|QtSvg|QWidget|QPainter|QColor|QIcon|"
                           "QFont|QPixmap|QImage|QGuiApplication|QApplication|QPalette)\\b"))));
}

void TestArchitecture::theEngineMakesNoWords() {
    verifyNone(matches(QStringLiteral("engine"),
                       QRegularExpression(QStringLiteral("\\b(tr|translate)\\s*\\(\\s*\""))));
    verifyNone(
        matches(QStringLiteral("engine"), QRegularExpression(QStringLiteral("\\bQColor\\b"))));
}

void TestArchitecture::coloursAreNamedOnlyByTheTheme() {
    QStringList found =
        matches(QStringLiteral("widgets"),
                QRegularExpression(QStringLiteral(
                    "\"#[0-9A-Fa-f]{6}\"|QColor\\(\\s*(\\d|0x|Qt::(?!transparent))")));
    found +=
        matches(QStringLiteral("app"),
                QRegularExpression(QStringLiteral("\"#[0-9A-Fa-f]{6}\"|QColor\\(\\s*(\\d|0x)")));
    found.removeIf(
        [](const QString& place) { return place.startsWith(QLatin1String("widgets/theme/")); });
    verifyNone(found);
}

void TestArchitecture::headersAreIncludedOnce() {
    for (const auto& top :
         {QStringLiteral("engine"), QStringLiteral("widgets"), QStringLiteral("app")}) {
        QHash<QString, bool> guarded;
        for (const Line& line : linesBelow(top, {QStringLiteral("*.h")}))
            guarded[line.file] =
                guarded.value(line.file) || line.text.startsWith(QLatin1String("#pragma once"));
        for (auto header = guarded.cbegin(); header != guarded.cend(); ++header)
            QVERIFY2(header.value(), qPrintable(header.key()));
    }
}

void TestArchitecture::connectionsAreCheckedByTheCompiler() {
    for (const auto& top :
         {QStringLiteral("engine"), QStringLiteral("widgets"), QStringLiteral("app")})
        verifyNone(matches(top, QRegularExpression(QStringLiteral(
                                    "\\b(SIGNAL|SLOT)\\s*\\(|\\bsender\\s*\\(\\s*\\)"))));
}

void TestArchitecture::theTopLevelIsTheAgreedOne() {
    const QSet<QString> agreed{QStringLiteral("CMakeLists.txt"), QStringLiteral("app"),
                               QStringLiteral("widgets"),        QStringLiteral("engine"),
                               QStringLiteral("resources"),      QStringLiteral("translations"),
                               QStringLiteral("tests"),          QStringLiteral("README.md"),
                               QStringLiteral("LICENSE")};
    const QStringList entries = sourceRoot().entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const QString& entry : entries) {
        const bool buildFolder =
            entry == QLatin1String("build") || entry.startsWith(QLatin1String("build-"));
        QVERIFY2(buildFolder || agreed.contains(entry), qPrintable(entry));
    }
}

void TestArchitecture::theCheckItselfFindsAWrongInclude() {
    QCOMPARE(forbiddenInclude(QStringLiteral("engine/json"),
                              QStringLiteral("#include \"engine/fleet/fleet.h\"")),
             QStringLiteral("engine/fleet"));
    QCOMPARE(forbiddenInclude(QStringLiteral("engine/fleet"),
                              QStringLiteral("#include \"widgets/theme/theme.h\"")),
             QStringLiteral("widgets/theme"));
    QCOMPARE(forbiddenInclude(QStringLiteral("engine/fleet"),
                              QStringLiteral("#include \"engine/json/value.h\"")),
             QString());
}

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
