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

/// The code and the English words of every reason that a reader gives.
QMap<QString, QString> reasonsOfTheReaders() {
    static const QRegularExpression ours(
        QString::fromLatin1(
            "\"((?:json|yaml|path|intrinsic|regex|template|definition)\\.\\w+)\",\\s*") +
        QLatin1String(kLiterals));
    static const QRegularExpression jsonata(
        QString::fromLatin1("Message\\{\\s*\"(S\\d{4})\",\\s*") + QLatin1String(kLiterals));
    QMap<QString, QString> reasons;
    QDirIterator files(QStringLiteral(WARMSTART_SOURCE_DIR "/engine"), {QStringLiteral("*.cpp")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        const QString source = QString::fromUtf8(file.readAll());
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

    void aCodeThatNobodyKnowsHasNoWords() {
        QVERIFY(theme::reasonPattern("json.noSuchThing") == nullptr);
        QVERIFY(theme::reasonPattern("") == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestReasonTable)
#include "tst_reasontable.moc"
