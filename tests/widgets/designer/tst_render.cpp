#include "widgets/designer/render.h"

#include "widgets/designer/diagram.h"

#include "tests/support/layoutrelations.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;

namespace {

constexpr const char* kSmall = R"({"StartAt":"A","States":{
  "A":{"Type":"Task","Resource":"f","Next":"B"},"B":{"Type":"Succeed"}}})";

QDir workflows() {
    const QString given = qEnvironmentVariable("WARMSTART_CONFORMANCE");
    return QDir(
        (given.isEmpty() ? QStringLiteral(WARMSTART_SOURCE_DIR "/../shared/conformance") : given) +
        QStringLiteral("/workflows"));
}

QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_Render : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anSvgHoldsItsNamesAsText() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.svg"));
        QVERIFY(designer::renderDefinition(kSmall, file, theme::Scheme::Light));
        QVERIFY(content(file).contains("<svg"));
    }

    void notesAndRegionsAreDrawnAndThePictureHasRoomForThem() {
        QTemporaryDir folder;
        workspace::CanvasSettings settings;
        settings.annotations.notes = {{"Ask the bank", 300, 0, 180, 60, "A", {}, {}},
                                      {"For all", -200, -120, 180, 60, {}, "blue", {}}};
        settings.annotations.regions = {{"Payment", {"A", "B"}, {}}};
        const QString plain = folder.filePath(QStringLiteral("plain.png"));
        QVERIFY(designer::renderDefinition(kSmall, plain, theme::Scheme::Light));
        for (const char* name : {"a.svg", "a.png", "a.pdf"}) {
            const QString file = folder.filePath(QLatin1String(name));
            QVERIFY(designer::renderDefinition(kSmall, file, theme::Scheme::Light, settings));
        }
        const QByteArray svg = content(folder.filePath(QStringLiteral("a.svg")));
        for (const char* words : {"Ask the bank", "For all", "Payment"})
            QVERIFY2(svg.contains(words), words);
        const QSize before = QImage(plain).size();
        const QSize after = QImage(folder.filePath(QStringLiteral("a.png"))).size();
        QVERIFY(after.width() >= before.width() + 2 * 380 && after.height() > before.height());
        QVERIFY(content(folder.filePath(QStringLiteral("a.pdf"))).startsWith("%PDF"));
    }

    void aPngIsDarkOnDark() {
        QTemporaryDir folder;
        const QString light = folder.filePath(QStringLiteral("l.png"));
        const QString dark = folder.filePath(QStringLiteral("d.png"));
        QVERIFY(designer::renderDefinition(kSmall, light, theme::Scheme::Light));
        QVERIFY(designer::renderDefinition(kSmall, dark, theme::Scheme::Dark));
        QVERIFY(QImage(light).pixelColor(3, 3).lightness() > 200);
        QVERIFY(QImage(dark).pixelColor(3, 3).lightness() < 60);
        QCOMPARE(QImage(light).size(), QImage(dark).size());
    }

    void whatCannotBeDrawnSaysWhy() {
        QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("a.png"));
        const auto code = [&](const char* text, const QString& file) {
            const auto status = designer::renderDefinition(text, file, theme::Scheme::Light);
            return status ? std::string() : status.error().code;
        };
        QCOMPARE(code("{", png), std::string("json.syntax"));
        QCOMPARE(code("{}", png), std::string("render.noStates"));
        QCOMPARE(code(kSmall, folder.filePath(QStringLiteral("a.gif"))),
                 std::string("render.format"));
        QCOMPARE(code(kSmall, QStringLiteral("/nowhere/a.png")), std::string("file.unwritable"));
        QCOMPARE(code(kSmall, QStringLiteral("/nowhere/a.svg")), std::string("file.unwritable"));
    }

    void everyWorkflowOfTheCorpusKeepsTheRelationsOfALayout() {
        if (!workflows().exists())
            QSKIP("the conformance data is not here");
        const auto style = designer::CanvasStyle::standard();
        int drawn = 0;
        for (const QString& name : workflows().entryList({QStringLiteral("*.json")})) {
            auto document =
                json::Document::parse(content(workflows().filePath(name)).toStdString());
            if (!document)
                continue;
            for (const auto direction :
                 {layout::Direction::TopDown, layout::Direction::LeftRight}) {
                const auto diagram =
                    designer::makeDiagram(statemachine::buildGraph(*document), direction, style);
                // The layout's own input again, with the labels' sizes that the diagram kept.
                const auto input = designer::layoutInput(diagram);
                const auto output = layout::arrange(input, designer::layoutOptions(direction));
                const QStringList broken = tests::LayoutRelations(input, output).broken();
                QVERIFY2(broken.isEmpty(),
                         qPrintable(name + QLatin1Char('\n') + broken.join(QLatin1Char('\n'))));
                const QStringList hidden = tests::LayoutRelations(input, output).hidden();
                QVERIFY2(hidden.isEmpty(),
                         qPrintable(name + QLatin1Char('\n') + hidden.join(QLatin1Char('\n'))));
            }
            ++drawn;
        }
        QVERIFY(drawn > 50);
    }
};

QTEST_MAIN(tst_Render)
#include "tst_render.moc"
