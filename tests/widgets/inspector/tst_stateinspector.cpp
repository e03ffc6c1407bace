#include "widgets/inspector/stateinspector.h"

#include "tests/support/recordedrun.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace ws;
using Type = telemetry::HistoryEventType;

namespace {

constexpr const char* kMachine = R"({"StartAt":"Pay","States":{
  "Pay":{"Type":"Task","Comment":"takes the money","Resource":"pay","Next":"Done"},
  "Done":{"Type":"Succeed"}}})";

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    inspector::StateInspector inspector{feed, selection, theme};

    Fixture() {
        inspector.setDefinition(QStringLiteral("orders"), kMachine);
        inspector.show();
    }
    void select(const char* state) {
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QString::fromLatin1(state);
        selection.set(content);
    }
    bool shows(const QString& text) const {
        const auto labels = inspector.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QWidget* field(const char* pointer) const {
        return inspector.findChild<QWidget*>(QString::fromLatin1(pointer));
    }
    QString entry(const char* pointer) const {
        const auto* line = qobject_cast<QLineEdit*>(field(pointer));
        return line ? line->text() : QString();
    }
    int tabs() const { return inspector.findChild<QTabWidget*>()->count(); }
};

} // namespace

class tst_StateInspector : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutASelectionTheMachineItselfIsThere() {
        Fixture f;
        QVERIFY(f.shows(QStringLiteral("orders")));
        QVERIFY(f.field("/Comment"));
        QVERIFY(f.field("/TimeoutSeconds"));
        QCOMPARE(f.tabs(), 1);
    }

    void withoutAMachineItSaysWhatToDo() {
        Fixture f;
        feed::Selection::Content content;
        content.machine = QStringLiteral("other");
        f.selection.set(content);
        QVERIFY(f.shows(QStringLiteral("Select a state")));
    }

    void nothingStandsBesideTheWordsThatSayThatNothingIsSelected() {
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        inspector::StateInspector fresh(feed, selection, theme);
        fresh.resize(400, 600);
        fresh.show();
        for (const QPlainTextEdit* pane : fresh.findChildren<QPlainTextEdit*>())
            QVERIFY(!pane->isVisible());
    }

    void aStateShowsItsFieldsAndWhereItIs() {
        Fixture f;
        f.select("Pay");
        QCOMPARE(f.entry("/States/Pay/Comment"), QStringLiteral("takes the money"));
        QCOMPARE(f.tabs(), 2);
        QSignalSpy spy(&f.inspector, &inspector::StateInspector::revealRequested);
        for (auto* button : f.inspector.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == QStringLiteral("Show in text"))
                button->click();
        }
        QCOMPARE(spy.size(), 1);
    }

    void aRunAddsWhatWentInAndWhatBroke() {
        Fixture f;
        f.select("Pay");
        tests::RecordedRun run("orders");
        run.add(Type::TaskStateEntered, 0, "Pay");
        run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionFailed, {}, "Declined");
        run.then(Type::ExecutionFailed, {}, "Declined");
        run.finish(telemetry::ExecutionStatus::Failed);
        f.feed.replay(run.events());
        QVERIFY(f.shows(QStringLiteral("Declined")));
        QVERIFY(f.tabs() > 2);
        const auto panes = f.inspector.findChildren<QPlainTextEdit*>();
        QVERIFY(std::any_of(panes.begin(), panes.end(), [](const QPlainTextEdit* pane) {
            return pane->toPlainText().contains(QStringLiteral("A-17"));
        }));
    }

    void brokenTextKeepsTheLastGoodFields() {
        Fixture f;
        f.select("Pay");
        f.inspector.setDefinition(QStringLiteral("orders"), "{");
        QCOMPARE(f.entry("/States/Pay/Comment"), QStringLiteral("takes the money"));
        QVERIFY(f.shows(QStringLiteral("cannot be read")));
        QVERIFY(!f.field("/States/Pay/Comment")->isEnabled());
    }
};

QTEST_MAIN(tst_StateInspector)
#include "tst_stateinspector.moc"
