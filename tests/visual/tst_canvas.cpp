#include "widgets/designer/debugbar.h"
#include "widgets/designer/notefield.h"
#include "widgets/designer/render.h"
#include "widgets/designer/workflowcanvas.h"
#include "widgets/designer/workflowview.h"

#include "tests/support/machinemap.h"
#include "tests/support/photographs.h"
#include "tests/support/recordedrun.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPainter>
#include <QScrollBar>
#include <QSvgRenderer>
#include <QTest>
#include <QTranslator>

#include <tuple>

using namespace ws;
using Type = telemetry::HistoryEventType;

namespace {

constexpr const char* kOrders = R"({
 "StartAt":"Validate order","States":{
  "Validate order":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:validate","Next":"Is it paid?",
    "Retry":[{"ErrorEquals":["States.Timeout"],"MaxAttempts":2}],
    "Catch":[{"ErrorEquals":["InvalidOrder"],"Next":"Tell the customer"},{"ErrorEquals":["States.ALL"],"Next":"Tell the customer"}]},
  "Is it paid?":{"Type":"Choice","Choices":[
    {"Variable":"$.payment.status","StringEquals":"paid","Next":"Prepare"},
    {"Variable":"$.payment.status","StringEquals":"pending","Next":"Wait for payment"}],"Default":"Reject"},
  "Wait for payment":{"Type":"Wait","Seconds":5,"Next":"Is it paid?"},
  "Prepare":{"Type":"Parallel","Branches":[
    {"StartAt":"Reserve stock","States":{
       "Reserve stock":{"Type":"Task","Resource":"reserve-stock","Next":"Print label",
          "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":3}]},
       "Print label":{"Type":"Task","Resource":"print-label","End":true}}},
    {"StartAt":"Charge each item","States":{
       "Charge each item":{"Type":"Map","ItemsPath":"$.items","MaxConcurrency":4,"End":true,
          "ItemProcessor":{"StartAt":"Charge item","States":{
             "Charge item":{"Type":"Task","Resource":"charge-item","End":true}}}}}}],
    "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Release everything that was reserved before"}],"Next":"Shipped"},
  "Shipped":{"Type":"Succeed"},
  "Reject":{"Type":"Fail","Error":"NotPaid"},
  "Release everything that was reserved before":{"Type":"Task","Resource":"release","Next":"Tell the customer"},
  "Tell the customer":{"Type":"Task","Resource":"arn:aws:states:::sns:publish","End":true},
  "Forgotten":{"Type":"Pass","End":true}}})";

tests::RecordedRun failingRun() {
    tests::RecordedRun run("orders");
    run.add(Type::TaskStateEntered, 0, "Validate order");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionStarted);
    run.then(Type::LambdaFunctionSucceeded);
    run.then(Type::TaskStateExited, "Validate order");
    run.then(Type::ChoiceStateEntered, "Is it paid?");
    run.then(Type::ChoiceStateExited, "Is it paid?");
    run.then(Type::ParallelStateEntered, "Prepare");
    const auto fork = run.then(Type::ParallelStateStarted);
    const auto reserve = run.add(Type::TaskStateEntered, fork, "Reserve stock");
    run.add(Type::MapStateEntered, fork, "Charge each item");
    const auto map = run.then(Type::MapStateStarted);
    run.setLength(8);
    for (int item = 0; item < 5; ++item) {
        const auto start = run.add(Type::MapIterationStarted, map, "Charge each item");
        run.add(Type::TaskStateEntered, start, "Charge item");
        run.then(Type::LambdaFunctionScheduled);
        run.then(Type::LambdaFunctionStarted);
        if (item > 2)
            continue;
        run.then(Type::LambdaFunctionSucceeded);
        run.then(Type::TaskStateExited, "Charge item");
        run.then(Type::MapIterationSucceeded, "Charge each item");
    }
    run.add(Type::LambdaFunctionScheduled, reserve);
    run.then(Type::LambdaFunctionFailed, {}, "OutOfStock");
    run.then(Type::LambdaFunctionScheduled);
    run.then(Type::LambdaFunctionStarted);
    return run;
}

const std::string kStarts =
    R"({"StartAt":"Check","States":{
  "Check":{"Type":"Task","Resource":"check-order","Next":"Ship it"},
  "Ship it":{)" +
    tests::startsMachine("ship-order") +
    R"(,"Next":"Tell somebody","Catch":[{"ErrorEquals":["States.ALL"],"Next":"Sorry"}],
    "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}]},
  "Tell somebody":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution",
    "Parameters":{"StateMachineArn.$":"$.machine"},"Next":"Bill"},
  "Bill":{)" +
    tests::startsMachine("pack") +
    R"(,"End":true},
  "Sorry":{"Type":"Fail","Error":"NotShipped"}}})";
const std::string kShipOrder = R"({"StartAt":"Pick","States":{
  "Pick":{"Type":"Task","Resource":"pick-items","Next":"Pack",
    "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}]},
  "Pack":{)" + tests::startsMachine("pack") +
                               R"(,"Next":"Is it large?"},
  "Is it large?":{"Type":"Choice","Choices":[{"Variable":"$.kg","NumericGreaterThan":20,"Next":"By truck"}],"Default":"By bike"},
  "By truck":{"Type":"Wait","Seconds":30,"End":true},
  "By bike":{"Type":"Parallel","End":true,"Branches":[
    {"StartAt":"Ride","States":{"Ride":{"Type":"Task","Resource":"ride","End":true}}},
    {"StartAt":"Call","States":{"Call":{"Type":"Pass","End":true}}}]}}})";
constexpr const char* kPackBoxes = R"({"StartAt":"Fold a box","States":{
  "Fold a box":{"Type":"Pass","Next":"Fill it"},"Fill it":{"Type":"Task","Resource":"fill","End":true}}})";

/// "Ship it" runs: its machine has packed and is about to ride.
std::vector<tests::RecordedRun> nestedRuns() {
    const auto second = [](int number) {
        return base::TimePoint{std::chrono::hours{500'000} + std::chrono::seconds{number}};
    };
    tests::RecordedRun orders("orders", base::ExecutionId{1}, second(0));
    orders.then(Type::TaskStateEntered, "Check");
    orders.then(Type::LambdaFunctionScheduled);
    orders.then(Type::LambdaFunctionSucceeded);
    orders.then(Type::TaskStateExited, "Check");
    orders.then(Type::TaskStateEntered, "Ship it");
    const auto shipped = orders.then(Type::TaskScheduled);
    tests::RecordedRun ship("ship-order", base::ExecutionId{2}, second(3));
    ship.setOrigin({base::ExecutionId{1}, "arn", "Ship it", shipped, -1});
    ship.then(Type::TaskStateEntered, "Pick");
    ship.then(Type::LambdaFunctionScheduled);
    ship.then(Type::LambdaFunctionFailed, {}, "Busy");
    ship.then(Type::LambdaFunctionScheduled);
    ship.then(Type::LambdaFunctionSucceeded);
    ship.then(Type::TaskStateExited, "Pick");
    ship.then(Type::TaskStateEntered, "Pack");
    const auto packed = ship.then(Type::TaskScheduled);
    tests::RecordedRun pack("pack", base::ExecutionId{3}, second(5));
    pack.setOrigin({base::ExecutionId{2}, "arn", "Pack", packed, -1});
    pack.then(Type::PassStateEntered, "Fold a box");
    pack.then(Type::PassStateExited, "Fold a box");
    pack.then(Type::TaskStateEntered, "Fill it");
    pack.then(Type::LambdaFunctionScheduled);
    pack.then(Type::LambdaFunctionSucceeded);
    pack.then(Type::TaskStateExited, "Fill it");
    pack.then(Type::ExecutionSucceeded);
    pack.finish(telemetry::ExecutionStatus::Succeeded);
    ship.then(Type::TaskSucceeded);
    ship.then(Type::TaskStateExited, "Pack");
    ship.then(Type::ChoiceStateEntered, "Is it large?");
    ship.then(Type::ChoiceStateExited, "Is it large?");
    ship.then(Type::ParallelStateEntered, "By bike");
    const auto fork = ship.then(Type::ParallelStateStarted);
    ship.add(Type::TaskStateEntered, fork, "Ride");
    ship.then(Type::LambdaFunctionScheduled);
    return {orders, ship, pack};
}

const std::string kHarbour =
    R"({"StartAt":"Load the ship","States":{"Load the ship":{"Type":"Task","End":true,
  "Resource":"arn:aws:states:::aws-sdk:sfn:startSyncExecution","Parameters":{"StateMachineArn":
  "arn:aws:states:us-east-1:123456789012:stateMachine:crates"}}}})";
constexpr const char* kCrates = R"({"StartAt":"Call the crane","States":{
  "Call the crane":{"Type":"Task","Resource":"call-crane","Next":"Every crate",
    "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}]},
  "Every crate":{"Type":"Map","ItemProcessor":{"StartAt":"Weigh","States":{
    "Weigh":{"Type":"Task","Resource":"weigh","Next":"Lift"},
    "Lift":{"Type":"Task","Resource":"lift","End":true}}},"Next":"Is it all?"},
  "Is it all?":{"Type":"Choice","Choices":[{"Variable":"$.all","BooleanEquals":true,"Next":"Sail"}],
    "Default":"Wait for more"},
  "Wait for more":{"Type":"Wait","Seconds":5,"Next":"Is it all?"},
  "Sail":{"Type":"Succeed"}}})";

/// The crane was called twice; the crates are being loaded.
std::vector<tests::RecordedRun> loadingRuns() {
    const auto second = [](int number) {
        return base::TimePoint{std::chrono::hours{500'000} + std::chrono::seconds{number}};
    };
    tests::RecordedRun harbour("harbour", base::ExecutionId{1}, second(0));
    harbour.then(Type::TaskStateEntered, "Load the ship");
    const auto started = harbour.then(Type::TaskScheduled);
    tests::RecordedRun crates("crates", base::ExecutionId{2}, second(3));
    crates.setOrigin({base::ExecutionId{1}, "arn", "Load the ship", started, -1});
    crates.then(Type::TaskStateEntered, "Call the crane");
    crates.then(Type::LambdaFunctionScheduled);
    crates.then(Type::LambdaFunctionFailed, {}, "Busy");
    crates.then(Type::LambdaFunctionScheduled);
    crates.then(Type::LambdaFunctionSucceeded);
    crates.then(Type::TaskStateExited, "Call the crane");
    crates.then(Type::MapStateEntered, "Every crate");
    crates.then(Type::MapStateStarted);
    crates.setLength(3);
    crates.then(Type::MapIterationStarted, "Every crate");
    crates.then(Type::TaskStateEntered, "Weigh");
    crates.then(Type::TaskStateExited, "Weigh");
    crates.then(Type::TaskStateEntered, "Lift");
    return {harbour, crates};
}

/// Of the row that is looked at.
void photograph(QWidget& canvas, const char* what) {
    tests::photograph(canvas, QStringLiteral("%1-%2").arg(QLatin1String(what),
                                                          QLatin1String(QTest::currentDataTag())));
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_Canvas : public QObject {
    Q_OBJECT

    static void eachLook() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QString>("language");
        for (const auto& [name, scheme] :
             {std::pair{"light", theme::Scheme::Light}, std::pair{"dark", theme::Scheme::Dark}}) {
            for (const char* language : {"en", "ko"})
                QTest::addRow("%s-%s", name, language)
                    << int(scheme) << QString::fromLatin1(language);
        }
    }
private Q_SLOTS:
    void theCanvasWithAndWithoutARun_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<bool>("run");
        QTest::newRow("light") << int(theme::Scheme::Light) << false;
        QTest::newRow("dark") << int(theme::Scheme::Dark) << false;
        QTest::newRow("light-run") << int(theme::Scheme::Light) << true;
        QTest::newRow("dark-run") << int(theme::Scheme::Dark) << true;
    }
    void theCanvasWithAndWithoutARun() {
        QFETCH(int, scheme);
        QFETCH(bool, run);
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        theme.setScheme(theme::Scheme(scheme));
        theme.applyTo(*qApp);
        designer::WorkflowCanvas canvas(feed, selection, theme);
        canvas.resize(1500, 1200);
        canvas.show();
        canvas.setDefinition(QStringLiteral("orders"), kOrders);
        if (run)
            feed.replay(failingRun().events());
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QStringLiteral("Prepare");
        selection.set(content);
        QCoreApplication::processEvents();
        canvas.zoomToFit();
        QCoreApplication::processEvents();
        const auto* view = canvas.findChild<designer::WorkflowView*>();
        QVERIFY(!view->horizontalScrollBar()->isVisible());
        QVERIFY(!view->verticalScrollBar()->isVisible());
        photograph(canvas, "canvas");
    }

    void collapsedContainersInARun_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(theme::Scheme::Light);
        QTest::newRow("dark") << int(theme::Scheme::Dark);
    }
    void collapsedContainersInARun() {
        QFETCH(int, scheme);
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        theme.setScheme(theme::Scheme(scheme));
        theme.applyTo(*qApp);
        designer::WorkflowCanvas canvas(feed, selection, theme);
        canvas.resize(1000, 1000);
        canvas.setDefinition(QStringLiteral("orders"), kOrders);
        canvas.collapseAll(); // before it is seen: nothing moves then
        canvas.show();
        feed.replay(failingRun().events());
        feed::Selection::Content content;
        content.machine = QStringLiteral("orders");
        content.state = QStringLiteral("Charge item");
        selection.set(content);
        QCoreApplication::processEvents();
        canvas.zoomToFit();
        photograph(canvas, "canvas-collapsed");
    }

    void machinesInsideTheirTasks_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("sideways");
        const auto light = int(theme::Scheme::Light);
        const auto dark = int(theme::Scheme::Dark);
        QTest::newRow("light-en") << light << QStringLiteral("en") << false;
        QTest::newRow("dark-en") << dark << QStringLiteral("en") << true;
        QTest::newRow("light-ko") << light << QStringLiteral("ko") << true;
        QTest::newRow("dark-ko") << dark << QStringLiteral("ko") << false;
    }
    void machinesInsideTheirTasks() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        QFETCH(bool, sideways);
        QTranslator words;
        std::ignore = words.load(QStringLiteral("warmstart_") + language, QStringLiteral(":/i18n"));
        QCoreApplication::installTranslator(&words);
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        theme.setScheme(theme::Scheme(scheme));
        theme.applyTo(*qApp);
        tests::MachineMap machines;
        machines.put("ship-order", kShipOrder);
        machines.put("pack", kPackBoxes);
        designer::WorkflowCanvas canvas(feed, selection, theme);
        canvas.setMachines(machines);
        canvas.resize(sideways ? QSize(1900, 900) : QSize(1100, 1500));
        canvas.setDefinition(QStringLiteral("orders"), kStarts);
        if (sideways)
            canvas.findChild<QAction*>(QStringLiteral("turn"))->trigger();
        canvas.setSettings({{}, {}, {{"Ship it"}, {"Ship it", "Pack"}, {"Tell somebody"}}});
        canvas.show();
        for (const tests::RecordedRun& run : nestedRuns())
            feed.replay(run.events());
        feed::Selection::Content content;
        content.machine = QStringLiteral("ship-order");
        content.state = QStringLiteral("Is it large?");
        content.execution = base::ExecutionId{2};
        selection.set(content);
        QCoreApplication::processEvents();
        canvas.zoomToFit();
        const QPixmap shot = canvas.grab();
        QCoreApplication::removeTranslator(&words);
        tests::keepPhotograph(
            shot,
            QStringLiteral("canvas-nested-%1").arg(QString::fromLatin1(QTest::currentDataTag())));
    }

    void signsInsideATask_data() { eachLook(); }
    void signsInsideATask() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        QTranslator words;
        std::ignore = words.load(QStringLiteral("warmstart_") + language, QStringLiteral(":/i18n"));
        QCoreApplication::installTranslator(&words);
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        theme.setScheme(theme::Scheme(scheme));
        theme.applyTo(*qApp);
        feed::Breakpoints breakpoints(feed);
        feed::DebugSession session(feed, breakpoints);
        tests::MachineMap machines;
        machines.put("crates", kCrates);
        designer::WorkflowCanvas canvas(feed, selection, theme);
        canvas.setMachines(machines);
        canvas.attachDebugging(session);
        canvas.debugBar()->setMocked([](const QString& machine) {
            return machine == QLatin1String("crates") ? std::vector<std::string>{"Call the crane"}
                                                      : std::vector<std::string>();
        });
        canvas.setNotesOfMachines([](const QString& machine) {
            std::vector<workspace::CanvasNote> notes(machine == QLatin1String("crates") ? 2 : 0);
            for (std::size_t i = 0; i < notes.size(); ++i) {
                notes[i].text = "Ask the harbour master";
                notes[i].state = i == 0 ? "Call the crane" : "Every crate";
            }
            return notes;
        });
        breakpoints.toggle(QStringLiteral("crates"), QStringLiteral("Call the crane"));
        breakpoints.toggle(QStringLiteral("crates"), QStringLiteral("Is it all?"));
        breakpoints.setState(1, workspace::StoredBreakpoint::State::Off);
        canvas.resize(900, 1100);
        canvas.setDefinition(QStringLiteral("harbour"), kHarbour);
        canvas.setSettings({{}, {}, {{"Load the ship"}}, {{"Load the ship", "Every crate"}}});
        canvas.show();
        for (const tests::RecordedRun& run : loadingRuns())
            feed.replay(run.events());
        feed::Selection::Content content;
        content.machine = QStringLiteral("crates");
        content.state = QStringLiteral("Call the crane");
        content.execution = base::ExecutionId{2};
        content.attempt = 3; // the first call
        selection.set(content);
        QCoreApplication::processEvents();
        canvas.zoomToFit();
        const QPixmap shot = canvas.grab();
        QCoreApplication::removeTranslator(&words);
        tests::keepPhotograph(shot, QStringLiteral("canvas-nested-signs-%1")
                                        .arg(QString::fromLatin1(QTest::currentDataTag())));
    }

    void notesAndRegions_data() { eachLook(); }
    void notesAndRegions() {
        QFETCH(int, scheme);
        QFETCH(QString, language);
        QTranslator words;
        std::ignore = words.load(QStringLiteral("warmstart_") + language, QStringLiteral(":/i18n"));
        QCoreApplication::installTranslator(&words);
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        theme.setScheme(theme::Scheme(scheme));
        theme.applyTo(*qApp);
        designer::WorkflowCanvas canvas(feed, selection, theme);
        canvas.resize(1500, 1200);
        canvas.setDefinition(QStringLiteral("orders"), kOrders);
        const bool korean = language == QLatin1String("ko");
        const auto said = [korean](const char* english, const char* translated) {
            return std::string(korean ? translated : english);
        };
        workspace::CanvasSettings settings;
        settings.annotations.notes = {
            {said("Ask the bank what happens when the card is refused twice.",
                  "카드가 두 번 거절되면 어떻게 되는지 은행에 물어보기"),
             -210,
             -4,
             180,
             64,
             "Validate order",
             {},
             {}},
            {said("Takes two hours on Mondays.", "월요일에는 두 시간이 걸립니다."),
             -210,
             0,
             180,
             48,
             "Wait for payment",
             "blue",
             {}},
            {said("A long note that has more to say than its place has room for, and so ends in "
                  "dots where the place ends.",
                  "자리에 다 들어가지 않을 만큼 할 말이 많은 긴 메모라서 자리가 끝나는 곳에서 "
                  "점으로 "
                  "끝납니다. 나머지는 도구 설명에 있습니다."),
             300,
             10,
             150,
             56,
             "Tell the customer",
             "red",
             {}},
            {said("Nobody calls this", "아무도 부르지 않음"),
             0,
             90,
             160,
             44,
             "Forgotten",
             "grey",
             {}},
            {said("Its state is gone", "상태가 없어진 메모"), 0, 0, 160, 44, "Gone", "green", {}}};
        settings.annotations.regions = {
            {said("When it goes wrong", "잘못되었을 때"),
             {"Release everything that was reserved before", "Tell the customer"},
             {}},
            {said("Shipping", "배송"), {"Reserve stock", "Print label"}, {}}};
        canvas.setSettings(settings);
        canvas.show();
        QCoreApplication::processEvents();
        canvas.zoomToFit();
        canvas.findChild<designer::WorkflowView*>()->workflow().selectAnnotation(
            designer::AnnotationRef{});
        photograph(canvas, "canvas-notes");
        QCoreApplication::removeTranslator(&words);
    }

    void aNoteBeingWritten_data() { collapsedContainersInARun_data(); }
    void aNoteBeingWritten() {
        QFETCH(int, scheme);
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        theme.setScheme(theme::Scheme(scheme));
        theme.applyTo(*qApp);
        designer::WorkflowCanvas canvas(feed, selection, theme);
        canvas.resize(1000, 700);
        canvas.setDefinition(QStringLiteral("orders"), kOrders);
        canvas.show();
        QCoreApplication::processEvents();
        auto* view = canvas.findChild<designer::WorkflowView*>();
        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_N);
        QTest::keyClicks(canvas.findChild<designer::NoteField*>(), QStringLiteral("Ask the bank"));
        photograph(canvas, "canvas-writing");
    }

    void theCanvasFromAfarAndInANarrowWindow_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("zoom");
        QTest::newRow("narrow") << QSize(420, 700) << 0.0;
        QTest::newRow("names") << QSize(1000, 700) << 0.5;
        QTest::newRow("shapes") << QSize(1000, 700) << 0.3;
    }
    void theCanvasFromAfarAndInANarrowWindow() {
        QFETCH(QSize, size);
        QFETCH(double, zoom);
        feed::EngineFeed feed;
        feed::Selection selection;
        theme::Theme theme;
        theme.setScheme(theme::Scheme::Light);
        theme.applyTo(*qApp);
        designer::WorkflowCanvas canvas(feed, selection, theme);
        canvas.resize(size);
        canvas.show();
        canvas.setDefinition(QStringLiteral("orders"), kOrders);
        if (zoom > 0)
            feed.replay(failingRun().events());
        QCoreApplication::processEvents();
        if (zoom > 0)
            canvas.findChild<designer::WorkflowView*>()->setZoom(zoom);
        photograph(canvas, "canvas");
    }

    void vectorImagesLookLikeTheCanvas_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(theme::Scheme::Light);
        QTest::newRow("dark") << int(theme::Scheme::Dark);
    }
    void vectorImagesLookLikeTheCanvas() {
        QFETCH(int, scheme);
        const QString base =
            QStringLiteral("%1/canvas-vector-%2")
                .arg(tests::photographs(), QString::fromLatin1(QTest::currentDataTag()));
        const QString file = base + QStringLiteral(".svg");
        QVERIFY(designer::renderDefinition(kOrders, file, theme::Scheme(scheme)).ok());
        QSvgRenderer renderer(file);
        QVERIFY(renderer.isValid());
        QImage image(renderer.defaultSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::magenta); // shows where the ground is missing
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QVERIFY(image.save(base + QStringLiteral(".png")));
        QVERIFY(image.pixelColor(2, 2) != QColor(Qt::magenta));
    }

    void someWorkflowsOfTheCorpus() {
        const QString given = qEnvironmentVariable("WARMSTART_CONFORMANCE");
        const QDir corpus((given.isEmpty()
                               ? QStringLiteral(WARMSTART_SOURCE_DIR "/../shared/conformance")
                               : given) +
                          QStringLiteral("/workflows"));
        if (!corpus.exists())
            QSKIP("the conformance data is not here");
        for (const char* part : {"idempotent-workflow", "saga-pattern-sam", "checkout-processing",
                                 "bedrock-evaluations", "ec2-instance-isolation"}) {
            const auto names =
                corpus.entryList({QStringLiteral("*%1*.json").arg(QString::fromLatin1(part))});
            if (names.isEmpty())
                continue;
            const auto status = designer::renderDefinition(
                read(corpus.filePath(names.first())).toStdString(),
                QStringLiteral("%1/canvas-%2.png")
                    .arg(tests::photographs(), QString::fromLatin1(part)),
                theme::Scheme::Light);
            QVERIFY2(status.ok(), part);
        }
    }
};

QTEST_MAIN(tst_Canvas)
#include "tst_canvas.moc"
