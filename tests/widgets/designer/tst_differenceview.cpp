#include "widgets/designer/differenceview.h"

#include "widgets/designer/markitem.h"

#include "tests/support/photographs.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QTest>
#include <QTreeView>

#include <array>
#include <utility>

using namespace ws;
using designer::DifferencesModel;
using designer::DifferenceView;

namespace {

constexpr const char* kOld = R"({"StartAt":"Check","States":{
    "Check":{"Type":"Task","Resource":"check","Next":"Pause"},
    "Pause":{"Type":"Wait","Seconds":3,"Next":"Charge"},
    "Charge":{"Type":"Task","Resource":"charge","Next":"Report"},
    "Report":{"Type":"Pass","Next":"Done"},
    "Done":{"Type":"Succeed"}}})";
constexpr const char* kNew = R"({"Comment":"Now with a notice","StartAt":"Check","States":{
    "Check":{"Type":"Task","Resource":"check-order","Next":"Wait a moment"},
    "Wait a moment":{"Type":"Wait","Seconds":3,"Next":"Charge"},
    "Charge":{"Type":"Task","Resource":"charge","Next":"Notify"},
    "Notify":{"Type":"Task","Resource":"notify","TimeoutSeconds":5,"Next":"Done"},
    "Done":{"Type":"Succeed"}}})";

QString wordsIn(designer::WorkflowScene& scene) {
    QStringList words;
    for (QGraphicsItem* item : scene.items(Qt::AscendingOrder)) {
        if (const auto* mark = dynamic_cast<designer::MarkItem*>(item))
            words << mark->word();
    }
    words.sort();
    return words.join(u',');
}

std::string selectedIn(const designer::WorkflowScene& scene) {
    return scene.selectedNode() < 0
               ? std::string("nothing")
               : scene.diagram().graph.nodes[std::size_t(scene.selectedNode())].name;
}

/// One state of each fate, by its name.
constexpr const char* kFatesBefore = R"({"StartAt":"Edited","States":{
    "Edited":{"Type":"Wait","Seconds":3,"Next":"Moved"},
    "Moved":{"Type":"Task","Resource":"m","Comment":"the one","Next":"Old name"},
    "Old name":{"Type":"Task","Resource":"r","Next":"Removed"},
    "Removed":{"Type":"Pass","Next":"Both"},
    "Both":{"Type":"Parallel","Next":"Last","Branches":[
      {"StartAt":"Inner","States":{"Inner":{"Type":"Pass","End":true}}}]},
    "Last":{"Type":"Succeed"}}})";
constexpr const char* kFatesAfter = R"({"StartAt":"Edited","States":{
    "Edited":{"Type":"Wait","Seconds":4,"Next":"New name"},
    "New name":{"Type":"Task","Resource":"r","Next":"Both"},
    "Both":{"Type":"Parallel","Next":"Added","Branches":[
      {"StartAt":"Moved","States":{
        "Moved":{"Type":"Task","Resource":"m","Comment":"the one","Next":"Inner"},
        "Inner":{"Type":"Pass","End":true}}}]},
    "Added":{"Type":"Task","Resource":"a","TimeoutSeconds":9,"Next":"Last"},
    "Last":{"Type":"Succeed"}}})";

/// The mark around a state's own box; nullptr: it has none.
designer::MarkItem* markOf(designer::WorkflowScene& scene, const char* state) {
    const auto& diagram = scene.diagram();
    const int node = diagram.graph.findByName(state);
    if (node < 0)
        return nullptr;
    const QRectF box = diagram.nodes[std::size_t(node)].header;
    for (QGraphicsItem* item : scene.items()) {
        auto* mark = dynamic_cast<designer::MarkItem*>(item);
        if (mark && mark->boundingRect().contains(box) &&
            mark->boundingRect().height() < 2 * box.height())
            return mark;
    }
    return nullptr;
}

/// How much of the mark is drawn in a colour.
int pixelsOf(designer::MarkItem& mark, const QColor& colour) {
    QImage image(mark.boundingRect().size().toSize(), QImage::Format_RGB32);
    image.fill(Qt::gray);
    QPainter painter(&image);
    painter.translate(-mark.boundingRect().topLeft());
    mark.paint(&painter, nullptr, nullptr);
    painter.end();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == colour.rgb();
    }
    return count;
}

} // namespace

class TestDifferenceView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachChangeIsMarkedWhereItIs() {
        theme::Theme theme;
        DifferenceView view(theme);
        const QAbstractItemModelTester tester(
            &view.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(view.compare(QStringLiteral("Old"), kOld, QStringLiteral("New"), kNew).ok());
        QStringList rows;
        for (int row = 0; row < view.model().rowCount(); ++row)
            rows << QStringLiteral("%1 | %2").arg(view.model().index(row, 0).data().toString(),
                                                  view.model().index(row, 1).data().toString());
        QCOMPARE(rows.join(u'\n'), QStringLiteral("The state machine | Edited: Comment\n"
                                                  "Check | Edited: Resource\n"
                                                  "Wait a moment | Renamed from “Pause”\n"
                                                  "Charge | Leads elsewhere\n"
                                                  "Notify | Added\n"
                                                  "Report | Removed"));
        QCOMPARE(wordsIn(view.newScene()), QStringLiteral("Added,Edited,Leads elsewhere,Renamed"));
        QCOMPARE(wordsIn(view.oldScene()),
                 QStringLiteral("Edited,Leads elsewhere,Removed,Renamed"));
    }

    void goal21_addedRemovedRenamedMovedAndEditedHaveTheirColours_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(theme::Scheme::Light);
        QTest::newRow("dark") << int(theme::Scheme::Dark);
    }
    void goal21_addedRemovedRenamedMovedAndEditedHaveTheirColours() {
        QFETCH(const int, scheme);
        theme::Theme theme;
        theme.setScheme(theme::Scheme(scheme));
        DifferenceView view(theme);
        QVERIFY(
            view.compare(QStringLiteral("Old"), kFatesBefore, QStringLiteral("New"), kFatesAfter)
                .ok());
        struct Fate {
            const char* before;
            const char* after;
            const char* word;
            theme::Role role;
        };
        const std::array fates{
            Fate{"", "Added", "Added", theme::Role::Success},
            Fate{"Removed", "", "Removed", theme::Role::Error},
            Fate{"Old name", "New name", "Renamed", theme::Role::CodeKeyword},
            Fate{"Moved", "Moved", "Moved", theme::Role::Link},
            Fate{"Edited", "Edited", "Edited", theme::Role::Warning},
        };
        for (const Fate& fate : fates) {
            for (auto& [scene, state] : {std::pair(&view.oldScene(), fate.before),
                                         std::pair(&view.newScene(), fate.after)}) {
                if (*state == '\0')
                    continue;
                auto* mark = markOf(*scene, state);
                QVERIFY2(mark, state);
                QCOMPARE(mark->word(), QLatin1String(fate.word));
                for (const Fate& other : fates) {
                    const int pixels = pixelsOf(*mark, theme.colour(other.role));
                    QVERIFY2(other.role == fate.role ? pixels > 200 : pixels < 20, other.word);
                }
            }
        }
        QVERIFY(!markOf(view.oldScene(), "Last") && !markOf(view.newScene(), "Last"));
    }

    void aRowSelectsItsStateInBothDrawings() {
        theme::Theme theme;
        DifferenceView view(theme);
        QVERIFY(view.compare(QStringLiteral("Old"), kOld, QStringLiteral("New"), kNew).ok());
        view.list().setCurrentIndex(view.model().index(2, 0));
        QCOMPARE(selectedIn(view.oldScene()), std::string("Pause"));
        QCOMPARE(selectedIn(view.newScene()), std::string("Wait a moment"));
        view.list().setCurrentIndex(view.model().index(4, 0));
        QCOMPARE(selectedIn(view.oldScene()), std::string("nothing"));
        QCOMPARE(selectedIn(view.newScene()), std::string("Notify"));
    }

    void theSameMachineHasNothingToShow() {
        theme::Theme theme;
        DifferenceView view(theme);
        QVERIFY(view.compare(QStringLiteral("Old"), kOld, QStringLiteral("New"), kOld).ok());
        QCOMPARE(view.model().rowCount(), 0);
        QCOMPARE(wordsIn(view.newScene()), QString());
    }

    void aTextThatIsNoJsonIsSaidWithItsSide() {
        theme::Theme theme;
        DifferenceView view(theme);
        const auto compared = view.compare(QStringLiteral("Old"), kOld, QStringLiteral("New"), "{");
        QCOMPARE(compared.error().code, std::string("json.syntax"));
        QCOMPARE(compared.error().arg("path"), std::string("New"));
    }

    void bothThemesAreDrawn() {
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            theme::Theme theme;
            theme.setScheme(scheme);
            theme.applyTo(*qApp);
            DifferenceView view(theme);
            view.resize(1000, 800);
            QVERIFY(view.compare(QStringLiteral("Last commit"), kOld,
                                 QStringLiteral("In the editor"), kNew)
                        .ok());
            view.show();
            view.list().setCurrentIndex(view.model().index(4, 0));
            QTest::qWait(50);
            const QString name =
                scheme == theme::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light");
            tests::photograph(view, QStringLiteral("difference-%1").arg(name));
        }
    }
};

QTEST_MAIN(TestDifferenceView)
#include "tst_differenceview.moc"
