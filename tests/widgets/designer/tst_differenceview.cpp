#include "widgets/designer/differenceview.h"

#include "widgets/designer/markitem.h"

#include "tests/support/photographs.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QTreeView>

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
