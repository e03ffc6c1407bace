#include "engine/workspace/textfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace ws;
using namespace ws::workspace;

namespace {

void put(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray get(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

mode_t modeOf(const QString& path) {
    struct stat info {};
    ::stat(QFile::encodeName(path).constData(), &info);
    return info.st_mode & 07777;
}

} // namespace

class TextFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    std::string file(const char* name) const { return path(name).toStdString(); }

private Q_SLOTS:
    void whatIsReadIsWhatIsThere() {
        const QByteArray bytes("\xEF\xBB\xBFone\r\ntwo\n\nno newline at the end");
        put(path("bytes.txt"), bytes);
        const auto read = readTextFile(file("bytes.txt"));
        QVERIFY(read.ok());
        QCOMPARE(QByteArray::fromStdString(read->text), bytes);
        const auto written = writeTextFile(file("bytes.txt"), read->text, read->stamp);
        QVERIFY(written.ok());
        QCOMPARE(get(path("bytes.txt")), bytes);
        QCOMPARE(*written, read->stamp);
    }

    void whatCannotBeReadSaysWhy() {
        QCOMPARE(readTextFile(file("nowhere")).error().code, std::string("file.notFound"));
        QCOMPARE(readTextFile(m_folder.path().toStdString()).error().code,
                 std::string("file.unreadable"));
        put(path("image"), QByteArray("PNG\0data", 8));
        QCOMPARE(readTextFile(file("image")).error().code, std::string("file.binary"));
        QFile large(path("large"));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(17 * 1024 * 1024));
        QCOMPARE(readTextFile(file("large")).error().code, std::string("file.tooLarge"));
    }

    void aStreamIsReadToItsEnd() {
        const auto streamed = [](const QByteArray& bytes) {
            int ends[2] = {-1, -1};
            if (::pipe(ends) != 0)
                return base::Result<std::string>(base::Error{"pipe", {}});
            std::thread writer([&] {
                for (qsizetype at = 0; at < bytes.size();) {
                    const auto count =
                        ::write(ends[1], bytes.data() + at, std::size_t(bytes.size() - at));
                    if (count <= 0)
                        break;
                    at += count;
                }
                ::close(ends[1]);
            });
            auto text = readTextStream(ends[0], "name");
            std::array<char, 65536> rest;
            while (::read(ends[0], rest.data(), rest.size()) > 0) {
            }
            writer.join();
            ::close(ends[0]);
            return text;
        };
        QCOMPARE(streamed(QByteArray(200'000, 'x')).value().size(), std::size_t(200'000));
        QCOMPARE(streamed(QByteArray()).value(), std::string());
        QCOMPARE(streamed(QByteArray(17 << 20, 'x')).error().code, std::string("file.tooLarge"));
        const auto binary = streamed(QByteArray("a\0b", 3));
        QCOMPARE(binary.error().code, std::string("file.binary"));
        QCOMPARE(binary.error().arg("path"), std::string("name"));
        QCOMPARE(readTextStream(-1, "name").error().code, std::string("file.unreadable"));
    }

    void aChangeFromOutsideIsNeverOverwritten() {
        put(path("shared"), "mine");
        const auto read = readTextFile(file("shared"));
        QVERIFY(read.ok());
        put(path("shared"), "theirs");
        const auto written = writeTextFile(file("shared"), "mine again", read->stamp);
        QVERIFY(!written);
        QCOMPARE(written.error().code, std::string("file.changedOutside"));
        QCOMPARE(get(path("shared")), QByteArray("theirs"));
    }

    void aFileThatAppearedMeanwhileIsNotOverwritten() {
        put(path("appeared"), "theirs");
        QCOMPARE(writeTextFile(file("appeared"), "mine", {}).error().code,
                 std::string("file.changedOutside"));
        QCOMPARE(get(path("appeared")), QByteArray("theirs"));
    }

    void aFileThatWasDeletedMeanwhileIsNotBroughtBack() {
        put(path("deleted"), "mine");
        const auto read = readTextFile(file("deleted"));
        QVERIFY(QFile::remove(path("deleted")));
        QCOMPARE(writeTextFile(file("deleted"), "mine", read->stamp).error().code,
                 std::string("file.changedOutside"));
        QVERIFY(!QFile::exists(path("deleted")));
    }

    void aNewFileGetsItsFolders() {
        QVERIFY(writeTextFile(file("a/b/c.json"), "{}", {}).ok());
        QCOMPARE(get(path("a/b/c.json")), QByteArray("{}"));
        QCOMPARE(modeOf(path("a/b/c.json")) & 0600, mode_t(0600));
        QCOMPARE(modeOf(path("a/b/c.json")) & 0111, mode_t(0));
    }

    void theModeIsKept() {
        put(path("bootstrap"), "#!/bin/sh\n");
        ::chmod(QFile::encodeName(path("bootstrap")).constData(), 0754);
        const auto read = readTextFile(file("bootstrap"));
        QVERIFY(writeTextFile(file("bootstrap"), "#!/bin/bash\n", read->stamp).ok());
        QCOMPARE(modeOf(path("bootstrap")), mode_t(0754));
    }

    void savingThroughALinkChangesItsTarget() {
        put(path("target"), "old");
        QVERIFY(QFile::link(path("target"), path("link")));
        const auto read = readTextFile(file("link"));
        QVERIFY(writeTextFile(file("link"), "new", read->stamp).ok());
        QVERIFY(QFileInfo(path("link")).isSymLink());
        QCOMPARE(get(path("target")), QByteArray("new"));
    }

    void nothingIsLeftBeside() {
        QTemporaryDir folder;
        const std::string inside = folder.filePath(QStringLiteral("file")).toStdString();
        QVERIFY(writeTextFile(inside, "one", {}).ok());
        QVERIFY(!writeTextFile(inside, "two", {}).ok());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void aFolderThatTakesNoFileSaysSo() {
        put(path("plain"), "a file");
        const auto written = writeTextFile(file("plain/inside"), "text", {});
        QVERIFY(!written);
        QCOMPARE(written.error().code, std::string("file.unwritable"));
        QVERIFY(!written.error().arg("reason").empty());
        QCOMPARE(get(path("plain")), QByteArray("a file"));
    }
};

QTEST_GUILESS_MAIN(TextFileTest)
#include "tst_textfile.moc"
