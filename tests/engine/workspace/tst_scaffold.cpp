#include "engine/workspace/samples.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/scanner.h"
#include "engine/workspace/suggestion.h"
#include "engine/workspace/textfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ws::workspace;

class ScaffoldTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string root() const { return m_folder->path().toStdString(); }
    bool has(const char* path) const {
        return QFile::exists(m_folder->filePath(QLatin1String(path)));
    }
    Snapshot snapshot() const { return Scanner(root()).scan()->snapshot; }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aNewFunctionOfEveryRuntimeIsComplete() {
        for (const std::string& runtime : runtimeChoices()) {
            const std::string name = "new-" + runtime.substr(0, 6);
            const auto first = createFunction(root(), name, runtime);
            QVERIFY2(first.ok(), runtime.c_str());
            const Snapshot found = snapshot();
            const FunctionEntry* entry = found.function(name);
            QVERIFY(entry && !entry->problem);
            QVERIFY(!entry->mainFile.empty());
            QVERIFY(std::find(entry->files.begin(), entry->files.end(), *first) !=
                    entry->files.end());
        }
    }

    void wrongNamesAreRefused() {
        for (const char* name : {"", "a b", "../up", "dot.ted", "slash/ed"}) {
            QCOMPARE(createFunction(root(), name, "python3.12").error().code,
                     std::string("scaffold.badName"));
            QCOMPARE(createMachine(root(), name).error().code, std::string("scaffold.badName"));
            QCOMPARE(removeFunction(root(), name).error().code, std::string("scaffold.badName"));
        }
        QCOMPARE(createEvent(root(), "f", "../../x", "{}").error().code,
                 std::string("scaffold.badName"));
        QCOMPARE(createFunction(root(), "f", "cobol85").error().code,
                 std::string("scaffold.unknownRuntime"));
        QVERIFY(snapshot().functions.empty());
    }

    void aMachineInYamlStaysInYaml() {
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("statemachines")));
        QFile file(m_folder->filePath(QStringLiteral("statemachines/flow.asl.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QCOMPARE(createMachine(root(), "flow").error().code, std::string("scaffold.exists"));
        QVERIFY(renameMachine(root(), "flow", "stream").ok());
        QVERIFY(has("statemachines/stream.asl.yaml"));
        QVERIFY(removeMachine(root(), "stream").ok());
        QVERIFY(snapshot().machines.empty());
    }

    void whatExistsIsNotOverwritten() {
        QVERIFY(createMachine(root(), "flow").ok());
        QCOMPARE(createMachine(root(), "flow").error().code, std::string("scaffold.exists"));
        QVERIFY(createEvent(root(), "flow", "one", "[1]").ok());
        QCOMPARE(createEvent(root(), "flow", "one", "[2]").error().code,
                 std::string("scaffold.exists"));
        QCOMPARE(readTextFile(root() + "/events/flow/one.json")->text, std::string("[1]"));
    }

    void renamingTakesTheTestEventsAlong() {
        QVERIFY(createFunction(root(), "old", "python3.12").ok());
        QVERIFY(createEvent(root(), "old", "hello", "{}").ok());
        QVERIFY(renameFunction(root(), "old", "new").ok());
        QVERIFY(has("events/new/hello.json") && !has("events/old"));
        QVERIFY(snapshot().function("new") && !snapshot().function("old"));
        QCOMPARE(renameFunction(root(), "old", "newer").error().code,
                 std::string("scaffold.notFound"));
    }

    void aMachineTakesItsCanvasAndItsMocksAlong() {
        QVERIFY(createMachine(root(), "old").ok());
        const std::string canvas = "{\"Collapsed\": [\"A\"]}";
        QVERIFY(writeTextFile(root() + "/statemachines/old.canvas.json", canvas, {}).ok());
        QVERIFY(writeTextFile(root() + "/statemachines/old.mocks.json",
                              "{\n  \"StateMachines\": {\"old\": {\"TestCases\": {}}, "
                              "\"other\": {}},\n  \"Tests\": {}}",
                              {})
                    .ok());
        QVERIFY(renameMachine(root(), "old", "new").ok());
        QCOMPARE(readTextFile(root() + "/statemachines/new.canvas.json")->text, canvas);
        QCOMPARE(readTextFile(root() + "/statemachines/new.mocks.json")->text,
                 std::string("{\n  \"StateMachines\": {\"new\": {\"TestCases\": {}}, "
                             "\"other\": {}},\n  \"Tests\": {}}"));
        QVERIFY(!has("statemachines/old.canvas.json") && !has("statemachines/old.mocks.json"));
        QVERIFY(removeMachine(root(), "new").ok());
        QVERIFY(!has("statemachines/new.canvas.json") && !has("statemachines/new.mocks.json"));
        const QDir trash(m_folder->filePath(QStringLiteral(".warmstart/trash")));
        const QString moment = trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot).first();
        for (const char* kept : {"asl.json", "canvas.json", "mocks.json"})
            QVERIFY(trash.exists(moment + QStringLiteral("/statemachines/new.") +
                                 QString::fromLatin1(kept)));
    }

    void whatIsRemovedCanBeTakenBack() {
        QVERIFY(createFunction(root(), "gone", "nodejs22.x").ok());
        QVERIFY(removeFunction(root(), "gone").ok());
        QVERIFY(!snapshot().function("gone"));
        const QDir trash(m_folder->filePath(QStringLiteral(".warmstart/trash")));
        const QStringList moments = trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(moments.size(), 1);
        QVERIFY(trash.exists(moments.first() + QStringLiteral("/functions/gone/function.json")));
        QVERIFY(has(".warmstart/.gitignore"));
    }

    void everySampleIsAWholeWorkspace() {
        for (const Sample& sample : samples()) {
            const std::string target = root() + "/" + sample.id;
            QVERIFY(copySample(sample.id, target).ok());
            const Snapshot found = Scanner(target).scan()->snapshot;
            QCOMPARE(found.functions.size(), sample.functions.size());
            QCOMPARE(found.machines.size(), sample.machines.size());
            for (const FunctionEntry& entry : found.functions) {
                QVERIFY2(!entry.problem, entry.name.c_str());
                QVERIFY2(!entry.mainFile.empty(), entry.name.c_str());
                QVERIFY2(!entry.events.empty(), entry.name.c_str());
            }
            for (const MachineEntry& entry : found.machines)
                QVERIFY2(!entry.inputs.empty(), entry.name.c_str());
            const FunctionEntry* start = found.function(sample.startFunction);
            QVERIFY(start &&
                    std::any_of(start->events.begin(), start->events.end(), [&](const auto& event) {
                        return event.name == sample.startEvent;
                    }));
            QVERIFY(QFile::exists(QString::fromStdString(target + "/README.md")));
        }
    }

    void aSamplesBootstrapMayBeStarted() {
        QVERIFY(copySample("orders", root() + "/orders").ok());
        const QFileInfo bootstrap(
            m_folder->filePath(QStringLiteral("orders/functions/print-label/bootstrap")));
        QVERIFY(bootstrap.isExecutable());
    }

    void copyingASampleAgainKeepsWhatWasEdited() {
        const std::string target = root() + "/mine";
        QVERIFY(copySample("cold-and-warm", target).ok());
        const std::string path = target + "/functions/counter/lambda_function.py";
        const auto file = readTextFile(path);
        QVERIFY(writeTextFile(path, "edited", file->stamp).ok());
        QVERIFY(copySample("cold-and-warm", target).ok());
        QCOMPARE(readTextFile(path)->text, std::string("edited"));
    }

    void aSampleGoesIntoNobodyElsesFolder() {
        QVERIFY(writeTextFile(root() + "/taxes.txt", "private", {}).ok());
        QCOMPARE(copySample("orders", root()).error().code, std::string("sample.folderNotEmpty"));
        const auto unknown = copySample("order", root() + "/x");
        QCOMPARE(unknown.error().code, std::string("sample.notFound"));
        QCOMPARE(unknown.error().arg("suggestion"), std::string("orders"));
    }

    void nearNamesAreSuggestedAndFarOnesAreNot() {
        const std::vector<std::string> names{"check-order", "charge-card", "print-label"};
        QCOMPARE(nearestName("chekc-order", names), std::string("check-order"));
        QCOMPARE(nearestName("Check-Order", names), std::string("check-order"));
        QCOMPARE(nearestName("print", names), std::string("print-label"));
        QCOMPARE(nearestName("banana", names), std::string());
    }
};

QTEST_GUILESS_MAIN(ScaffoldTest)
#include "tst_scaffold.moc"
