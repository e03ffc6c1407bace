#include "widgets/designer/canvasauthor.h"

#include "engine/json/draft.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/validator.h"
#include "widgets/designer/palettepanel.h"
#include "widgets/designer/workflowcanvas.h"

#include "tests/support/photographs.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QTest>
#include <QTranslator>
#include <QTreeWidget>

using namespace ws;

namespace {

constexpr const char* kMachine = R"({
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Second" },
    "Second": { "Type": "Task", "Resource": "pay", "Next": "Third" },
    "Third": { "Type": "Succeed" }
  }
})";

/// A canvas over a text that takes its edits, as the window has it.
struct Fixture {
    feed::EngineFeed feed;
    feed::Selection selection;
    theme::Theme theme;
    designer::WorkflowCanvas canvas{feed, selection, theme};
    std::string text;
    std::vector<std::string> history;

    explicit Fixture(std::string first = kMachine)
        : text(std::move(first)) {
        canvas.resize(900, 900);
        QObject::connect(&canvas, &designer::WorkflowCanvas::editsRequested, &canvas,
                         [this](const std::vector<json::Edit>& edits) {
                             history.push_back(text);
                             text = json::applied(text, edits);
                             canvas.setDefinition(QStringLiteral("orders"), text);
                         });
        canvas.setDefinition(QStringLiteral("orders"), text);
        canvas.show();
        canvas.activateWindow();
        std::ignore = QTest::qWaitForWindowActive(&canvas);
        view().setZoom(1);
        view().fit();
        view().setFocus();
    }
    designer::WorkflowView& view() { return *canvas.findChild<designer::WorkflowView*>(); }
    designer::WorkflowScene& scene() { return view().workflow(); }
    const statemachine::Graph& graph() { return scene().diagram().graph; }
    int node(const char* name) { return graph().findByName(name); }
    QPoint placeOf(const char* name, double down = 0.5) {
        const QRectF box = scene().diagram().nodes[std::size_t(node(name))].header;
        return view().mapFromScene(QPointF(box.center().x(), box.top() + down * box.height()));
    }
    void pick(const char* name) {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, placeOf(name));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&view(), key, modifiers);
    }
    /// Types into the palette that a key has opened, and takes what it finds.
    void choose(const QString& search) {
        auto* popup = canvas.findChild<QFrame*>(QStringLiteral("palettePopup"));
        QVERIFY(popup);
        auto* field = popup->findChild<QLineEdit*>();
        QTest::keyClicks(field, search);
        QTest::keyClick(field, Qt::Key_Return);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    void add(const QString& search, Qt::KeyboardModifiers modifiers = {}) {
        key(Qt::Key_A, modifiers);
        choose(search);
    }
    designer::RenameField& field() {
        return *canvas.findChild<designer::RenameField*>(QStringLiteral("stateName"));
    }
    void rename(const QString& name) {
        key(Qt::Key_F2);
        QTest::keyClicks(&field(), name);
        QTest::keyClick(&field(), Qt::Key_Return);
    }
    QString said() {
        for (QLabel* label : view().viewport()->findChildren<QLabel*>()) {
            if (label->isVisibleTo(view().viewport()))
                return label->text();
        }
        return {};
    }
    QString selected() { return selection.content().state; }
    void select(const char* name) {
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QString::fromUtf8(name);
        selection.set(content);
    }
    bool isValid() {
        const auto found = statemachine::validateText(text);
        if (!statemachine::isValid(found))
            qWarning("%s\n%s", found.front().message.c_str(), text.c_str());
        return statemachine::isValid(found);
    }
    /// Holds something from the palette over the canvas.
    void aim(const QString& id, QPoint position) {
        QMimeData data;
        data.setData(QString::fromLatin1(designer::kPaletteMime), id.toUtf8());
        QDragEnterEvent enter(position, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view().viewport(), &enter);
        QDragMoveEvent move(position, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view().viewport(), &move);
    }
    void drop(const QString& id, QPoint position) {
        QMimeData data;
        data.setData(QString::fromLatin1(designer::kPaletteMime), id.toUtf8());
        QDragEnterEvent enter(position, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view().viewport(), &enter);
        QDragMoveEvent move(position, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view().viewport(), &move);
        if (!move.isAccepted())
            return;
        QDropEvent event(position, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view().viewport(), &event);
    }
    void compose(const QString& preedit, const QString& commit = {}) {
        QInputMethodEvent event(preedit, {});
        if (!commit.isEmpty())
            event.setCommitString(commit);
        QApplication::sendEvent(&field(), &event);
    }
};

} // namespace

class tst_CanvasAuthor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal23_aAddsAfterTheSelectedState() {
        Fixture f;
        f.pick("First");
        f.add(QStringLiteral("wait"));
        QCOMPARE(f.graph().nodes.size(), std::size_t(4));
        QCOMPARE(f.selected(), QStringLiteral("Wait"));
        QVERIFY(f.isValid());
        QCOMPARE(f.history.size(), std::size_t(1)); // one step to undo
    }

    void theFirstStateComesOntoAnEmptyCanvas() {
        Fixture f("{}");
        f.add(QStringLiteral("pass"));
        QVERIFY(f.isValid());
        QCOMPARE(f.selected(), QStringLiteral("Pass"));
    }

    void whatIsDroppedOnALineComesBetween() {
        Fixture f;
        const QPoint between = (f.placeOf("First", 1.0) + f.placeOf("Second", 0.0)) / 2;
        f.drop(QStringLiteral("state:Choice"), between);
        QVERIFY(f.isValid());
        QVERIFY(f.node("Choice") >= 0);
        QVERIFY(f.text.find("\"Next\": \"Choice\"") != std::string::npos);
    }

    void goal24_anIllegalDropSaysWhy() {
        Fixture f;
        f.drop(QStringLiteral("state:Pass"), f.placeOf("Third", 0.9));
        QCOMPARE(f.text, std::string(kMachine));
        QVERIFY2(f.said().contains(QStringLiteral("Third")), qPrintable(f.said()));
        f.drop(QStringLiteral("state:Fail"),
               (f.placeOf("First", 1.0) + f.placeOf("Second", 0.0)) / 2);
        QCOMPARE(f.text, std::string(kMachine));
        QVERIFY2(f.said().contains(QStringLiteral("Second")) ||
                     f.said().contains(QStringLiteral("Third")),
                 qPrintable(f.said()));
    }

    void draggingAStateMovesIt() {
        Fixture f;
        QTest::mousePress(f.view().viewport(), Qt::LeftButton, {}, f.placeOf("Second"));
        QTest::mouseMove(f.view().viewport(), f.placeOf("Second") - QPoint(0, 30));
        QTest::mouseMove(f.view().viewport(), f.placeOf("First", 0.2));
        QTest::mouseRelease(f.view().viewport(), Qt::LeftButton, {}, f.placeOf("First", 0.2));
        QVERIFY(f.isValid());
        QVERIFY2(f.text.find("\"StartAt\": \"Second\"") != std::string::npos, f.text.c_str());
    }

    void escapeGivesUpADrag() {
        Fixture f;
        QTest::mousePress(f.view().viewport(), Qt::LeftButton, {}, f.placeOf("Second"));
        QTest::mouseMove(f.view().viewport(), f.placeOf("Second") - QPoint(0, 30));
        QTest::mouseMove(f.view().viewport(), f.placeOf("First", 0.2));
        f.key(Qt::Key_Escape);
        QTest::mouseRelease(f.view().viewport(), Qt::LeftButton, {}, f.placeOf("First", 0.2));
        QCOMPARE(f.text, std::string(kMachine));
    }

    void aRubberBandSelectsWhatIsInIt() {
        Fixture f;
        const QPoint from = f.placeOf("First", 0.0) - QPoint(200, 10);
        const QPoint to = f.placeOf("Second", 1.0) + QPoint(200, 10);
        QTest::mousePress(f.view().viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(f.view().viewport(), from + QPoint(40, 40));
        QTest::mouseMove(f.view().viewport(), to);
        QTest::mouseRelease(f.view().viewport(), Qt::LeftButton, {}, to);
        QCOMPARE(f.scene().chosenNodes(), (std::set<int>{f.node("First"), f.node("Second")}));
        f.key(Qt::Key_Delete);
        QCOMPARE(f.graph().nodes.size(), std::size_t(1));
        QVERIFY(f.isValid());
    }

    void controlClickAddsToTheSelection() {
        Fixture f;
        f.pick("First");
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, Qt::ControlModifier,
                          f.placeOf("Second"));
        QCOMPARE(f.scene().chosenNodes().size(), std::size_t(2));
        f.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(f.graph().nodes.size(), std::size_t(5));
        QVERIFY(f.isValid());
    }

    void copiesTravelThroughTheClipboard() {
        Fixture f;
        f.pick("Second");
        f.key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("\"pay\"")));
        Fixture other("{}");
        other.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(other.isValid());
        QVERIFY(other.node("Second") >= 0);
        f.key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(f.graph().nodes.size(), std::size_t(2));
    }

    void altAndArrowsReorder() {
        Fixture f;
        f.pick("Second");
        f.key(Qt::Key_Up, Qt::AltModifier);
        QVERIFY(f.text.find("\"StartAt\": \"Second\"") != std::string::npos);
        QVERIFY(f.isValid());
        QCOMPARE(f.selected(), QStringLiteral("Second"));
    }

    void cConnectsWithTheKeysAlone() {
        Fixture f;
        f.pick("Second");
        f.key(Qt::Key_C);
        QVERIFY(!f.said().isEmpty());
        f.key(Qt::Key_Up);
        QCOMPARE(f.selected(), QStringLiteral("First"));
        f.key(Qt::Key_Return);
        auto* menu = f.canvas.findChild<QMenu*>(QStringLiteral("connectMenu"));
        QVERIFY(menu); // Next, or Catch
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().last()->trigger();
        QVERIFY2(f.text.find("\"Catch\"") != std::string::npos, f.text.c_str());
        QVERIFY(f.isValid());
    }

    void aLineIsChosenAndLedElsewhere() {
        Fixture f;
        f.select("First");
        f.key(Qt::Key_T);
        QVERIFY(f.scene().selectedEdge() >= 0);
        f.key(Qt::Key_R);
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Down);
        QCOMPARE(f.selected(), QStringLiteral("Third"));
        f.key(Qt::Key_Return);
        QVERIFY2(f.text.find("\"First\": { \"Type\": \"Pass\", \"Next\": \"Third\" }") !=
                     std::string::npos,
                 f.text.c_str());
    }

    void goal30_aTextThatCannotBeReadLocksOnlyTheCanvas() {
        Fixture f;
        f.text.pop_back();
        f.canvas.setDefinition(QStringLiteral("orders"), f.text);
        f.pick("First");
        f.key(Qt::Key_Delete);
        QVERIFY(f.history.empty());
        QVERIFY(!f.said().isEmpty());
        f.text += "}";
        f.canvas.setDefinition(QStringLiteral("orders"), f.text);
        f.key(Qt::Key_Delete);
        QCOMPARE(f.history.size(), std::size_t(1));
    }

    // --- Renaming

    void f2RenamesTheStateEverywhere() {
        Fixture f;
        f.pick("Second");
        f.rename(QStringLiteral("Pay"));
        QCOMPARE(f.selected(), QStringLiteral("Pay"));
        QVERIFY(f.text.find("\"Next\": \"Pay\"") != std::string::npos);
        QVERIFY(!f.field().isVisible());
    }

    void aNameThatIsTakenKeepsTheFieldOpen() {
        Fixture f;
        f.pick("Second");
        f.key(Qt::Key_F2);
        f.field().setText(QStringLiteral("First"));
        QTest::keyClick(&f.field(), Qt::Key_Return);
        QVERIFY(f.field().isOpen());
        QVERIFY(f.said().contains(QStringLiteral("First")));
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QVERIFY(!f.field().isOpen());
        QCOMPARE(f.text, std::string(kMachine));
    }

    /// Enter in mid-composition ends the syllable and not the renaming.
    void goal52_enterWhileASyllableIsComposedDoesNotCommit() {
        Fixture f;
        f.pick("Second");
        f.key(Qt::Key_F2);
        f.field().clear();
        f.compose(QStringLiteral("ㄱ"));
        f.compose(QStringLiteral("겨"));
        f.compose(QStringLiteral("결"));
        QTest::keyClick(&f.field(), Qt::Key_Return);
        QVERIFY(f.field().isOpen());
        QCOMPARE(f.text, std::string(kMachine));
        f.compose({}, QStringLiteral("결"));
        f.compose(QStringLiteral("제"));
        f.compose({}, QStringLiteral("제"));
        QTest::keyClick(&f.field(), Qt::Key_Return);
        QCOMPARE(f.selected(), QStringLiteral("결제"));
        QVERIFY(f.text.find("\"결제\": {") != std::string::npos);
    }

    void goal52_escapeWhileASyllableIsComposedKeepsWhatWasTyped() {
        Fixture f;
        f.pick("Second");
        f.key(Qt::Key_F2);
        f.field().clear();
        f.compose(QStringLiteral("결"));
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QVERIFY(f.field().isOpen());
        // Input methods end the syllable at Esc and pass the key on.
        f.compose({}, QStringLiteral("결"));
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QVERIFY(f.field().isOpen());
        QCOMPARE(f.field().text(), QStringLiteral("결"));
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        QVERIFY(!f.field().isOpen());
    }

    // --- Everything by the keyboard

    /// Six states with a Choice and a Catch, and no mouse.
    void goal48_aWorkflowIsAuthoredWithoutAMouse() {
        Fixture f("{}");
        f.add(QStringLiteral("Task call")); // the flow state, by its name and what it does
        f.rename(QStringLiteral("Charge"));
        f.add(QStringLiteral("Choice"));
        f.rename(QStringLiteral("Large?"));
        QCOMPARE(f.graph().nodes.size(), std::size_t(3)); // with where both ways end
        f.add(QStringLiteral("Wait"));
        QCOMPARE(f.selected(), QStringLiteral("Wait"));
        f.key(Qt::Key_A, Qt::ShiftModifier); // nothing leads there yet
        f.choose(QStringLiteral("Fail"));
        f.rename(QStringLiteral("Refused"));
        QCOMPARE(f.graph().nodes.size(), std::size_t(5));
        f.key(Qt::Key_Home);
        QCOMPARE(f.selected(), QStringLiteral("Charge"));
        f.key(Qt::Key_C);
        for (int step = 0; f.selected() != QStringLiteral("Refused") && step < 10; ++step)
            QTest::keyClick(&f.view(), Qt::Key_Tab);
        QCOMPARE(f.selected(), QStringLiteral("Refused"));
        f.key(Qt::Key_Return);
        auto* menu = f.canvas.findChild<QMenu*>(QStringLiteral("connectMenu"));
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Down); // from Next to Catch
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY2(f.text.find("\"Catch\"") != std::string::npos, f.text.c_str());
        f.key(Qt::Key_Home);
        f.key(Qt::Key_Down);
        f.add(QStringLiteral("Pass")); // on the Default
        QCOMPARE(f.graph().nodes.size(), std::size_t(6));
        QVERIFY(f.isValid());
    }

    // --- For those who do not see it

    void statesAndLinesAreInTheAccessibleTree() {
        Fixture f;
        auto* list = QAccessible::queryAccessibleInterface(&f.view());
        QVERIFY(list);
        QStringList names;
        for (int i = 0; i < list->childCount(); ++i) {
            auto* child = list->child(i);
            QVERIFY(child);
            QVERIFY(!child->text(QAccessible::Name).isEmpty());
            QVERIFY(!child->rect().isEmpty());
            names << child->text(QAccessible::Name);
        }
        QVERIFY(names.contains(QStringLiteral("Second")));
        QVERIFY2(names.contains(QStringLiteral("First → Second")), qPrintable(names.join(u'\n')));
    }

    // --- The palette

    void goal23_thePaletteFindsFunctionsFirst() {
        theme::Theme theme;
        designer::PalettePanel panel(theme);
        panel.setFunctions({QStringLiteral("wait-for-it")});
        auto* tree = panel.findChild<QTreeWidget*>();
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(0), QStringLiteral("wait-for-it"));
        QString chosen;
        connect(&panel, &designer::PalettePanel::chosen, this,
                [&](const QString& id) { chosen = id; });
        auto* search = panel.findChild<QLineEdit*>();
        QTest::keyClicks(search, QStringLiteral("wait"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(chosen, QStringLiteral("function:wait-for-it"));
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(chosen, QStringLiteral("state:Wait"));
        search->setText(QStringLiteral("no such thing"));
        QVERIFY(!tree->isVisibleTo(&panel));
    }

    void goal23_functionsFlowAndPatternsStandInThisOrderUnderOneSearch() {
        theme::Theme theme;
        designer::PalettePanel panel(theme);
        panel.setFunctions({QStringLiteral("retry-it")});
        auto* tree = panel.findChild<QTreeWidget*>();
        QCOMPARE(panel.findChildren<QLineEdit*>().size(), 1);
        const auto groups = [&] {
            QStringList ids;
            for (int group = 0; group < tree->topLevelItemCount(); ++group)
                ids << tree->topLevelItem(group)
                           ->child(0)
                           ->data(0, Qt::UserRole)
                           .toString()
                           .section(u':', 0, 0);
            return ids;
        };
        QCOMPARE(groups(), (QStringList{QStringLiteral("function"), QStringLiteral("state"),
                                        QStringLiteral("pattern"), QStringLiteral("service")}));
        panel.findChild<QLineEdit*>()->setText(QStringLiteral("retry"));
        QVERIFY(groups().contains(QStringLiteral("function")));
        QVERIFY(groups().contains(QStringLiteral("pattern")));
    }

    void goal26_rulesAreLabelledByCommentElseConditionElseNumber() {
        Fixture f(R"({"StartAt": "A", "States": {
          "A": {"Type": "Choice", "Default": "E", "Choices": [
            {"Comment": "large", "Variable": "$.a", "NumericEquals": 1, "Next": "B"},
            {"Variable": "$.b", "StringEquals": "x", "Next": "C"},
            {"Next": "D"}]},
          "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}, "D": {"Type": "Succeed"},
          "E": {"Type": "Succeed"}}})");
        const auto label = [&](const char* to) {
            const auto& edges = f.scene().diagram().edges;
            const auto found = std::ranges::find_if(
                edges, [&](const designer::Diagram::Edge& edge) { return edge.to == f.node(to); });
            return found == edges.end() ? QString() : found->fullLabel;
        };
        QCOMPARE(label("B"), QStringLiteral("large"));
        QCOMPARE(label("C"), QStringLiteral("$.b == \"x\""));
        QCOMPARE(label("D"), QStringLiteral("Rule #3"));
        QCOMPARE(label("E"), QStringLiteral("Default"));
    }

    void picturesOfWhatIsBeingDone_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<bool>("korean");
        QTest::newRow("light-en") << int(theme::Scheme::Light) << false;
        QTest::newRow("dark-en") << int(theme::Scheme::Dark) << false;
        QTest::newRow("light-ko") << int(theme::Scheme::Light) << true;
        QTest::newRow("dark-ko") << int(theme::Scheme::Dark) << true;
    }
    /// To be looked at: what lies over the canvas, and the palette.
    void picturesOfWhatIsBeingDone() {
        QFETCH(int, scheme);
        QFETCH(bool, korean);
        QTranslator translator;
        const QString language = QStringLiteral(WARMSTART_BINARY_DIR "/app/warmstart_ko.qm");
        if (korean && !translator.load(language))
            QSKIP("the Korean texts are not built");
        if (korean)
            QCoreApplication::installTranslator(&translator);
        Fixture f;
        f.theme.setScheme(theme::Scheme(scheme));
        f.theme.applyTo(*qApp);
        QCoreApplication::processEvents();
        const auto shoot = [&](QWidget& widget, const char* name) {
            tests::photograph(
                widget, QStringLiteral("author-%1-%2")
                            .arg(QLatin1String(name), QLatin1String(QTest::currentDataTag())));
        };
        f.pick("First");
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, Qt::ControlModifier,
                          f.placeOf("Second"));
        shoot(f.canvas, "several");
        f.aim(QStringLiteral("state:Pass"),
              (f.placeOf("First", 1.0) + f.placeOf("Second", 0.0)) / 2);
        shoot(f.canvas, "drop");
        f.aim(QStringLiteral("state:Pass"), f.placeOf("Third", 0.9));
        shoot(f.canvas, "refused");
        f.aim(QStringLiteral("state:Pass"), QPoint(20, 400));
        shoot(f.canvas, "loose");
        QDragLeaveEvent leave;
        QApplication::sendEvent(f.view().viewport(), &leave);
        f.pick("Second");
        f.key(Qt::Key_F2);
        shoot(f.canvas, "rename");
        QTest::keyClick(&f.field(), Qt::Key_Escape);
        f.key(Qt::Key_C);
        QTest::mouseMove(f.view().viewport(), QPoint(700, 500));
        shoot(f.canvas, "connect");
        f.key(Qt::Key_Escape);
        designer::PalettePanel panel(f.theme);
        panel.setFunctions({QStringLiteral("orders-reserve"), QStringLiteral("orders-charge")});
        panel.resize(240, 560);
        panel.setProperty("panel", true);
        panel.setAttribute(Qt::WA_StyledBackground);
        panel.show();
        shoot(panel, "palette");
        Fixture empty("{}");
        empty.theme.setScheme(theme::Scheme(scheme));
        shoot(empty.canvas, "empty");
        if (korean)
            QCoreApplication::removeTranslator(&translator);
    }

    void everythingInThePaletteIsAState() {
        const theme::AllLanguages languages;
        for (const auto& item : designer::paletteItems({QStringLiteral("f")}, languages)) {
            for (const auto language :
                 {statemachine::QueryLanguage::JsonPath, statemachine::QueryLanguage::Jsonata})
                QVERIFY2(designer::fragmentOf(item.id, language)["States"].size() > 0,
                         qPrintable(item.id));
        }
    }
};

QTEST_MAIN(tst_CanvasAuthor)
#include "tst_canvasauthor.moc"
