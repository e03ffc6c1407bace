#include "widgets/dataplane/eventspanel.h"

#include "tests/support/recordedrun.h"

#include <QComboBox>
#include <QHeaderView>
#include <QTest>
#include <QTreeView>

using namespace ws;
using Type = telemetry::HistoryEventType;

namespace {

struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    dataplane::EventsPanel panel{feed, selection, theme};

    void add(std::uint64_t id, const char* machine, std::uint64_t parent = 0,
             std::int64_t item = -1) {
        tests::RecordedRun run(machine, base::ExecutionId{id});
        if (parent > 0)
            run.setOrigin({base::ExecutionId{parent}, "parent", "State", 2, item});
        run.add(Type::PassStateEntered, 0, "Only");
        feed.replay(run.events());
    }
    QStringList listed() {
        const auto* list = panel.findChild<QComboBox*>();
        QStringList out;
        for (int i = 0; i < list->count(); ++i) {
            const QString text = list->itemText(i);
            out << text.left(text.indexOf(QStringLiteral(" · ")));
        }
        return out;
    }
};

} // namespace

class tst_EventsPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatAnExecutionBeganIsListedBelowIt() {
        Fixture f;
        f.add(1, "orders");
        f.add(2, "shipping", 1);
        f.add(3, "labels", 2);
        f.add(4, "orders/Each", 1, 6);
        f.add(5, "billing");
        QCOMPARE(f.listed(),
                 (QStringList{QStringLiteral("billing"), QStringLiteral("orders"),
                              QStringLiteral("    ↳ shipping"), QStringLiteral("        ↳ labels"),
                              QStringLiteral("    ↳ orders/Each #6")}));
    }

    void aRunStaysWhenItBeginsAnother() {
        Fixture f;
        f.add(1, "orders");
        f.add(2, "shipping", 1);
        QCOMPARE(f.panel.model().execution(), base::ExecutionId{1});
        f.add(3, "billing");
        QCOMPARE(f.panel.model().execution(), base::ExecutionId{3});
    }

    void theTimeIsWhollySeenBesideOtherPanels() {
        Fixture f;
        f.add(1, "orders");
        f.panel.resize(500, 240); // its share of a window of 1,600 pixels
        f.panel.setVisible(true);
        auto* view = f.panel.findChild<QTreeView*>();
        const QHeaderView* header = view->header();
        const int time = models::ExecutionEventsModel::Delta;
        QVERIFY(header->sectionViewportPosition(time) + header->sectionSize(time) <=
                view->viewport()->width());
        const QString longest = QStringLiteral("+12 min 34.5 s");
        QVERIFY(view->fontMetrics().horizontalAdvance(longest) < header->sectionSize(time));
    }

    void oneOfManyIsListedWhenItIsShown() {
        Fixture f;
        f.add(1, "orders");
        for (std::uint64_t id = 2; id < 42; ++id)
            f.add(id, "orders/Each", 1, std::int64_t(id));
        QCOMPARE(f.listed().size(), 21);
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.execution = base::ExecutionId{40};
        f.selection.set(content);
        QCOMPARE(f.listed().size(), 22);
        QCOMPARE(f.listed().back(), QStringLiteral("    ↳ orders/Each #40"));
    }
};

QTEST_MAIN(tst_EventsPanel)
#include "tst_eventspanel.moc"
