#include "engine/workspace/folderwatcher.h"

#include "engine/base/systemclock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace ws;
using namespace ws::workspace;

class FolderWatcherTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<base::SystemClock> m_clock;
    std::unique_ptr<FolderWatcher> m_watcher;
    int m_changes = 0;

    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::string root() const { return m_folder->path().toStdString(); }

    void put(const char* name, const char* text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<base::SystemClock>();
        m_changes = 0;
        put("file", "one");
        m_watcher = std::make_unique<FolderWatcher>(
            FolderWatcher::Parts{*m_clock, [this] { ++m_changes; }, {}});
        m_watcher->watch({root()});
        QCOMPARE(m_watcher->watchCount(), std::size_t(1));
    }

    void cleanup() {
        m_watcher.reset();
        m_clock.reset();
    }

    void aFileWrittenInPlaceIsSeen() {
        put("file", "two");
        QTRY_COMPARE(m_changes, 1);
    }

    void aFileReplacedByARenameIsSeenEveryTime() {
        for (int i = 1; i <= 3; ++i) {
            put("file.new", "saved by an editor");
            QVERIFY(::rename(QFile::encodeName(path("file.new")).constData(),
                             QFile::encodeName(path("file")).constData()) == 0);
            QTRY_COMPARE(m_changes, i);
        }
    }

    void aBurstIsOneChange() {
        for (int i = 0; i < 50; ++i)
            put("file", QByteArray::number(i).constData());
        QTRY_COMPARE(m_changes, 1);
        put("file", "the end");
        QTRY_COMPARE(m_changes, 2);
    }

    void aNewAndADeletedFileAreSeen() {
        put("other", "x");
        QTRY_COMPARE(m_changes, 1);
        QVERIFY(QFile::remove(path("other")));
        QTRY_COMPARE(m_changes, 2);
    }

    void becomingExecutableIsSeen() {
        QVERIFY(QFile::setPermissions(path("file"), QFile::ReadOwner | QFile::ExeOwner));
        QTRY_COMPARE(m_changes, 1);
    }

    void whatEditorsAndToolsLeaveIsNotAChange() {
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("__pycache__")));
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral(".warmstart")));
        put(".file.swp", "x");
        put("file~", "x");
        put(".file.12-1.tmp", "x");
        put("file", "the one that counts");
        QTRY_COMPARE(m_changes, 1);
        QVERIFY(m_changes == 1);
    }

    void aFolderThatWasMadeAgainIsWatchedAgain() {
        QVERIFY(QDir().mkdir(path("sub")));
        QTRY_COMPARE(m_changes, 1);
        m_watcher->watch({root(), path("sub").toStdString()});
        QVERIFY(QDir(path("sub")).removeRecursively());
        QVERIFY(QDir().mkdir(path("sub")));
        QTRY_COMPARE(m_changes, 2);
        m_watcher->watch({root(), path("sub").toStdString()});
        put("sub/inside", "x");
        QTRY_COMPARE(m_changes, 3);
    }

    void theNumberOfWatchesIsBounded() {
        std::vector<std::string> folders;
        for (std::size_t i = 0; i < FolderWatcher::kMostFolders + 5; ++i)
            folders.push_back(root());
        int problems = 0;
        FolderWatcher watcher({*m_clock, [] {},
                               [&](const base::Error& problem) {
                                   QCOMPARE(problem.code, std::string("workspace.watchLimit"));
                                   ++problems;
                               }});
        watcher.watch(folders);
        watcher.watch(folders);
        QCOMPARE(problems, 1);
    }
};

QTEST_GUILESS_MAIN(FolderWatcherTest)
#include "tst_folderwatcher.moc"
