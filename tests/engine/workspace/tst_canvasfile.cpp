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
        QTest::newRow("no note") << QByteArray("{\"Notes\": [1]}") << QByteArray("canvas.invalid")
                                 << QByteArray("/Notes/0");
        QTest::newRow("no place") << QByteArray("{\"Notes\": [{\"Text\": \"a\", \"X\": \"1\"}]}")
                                  << QByteArray("canvas.invalid") << QByteArray("/Notes/0/X");
        QTest::newRow("no title") << QByteArray("{\"Regions\": [{\"States\": []}]}")
                                  << QByteArray("canvas.invalid") << QByteArray("/Regions/0/Title");
        QTest::newRow("no path") << QByteArray("{\"Opened\": [\"A\", []]}")
                                 << QByteArray("canvas.invalid") << QByteArray("/Opened/1");
        QTest::newRow("no path to what is collapsed")
            << QByteArray("{\"Collapsed\": [[]]}") << QByteArray("canvas.invalid")
            << QByteArray("/Collapsed/0");
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

    void notesAndRegionsComeBackAsTheyWereAndWhatOthersWroteKeepsItsBytes() {
        const std::string text = R"({"Zoom": 2.0,
 "Notes": [ {"Text": "은행에 물어보기", "X": 260, "Y": -4.5, "Width": 160, "Height": 80,
             "State": "Pay", "Colour": "blue", "Author": "kim"},
            {"Text": "", "X": 0, "Y": 0, "Width": 10, "Height": 10} ],
 "Regions": [{"Title": "Payment", "States": ["Pay", "Refund"], "Owner": "team"}]})";
        auto settings = parseCanvasSettings(text);
        QVERIFY(settings.ok());
        auto& notes = settings->annotations.notes;
        QCOMPARE(notes.size(), std::size_t(2));
        QCOMPARE(notes[0].state, std::string("Pay"));
        QCOMPARE(notes[0].y, -4.5);
        QVERIFY(notes[1].state.empty());
        notes[0].x = 300;
        settings->annotations.regions[0].title = "Money";
        const auto written = withCanvasSettings(text, *settings);
        QVERIFY(written.ok());
        std::string wanted = text;
        wanted.replace(wanted.find("260"), 3, "300");
        wanted.replace(wanted.find("Payment"), 7, "Money");
        QCOMPARE(*written, wanted);
        QVERIFY(*parseCanvasSettings(*written) == *settings);
    }

    void whatIsOpenedIsNamedByTheStatesThatLeadThere() {
        const CanvasSettings settings{{}, {}, {{"Ship"}, {"Ship", "포장/상자"}, {"Bill"}}};
        const auto text = withCanvasSettings("{\"Zoom\": 1.50}", settings);
        QVERIFY(text.ok());
        QVERIFY(text->find("\"Zoom\": 1.50") != std::string::npos);
        const json::Value file = *json::Value::parse(*text);
        QCOMPARE(file["Opened"].items()[0].toString(), std::string("Bill"));
        QCOMPARE(file["Opened"].items()[2].items()[1].toString(), std::string("포장/상자"));
        QVERIFY(*parseCanvasSettings(*text) == settings);
        QCOMPARE(*withCanvasSettings(*text, *parseCanvasSettings(*text)), *text);
        QCOMPARE(*withCanvasSettings(*text, {}), std::string("{\"Zoom\": 1.50}"));
    }

    void whatIsOpenedIsMergedRenamedAndLimitedWithItsState() {
        const CanvasSettings base{{}, {}, {{"A"}}};
        const CanvasSettings ours{{}, {}, {{"A"}, {"A", "B"}}};
        const CanvasSettings theirs{{}, {}, {{"C"}}};
        QCOMPARE(mergedSettings(base, ours, theirs).opened,
                 (statemachine::OpenedStates{{"C"}, {"A", "B"}}));
        QCOMPARE(followRenames(ours, {{"A", "Z"}}).opened,
                 (statemachine::OpenedStates{{"Z"}, {"Z", "B"}}));
        QCOMPARE(limitedTo({{}, {}, {{"A"}, {"C", "A"}}}, {"A"}).opened,
                 (statemachine::OpenedStates{{"A"}}));
    }

    void whatIsCollapsedInsideStandsBesideTheRestByTheNamesThatLeadThere() {
        const CanvasSettings settings{{"Notify"}, {}, {{"Ship"}}, {{"Ship", "상자마다"}}};
        const auto text = withCanvasSettings({}, settings);
        QVERIFY(text.ok());
        const json::Value file = *json::Value::parse(*text);
        QVERIFY(file["Collapsed"] == *json::Value::parse(R"(["Notify", ["Ship", "상자마다"]])"));
        QVERIFY(*parseCanvasSettings(*text) == settings);
        QVERIFY(*canvasSettingsOf(canvasSettingsValue(settings)) == settings);
        // What an older version wrote is read as it was.
        QCOMPARE(*parseCanvasSettings(R"({"Collapsed": ["A"]})"), CanvasSettings{{"A"}});
        QVERIFY(settings.isAnyCollapsed());
        CanvasSettings expanded = settings;
        expanded.expandAll();
        QVERIFY(!expanded.isAnyCollapsed());
        QVERIFY(withCanvasSettings(*text, expanded)->find("Collapsed") == std::string::npos);
    }

    void whatIsCollapsedInsideIsMergedRenamedAndLimitedWithItsState() {
        const auto inside = [](statemachine::ClosedInside paths) {
            return CanvasSettings{{}, {}, {}, std::move(paths)};
        };
        QCOMPARE(mergedSettings(inside({{"A", "B"}}), inside({{"A", "C"}}),
                                inside({{"A", "B"}, {"D", "E"}}))
                     .collapsedInside,
                 (statemachine::ClosedInside{{"A", "C"}, {"D", "E"}}));
        QCOMPARE(followRenames(inside({{"A", "A"}}), {{"A", "Z"}}).collapsedInside,
                 (statemachine::ClosedInside{{"Z", "A"}}));
        QCOMPARE(limitedTo(inside({{"A", "B"}, {"C", "A"}}), {"A"}).collapsedInside,
                 (statemachine::ClosedInside{{"A", "B"}}));
    }

    void anEmptyListGoesWithItsName() {
        const auto text = withCanvasSettings(
            R"({"Notes": [{"Text": "a", "X": 0, "Y": 0, "Width": 9, "Height": 9}], "Zoom": 2})",
            {});
        QVERIFY(text.ok());
        QVERIFY(*json::Value::parse(*text) == *json::Value::parse(R"({"Zoom": 2})"));
    }

    void whatBothSidesWroteIsKept() {
        const auto note = [](const char* text) {
            CanvasNote made;
            made.text = text;
            return made;
        };
        const CanvasSettings base{{"A", "B"}, {{note("one"), note("two")}, {}}};
        const CanvasSettings ours{{"A"}, {{note("one, by us"), note("two")}, {}}};
        const CanvasSettings theirs{{"A", "B", "C"}, {{note("one"), note("three")}, {}}};
        const CanvasSettings both = mergedSettings(base, ours, theirs);
        QCOMPARE(both.collapsed, (std::set<std::string>{"A", "C"}));
        QCOMPARE(both.annotations.notes.size(), std::size_t(2));
        QCOMPARE(both.annotations.notes[0].text, std::string("one, by us"));
        QCOMPARE(both.annotations.notes[1].text, std::string("three"));
        const CanvasSettings more{{"A"}, {{note("one"), note("two"), note("new")}, {}}};
        QCOMPARE(mergedSettings(base, more, theirs).annotations.notes.size(), std::size_t(3));
        const CanvasSettings fewer{{"A"}, {{note("two")}, {}}};
        QCOMPARE(mergedSettings(base, fewer, theirs).annotations.notes,
                 std::vector<CanvasNote>{note("three")});
        QVERIFY(mergedSettings(base, ours, base) == ours);
        QVERIFY(mergedSettings(base, base, theirs) == theirs);
    }

    void aNoteIsEditedInAFileThatGotARegionMeanwhile() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.canvas.json")).toStdString();
        CanvasSettings first;
        first.annotations.notes.push_back({"first", 1, 2, 160, 80, "Pay", {}, {}});
        QVERIFY(changeCanvasFile(path, {}, first).ok());
        CanvasSettings theirs = first;
        theirs.annotations.regions.push_back({"Payment", {"Pay"}, {}});
        QVERIFY(writeCanvasFile(path, theirs).ok());
        CanvasSettings ours = first;
        ours.annotations.notes[0].text = "second";
        ours.annotations.notes[0].state.clear();
        QVERIFY(changeCanvasFile(path, first, ours).ok());
        const auto read = readCanvasFile(path);
        QCOMPARE(read->annotations.notes, ours.annotations.notes);
        QCOMPARE(read->annotations.regions, theirs.annotations.regions);
    }

    void notesAndRegionsFollowTheStatesTheyName() {
        CanvasSettings settings{{"Both"},
                                {{{"a", 0, 0, 9, 9, "Pay", {}, {}}}, {{"R", {"Pay", "Both"}, {}}}}};
        const CanvasSettings now =
            followRenames(settings, {{"Pay", "Charge"}, {"Both", "Together"}});
        QCOMPARE(now.collapsed, std::set<std::string>{"Together"});
        QCOMPARE(now.annotations.notes[0].state, std::string("Charge"));
        QCOMPARE(now.annotations.regions[0].states,
                 (std::vector<std::string>{"Charge", "Together"}));
    }

    void aPartOfAMachineHasItsOwnNotesAndRegionsOnly() {
        CanvasSettings settings{{"A", "C"}, {}};
        settings.annotations.notes = {{"on A", 0, 0, 9, 9, "A", {}, {}},
                                      {"on C", 0, 0, 9, 9, "C", {}, {}},
                                      {"free", 0, 0, 9, 9, {}, {}, {}}};
        settings.annotations.regions = {{"AB", {"A", "B"}, {}}, {"AC", {"A", "C"}, {}}};
        const CanvasSettings part = limitedTo(settings, {"A", "B"});
        QCOMPARE(part.collapsed, std::set<std::string>{"A"});
        QCOMPARE(part.annotations.notes.size(), std::size_t(1));
        QCOMPARE(part.annotations.notes[0].text, std::string("on A"));
        QCOMPARE(part.annotations.regions.size(), std::size_t(1));
        QCOMPARE(part.annotations.regions[0].title, std::string("AB"));
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
