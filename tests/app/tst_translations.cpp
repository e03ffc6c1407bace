// The Korean catalogue: complete, true to its sources, and loaded by the program.
#include "app/languages.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <vector>

using namespace ws;

namespace {

constexpr int kScanMilliseconds = 120'000;

struct Message {
    QString context;
    QString source;
    QString comment;
    QStringList translations; ///< several where the language has plural forms
    bool numerus = false;
    bool finished = true;

    QString key() const { return QStringLiteral("%1 | %2 | %3").arg(context, source, comment); }
};

using Messages = std::vector<Message>;

Message readMessage(QXmlStreamReader& xml, const QString& context) {
    Message message;
    message.context = context;
    message.numerus = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            message.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!message.numerus) {
                message.translations << xml.readElementText();
                continue;
            }
            while (xml.readNextStartElement())
                message.translations << xml.readElementText();
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

Messages readCatalogue(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Messages messages;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            messages.push_back(readMessage(xml, context));
    }
    return messages;
}

QString catalogue(const QString& language) {
    return QStringLiteral(WARMSTART_SOURCE_DIR "/translations/warmstart_%1.ts").arg(language);
}

/// "%1", "%n", "{path}" and HTML tags: what a translation must carry over, in any order.
QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(
        QStringLiteral("%L?\\d+|%n|\\{[A-Za-z]+\\}|</?[a-z]+>"));
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    found.sort();
    return found;
}

bool hasMnemonic(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("&[A-Za-z]"));
    return text.contains(pattern) && !text.contains(u';');
}

/// Units, marks and names of the language itself read the same everywhere.
bool saysSomethingInWords(const Message& message) {
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{3,}"));
    static const QSet<QString> names{QStringLiteral("Warmstart"), QStringLiteral("%1 – Warmstart"),
                                     QStringLiteral("English"), QStringLiteral("Default"),
                                     QStringLiteral("Catch %1")};
    return message.source.contains(word) && !names.contains(message.source);
}

QStringList sourceFiles() {
    QStringList files;
    for (const char* folder : {"widgets", "app"}) {
        QDirIterator iterator(QStringLiteral(WARMSTART_SOURCE_DIR "/%1").arg(QLatin1String(folder)),
                              {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                              QDirIterator::Subdirectories);
        while (iterator.hasNext())
            files << iterator.next();
    }
    files.sort();
    return files;
}

QStringList keys(const Messages& messages) {
    QStringList list;
    for (const Message& message : messages)
        list << message.key();
    list.sort();
    return list;
}

QString onlyIn(const QStringList& these, const QStringList& those) {
    QStringList list;
    std::ranges::set_difference(these, those, std::back_inserter(list));
    return list.join(u'\n');
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_korean = readCatalogue(catalogue(QStringLiteral("ko")));
        m_english = readCatalogue(catalogue(QStringLiteral("en")));
        QVERIFY(m_korean.size() > 100);
        QVERIFY(!m_english.empty());
    }

    void everyKoreanMessageIsFinished() { checkFinished(m_korean, 1); }
    void everyEnglishPluralIsFinished() {
        for (const Message& message : m_english)
            QVERIFY2(message.numerus, qPrintable(message.key()));
        checkFinished(m_english, 2);
    }

    void placeholdersAreCarriedOver() {
        for (const Messages* messages : {&m_korean, &m_english}) {
            for (const Message& message : *messages) {
                for (const QString& translation : message.translations)
                    QVERIFY2(placeholders(message.source) == placeholders(translation),
                             qPrintable(message.key() + u'\n' + translation));
            }
        }
    }

    void mnemonicsStandInBracketsWhereTheSourceHasOne() {
        static const QRegularExpression bracket(QStringLiteral("\\(&[A-Z]\\)"));
        for (const Message& message : m_korean) {
            const QString& translation = message.translations.front();
            QVERIFY2(hasMnemonic(message.source) == translation.contains(bracket),
                     qPrintable(message.key()));
        }
    }

    void wordsAreInKorean() {
        static const QRegularExpression hangul(QStringLiteral("[가-힣]"));
        for (const Message& message : m_korean) {
            if (saysSomethingInWords(message))
                QVERIFY2(message.translations.front().contains(hangul), qPrintable(message.key()));
        }
    }

    void theProgramLoadsWhatTheCatalogueSays() {
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        for (const Message& message : m_korean) {
            if (message.numerus)
                continue;
            const QString shown = QCoreApplication::translate(
                message.context.toUtf8().constData(), message.source.toUtf8().constData(),
                message.comment.isEmpty() ? nullptr : message.comment.toUtf8().constData());
            QCOMPARE(shown, message.translations.front());
        }
        languages.use(QStringLiteral("en"));
        QCOMPARE(QCoreApplication::translate("ws::app::Menus", "&File"), QStringLiteral("&File"));
    }

    void theLastOneThatSpeaksOwnsTheLanguage() {
        const auto edit = [] { return QCoreApplication::translate("ws::app::Menus", "&Edit"); };
        const QString english = edit();
        {
            app::Languages first;
            first.use(QStringLiteral("ko"));
            const QString korean = edit();
            QVERIFY(korean != english);
            {
                app::Languages second;
                QTest::ignoreMessage(QtWarningMsg,
                                     "The program's language ko is replaced by that of another "
                                     "owner: en");
                second.use(QStringLiteral("en"));
                QCOMPARE(edit(), english);
                QCOMPARE(first.current(), QString());
            }
            QCOMPARE(QLocale(), QLocale::system());
            first.use(QStringLiteral("ko"));
            QCOMPARE(edit(), korean);
        }
        QCOMPARE(edit(), english);
    }

    void pluralsCountInBothLanguages() {
        const auto text = [](int count) {
            return QCoreApplication::translate("ws::app::StatusLine", "%n environment(s)", nullptr,
                                               count);
        };
        app::Languages languages;
        languages.use(QStringLiteral("en"));
        QCOMPARE(text(1), QStringLiteral("1 environment"));
        QCOMPARE(text(2), QStringLiteral("2 environments"));
        languages.use(QStringLiteral("ko"));
        QCOMPARE(text(2), QStringLiteral("실행 환경 2개"));
    }

    void theCataloguesHoldTheStringsOfTheSources() {
        const QString lupdate =
            QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate");
        if (!QFile::exists(lupdate))
            QSKIP("lupdate is not installed");
        QTemporaryDir dir;
        const QString found = dir.filePath(QStringLiteral("found.ts"));
        QProcess scan;
        scan.start(lupdate, QStringList{QStringLiteral("-silent"), QStringLiteral("-locations"),
                                        QStringLiteral("none"), QStringLiteral("-I"),
                                        QStringLiteral(WARMSTART_SOURCE_DIR)} +
                                sourceFiles() + QStringList{QStringLiteral("-ts"), found});
        QVERIFY2(scan.waitForFinished(kScanMilliseconds), qPrintable(scan.errorString()));
        QCOMPARE(scan.exitCode(), 0);

        const Messages sources = readCatalogue(found);
        QCOMPARE(onlyIn(keys(sources), keys(m_korean)), QString());
        QCOMPARE(onlyIn(keys(m_korean), keys(sources)), QString());
        Messages plurals;
        std::ranges::copy_if(sources, std::back_inserter(plurals), &Message::numerus);
        QCOMPARE(onlyIn(keys(plurals), keys(m_english)), QString());
        QCOMPARE(onlyIn(keys(m_english), keys(plurals)), QString());
    }

private:
    static void checkFinished(const Messages& messages, qsizetype pluralForms) {
        for (const Message& message : messages) {
            QVERIFY2(message.finished, qPrintable(message.key()));
            QCOMPARE(message.translations.size(), message.numerus ? pluralForms : 1);
            for (const QString& translation : message.translations)
                QVERIFY2(!translation.isEmpty(), qPrintable(message.key()));
        }
    }

    Messages m_korean;
    Messages m_english;
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
