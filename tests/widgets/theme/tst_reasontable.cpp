#include "widgets/theme/messagetable.h"
#include "widgets/theme/reasontable.h"

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace ws;

namespace {

constexpr const char* kLiterals = "((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)";

/// What literals that follow each other come to: "a \"text\" " "in two".
QString joined(const QString& literals) {
    static const QRegularExpression literal(QString::fromLatin1("\"((?:[^\"\\\\]|\\\\.)*)\""));
    static const QRegularExpression escape(QString::fromLatin1("\\\\(.)"));
    QString text;
    for (auto match = literal.globalMatch(literals); match.hasNext();)
        text += match.next().captured(1);
    return text.replace(escape, QStringLiteral("\\1"));
}

/// {{name}} and {{{name}}}, as the messages of JSONata name what is put in.
QString withSingleBraces(QString pattern) {
    static const QRegularExpression braces(QString::fromLatin1("\\{{2,3}(\\w+)\\}{2,3}"));
    return pattern.replace(braces, QStringLiteral("{\\1}"));
}

/// By their paths below the engine.
QMap<QString, QString> sourcesOfTheEngine() {
    const QDir engine(QStringLiteral(WARMSTART_SOURCE_DIR "/engine"));
    QMap<QString, QString> sources;
    QDirIterator files(engine.path(), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        sources.insert(engine.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()));
    }
    return sources;
}

QStringList sourcesWith(const char* pattern) {
    const QRegularExpression expression(QString::fromLatin1(pattern));
    QStringList found;
    const QMap<QString, QString> sources = sourcesOfTheEngine();
    for (auto source = sources.begin(); source != sources.end(); ++source) {
        if (source.value().contains(expression))
            found << source.key();
    }
    return found;
}

QStringList listed(std::initializer_list<const char*> paths) {
    QStringList all;
    for (const char* path : paths)
        all << QString::fromLatin1(path);
    all.sort();
    return all;
}

/// The code and the English words of every reason that a reader gives.
QMap<QString, QString> reasonsOfTheReaders() {
    static const QRegularExpression ours(
        QString::fromLatin1(
            "\"((?:json|yaml|path|intrinsic|regex|template|definition|mocks|scenario|canvas|"
            "eventtemplate|journal|condition)\\.\\w+)\",\\s*") +
        QLatin1String(kLiterals));
    static const QRegularExpression jsonata(
        QString::fromLatin1("Message\\{\\s*\"([STD]\\d{4})\",\\s*") + QLatin1String(kLiterals));
    QMap<QString, QString> reasons;
    const QMap<QString, QString> sources = sourcesOfTheEngine();
    for (const QString& source : sources) {
        for (auto match = ours.globalMatch(source); match.hasNext();) {
            const auto found = match.next();
            const QString words = joined(found.captured(2));
            if (words.contains(u' ')) // else it is an argument of an error
                reasons.insert(found.captured(1), words);
        }
        for (auto match = jsonata.globalMatch(source); match.hasNext();) {
            const auto found = match.next();
            reasons.insert(QStringLiteral("jsonata.") + found.captured(1),
                           withSingleBraces(joined(found.captured(2))));
        }
    }
    return reasons;
}

} // namespace

class TestReasonTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Both ways, so that neither side has a code that the other does not know.
    void theWordsAreThoseOfTheReaders() {
        QMap<QString, QString> shown;
        for (const std::string_view code : theme::reasonCodes())
            shown.insert(QString::fromUtf8(code.data(), qsizetype(code.size())),
                         QString::fromUtf8(theme::reasonPattern(code)));
        const QMap<QString, QString> said = reasonsOfTheReaders();
        QVERIFY2(said.size() > 100, qPrintable(QString::number(said.size())));
        for (auto reason = said.begin(); reason != said.end(); ++reason)
            QCOMPARE(reason.key() + u' ' + shown.value(reason.key()),
                     reason.key() + u' ' + reason.value());
        QCOMPARE(shown.keys(), said.keys());
    }

    /// A reason without a code stays English in every window. So words without one may come from
    /// somebody else only: the list names who passes such words on.
    void goal51_aReasonOfOursHasACode() {
        QCOMPARE(sourcesWith("\\binWords\\("),
                 listed({"base/reason.cpp", "base/reason.h",
                         // the condition of a Choice, in the service's words
                         "execution/breakpoint.cpp",
                         // $error() and $assert(): the expression's own
                         "expression/jsonatamessages.cpp",
                         // libraries, where nothing of ours stands for what they say
                         "expression/jsonataregex.cpp", "json/syntaxreason.cpp"}));
        QCOMPARE(sourcesWith("\\{\"reason\","),
                 listed({// the system's and a library's words
                         "fleet/eventjournal.cpp", "function/accountstore.cpp",
                         "function/codesignature.cpp", "function/ziparchive.cpp",
                         "sandbox/runtimefiles.cpp", "workspace/folderwatcher.cpp",
                         "workspace/historydatabase.cpp", "workspace/scaffold.cpp",
                         "workspace/templateimport.cpp", "workspace/textfile.cpp",
                         // answers of a service, whose words are its own in every language
                         "expression/intrinsic.cpp", "json/cbor.cpp", "sandbox/extensionsapi.cpp",
                         "sandbox/telemetrysubscriber.cpp",
                         // a code, or a part of a text that is to be translated
                         "fleet/load.cpp", "statemachine/editconvert.cpp",
                         // the words of a reason that is given with its code beside them
                         "statemachine/validatorsyntax.cpp", "statemachine/validatorvalues.cpp"}));
    }

    void goal51_noReasonOfOursIsWrittenIntoAnErrorAsItIs() {
        QCOMPARE(sourcesWith("\\{\"reason\",\\s*\"[^\"]* "), QStringList());
    }

    /// "{message}" lets words through as they are.
    void goal51_onlyTheServicesOwnWordsStandInAMessage() {
        QStringList codes;
        for (const std::string_view code : theme::messageCodes()) {
            if (std::string_view(theme::messageText(code)).find("{message}") !=
                std::string_view::npos)
                codes << QString::fromUtf8(code.data(), qsizetype(code.size()));
        }
        QCOMPARE(codes, listed({"InvalidOutput", "InvalidToken", "TaskTimedOut",
                                "execute.invalidDefinition", "teststate.invalid"}));
    }

    void aCodeThatNobodyKnowsHasNoWords() {
        QVERIFY(theme::reasonPattern("json.noSuchThing") == nullptr);
        QVERIFY(theme::reasonPattern("") == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestReasonTable)
#include "tst_reasontable.moc"
