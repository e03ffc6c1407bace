#include "widgets/dataplane/invokepanel.h"

#include "engine/workspace/eventlibrary.h"
#include "tests/support/recordedrun.h"
#include "widgets/dataplane/eventcomposer.h"
#include "widgets/dataplane/eventeditor.h"
#include "widgets/dataplane/eventformview.h"
#include "widgets/dataplane/eventpicker.h"
#include "widgets/theme/messages.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace ws;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

namespace {

constexpr int kPatience = 30'000;

/// A workspace with two machines; runs come as events.
struct Fixture {
    QTemporaryDir folder;
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    dataplane::InvokePanel panel{feed, selection, theme};

    Fixture() {
        for (const char* name : {"orders", "refunds"}) {
            QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
            QFile file(folder.filePath(
                QStringLiteral("statemachines/%1.asl.json").arg(QString::fromUtf8(name))));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(R"({"StartAt":"Pay","States":{"Pay":{"Type":"Succeed"}}})");
        }
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(feed.snapshot().machines.size() == 2, kPatience);
    }
    void select(base::ExecutionId execution, const char* machine = "orders") {
        feed::Selection::Content content;
        content.machine = QString::fromUtf8(machine);
        content.execution = execution;
        selection.set(content);
    }
    static QString failure() { return theme::executionStatusName(ExecutionStatus::Failed); }
    QString status() { return panel.result().statusText(); }
};

tests::RecordedRun failed(base::ExecutionId id) {
    tests::RecordedRun run("orders", id);
    run.then(Type::TaskStateEntered, "Pay");
    run.then(Type::ExecutionFailed, {}, "Busy");
    run.finish(ExecutionStatus::Failed);
    return run;
}

} // namespace

class tst_InvokePanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal38_theFormAndTheJsonAreOneEventWithOneUndo() {
        Fixture f;
        f.select({});
        f.panel.useTemplate("sqs/receive-message");
        auto& form = f.panel.composer().formView();
        auto* queue = qobject_cast<QLineEdit*>(form.control("queue-name"));
        QVERIFY(queue);
        QCOMPARE(queue->text(), QStringLiteral("MyQueue"));
        const std::string before = f.panel.editor().text();
        queue->selectAll();
        QTest::keyClicks(queue, QStringLiteral("orders"));
        QTest::keyClick(queue, Qt::Key_Return);
        std::string expected = before;
        expected.replace(expected.find("MyQueue"), 7, "orders");
        QCOMPARE(f.panel.editor().text(), expected);
        f.panel.editor().view().undo();
        QCOMPARE(f.panel.editor().text(), before);
        QCOMPARE(queue->text(), QStringLiteral("MyQueue"));
        f.panel.editor().view().replaceBytes(expected);
        QCOMPARE(queue->text(), QStringLiteral("orders"));
        auto* body = qobject_cast<QPlainTextEdit*>(form.control("body"));
        f.panel.editor().view().replaceBytes("{\"Records\": [");
        QVERIFY(!body->isEnabled());
    }

    void goal38_aSavedEventHasItsFormAndAnOwnTemplateIsPickedFirst() {
        Fixture f;
        f.panel.setEventText(*workspace::eventTemplateText("s3/put"));
        QVERIFY(f.panel.composer().form() != nullptr);
        f.panel.setEventText("{\"orderId\": 7}");
        QVERIFY(f.panel.composer().form() == nullptr);
        dataplane::EventPicker picker(f.theme, {{"mine", "events/mine.template.json"}}, {"sqs"});
        QCOMPARE(picker.chosen().path, std::string("events/mine.template.json"));
        QCOMPARE(picker.list().topLevelItem(1)->child(0)->text(1),
                 QStringLiteral("receive-message"));
        picker.search().setText(QStringLiteral("s3 put"));
        QCOMPARE(picker.chosen().id, std::string("s3/put"));
        picker.search().setText(QStringLiteral("nothing like it"));
        QVERIFY(picker.chosen().isNone());
    }

    void goal38_aTextAtTheCursorIsChainedAsAText() {
        Fixture f;
        f.panel.setEventText("{\"body\": \"x\", \"n\": 1}");
        f.panel.editor().view().revealRange({10, 10});
        f.panel.composer().chain(QStringLiteral("orders"),
                                 dataplane::EventComposer::ChainPlace::AtCursor);
        QCOMPARE(f.panel.editor().text(),
                 std::string("{\"body\": {\"$lastResult\":\"orders\",\"as\":\"text\"}, "
                             "\"n\": 1}"));
    }

    void aRedrivenRunTakesThePlaceOfTheFailedOne() {
        Fixture f;
        f.feed.replay(failed(base::ExecutionId{1}).events());
        f.select(base::ExecutionId{1});
        const QString before = f.status();
        QCOMPARE(before, f.failure());
        tests::RecordedRun again("orders", base::ExecutionId{2});
        again.then(Type::TaskStateEntered, "Pay");
        f.feed.replay(again.events());
        f.select(base::ExecutionId{2});
        QVERIFY(f.status() != before);
        QVERIFY(f.panel.isBusy());
        const std::size_t told = again.events().size();
        again.finish(ExecutionStatus::Succeeded);
        f.feed.replay({again.events().begin() + std::ptrdiff_t(told), again.events().end()});
        QTRY_VERIFY_WITH_TIMEOUT(!f.panel.isBusy(), kPatience);
        QVERIFY(f.status() != before);
        QVERIFY2(f.panel.result().bannerText().isEmpty(),
                 qPrintable(f.panel.result().bannerText()));
    }

    void aTenantIsNamedWhereTheFunctionIsIsolated() {
        Fixture f;
        f.panel.show();
        QDir(f.folder.path()).mkpath(QStringLiteral("functions/notes"));
        const auto put = [&](const char* name, const QByteArray& text) {
            QFile file(f.folder.filePath(QStringLiteral("functions/notes/") + QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        put("notes.py", "def handler(event, context):\n    return context.tenant_id\n");
        put("function.json", R"({"Runtime":"python3.12","Handler":"notes.handler",
            "TenancyConfig":{"TenantIsolationMode":"PER_TENANT"}})");
        QTRY_VERIFY_WITH_TIMEOUT(f.feed.snapshot().function("notes"), kPatience);
        QComboBox* tenant = nullptr;
        for (auto* box : f.panel.findChildren<QComboBox*>()) {
            if (box->accessibleName() == QLatin1String("Tenant ID"))
                tenant = box;
        }
        f.select({});
        QVERIFY(tenant && tenant->isHidden()); // a machine has none
        feed::Selection::Content content;
        content.function = QStringLiteral("notes");
        f.selection.set(content);
        QVERIFY(tenant->isVisible());

        f.panel.run();
        QTRY_VERIFY_WITH_TIMEOUT(
            f.panel.result().bannerText().contains(QStringLiteral("Add a valid tenant ID")),
            kPatience);
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("python3 is not installed");
        QTest::keyClicks(tenant->lineEdit(), QStringLiteral("blue"));
        f.panel.run();
        QTRY_VERIFY_WITH_TIMEOUT(!f.feed.recorder().lanes().empty() && !f.panel.isBusy(),
                                 kPatience);
        QCOMPARE(f.feed.recorder().lanes().front().tenantId, std::string("blue"));
        QCOMPARE(f.feed.recorder().invocations().back().result->payload.toString(),
                 std::string("blue"));
        QCOMPARE(tenant->findText(QStringLiteral("blue")), 0); // on offer from now on
    }

    void aRunThatIsSelectedBeforeItsEventsComeIsShownWhenTheyDo() {
        Fixture f;
        f.select(base::ExecutionId{7});
        QVERIFY(!f.panel.isBusy());
        f.feed.replay(failed(base::ExecutionId{7}).events());
        QTRY_COMPARE_WITH_TIMEOUT(f.status(), f.failure(), kPatience);
    }

    void anotherTargetShowsNothingUntilItsRunIsSelected() {
        Fixture f;
        f.feed.replay(failed(base::ExecutionId{1}).events());
        f.select(base::ExecutionId{1});
        f.select({}, "refunds");
        QVERIFY(f.status() != f.failure());
        f.select(base::ExecutionId{1});
        QTRY_COMPARE_WITH_TIMEOUT(f.status(), f.failure(), kPatience);
    }
};

QTEST_MAIN(tst_InvokePanel)
#include "tst_invokepanel.moc"
