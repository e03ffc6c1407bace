#include "engine/workspace/machinetexts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;
using namespace ws::workspace;

namespace {

constexpr const char* kOne = R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})";
constexpr const char* kYaml =
    "StartAt: A\nStates:\n  A:\n    Type: Succeed\n  B:\n    Type: Fail\n";

void put(const QTemporaryDir& folder, const char* name, const char* text) {
    QFile file(folder.filePath(QLatin1String(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class tst_MachineTexts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void machinesOfAFolderAreFoundByNameWhateverTheyAreWrittenIn() {
        const QTemporaryDir folder;
        put(folder, "one.asl.json", kOne);
        put(folder, "two.asl.yaml", kYaml);
        put(folder, "broken.asl.json", "{");
        MachineTexts texts(machinesInFolder(folder.path().toStdString()));
        QVERIFY(texts.has("one") && texts.has("two") && texts.has("broken"));
        QVERIFY(!texts.has("three") && !texts.has("../one") && !texts.has(""));
        QCOMPARE(texts.definition("one")->graph().nodes.size(), std::size_t(1));
        QCOMPARE(texts.definition("two")->graph().nodes.size(), std::size_t(2));
        QVERIFY(texts.definition("broken")->graph().nodes.empty());
        QVERIFY(!texts.definition("three"));
    }

    void aTextIsReadAgainWhenToldAndIsAnotherOnlyWhenItHasChanged() {
        const QTemporaryDir folder;
        put(folder, "one.asl.json", kOne);
        MachineTexts texts(machinesInFolder(folder.path().toStdString()));
        const auto first = texts.definition("one");
        texts.forget();
        QCOMPARE(texts.definition("one"), first);
        put(folder, "one.asl.json", "{\"StartAt\":\"A\",\"States\":{}}");
        QCOMPARE(texts.definition("one"), first);
        texts.forget();
        QVERIFY(texts.definition("one") != first);
        QVERIFY(texts.definition("one")->graph().nodes.empty());
    }
};

QTEST_GUILESS_MAIN(tst_MachineTexts)
#include "tst_machinetexts.moc"
