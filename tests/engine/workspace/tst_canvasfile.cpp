#include "engine/workspace/canvasfile.h"

#include "engine/workspace/textfile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using namespace ws::workspace;

class tst_CanvasFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatAnotherProgramChangedMeanwhileStays() {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.canvas.json")).toStdString();
        QVERIFY(writeCanvasFile(path, {{"Ours", "Old"}}).ok());
        const CanvasSettings before = *readCanvasFile(path);
        QVERIFY(writeCanvasFile(path, {{"Ours", "Theirs"}}).ok()); // "Old" was expanded there
        const auto now = changeCanvasFile(path, before, {{"Old", "New"}});
        QVERIFY(now.ok());
        QCOMPARE(now->collapsed, (std::set<std::string>{"New", "Theirs"}));
        QCOMPARE(readCanvasFile(path)->collapsed, now->collapsed);
    }

    void itStandsBesideTheDefinition() {
        QCOMPARE(canvasFileOfMachine("statemachines/orders.asl.yaml"),
                 std::string("statemachines/orders.canvas.json"));
    }

    void whatIsWrittenIsReadAgain() {
        const CanvasSettings settings{{"Notify", "모든 항목"}};
        const auto text = withCanvasSettings({}, settings);
        QVERIFY(text.ok());
        const auto read = parseCanvasSettings(*text);
        QVERIFY(read.ok());
        QVERIFY(*read == settings);
    }

    void membersOfANewerVersionAreKept() {
        const auto text =
            withCanvasSettings(R"({"Later": [1.0], "Collapsed": ["A"]})", CanvasSettings{{"B"}});
        QVERIFY(text.ok());
        QVERIFY(text->find("\"Later\"") != std::string::npos);
        QVERIFY(text->find("\"A\"") == std::string::npos);
    }

    void sameSettingsLeaveTheTextAsItIs() {
        const std::string text = "{\"Collapsed\":[ \"A\" ]}";
        QCOMPARE(*withCanvasSettings(text, CanvasSettings{{"A"}}), text);
    }

    void aDamagedFileIsAnErrorThatSaysWhereAndIsNotReplaced_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("pointer");
        QTest::newRow("no JSON") << QByteArray("{\"Collapsed\": [") << QByteArray("json.syntax")
                                 << QByteArray();
        QTest::newRow("no object")
            << QByteArray("[]") << QByteArray("canvas.invalid") << QByteArray("/");
        QTest::newRow("no list") << QByteArray("{\"Collapsed\": \"A\"}")
                                 << QByteArray("canvas.invalid") << QByteArray("/Collapsed");
        QTest::newRow("no name") << QByteArray("{\"Collapsed\": [\"A\", 1]}")
                                 << QByteArray("canvas.invalid") << QByteArray("/Collapsed/1");
    }
    void aDamagedFileIsAnErrorThatSaysWhereAndIsNotReplaced() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, pointer);
        const auto read = parseCanvasSettings(text.toStdString());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, code.toStdString());
        QCOMPARE(read.error().arg("pointer"), pointer.toStdString());
        QVERIFY(!withCanvasSettings(text.toStdString(), CanvasSettings{{"B"}}).ok());
    }

    void aFileIsMadeWithTheFirstThingToRemember() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.canvas.json")).toStdString();
        QVERIFY(*readCanvasFile(path) == CanvasSettings{});
        QVERIFY(writeCanvasFile(path, {}).ok());
        QVERIFY(!readTextFile(path).ok());
        QVERIFY(writeCanvasFile(path, {{"Notify"}}).ok());
        QVERIFY(*readCanvasFile(path) == CanvasSettings{{"Notify"}});
    }

    void aDamagedFileOnDiskIsNeverWrittenOver() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.canvas.json")).toStdString();
        const std::string text = "{\"Collapsed\": [\"A\",\n ]}";
        QVERIFY(writeTextFile(path, text, {}).ok());
        const auto read = readCanvasFile(path);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, std::string("canvas.syntax"));
        QCOMPARE(read.error().arg("line"), std::string("2"));
        QCOMPARE(read.error().arg("path"), path);
        QVERIFY(!writeCanvasFile(path, {{"B"}}).ok());
        QCOMPARE(readTextFile(path)->text, text);
    }
};

QTEST_GUILESS_MAIN(tst_CanvasFile)
#include "tst_canvasfile.moc"
