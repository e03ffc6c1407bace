#include "engine/workspace/samples.h"
#include "widgets/dataplane/aliaseditor.h"
#include "widgets/dataplane/concurrencyeditor.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/versionspanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace ws;

namespace {

/// A cold start on a machine that does other things as well.
constexpr int kPatience = 60'000;

template <typename Widget>
Widget* named(QWidget& in, const char* accessibleName) {
    for (auto* widget : in.findChildren<Widget*>()) {
        if (widget->accessibleName() == QLatin1String(accessibleName))
            return widget;
    }
    return nullptr;
}

QPushButton* button(QWidget& in, const char* text) {
    for (auto* found : in.findChildren<QPushButton*>()) {
        if (found->text() == QLatin1String(text))
            return found;
    }
    return nullptr;
}

/// The panel over the sample's function, in a folder of its own.
struct Stage {
    Stage()
        : panel(feed, selection, theme) {
        const auto copied =
            workspace::copySample("cold-and-warm", dir.filePath(QStringLiteral("w")).toStdString());
        feed.open(QString::fromStdString(*copied));
        choose();
    }
    void choose() {
        QTRY_VERIFY_WITH_TIMEOUT(feed.snapshot().function("counter"), kPatience);
        feed::Selection::Content content;
        content.function = QStringLiteral("counter");
        selection.set(content);
        QTRY_COMPARE_WITH_TIMEOUT(versions()->topLevelItemCount(), 1, kPatience);
    }
    QTreeWidget* versions() { return named<QTreeWidget>(panel, "Versions"); }
    void publish() {
        const int before = versions()->topLevelItemCount();
        button(panel, "Publish")->click();
        QTRY_COMPARE_WITH_TIMEOUT(versions()->topLevelItemCount(), before + 1, kPatience);
    }
    void changeCode() {
        QFile file(dir.filePath(QStringLiteral("w/functions/counter/more.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("changed");
        file.close();
        feed.post([](workspace::Workbench& workbench) { workbench.reload(); });
    }
    int invoked(const char* function) {
        int answers = 0;
        const fleet::InvokeRequest request{function, "{}"};
        bool over = false;
        feed.invoke(request, nullptr, [&](const base::Result<fleet::InvokeResult>& result) {
            over = true;
            answers = result ? result->statusCode : -1;
        });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(over, kPatience); }();
        return answers;
    }

    QTemporaryDir dir;
    theme::Theme theme;
    feed::EngineFeed feed;
    feed::Selection selection;
    dataplane::VersionsPanel panel;
};

} // namespace

class TestVersionsPanel : public QObject {
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("needs python3");
    }
    void init() { m_stage = std::make_unique<Stage>(); }
    void cleanup() { m_stage.reset(); }

    void anUnchangedFunctionIsPublishedOnce() {
        named<QLineEdit>(m_stage->panel, "Description of the next version")
            ->setText(QStringLiteral("first"));
        m_stage->publish();
        QCOMPARE(m_stage->panel.publishText(), QStringLiteral("Version 1 is published."));
        QCOMPARE(m_stage->versions()->topLevelItem(1)->text(1), QStringLiteral("first"));
        QCOMPARE(m_stage->versions()->topLevelItem(1)->text(3), QStringLiteral("Active"));
        button(m_stage->panel, "Publish")->click();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_stage->panel.publishText(),
            QStringLiteral("Nothing has changed since version 1: it is still the last one."),
            kPatience);
        QCOMPARE(m_stage->versions()->topLevelItemCount(), 2);
    }

    void anAliasIsMadeWeightedAndCountedAsItRuns() {
        m_stage->publish();
        m_stage->changeCode();
        m_stage->publish();
        QCOMPARE(m_stage->panel.publishText(), QStringLiteral("Version 2 is published."));
        dataplane::AliasEditor& editor = m_stage->panel.aliases();
        auto* list = named<QTreeWidget>(editor, "Aliases");
        editor.findChild<QLineEdit*>()->setText(QStringLiteral("live"));
        const auto boxes = editor.findChildren<QComboBox*>();
        boxes[0]->setCurrentText(QStringLiteral("1"));
        boxes[1]->setCurrentText(QStringLiteral("2"));
        editor.findChild<QSlider*>()->setValue(1'000); // all of it
        QCOMPARE(editor.findChild<QDoubleSpinBox*>()->value(), 100.0);
        button(editor, "Create alias")->click();
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 1, kPatience);
        QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("1 (0.0 %), 2 (100.0 %)"));
        QCOMPARE(m_stage->invoked("counter:live"), 200);
        QCOMPARE(m_stage->invoked("counter:live"), 200);
        QTRY_COMPARE_WITH_TIMEOUT(editor.splitOf(QStringLiteral("live"))[QStringLiteral("2")], 2,
                                  kPatience);
        QCOMPARE(list->topLevelItem(0)->text(2), QStringLiteral("2: 2 (100.0 %)"));
        button(editor, "Delete")->click();
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 0, kPatience);
    }

    void whatTheApiRefusesIsSaidWhereItWasEntered() {
        m_stage->publish();
        dataplane::AliasEditor& editor = m_stage->panel.aliases();
        editor.findChild<QLineEdit*>()->setText(QStringLiteral("not a name"));
        button(editor, "Create alias")->click();
        QTRY_VERIFY_WITH_TIMEOUT(editor.errorText().contains(QStringLiteral("'name'")), kPatience);
        dataplane::ConcurrencyEditor& concurrency = m_stage->panel.concurrency();
        concurrency.findChild<QCheckBox*>()->setChecked(true);
        named<QSpinBox>(concurrency, "Reserved concurrency")->setValue(950);
        button(concurrency, "Apply")->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            concurrency.reservedErrorText().contains(QStringLiteral("minimum value of [100]")),
            kPatience);
        QVERIFY(concurrency.provisionedErrorText().isEmpty());
        named<QSpinBox>(concurrency, "Environments to keep initialised")->setValue(5'000);
        button(concurrency, "Provision")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!concurrency.provisionedErrorText().isEmpty(), kPatience);
    }

    void provisionedConcurrencyIsToldWithItsStatus() {
        m_stage->publish();
        dataplane::ConcurrencyEditor& concurrency = m_stage->panel.concurrency();
        auto* list = named<QTreeWidget>(concurrency, "Provisioned concurrency");
        named<QSpinBox>(concurrency, "Environments to keep initialised")->setValue(2);
        button(concurrency, "Provision")->click();
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 1, kPatience);
        QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("1"));
        QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("2"));
        QCOMPARE(list->topLevelItem(0)->text(3), QStringLiteral("In progress"));
        button(concurrency, "Remove")->click();
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 0, kPatience);
    }

    void theRunPanelInvokesAVersionAndMakesEvents() {
        m_stage->publish();
        dataplane::InvokePanel run(m_stage->feed, m_stage->selection, m_stage->theme);
        run.runFunction(QStringLiteral("counter"));
        QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), kPatience);
        auto* qualifier = named<QComboBox>(run, "Version or alias to invoke");
        QTRY_COMPARE_WITH_TIMEOUT(qualifier->count(), 2, kPatience);
        qualifier->setCurrentIndex(1);
        run.run();
        QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), kPatience);
        const auto& lanes = m_stage->feed.recorder().lanes();
        QCOMPARE(lanes.back().version, std::string("1"));
        auto* type = named<QComboBox>(run, "Invocation type");
        type->setCurrentIndex(1);
        run.run();
        QTRY_COMPARE_WITH_TIMEOUT(run.result().statusText(), QStringLiteral("In the queue"),
                                  kPatience);
        type->setCurrentIndex(2);
        run.run();
        QTRY_COMPARE_WITH_TIMEOUT(run.result().statusText(), QStringLiteral("May be invoked"),
                                  kPatience);
    }
};

QTEST_MAIN(TestVersionsPanel)
#include "tst_versionspanel.moc"
