// What assistive technology finds: the whole window as a tree, with a workspace, a machine, a run,
// lanes and a simulated load in it.
#include "app/commandpalette.h"
#include "app/differencedialog.h"
#include "app/importdialog.h"
#include "app/settingsdialog.h"
#include "tests/support/stagedwindow.h"
#include "widgets/codeeditor/comparedialog.h"
#include "widgets/dataplane/eventpicker.h"
#include "widgets/dataplane/newfunctiondialog.h"
#include "widgets/designer/runannouncer.h"
#include "widgets/designer/workflowview.h"
#include "widgets/theme/alllanguages.h"
#include "widgets/timeline/timelinecanvas.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QMetaEnum>
#include <QSet>
#include <QTabBar>
#include <QTreeView>

#include <algorithm>
#include <map>

using namespace ws;
using tests::StagedWindow;

namespace {

QByteArray roleOf(const QAccessibleInterface& part) {
    return QByteArray(QMetaEnum::fromType<QAccessible::Role>().valueToKey(part.role()));
}

/// Grouping and decoration, which need no name when nothing can be done with them.
bool isContainer(const QAccessibleInterface& part) {
    switch (part.role()) {
    case QAccessible::Client:
    case QAccessible::Pane:
    case QAccessible::Grouping:
    case QAccessible::LayeredPane:
    case QAccessible::Splitter:
    case QAccessible::Grip:
    case QAccessible::Separator:
    case QAccessible::Border:
    case QAccessible::ScrollBar:
    case QAccessible::Row:
    case QAccessible::Window:
    case QAccessible::StatusBar:
    case QAccessible::ToolBar:
    case QAccessible::MenuBar:
    case QAccessible::TitleBar:
        return true;
    default:
        return false;
    }
}

/// A tree as it is read: each part on its line, parts inside indented; and what is wrong with it.
struct Dump {
    QStringList lines;
    QStringList faults;
    std::map<QByteArray, int> roles;

    void visit(QAccessibleInterface* part, int depth = 0, const QString& path = {}) {
        if (!part || !part->isValid() || depth > 40)
            return;
        const auto state = part->state();
        if (state.invisible && depth > 0)
            return;
        const QString name = part->text(QAccessible::Name);
        const QByteArray role = roleOf(*part);
        ++roles[role];
        const QObject* object = part->object();
        const QString kind = object ? QLatin1String(object->metaObject()->className()) : QString();
        const QString line = QStringLiteral("%1 \"%2\" %3 %4")
                                 .arg(QLatin1String(role), name,
                                      part->text(QAccessible::Description).left(80), kind);
        lines << QString(depth * 2, u' ') + line;
        judge(*part, name, path + u'\n' + line);
        const int count = std::min(part->childCount(), 400);
        for (int at = 0; at < count; ++at)
            visit(part->child(at), depth + 1, path + u'\n' + line);
    }

private:
    void judge(QAccessibleInterface& part, const QString& name, const QString& path) {
        const auto state = part.state();
        const auto fault = [&](const char* what) { faults << QLatin1String(what) + path; };
        const auto* widget = qobject_cast<const QWidget*>(part.object());
        const bool focusable = widget ? (widget->focusPolicy() & Qt::TabFocus) &&
                                            widget->isEnabled() && !widget->focusProxy()
                                      : bool(state.focusable);
        if (part.role() == QAccessible::NoRole)
            fault("no role:");
        if (focusable && part.role() == QAccessible::Client && !widget->inherits("QScrollArea"))
            fault("takes the keys and is but a pane:");
        if (name.trimmed().isEmpty() && (focusable || !isContainer(part)) && !isBlankCell(part))
            fault("no name:");
        if (const auto* box = qobject_cast<const QComboBox*>(widget);
            box && box->accessibleName().isEmpty() && !hasBuddy(*box))
            fault("called by its value:");
        // Qt lists tabs that are hidden, too.
        if (!widget && part.rect().isEmpty() && !isBlankCell(part) &&
            part.role() != QAccessible::PageTab && !isLeftOutColumn(part, name))
            fault("no place:");
    }
    /// A cell without a value, beside one that has one. What a cell shows is judged with its model.
    static bool isBlankCell(QAccessibleInterface& part) {
        const auto* cell = part.tableCellInterface();
        return cell && cell->columnIndex() > 0;
    }
    /// Qt lists columns that have no room, too: what is in them can be read all the same.
    static bool isLeftOutColumn(const QAccessibleInterface& part, const QString& name) {
        const auto* around = part.role() == QAccessible::ColumnHeader ? part.parent() : nullptr;
        const auto* view = around ? qobject_cast<const QTreeView*>(around->object()) : nullptr;
        for (int column = 0; view && column < view->model()->columnCount(); ++column) {
            if (view->isColumnHidden(column) &&
                view->model()->headerData(column, Qt::Horizontal).toString() == name)
                return true;
        }
        return false;
    }
    static bool hasBuddy(const QWidget& widget) {
        const auto labels = widget.parentWidget()->findChildren<QLabel*>();
        return std::ranges::any_of(labels,
                                   [&](const QLabel* label) { return label->buddy() == &widget; });
    }
};

/// What is only drawn in a cell has a text, too.
void judgeCells(const QAbstractItemView& view, QStringList& faults) {
    const QAbstractItemModel* model = view.model();
    for (int row = 0; model && row < std::min(model->rowCount(), 400); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            const QModelIndex at = model->index(row, column);
            const bool said = !at.data(Qt::AccessibleTextRole).toString().isEmpty() ||
                              !at.data(Qt::DisplayRole).toString().isEmpty();
            const bool drawn = at.data(Qt::DecorationRole).isValid() || column == 0 ||
                               view.itemDelegateForColumn(column);
            if (drawn && !said)
                faults << QStringLiteral("a cell without words: %1 %2/%3")
                              .arg(view.accessibleName())
                              .arg(row)
                              .arg(column);
        }
    }
}

/// All parts of a kind of list, as they are read.
QStringList partsOf(QWidget& list) {
    QStringList lines;
    auto* tree = QAccessible::queryAccessibleInterface(&list);
    for (int at = 0; at < tree->childCount(); ++at) {
        const auto* part = tree->child(at);
        if (part->object())
            continue;
        lines << QStringLiteral("%1: %2, %3")
                     .arg(part->text(QAccessible::Name), part->text(QAccessible::Description),
                          part->text(QAccessible::Value));
    }
    return lines;
}

/// Of the part with the state's name: a role, and the rectangle of its header as it is on the
/// screen.
bool isOnTheScreenWhereItIsDrawn(designer::WorkflowView& canvas,
                                 const designer::Diagram::Node& node) {
    auto* tree = QAccessible::queryAccessibleInterface(&canvas);
    for (int at = 0; at < tree->childCount(); ++at) {
        auto* part = tree->child(at);
        if (part->object() || part->text(QAccessible::Name) != node.name)
            continue;
        const QPoint centre =
            canvas.viewport()->mapToGlobal(canvas.mapFromScene(node.header.center()));
        return part->role() != QAccessible::NoRole && part->rect().contains(centre) &&
               tree->childAt(centre.x(), centre.y()) != nullptr;
    }
    return false;
}

/// The part of the canvas whose changes are spoken.
QAccessibleInterface* speakerOf(const QWidget& canvas) {
    for (QLabel* label : canvas.findChildren<QLabel*>()) {
        auto* part = QAccessible::queryAccessibleInterface(label);
        if (part && part->role() == QAccessible::AlertMessage)
            return part;
    }
    return nullptr;
}

} // namespace

class tst_AccessibleTree : public QObject {
    Q_OBJECT

    static void show(const Dump& dump) {
        if (!qEnvironmentVariableIsSet("WARMSTART_TELL"))
            return;
        for (const QString& line : dump.lines)
            std::fprintf(stderr, "%s\n", qPrintable(line));
    }

    static void visitPages(QWidget& panel, Dump& dump) {
        const auto look = [&] {
            QCoreApplication::processEvents();
            dump.visit(QAccessible::queryAccessibleInterface(&panel));
            for (const auto* view : panel.findChildren<QAbstractItemView*>()) {
                if (view->isVisible() && !view->inherits("QHeaderView"))
                    judgeCells(*view, dump.faults);
            }
        };
        look();
        for (QTabBar* bar : panel.findChildren<QTabBar*>()) {
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab) {
                if (!bar->isTabVisible(tab))
                    continue;
                bar->setCurrentIndex(tab);
                look();
            }
        }
    }
    static int told(const QStringList& all) {
        const QSet<QString> faults(all.begin(), all.end());
        for (const QString& fault : faults)
            qWarning().noquote() << fault;
        return int(faults.size());
    }

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }

    void goal49_nothingInTheWindowIsWithoutNameOrRole_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << QStringLiteral("en");
        QTest::newRow("ko") << QStringLiteral("ko");
    }
    void goal49_nothingInTheWindowIsWithoutNameOrRole() {
        if (!StagedWindow::hasRuntimes())
            QSKIP("python3 or node is not installed");
        QFETCH(const QString, language);
        StagedWindow stage(theme::Scheme::Light, language);
        stage.openSample(QStringLiteral("orders"));
        stage.run();
        stage.simulate(QStringLiteral("check-order"));
        stage.select(QStringLiteral("Check order"));
        QTest::qWait(200); // coalesced changes have arrived by then
        Dump dump;
        for (const app::Panel panel : stage.panels())
            visitPages(*stage.raise(panel), dump);
        dump.visit(QAccessible::queryAccessibleInterface(stage.window.get()));
        stage.openFile(QStringLiteral("functions/charge-card/function.json"));
        stage.window->actions()[app::Command::Replace]->trigger();
        dump.visit(QAccessible::queryAccessibleInterface(&stage.window->editors()));
        stage.window->showWelcome();
        QCoreApplication::processEvents();
        dump.visit(QAccessible::queryAccessibleInterface(stage.window->centralWidget()));
        show(dump);
        for (const char* role : {"Chart", "EditableText", "TreeItem", "ListItem", "PageTab",
                                 "Slider", "SpinBox", "ComboBox", "CheckBox", "Button"})
            QVERIFY2(dump.roles[role] > 0, role); // it has really looked
        QCOMPARE(told(dump.faults), 0);
    }

    void goal49_noDialogHasAnUnnamedPart() {
        StagedWindow stage;
        app::SettingsDialog settings({});
        dataplane::NewFunctionDialog function;
        const theme::AllLanguages languages;
        app::CommandPalette palette(stage.window->actions().named(languages));
        palette.setAttribute(Qt::WA_DeleteOnClose, false);
        dataplane::EventPicker picker(stage.theme, {{"mine", "events/mine.template.json"}},
                                      {"sqs"});
        const QString path = QStringLiteral("/w/m.asl.json");
        const std::string older = R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})";
        const std::string newer = R"({"StartAt":"B","States":{"B":{"Type":"Succeed"}}})";
        codeeditor::CompareDialog compare(path, older, newer, stage.theme);
        app::DifferenceDialog difference(path, {QStringLiteral("Last commit"), older},
                                         {QStringLiteral("In the editor"), newer}, stage.theme);
        workspace::ImportPlan plan;
        plan.machines = {{"orders", "statemachines/orders.asl.json", "{}", {}, {"charge"}}};
        app::ImportDialog import(QStringLiteral("/tmp/template.yaml"), plan);
        for (QDialog* dialog : std::initializer_list<QDialog*>{
                 &settings, &function, &palette, &picker, &compare, &difference, &import}) {
            dialog->show();
            Dump dump;
            dump.visit(QAccessible::queryAccessibleInterface(dialog));
            show(dump);
            QVERIFY2(dump.lines.size() > 3, dialog->metaObject()->className());
            QVERIFY2(told(dump.faults) == 0, dialog->metaObject()->className());
            dialog->hide();
        }
    }

    /// What a run does is said while it happens, wherever the focus is.
    void goal49_aRunIsAnnouncedToAssistiveTechnology() {
        if (!StagedWindow::hasRuntimes())
            QSKIP("python3 or node is not installed");
        StagedWindow stage;
        stage.openSample(QStringLiteral("orders"));
        designer::WorkflowCanvas& canvas = stage.window->editors().canvas();
        QVERIFY(speakerOf(canvas));
        // The platform without a screen has nobody to tell: what would be read is asked for.
        QStringList spoken;
        connect(canvas.findChild<designer::RunAnnouncer*>(), &designer::RunAnnouncer::told, &canvas,
                [&] { spoken << speakerOf(canvas)->text(QAccessible::Name); });
        stage.run();
        const auto heard = [&](const char* words) {
            return std::ranges::any_of(
                spoken, [&](const QString& text) { return text.contains(QLatin1String(words)); });
        };
        QTRY_VERIFY2(heard("Order shipped: Succeeded"), qPrintable(spoken.join(u'\n')));
        // What came too fast to be said is summed up, and how the run ended is with it.
        QVERIFY2(spoken.last().contains(QStringLiteral(" · Succeeded")),
                 qPrintable(spoken.join(u'\n')));
        QVERIFY(!heard("Order rejected: "));
    }

    void goal49_statesLinesAndLanesHaveNameStatusAndPlace() {
        if (!StagedWindow::hasRuntimes())
            QSKIP("python3 or node is not installed");
        StagedWindow stage;
        stage.openSample(QStringLiteral("orders"));
        auto* canvas = stage.window->findChild<designer::WorkflowView*>();
        QTRY_VERIFY(!canvas->workflow().diagram().nodes.empty());
        stage.run();
        const auto& diagram = canvas->workflow().diagram();
        QTRY_VERIFY(partsOf(*canvas).join(u'\n').contains(QStringLiteral("Succeeded")));
        const QStringList parts = partsOf(*canvas);
        QCOMPARE(std::size_t(parts.size()), diagram.nodes.size() + diagram.edges.size());
        const auto has = [&](const QStringList& lines, const char* begins, const char* holds) {
            return std::ranges::any_of(lines, [&](const QString& line) {
                return line.startsWith(QString::fromUtf8(begins)) &&
                       line.contains(QLatin1String(holds));
            });
        };
        const std::string all = parts.join(u'\n').toStdString();
        QVERIFY2(has(parts, "Check order:", "Succeeded"), all.c_str());
        QVERIFY2(has(parts, "Order rejected:", "Not started"), all.c_str());
        QVERIFY2(has(parts, "Check order → Large order?:", "Taken in the run"), all.c_str());
        QVERIFY2(has(parts, "Check order → Order rejected:", "Not taken in the run"), all.c_str());
        for (const designer::Diagram::Node& node : diagram.nodes)
            QVERIFY2(isOnTheScreenWhereItIsDrawn(*canvas, node), qPrintable(node.name));
        stage.raise(app::Panel::Lifecycle);
        auto* timeline = stage.window->findChild<timeline::TimelineCanvas*>();
        const QStringList lanes = partsOf(*timeline);
        QVERIFY(QRect(timeline->mapToGlobal(QPoint()), timeline->size())
                    .intersects(QAccessible::queryAccessibleInterface(timeline)->child(0)->rect()));
        QVERIFY(!lanes.isEmpty());
        QVERIFY2(has(lanes, "Environment A of check-order:", "served 1"),
                 qPrintable(lanes.join(u'\n')));
    }
};

QTEST_MAIN(tst_AccessibleTree)
#include "tst_accessibletree.moc"
