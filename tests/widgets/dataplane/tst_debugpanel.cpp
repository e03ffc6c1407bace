#include "widgets/dataplane/debugpanel.h"

#include "widgets/codeeditor/completionlist.h"
#include "widgets/codeeditor/fieldcompletion.h"
#include "widgets/dataplane/breakpointform.h"
#include "widgets/dataplane/eventeditor.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;

namespace {

constexpr int kPatience = 30'000;
constexpr const char* kMachine = R"({"QueryLanguage":"JSONata","StartAt":"Only","States":{
  "Only":{"Type":"Pass","Output":"{% $states.input.n + 1 %}","End":true}}})";
constexpr const char* kMap = R"({"StartAt":"Each","States":{"Each":{"Type":"Map",
  "ToleratedFailureCount":1,"ItemProcessor":{"StartAt":"Sort",
    "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
    "States":{"Sort":{"Type":"Choice","Default":"Good",
        "Choices":[{"Variable":"$","NumericEquals":2,"Next":"Bad"}]},
      "Good":{"Type":"Pass","End":true},"Bad":{"Type":"Fail","Error":"Odd"}}},"End":true}}})";

struct Fixture {
    QTemporaryDir folder;
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    feed::Breakpoints breakpoints{feed};
    feed::DebugSession session{feed, breakpoints};
    dataplane::DebugPanel panel{session, selection, theme};
    base::ExecutionId id{};

    explicit Fixture(const char* machine = kMachine) {
        QDir(folder.path()).mkpath(QStringLiteral("statemachines"));
        QFile file(folder.filePath(QStringLiteral("statemachines/one.asl.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(machine);
        file.close();
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(!feed.snapshot().root.empty(), kPatience);
        panel.show();
    }
    void runPaused() {
        workspace::ExecuteRequest request;
        request.machine = "one";
        request.input = R"({"n": 1})";
        session.execute(request, feed::DebugSession::Beginning::Paused, nullptr,
                        [this](const base::Result<base::ExecutionId>& begun) {
                            id = *begun;
                            panel.setExecution(id);
                        });
        QTRY_VERIFY_WITH_TIMEOUT(session.pauseOf(id), kPatience);
    }
    std::string output() {
        [this] {
            QTRY_VERIFY_WITH_TIMEOUT(feed.recorder().execution(id)->finished, kPatience);
        }();
        return feed.recorder().execution(id)->output.dump();
    }
};

} // namespace

class tst_DebugPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theInputEditedHereIsWhatTheStateGets() {
        Fixture f;
        f.runPaused();
        QVERIFY(f.panel.input().text().find("\"n\": 1") != std::string::npos);
        f.panel.input().setText(R"({"n": 41})");
        f.panel.apply();
        QTRY_COMPARE_WITH_TIMEOUT(f.session.pauseOf(f.id)->next->input["n"].toInteger(), 41,
                                  kPatience);
        f.session.proceed(f.id);
        QCOMPARE(f.output(), std::string("42"));
    }

    void whatIsNoJsonIsRefusedInPlace() {
        Fixture f;
        f.runPaused();
        f.panel.input().setText(R"({"n": )");
        f.panel.apply();
        QVERIFY(!f.panel.errorText().isEmpty());
        QCOMPARE(f.session.pauseOf(f.id)->next->input["n"].toInteger(), 1);
    }

    void variablesThatAreNoObjectAreRefusedByTheEngine() {
        Fixture f;
        f.runPaused();
        f.panel.variables().setText("3");
        f.panel.apply();
        QTRY_VERIFY_WITH_TIMEOUT(!f.panel.errorText().isEmpty(), kPatience);
    }

    void theFormWritesTheBreakpointAndTellsWhatCannotBeRead() {
        Fixture f;
        f.breakpoints.toggle(QStringLiteral("one"), QStringLiteral("Only"));
        f.panel.editBreakpoint(0);
        auto* condition = f.panel.form().findChildren<QLineEdit*>().at(3);
        condition->setText(QStringLiteral("n > 3"));
        Q_EMIT condition->editingFinished();
        QCOMPARE(f.breakpoints.all().front().at.condition, std::string("n > 3"));
        QVERIFY(f.panel.form().problem().isEmpty());
        condition->setText(QStringLiteral("n > "));
        QVERIFY(!f.panel.form().problem().isEmpty());
    }

    void aFieldThatIsLeftWhenTheBreakpointsAreGoneChangesNothing() {
        feed::EngineFeed feed;
        theme::Theme theme;
        auto breakpoints = std::make_unique<feed::Breakpoints>(feed);
        feed::Breakpoints::Entry entry;
        entry.machine = "one";
        breakpoints->add(entry);
        dataplane::BreakpointForm form(*breakpoints, theme, nullptr);
        form.setIndex(0);
        breakpoints.reset();
        for (auto* field : form.findChildren<QLineEdit*>())
            Q_EMIT field->editingFinished();
        QCOMPARE(form.index(), -1);
    }

    void aStopInAChildOfADistributedMapSaysInWhich() {
        Fixture f(kMap);
        feed::Breakpoints::Entry entry;
        entry.machine = "one";
        entry.at.kind = execution::Breakpoint::Kind::Error;
        entry.at.state = "Bad";
        f.breakpoints.add(entry);
        workspace::ExecuteRequest request;
        request.machine = "one";
        request.input = "[1,2,3]";
        f.session.execute(request, feed::DebugSession::Beginning::Running, nullptr,
                          [&](const base::Result<base::ExecutionId>& begun) {
                              f.id = *begun;
                              f.panel.setExecution(f.id);
                          });
        QTRY_VERIFY_WITH_TIMEOUT(f.session.pauseOf(f.id), kPatience);
        const QString said = f.panel.whereText();
        QVERIFY2(said.startsWith(QStringLiteral("An error has shown in Bad. That was in number 2 "
                                                "of Each, the child execution ")),
                 qPrintable(said));
    }

    void aConditionIsCompletedWithWhatItCanSee() {
        Fixture f;
        feed::Breakpoints::Entry entry;
        entry.machine = "one";
        entry.at.state = "Only";
        f.breakpoints.add(entry);
        dataplane::BreakpointForm& form = f.panel.form();
        form.setDefinition(QStringLiteral("one"), statemachine::readDefinition(kMachine));
        statemachine::CompletionSources sources;
        sources.inputs["Only"] = json::Value::object({{"number", 1}});
        form.setCompletionSources(sources);
        f.panel.editBreakpoint(0);
        auto* condition = form.findChildren<QLineEdit*>().at(3);
        condition->setFocus();
        const auto offered = [&] {
            const auto* list = form.completion().list();
            return list && list->isOffering() ? list->names() : QStringList();
        };
        QTest::keyClicks(condition, QStringLiteral("numb"));
        QTRY_VERIFY(offered().contains(QStringLiteral("number")));
        QTest::keyClick(condition, Qt::Key_Return);
        QTRY_COMPARE(condition->text(), QStringLiteral("number"));
        QTest::keyClicks(condition, QStringLiteral(" > 3 and $states."));
        QTRY_VERIFY(offered().contains(QStringLiteral("context")));
        QVERIFY(!offered().contains(QStringLiteral("errorOutput")));
        QTest::keyClick(condition, Qt::Key_Escape);
        // Of another machine only the language is known.
        entry.machine = "other";
        f.breakpoints.add(entry);
        f.panel.editBreakpoint(1);
        QVERIFY(condition->text().isEmpty()); // what was typed is of the other one
        condition->setFocus();
        QTest::keyClicks(condition, QStringLiteral("$numb"));
        QTRY_VERIFY(offered().contains(QStringLiteral("$number")));
        QVERIFY(!offered().contains(QStringLiteral("number")));
    }
};

QTEST_MAIN(tst_DebugPanel)
#include "tst_debugpanel.moc"
