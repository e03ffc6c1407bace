#include "engine/execution/folderstore.h"
#include "tests/support/workflow.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using namespace ws::execution;

namespace {

struct Fixture {
    Fixture() { QDir(folder.path()).mkpath(QStringLiteral("b")); }
    std::string write(const std::string& key, const std::string& text) {
        auto writer = store.create("b", key);
        if (!writer)
            return writer.error().code;
        return (*writer)->write(text) && (*writer)->commit() ? "" : "failed";
    }
    std::string read(const std::string& key, const std::string& bucket = "b") {
        auto reader = store.open(bucket, key);
        if (!reader)
            return reader.error().code;
        std::string out;
        for (std::string block = *(*reader)->read(3); !block.empty(); block = *(*reader)->read(3))
            out += block;
        return out;
    }
    std::string list(const std::string& prefix, const std::string& after = {},
                     std::size_t most = 100) {
        std::string out;
        const auto infos = store.list("b", prefix, after, most);
        for (const ObjectInfo& info : *infos)
            out += info.key + ' ';
        return out;
    }

    QTemporaryDir folder;
    FolderStore store{folder.path().toStdString()};
};

} // namespace

class FolderStoreTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasWrittenIsRead();
    void whatIsNotCommittedNeverWas();
    void keysStayInTheirBucket();
    void keysAreListedInTheOrderOfTheirBytes();
    void aListIsReadPageByPage();
    void objectsHaveTheirSizeAndDigest();
    void aMapReadsAndWritesFolders();
};

void FolderStoreTest::whatWasWrittenIsRead() {
    Fixture f;
    QCOMPARE(f.write("a/deep/key.txt", "some text"), std::string());
    QCOMPARE(f.read("a/deep/key.txt"), std::string("some text"));
    QCOMPARE(f.read("a/deep"), std::string("NoSuchKey"));
    QCOMPARE(f.read("x", "nowhere"), std::string("NoSuchBucket"));
    QVERIFY(!f.store.list("nowhere", {}, {}, 1));
    QVERIFY(!f.store.create("nowhere", "k"));
}

void FolderStoreTest::whatIsNotCommittedNeverWas() {
    Fixture f;
    {
        auto writer = f.store.create("b", "k");
        QVERIFY((*writer)->write("half"));
        QCOMPARE(f.read("k"), std::string("NoSuchKey"));
    }
    QCOMPARE(f.read("k"), std::string("NoSuchKey"));
}

void FolderStoreTest::keysStayInTheirBucket() {
    Fixture f;
    for (const char* key : {"../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "a/"}) {
        QCOMPARE(f.read(key), std::string("NoSuchKey"));
        QCOMPARE(f.write(key, "x"), std::string("InvalidRequest"));
    }
    QCOMPARE(f.read("k", ".."), std::string("NoSuchBucket"));
    QCOMPARE(f.read("k", "b/.."), std::string("NoSuchBucket"));
}

void FolderStoreTest::keysAreListedInTheOrderOfTheirBytes() {
    Fixture f;
    for (const char* key : {"b/2", "a.txt", "a/z", "a/b/c", "b-1", "B"})
        QCOMPARE(f.write(key, "x"), std::string());
    QCOMPARE(f.list(""), std::string("B a.txt a/b/c a/z b-1 b/2 "));
    QCOMPARE(f.list("a/"), std::string("a/b/c a/z "));
    QCOMPARE(f.list("a/b/c"), std::string("a/b/c "));
    QCOMPARE(f.list("c"), std::string());
}

void FolderStoreTest::aListIsReadPageByPage() {
    Fixture f;
    for (const char* key : {"a/1", "a/2", "b/1", "c"})
        QCOMPARE(f.write(key, "x"), std::string());
    QCOMPARE(f.list("", "", 3), std::string("a/1 a/2 b/1 "));
    QCOMPARE(f.list("", "a/2", 3), std::string("b/1 c "));
    QCOMPARE(f.list("", "c", 3), std::string());
}

void FolderStoreTest::objectsHaveTheirSizeAndDigest() {
    Fixture f;
    QCOMPARE(f.write("k", "text data"), std::string());
    const auto infos = f.store.list("b", "", "", 1);
    const ObjectInfo& info = infos->at(0);
    QCOMPARE(info.size, std::uint64_t(9));
    QCOMPARE(info.etag, std::string("332eec544317a6d340b8e77da7fe54ad"));
}

void FolderStoreTest::aMapReadsAndWritesFolders() {
    Fixture f;
    QCOMPARE(f.write("in.csv", "n\n1\n2\n"), std::string());
    tests::Workflow workflow(R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,
        "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b",
        "Key":"in.csv"},"ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"}},
        "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b",
        "Prefix":"out"},"WriterConfig":{"Transformation":"COMPACT","OutputType":"JSON"}},
        "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
        "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}}})");
    workflow.executor.setSurroundings({nullptr, nullptr, &f.store});
    workflow.finish();
    std::string key = workflow.result->output["ResultWriterDetails"]["Key"].toString();
    key.replace(key.rfind('/') + 1, std::string::npos, "SUCCEEDED_0.json");
    QCOMPARE(f.read(key), std::string(R"([{"n":"1"},{"n":"2"}])"));
}

QTEST_GUILESS_MAIN(FolderStoreTest)
#include "tst_folderstore.moc"
