#include "engine/workspace/scanner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ws::workspace;

class ScannerTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    void put(const char* name, const char* text) const {
        const QString path = m_folder->filePath(QLatin1String(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::string root() const { return m_folder->path().toStdString(); }
    Scan scan() const { return *Scanner(root()).scan(); }

    static constexpr const char* kPython =
        R"({"Runtime": "python3.12", "Handler": "lambda_function.lambda_handler"})";

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anEmptyFolderIsAnEmptyWorkspace() {
        const Scan found = scan();
        QCOMPARE(found.snapshot.root, root());
        QVERIFY(found.snapshot.functions.empty() && found.snapshot.machines.empty());
    }

    void aFolderThatIsNotThereIsAnError() {
        QCOMPARE(Scanner(root() + "/no").scan().error().code, std::string("workspace.notFound"));
    }

    void functionsMachinesAndEventsAreFoundByName() {
        put("functions/zeta/function.json", kPython);
        put("functions/alpha/function.json", kPython);
        put("functions/alpha/lambda_function.py", "");
        put("functions/alpha/lib/helper.py", "");
        put("events/alpha/two.json", "{}");
        put("events/alpha/one.json", "{}");
        put("events/alpha/notes.txt", "");
        put("statemachines/flow.asl.json", "{}");
        put("statemachines/readme.md", "");
        put("events/flow/start.json", "{}");
        const Snapshot found = scan().snapshot;
        QCOMPARE(found.functions.size(), std::size_t(2));
        const FunctionEntry& alpha = found.functions[0];
        QCOMPARE(alpha.name, std::string("alpha"));
        QCOMPARE(alpha.mainFile, std::string("functions/alpha/lambda_function.py"));
        QCOMPARE(alpha.files, (std::vector<std::string>{"functions/alpha/function.json",
                                                        "functions/alpha/lambda_function.py",
                                                        "functions/alpha/lib/helper.py"}));
        QCOMPARE(alpha.events.size(), std::size_t(2));
        QCOMPARE(alpha.events[0].name, std::string("one"));
        QVERIFY(!alpha.problem);
        QCOMPARE(found.machines.size(), std::size_t(1));
        QCOMPARE(found.machines[0].name, std::string("flow"));
        QCOMPARE(found.machines[0].inputs.size(), std::size_t(1));
    }

    void machinesMayBeWrittenInYaml() {
        put("statemachines/a.asl.yaml", "");
        put("statemachines/b.asl.yml", "");
        put("statemachines/c.asl.yml", "");
        put("statemachines/c.asl.json", "{}");
        put("statemachines/d.yaml", "");
        const Scan found = scan();
        std::vector<std::string> paths;
        for (const MachineEntry& machine : found.snapshot.machines)
            paths.push_back(machine.name + "=" + machine.path);
        QCOMPARE(paths, (std::vector<std::string>{"a=statemachines/a.asl.yaml",
                                                  "b=statemachines/b.asl.yml",
                                                  "c=statemachines/c.asl.json"}));
        QVERIFY(found.files.contains("statemachines/c.asl.yml"));
    }

    void whatToolsLeaveIsNotSource() {
        put("functions/f/function.json", kPython);
        put("functions/f/node_modules/left-pad/index.js", "");
        put("functions/f/__pycache__/x.pyc", "");
        put("functions/f/.git/HEAD", "");
        put("functions/f/.f.py.swp", "");
        put("functions/f/f.py~", "");
        put("functions/f/.env", "KEPT=1");
        QCOMPARE(scan().snapshot.functions[0].files,
                 (std::vector<std::string>{"functions/f/.env", "functions/f/function.json"}));
    }

    void aBrokenFunctionFileIsAProblemOfItsEntry() {
        put("functions/broken/function.json", "{\n  \"Runtime\": oops\n}");
        put("functions/missing/lambda_function.py", "");
        put("functions/bad name/function.json", kPython);
        put("functions/good/function.json", kPython);
        const Scan found = scan();
        const auto* broken = found.snapshot.function("broken");
        QVERIFY(broken && broken->problem);
        QCOMPARE(broken->problem->code, std::string("workspace.functionFileBroken"));
        QCOMPARE(broken->problem->arg("line"), std::string("2"));
        QCOMPARE(found.snapshot.function("missing")->problem->code,
                 std::string("workspace.functionFileMissing"));
        QCOMPARE(found.snapshot.function("bad name")->problem->code,
                 std::string("workspace.badFunctionName"));
        QVERIFY(!found.snapshot.function("good")->problem);
        QCOMPARE(found.revisions.size(), std::size_t(1));
    }

    void fileSystemsAreFoldersOfTheWorkspace() {
        put("filesystems/fsap-00000000000000001/content", "");
        const auto mounting = [](const std::string& accessPoint) {
            return "{\"Runtime\": \"python3.12\", \"Handler\": \"a.b\", \"FileSystemConfigs\": "
                   "[{\"Arn\": \"arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/" +
                   accessPoint + "\", \"LocalMountPath\": \"/mnt/msg\"}]}";
        };
        put("functions/good/function.json", mounting("fsap-00000000000000001").c_str());
        put("functions/none/function.json", mounting("fsap-00000000000000002").c_str());
        const Scan found = scan();
        const ws::function::Mount expected{root() + "/filesystems/fsap-00000000000000001",
                                           "/mnt/msg"};
        QCOMPARE(found.revisions.at("good")->mounts, std::vector{expected});
        QCOMPARE(found.snapshot.function("none")->problem->code,
                 std::string("workspace.fileSystemNotFound"));
    }

    void layersComeFromBelowTheWorkspaceOnly() {
        put("layers/common/python/common.py", "");
        put("functions/good/function.json",
            R"({"Runtime": "python3.12", "Handler": "a.b", "Layers": ["layers/common"]})");
        put("functions/lost/function.json",
            R"({"Runtime": "python3.12", "Handler": "a.b", "Layers": ["layers/none"]})");
        put("functions/outside/function.json",
            R"({"Runtime": "python3.12", "Handler": "a.b", "Layers": ["../"]})");
        const Scan found = scan();
        QCOMPARE(found.revisions.at("good")->layerFolders,
                 (std::vector<std::string>{root() + "/layers/common"}));
        for (const char* name : {"lost", "outside"})
            QVERIFY(found.snapshot.function(name)->problem.has_value());
    }

    void theHandlerNamesTheMainFile_data() {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QString>("file");
        const auto row = [](const char* name, const char* runtime, const char* handler,
                            const char* file) {
            QTest::newRow(name) << QString::fromLatin1(runtime) << QString::fromLatin1(handler)
                                << QString::fromLatin1(file);
        };
        row("python", "python3.12", "lambda_function.lambda_handler", "lambda_function.py");
        row("python package", "python3.12", "app.main.handler", "app/main.py");
        row("node", "nodejs22.x", "index.handler", "index.js");
        row("node module", "nodejs22.x", "src/app.handler", "src/app.mjs");
        row("bash tutorial", "provided.al2023", "label.print", "label.sh");
        row("bootstrap", "provided.al2023", "whatever", "bootstrap");
        row("nothing", "python3.12", "elsewhere.handler", "");
    }
    void theHandlerNamesTheMainFile() {
        QFETCH(QString, runtime);
        QFETCH(QString, handler);
        QFETCH(QString, file);
        ws::function::Configuration configuration;
        configuration.runtime = runtime.toStdString();
        configuration.handler = handler.toStdString();
        const std::vector<std::string> files{"app/main.py",        "bootstrap",   "index.js",
                                             "label.sh",           "src/app.mjs", "function.json",
                                             "lambda_function.py", "index.ts"};
        QCOMPARE(mainFileOf(configuration, files), file.toStdString());
    }

    void namesFollowTheServicesRules() {
        QVERIFY(isFunctionName("First-Function_2"));
        QVERIFY(!isFunctionName(""));
        QVERIFY(!isFunctionName("a.b"));
        QVERIFY(!isFunctionName("../x"));
        QVERIFY(isFunctionName(std::string(64, 'a')));
        QVERIFY(!isFunctionName(std::string(65, 'a')));
        QVERIFY(isMachineName(std::string(80, 'a')));
        QVERIFY(!isMachineName(std::string(81, 'a')));
    }

    void aScanSeesWhatChangedSinceTheLast() {
        put("functions/f/function.json", kPython);
        put("functions/f/lambda_function.py", "one");
        Scanner scanner(root());
        const Scan before = *scanner.scan();
        put("functions/f/lambda_function.py", "two, and longer");
        const Scan after = *scanner.scan();
        QVERIFY(before.files.at("functions/f/lambda_function.py") !=
                after.files.at("functions/f/lambda_function.py"));
        QCOMPARE(before.files.at("functions/f/function.json"),
                 after.files.at("functions/f/function.json"));
        QVERIFY(before.revisions.at("f")->fingerprint != after.revisions.at("f")->fingerprint);
    }

    void aLoopOfLinksEnds() {
        put("functions/f/function.json", kPython);
        QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("functions/f")),
                            m_folder->filePath(QStringLiteral("functions/f/self"))));
        QCOMPARE(scan().snapshot.functions.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(ScannerTest)
#include "tst_scanner.moc"
