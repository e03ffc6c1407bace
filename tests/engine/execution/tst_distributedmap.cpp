#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using namespace std::chrono_literals;
using json::Value;
using tests::Workflow;

static const char* const kPass = R"({"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})";
static const char* const kCall =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"f","End":true}}})";
/// Fails for items of which `bad` is true.
static const char* const kPicky = R"({"StartAt":"C","States":{
    "C":{"Type":"Choice","Choices":[{"Variable":"$.bad","BooleanEquals":true,"Next":"F"}],
         "Default":"S"},
    "F":{"Type":"Fail","Error":"Bad","Cause":"apple"},"S":{"Type":"Succeed"}}})";

static std::string distributed(const std::string& more = {}, std::string processor = kPass,
                               const char* type = "STANDARD") {
    processor.insert(1,
                     std::string(R"("ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":")") +
                         type + "\"},");
    return R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"Each","End":true,"ItemProcessor":)" +
           processor + more + "}}}";
}

static std::string reader(const std::string& config, const char* action = "getObject") {
    return std::string(R"(,"ItemReader":{"Resource":"arn:aws:states:::s3:)") + action +
           R"(","ReaderConfig":{)" + config + R"(},"Parameters":{"Bucket":"b","Key":"k"}})";
}

static const char* const kWriter =
    R"(,"ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b","Prefix":"out"})";

class DistributedMapTest : public QObject {
    Q_OBJECT

private slots:
    // The run
    void itsHistoryIsTheRunAndNotItsChildren();
    void childrenAreExecutionsOfTheirOwn();
    void expressChildrenHaveTheirArns();
    void countsFollowTheChildren();
    void theLatestChildrenAreTold();
    void whoWatchesSeesEachChildAsAnExecution();
    void aCallKnowsTheChildThatMadeIt();
    void ofAMillionOnlySomeAreWatched();
    void childrenAreAbortedWithTheirParent();
    void nothingToDoSucceeds();
    void aStoppedExecutionAbortsItsRun();
    void anUpdateOfTheRunTakesEffect();
    void aResultBeyondTheLimitFailsAndIsNotKept();
    // Failures
    void failuresWithinTheToleranceLeaveGaps();
    void failuresBeyondTheToleranceEndTheRun();
    void aPercentageIsOfAllItems();
    void aSelectorThatFailsEndsTheExecution();
    // Items
    void itemsComeFromAFile_data();
    void itemsComeFromAFile();
    void anItemsPathLooksIntoTheFile();
    void aFileThatCannotBeReadFailsTheRun_data();
    void aFileThatCannotBeReadFailsTheRun();
    void aFailedReaderCanBeCaught();
    void theContextTellsWhereAnItemComesFrom();
    void itemsAreTheObjectsThemselves();
    void itemsAreWhatIsInTheObjects();
    void itemsAreWhatAManifestNames();
    void itemsAreReadAsTheyAreNeeded();
    // Batches
    void itemsComeInBatches();
    void batchesHoldTheirLimitInBytes();
    void selectedItemsAreBatched();
    void aFailedBatchIsThatManyFailures();
    // Results
    void resultsAreWrittenAsTheyCome();
    void resultsAreWrittenInTheirForm_data();
    void resultsAreWrittenInTheirForm();
    void failuresAreWrittenToo();
    void resultsNeedTheirBucket();
    void resultsOfTheStateHaveTheirForm();
};

void DistributedMapTest::itsHistoryIsTheRunAndNotItsChildren() {
    Workflow workflow(distributed(), "[1,2]");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [1,2]"));
    QCOMPARE(workflow.story(2), std::string("2<0 MapStateEntered M\n"
                                            "3<2 MapStateStarted\n"
                                            "4<3 MapRunStarted\n"
                                            "5<4 MapRunSucceeded\n"
                                            "6<5 MapStateSucceeded\n"
                                            "7<5 MapStateExited M\n"
                                            "8<7 ExecutionSucceeded\n"));
    QVERIFY(workflow.details(4).starts_with(
        R"({"mapRunArn":"arn:aws:states:us-east-1:123456789012:mapRun:machine/Each:)"));
}

void DistributedMapTest::childrenAreExecutionsOfTheirOwn() {
    Workflow workflow(distributed({}, R"({"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{
        "id.$":"$$.Execution.Id","in.$":"$$.Execution.Input","machine.$":"$$.StateMachine"},
        "End":true}}})"),
                      "[7]");
    workflow.finish();
    const Value& seen = workflow.result->output.at(0);
    QVERIFY(seen["id"].toString().starts_with(
        "arn:aws:states:us-east-1:123456789012:execution:machine/Each:"));
    QCOMPARE(seen["in"].dump(), std::string("7"));
    QCOMPARE(seen["machine"].dump(),
             std::string(R"({"Id":"arn:aws:states:us-east-1:123456789012:stateMachine:)"
                         R"(machine/Each","Name":"machine/Each"})"));
}

void DistributedMapTest::expressChildrenHaveTheirArns() {
    Workflow workflow(distributed({}, R"({"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{
        "id.$":"$$.Execution.Id"},"End":true}}})",
                                  "EXPRESS"),
                      "[7]");
    workflow.finish();
    QVERIFY(workflow.result->output.at(0)["id"].toString().starts_with(
        "arn:aws:states:us-east-1:123456789012:express:machine/Each:"));
}

void DistributedMapTest::countsFollowTheChildren() {
    Workflow workflow(distributed(R"(,"MaxConcurrency":2)", kCall), "[1,2,3]");
    workflow.settle();
    const auto run = workflow.executor.mapRuns(workflow.id).at(0);
    QCOMPARE(run->items, (MapRunCounts{1, 2, 0, 0, 0, 0, 3, 0}));
    QCOMPARE(run->executions, run->items);
    QCOMPARE(run->maxConcurrency, std::int64_t(2));
    QCOMPARE(run->status, MapRunStatus::Running);
    workflow.functions.succeed(0, 1);
    workflow.settle();
    QCOMPARE(run->items, (MapRunCounts{0, 2, 1, 0, 0, 0, 3, 1}));
    workflow.functions.succeed(1, 1);
    workflow.functions.succeed(2, 1);
    workflow.finish();
    QCOMPARE(run->items, (MapRunCounts{0, 0, 3, 0, 0, 0, 3, 3}));
    QCOMPARE(run->status, MapRunStatus::Succeeded);
    QVERIFY(run->endedAt);
    QVERIFY(workflow.result->mapRuns.at(0) == run);
}

void DistributedMapTest::theLatestChildrenAreTold() {
    Workflow workflow(distributed(R"(,"MaxConcurrency":1,"ToleratedFailureCount":1)", kPicky),
                      R"([{"bad":false},{"bad":true}])");
    workflow.finish();
    const auto& children = workflow.result->mapRuns.at(0)->children.latest();
    QCOMPARE(children.size(), std::size_t(2));
    QCOMPARE(children[0]->status, telemetry::ExecutionStatus::Succeeded);
    QCOMPARE(children[0]->output.dump(), std::string(R"({"bad":false})"));
    QCOMPARE(children[1]->status, telemetry::ExecutionStatus::Failed);
    QCOMPARE(*children[1]->error, std::string("Bad"));
    QVERIFY(children[1]->arn.ends_with(":machine/Each:" + children[1]->name));

    std::string many = "[0";
    for (int item = 1; item < 3'000; ++item)
        many += ',' + std::to_string(item);
    Workflow crowd(distributed(), many + ']');
    crowd.finish();
    const auto& latest = crowd.result->mapRuns.at(0)->children.latest();
    QCOMPARE(latest.size(), MapChildren::kMost);
    QCOMPARE(latest.back()->input.dump(), std::string("2999"));
    QVERIFY(latest.front()->endedAt);
}

void DistributedMapTest::nothingToDoSucceeds() {
    Workflow workflow(distributed(), "[]");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED []"));
    Workflow empty(distributed(reader(R"("InputType":"JSONL")")));
    empty.store.put("b", "k", "\n");
    QCOMPARE(empty.finish().end(), std::string("SUCCEEDED []"));
}

void DistributedMapTest::aStoppedExecutionAbortsItsRun() {
    Workflow workflow(distributed(R"(,"MaxConcurrency":2)", kCall), "[1,2,3]");
    workflow.settle();
    const auto run = workflow.executor.mapRuns(workflow.id).at(0);
    workflow.executor.stop(workflow.id);
    QCOMPARE(run->status, MapRunStatus::Aborted);
    QCOMPARE(run->items, (MapRunCounts{1, 0, 0, 0, 0, 2, 3, 0}));
}

void DistributedMapTest::anUpdateOfTheRunTakesEffect() {
    Workflow workflow(distributed(R"(,"MaxConcurrency":1)", kCall), "[1,2,3,4]");
    workflow.settle();
    QCOMPARE(workflow.functions.calls.size(), std::size_t(1));
    const auto run = workflow.executor.mapRuns(workflow.id).at(0);
    workflow.executor.updateMapRun(workflow.id, {run->arn, 3, 1, std::nullopt});
    workflow.settle();
    QCOMPARE(workflow.functions.calls.size(), std::size_t(3));
    workflow.functions.fail(0, "E", "");
    workflow.settle();
    QCOMPARE(workflow.end(), std::string("running"));
    QCOMPARE(run->toleratedFailureCount, std::int64_t(1));
}

void DistributedMapTest::aResultBeyondTheLimitFailsAndIsNotKept() {
    Limits limits;
    limits.payloadBytes = 100;
    Workflow workflow(distributed({}, kCall), "[1,2]", limits);
    workflow.functions.rule = [](const TaskRequest&) {
        TaskOutcome outcome;
        outcome.result = Value(std::string(60, 'x'));
        return outcome;
    };
    workflow.finish();
    QCOMPARE(workflow.result->error, std::string("States.DataLimitExceeded"));
}

static const char* const kThree = R"([{"bad":false},{"bad":true},{"bad":false}])";

void DistributedMapTest::failuresWithinTheToleranceLeaveGaps() {
    Workflow workflow(distributed(R"(,"ToleratedFailureCount":1)", kPicky), kThree);
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED [{"bad":false},{"bad":false}])"));
    QCOMPARE(workflow.result->mapRuns[0]->items, (MapRunCounts{0, 0, 2, 1, 0, 0, 3, 2}));
}

void DistributedMapTest::failuresBeyondTheToleranceEndTheRun() {
    Workflow workflow(distributed({}, kPicky), kThree);
    QCOMPARE(workflow.finish().end(),
             std::string("FAILED States.ExceedToleratedFailureThreshold: The specified tolerated "
                         "failure threshold was exceeded"));
    QCOMPARE(workflow.story(5), std::string("5<4 MapRunFailed\n"
                                            "6<5 MapStateFailed\n"
                                            "7<6 ExecutionFailed\n"));
    QCOMPARE(workflow.result->mapRuns[0]->status, MapRunStatus::Failed);
}

void DistributedMapTest::aPercentageIsOfAllItems() {
    const char* const tolerance = R"(,"ToleratedFailurePercentage":40,"MaxConcurrency":1)";
    Workflow workflow(distributed(tolerance, kPicky), kThree);
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED [{"bad":false},{"bad":false}])"));
    // Read from a file, their number is known at the end.
    Workflow file(distributed(tolerance + reader(R"("InputType":"JSON")"), kPicky));
    file.store.put("b", "k", R"([{"bad":true},{"bad":false},{"bad":true},{"bad":false}])");
    QVERIFY(file.finish().end().starts_with("FAILED States.ExceedToleratedFailureThreshold"));
}

void DistributedMapTest::aSelectorThatFailsEndsTheExecution() {
    Workflow workflow(
        distributed(R"(,"ItemSelector":{"a.$":"$.missing"},"ToleratedFailureCount":9)"), "[1,2]");
    QVERIFY(workflow.finish().end().find("$.missing") != std::string::npos);
    QVERIFY(workflow.end().starts_with("FAILED"));
}

void DistributedMapTest::itemsComeFromAFile_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("items");
    const auto row = [](const char* name, const char* config, const char* file, const char* items) {
        QTest::newRow(name) << QByteArray(config) << QByteArray(file) << QByteArray(items);
    };
    row("JSON", R"("InputType":"JSON")", R"( [ {"a": [1, "]"]}, "x\"y", 2.50 , null ] )",
        R"([{"a":[1,"]"]},"x\"y",2.5,null])");
    row("JSON at a place", R"("InputType":"JSON","ItemsPointer":"/a/1/b~1c")",
        R"({"z":{"b/c":[9]},"a":[{"b/c":[8]},{"x":"{","b/c":[1,2]}]})", "[1,2]");
    row("an object's members", R"("InputType":"JSON")", R"({"a":1,"b":{"c":2}})", R"([1,{"c":2}])");
    row("the first ones", R"("InputType":"JSON","MaxItems":2)", "[1,2,3]", "[1,2]");
    row("all of them", R"("InputType":"JSON","MaxItems":0)", "[1,2,3]", "[1,2,3]");
    row("a number of them that is looked up", R"("InputType":"JSON","MaxItemsPath":"$.most")",
        "[1,2,3]", "[1]");
    row("JSON lines", R"("InputType":"JSONL")", "{\"a\":1}\r\n\n[2]\n3", R"([{"a":1},[2],3])");
    row("CSV", R"("InputType":"CSV","CSVHeaderLocation":"FIRST_ROW")",
        "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n,2\n",
        R"([{"a":"1","b":"x, \"y\"\nz"},{"a":"","b":"2"}])");
    row("CSV with given headers",
        R"("InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a","b"])",
        "1,2,3\n4\n   \n,",
        R"([{"a":"1","b":"2"},{"a":"4","b":""},{"a":"   ","b":""},)"
        R"({"a":"","b":""}])");
    row("CSV with pipes",
        R"("InputType":"CSV","CSVHeaderLocation":"FIRST_ROW","CSVDelimiter":"PIPE")", "a|b\n1,5|2",
        R"([{"a":"1,5","b":"2"}])");
}

void DistributedMapTest::itemsComeFromAFile() {
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, items);
    Workflow workflow(distributed(reader(config.toStdString())), R"({"most":"1"})");
    workflow.store.put("b", "k", file.toStdString());
    QCOMPARE(workflow.finish().end(), "SUCCEEDED " + items.toStdString());
    QVERIFY(workflow.details(3) == R"({"length":0})");
}

void DistributedMapTest::anItemsPathLooksIntoTheFile() {
    Workflow workflow(distributed(reader(R"("InputType":"JSON")") + R"(,"ItemsPath":"$.a.b")"));
    workflow.store.put("b", "k", R"({"x":[0],"a":{"b":[1,2]}})");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [1,2]"));
}

void DistributedMapTest::aFileThatCannotBeReadFailsTheRun_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* name, const char* config, const char* file, const char* cause) {
        QTest::newRow(name) << QByteArray(config) << QByteArray(file) << QByteArray(cause);
    };
    row("there is none", R"("InputType":"JSON")", "", "The specified key does not exist.");
    row("no JSON", R"("InputType":"JSON")", "[1,", "Unable to parse the file as JSON.");
    row("not many", R"("InputType":"JSON")", "7", "Attempting to map over non-iterable node.");
    row("no JSON line", R"("InputType":"JSONL")", "1\n{", "Unable to parse line 2 as JSON.");
    row("headers that are the same", R"("InputType":"CSV","CSVHeaderLocation":"FIRST_ROW")",
        "a,a\n1,2", "CSV headers cannot contain duplicates.");
    row("less than none", R"("InputType":"JSON","MaxItemsPath":"$.most")", "[1]",
        "field MaxItems must be positive");
}

void DistributedMapTest::aFileThatCannotBeReadFailsTheRun() {
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, cause);
    Workflow workflow(distributed(reader(config.toStdString())), R"({"most":-1})");
    workflow.store.put("b", file.isEmpty() ? "other" : "k", file.toStdString());
    QCOMPARE(workflow.finish().end(), "FAILED States.ItemReaderFailed: " + cause.toStdString());
    QCOMPARE(workflow.story(4), std::string("4<3 MapRunStarted\n"
                                            "5<4 MapRunFailed\n"
                                            "6<5 MapStateFailed\n"
                                            "7<6 ExecutionFailed\n"));
}

void DistributedMapTest::aFailedReaderCanBeCaught() {
    Workflow workflow(
        distributed(reader(R"("InputType":"JSON")") +
                    R"(,"Catch":[{"ErrorEquals":["States.ItemReaderFailed"],"Next":"P"}]},
        "P":{"Type":"Pass","Result":"caught","End":true)"));
    QCOMPARE(workflow.finish().end(), std::string(R"(SUCCEEDED "caught")"));
}

void DistributedMapTest::theContextTellsWhereAnItemComesFrom() {
    Workflow workflow(distributed(reader(R"("InputType":"JSON")") +
                                  R"(,"ItemSelector":{"item.$":"$$.Map.Item"})"));
    workflow.store.put("b", "k", R"({"a":1})");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [{"item":{"Index":0,"Key":"a","Value":1,)"
                         R"("Source":"S3://b/k"}}])"));
}

void DistributedMapTest::itemsAreTheObjectsThemselves() {
    Workflow workflow(distributed(R"(,"ItemReader":{
        "Resource":"arn:aws:states:::s3:listObjectsV2","Parameters":{"Bucket":"b","Prefix":"x/"}})"));
    workflow.store.put("b", "x/1", "one");
    workflow.store.put("b", "y", "");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [{"Etag":"\"etag\"","LastModified":0,"Key":"x/1","Size":3,)"
                         R"("StorageClass":"STANDARD"}])"));
}

void DistributedMapTest::itemsAreWhatIsInTheObjects() {
    Workflow workflow(distributed(R"(,"ItemReader":{"ReaderConfig":{"InputType":"JSONL",
        "Transformation":"LOAD_AND_FLATTEN"},"Resource":"arn:aws:states:::s3:listObjectsV2",
        "Parameters":{"Bucket":"b","Prefix":"x/"}},"ItemSelector":{"s.$":"$$.Map.Item.Source"})"));
    workflow.store.put("b", "x/1", "1\n2");
    workflow.store.put("b", "x/2", "");
    workflow.store.put("b", "x/3", "3");
    QCOMPARE(
        workflow.finish().end(),
        std::string(R"(SUCCEEDED [{"s":"S3://b/x/1"},{"s":"S3://b/x/1"},{"s":"S3://b/x/3"}])"));
}

void DistributedMapTest::itemsAreWhatAManifestNames() {
    Workflow inventory(
        distributed(reader(R"("InputType":"MANIFEST","ManifestType":"S3_INVENTORY")")));
    inventory.store.put("b", "k",
                        R"({"destinationBucket":"arn:aws:s3:::d","fileFormat":"CSV",
        "fileSchema":"Bucket, Key, Size","files":[{"key":"1.csv"},{"key":"2.csv"}]})");
    inventory.store.put("d", "1.csv", "\"s\",\"a\",\"1\"\n");
    inventory.store.put("d", "2.csv", "\"s\",\"b\",\"2\"\n");
    QCOMPARE(inventory.finish().end(),
             std::string(R"(SUCCEEDED [{"Bucket":"s","Key":"a","Size":"1"},)"
                         R"({"Bucket":"s","Key":"b","Size":"2"}])"));
}

void DistributedMapTest::itemsAreReadAsTheyAreNeeded() {
    Workflow workflow(
        distributed(reader(R"("InputType":"JSONL")") + R"(,"MaxConcurrency":5)", kCall));
    std::string lines;
    for (int item = 0; item < 10'000; ++item)
        lines += std::to_string(item) + '\n';
    workflow.store.put("b", "k", lines);
    workflow.settle();
    const auto run = workflow.executor.mapRuns(workflow.id).at(0);
    QCOMPARE(run->items.running, std::int64_t(5));
    QVERIFY(run->items.total < 3'000); // the rest is still in the file
    for (std::size_t call = 0; call < 10'000; ++call) {
        workflow.functions.succeed(call, 0);
        workflow.settle();
    }
    workflow.finish();
    QCOMPARE(run->items.succeeded, std::int64_t(10'000));
    QVERIFY(workflow.end().starts_with("SUCCEEDED [0,0,"));
}

void DistributedMapTest::itemsComeInBatches() {
    Workflow workflow(distributed(R"(,"MaxConcurrency":1,"ItemsPath":"$.list","ItemBatcher":{
        "MaxItemsPerBatchPath":"$.size","BatchInput":{"of.$":"$.name"}})"),
                      R"({"list":[1,2,3,4,5],"size":2,"name":"n"})");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [{"BatchInput":{"of":"n"},"Items":[1,2]},)"
                         R"({"BatchInput":{"of":"n"},"Items":[3,4]},)"
                         R"({"BatchInput":{"of":"n"},"Items":[5]}])"));
    QCOMPARE(workflow.result->mapRuns[0]->items, (MapRunCounts{0, 0, 5, 0, 0, 0, 5, 5}));
    QCOMPARE(workflow.result->mapRuns[0]->executions, (MapRunCounts{0, 0, 3, 0, 0, 0, 3, 3}));
}

void DistributedMapTest::batchesHoldTheirLimitInBytes() {
    // {"Items":[...]} is 12 bytes around its items.
    Workflow workflow(distributed(R"(,"ItemBatcher":{"MaxInputBytesPerBatch":23})"),
                      R"(["1234","1","12345678","123456789012","2","3"])");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [{"Items":["1234","1"]},{"Items":["12345678"]},)"
                         R"({"Items":["123456789012"]},{"Items":["2","3"]}])"));
}

void DistributedMapTest::selectedItemsAreBatched() {
    Workflow workflow(distributed(R"(,"ItemBatcher":{"MaxItemsPerBatch":2},
        "ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value"})" +
                                  reader(R"("InputType":"JSONL")")));
    workflow.store.put("b", "k", "7\n8\n9");
    QCOMPARE(workflow.finish().end(),
             std::string(R"(SUCCEEDED [{"Items":[{"i":0,"v":7},{"i":1,"v":8}]},)"
                         R"({"Items":[{"i":2,"v":9}]}])"));
}

void DistributedMapTest::aFailedBatchIsThatManyFailures() {
    const std::string batches = R"(,"ItemBatcher":{"MaxItemsPerBatch":2},"ToleratedFailureCount":)";
    for (const char* tolerated : {"1", "2"}) {
        Workflow workflow(distributed(batches + tolerated, kCall), "[1,2,3]");
        workflow.settle();
        workflow.functions.fail(0, "E", "");
        workflow.settle();
        QCOMPARE(workflow.end() == "running", std::string(tolerated) == "2");
    }
}

void DistributedMapTest::resultsAreWrittenAsTheyCome() {
    Workflow workflow(distributed(std::string(kWriter) + "}"), "[7]");
    workflow.store.buckets["b"];
    workflow.finish();
    const std::string& arn = workflow.result->mapRuns[0]->arn;
    const std::string folder = "out/" + arn.substr(arn.rfind(':') + 1) + '/';
    QCOMPARE(workflow.result->output.dump(),
             "{\"MapRunArn\":\"" + arn + "\",\"ResultWriterDetails\":{\"Bucket\":\"b\",\"Key\":\"" +
                 folder + "manifest.json\"}}");
    const std::string file = workflow.store.text("b", folder + "SUCCEEDED_0.json");
    QCOMPARE(workflow.store.text("b", folder + "manifest.json"),
             "{\"DestinationBucket\":\"b\",\"MapRunArn\":\"" + arn +
                 R"(","ResultFiles":{"FAILED":[],"PENDING":[],"SUCCEEDED":[{"Key":")" + folder +
                 R"(SUCCEEDED_0.json","Size":)" + std::to_string(file.size()) + "}]}}");
    const auto records = Value::parse(file);
    QVERIFY(records);
    const Value& record = records->at(0);
    QCOMPARE(record["ExecutionArn"].toString(),
             "arn:aws:states:us-east-1:123456789012:execution:machine/Each:" +
                 record["Name"].toString());
    Value rest = record;
    rest.mutableMembers().remove("ExecutionArn");
    rest.mutableMembers().remove("Name");
    QCOMPARE(rest.dump(),
             std::string(R"({"Input":"7","InputDetails":{"Included":true},"Output":"7",)"
                         R"("OutputDetails":{"Included":true},"RedriveCount":0,"RedriveStatus":)"
                         R"("NOT_REDRIVABLE","RedriveStatusReason":"Execution is SUCCEEDED and )"
                         R"(cannot be redriven","StartDate":"2023-11-14T22:13:20.000Z",)"
                         R"("StateMachineArn":"arn:aws:states:us-east-1:123456789012:)"
                         R"(stateMachine:machine/Each","Status":"SUCCEEDED",)"
                         R"("StopDate":"2023-11-14T22:13:20.000Z"})"));
}

void DistributedMapTest::resultsAreWrittenInTheirForm_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("suffix");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("compact") << QByteArray(R"("Transformation":"COMPACT","OutputType":"JSON")")
                             << QByteArray("json") << QByteArray(R"([[1,2],{"a":3}])");
    QTest::newRow("flat") << QByteArray(R"("Transformation":"FLATTEN","OutputType":"JSON")")
                          << QByteArray("json") << QByteArray(R"([1,2,{"a":3}])");
    QTest::newRow("lines") << QByteArray(R"("Transformation":"FLATTEN","OutputType":"JSONL")")
                           << QByteArray("jsonl") << QByteArray("1\n2\n{\"a\":3}\n");
}

void DistributedMapTest::resultsAreWrittenInTheirForm() {
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, suffix);
    QFETCH(QByteArray, text);
    Workflow workflow(
        distributed(std::string(kWriter) + ",\"WriterConfig\":{" + config.toStdString() + "}}"),
        R"([[1,2],{"a":3}])");
    workflow.store.buckets["b"];
    workflow.finish();
    std::string key = workflow.result->output["ResultWriterDetails"]["Key"].toString();
    key.replace(key.rfind('/') + 1, std::string::npos, "SUCCEEDED_0." + suffix.toStdString());
    QCOMPARE(workflow.store.text("b", key), text.toStdString());
}

void DistributedMapTest::failuresAreWrittenToo() {
    Workflow workflow(distributed(std::string(kWriter) + "},\"MaxConcurrency\":1", kPicky), kThree);
    workflow.store.buckets["b"];
    QVERIFY(workflow.finish().end().starts_with("FAILED States.ExceedToleratedFailureThreshold"));
    std::string failed;
    for (const auto& [key, bytes] : workflow.store.buckets["b"]) {
        if (key.ends_with("FAILED_0.json"))
            failed = bytes;
    }
    const auto records = Value::parse(failed);
    QVERIFY(records);
    QCOMPARE(records->at(0)["Error"].toString(), std::string("Bad"));
    QCOMPARE(records->at(0)["Cause"].toString(), std::string("apple"));
    QCOMPARE(records->at(0)["Status"].toString(), std::string("FAILED"));
    QVERIFY(!records->at(0).find("Output"));
}

void DistributedMapTest::resultsNeedTheirBucket() {
    Workflow workflow(distributed(std::string(kWriter) + "}"), "[7]");
    QCOMPARE(workflow.finish().end(), std::string("FAILED States.ResultWriterFailed: The specified "
                                                  "bucket does not exist"));
    QCOMPARE(workflow.story(5), std::string("5<4 MapRunFailed\n"
                                            "6<5 MapStateFailed\n"
                                            "7<6 ExecutionFailed\n"));
}

void DistributedMapTest::resultsOfTheStateHaveTheirForm() {
    const char* const flat = R"(,"ResultWriter":{"WriterConfig":{"Transformation":"FLATTEN",
        "OutputType":"JSON"}})";
    Workflow workflow(distributed(flat), "[[1,2],3]");
    QCOMPARE(workflow.finish().end(), std::string("SUCCEEDED [1,2,3]"));
    const char* const full = R"(,"ResultWriter":{"WriterConfig":{"Transformation":"NONE"}})";
    Workflow records(distributed(full), "[1]");
    records.finish();
    QCOMPARE(records.result->output.at(0)["Status"].toString(), std::string("SUCCEEDED"));
}

namespace {

/// What the bus tells of child executions.
struct ChildWatch : telemetry::EventSink {
    struct Child {
        telemetry::ExecutionStarted begin;
        std::string events;
        std::optional<telemetry::ExecutionFinished> end;
    };
    explicit ChildWatch(Workflow& watched)
        : workflow(watched) {
        workflow.bus.addSink(this);
    }
    ~ChildWatch() override { workflow.bus.removeSink(this); }

    void onEvent(const telemetry::Event& event) override {
        if (const auto* begin = std::get_if<telemetry::ExecutionStarted>(&event.body)) {
            if (begin->origin.isOfMap())
                children[begin->execution].begin = *begin;
        } else if (const auto* step = std::get_if<telemetry::ExecutionAdvanced>(&event.body)) {
            if (const auto found = children.find(step->execution); found != children.end())
                found->second.events +=
                    std::to_string(step->event.id) + '<' + std::to_string(step->event.previousId) +
                    ' ' + std::string(telemetry::historyEventTypeName(step->event.type)) + ' ';
        } else if (const auto* end = std::get_if<telemetry::ExecutionFinished>(&event.body)) {
            if (const auto found = children.find(end->execution); found != children.end())
                found->second.end = *end;
        }
    }

    Workflow& workflow;
    std::map<base::ExecutionId, Child> children;
};

} // namespace

void DistributedMapTest::whoWatchesSeesEachChildAsAnExecution() {
    Workflow workflow(distributed(R"(,"ToleratedFailureCount":1)", kPicky),
                      R"([{"bad":false},{"bad":true}])");
    const ChildWatch watch(workflow);
    workflow.finish();
    QCOMPARE(watch.children.size(), std::size_t(2));
    const ChildWatch::Child& good = watch.children.begin()->second;
    const ChildWatch::Child& bad = watch.children.rbegin()->second;
    QCOMPARE(good.begin.origin.parent, workflow.id);
    QCOMPARE(good.begin.origin.parentArn, workflow.result->executionArn);
    QCOMPARE(good.begin.origin.state, std::string("M"));
    QCOMPARE(good.begin.origin.event, std::int64_t(2)); // MapStateEntered
    QCOMPARE(good.begin.origin.item, std::int64_t(0));
    QCOMPARE(bad.begin.origin.item, std::int64_t(1));
    QCOMPARE(good.begin.machine, std::string("machine/Each"));
    QCOMPARE(bad.begin.input.dump(), std::string(R"({"bad":true})"));
    QCOMPARE(good.events,
             std::string("1<0 ExecutionStarted 2<0 ChoiceStateEntered 3<2 ChoiceStateExited "
                         "4<3 SucceedStateEntered 5<4 SucceedStateExited "
                         "6<5 ExecutionSucceeded "));
    QCOMPARE(bad.events, std::string("1<0 ExecutionStarted 2<0 ChoiceStateEntered "
                                     "3<2 ChoiceStateExited 4<3 FailStateEntered "
                                     "5<4 ExecutionFailed "));
    QCOMPARE(good.end->status, telemetry::ExecutionStatus::Succeeded);
    QCOMPARE(bad.end->error, std::string("Bad"));
    QCOMPARE(bad.end->cause, std::string("apple"));
}

void DistributedMapTest::aCallKnowsTheChildThatMadeIt() {
    Workflow workflow(distributed({}, kCall), "[1,2]");
    const ChildWatch watch(workflow);
    workflow.settle();
    QCOMPARE(workflow.functions.calls.size(), std::size_t(2));
    for (const auto& call : workflow.functions.calls) {
        QCOMPARE(call.request.execution, workflow.id);
        const auto child = watch.children.find(call.request.child);
        QVERIFY(child != watch.children.end());
        QCOMPARE(child->second.begin.input, call.request.payload);
        QCOMPARE(call.request.scheduledEvent, std::int64_t(3));
    }
}

void DistributedMapTest::ofAMillionOnlySomeAreWatched() {
    std::string items = "[";
    for (int i = 0; i < 1'500; ++i)
        items += i % 100 == 99 ? R"({"bad":true},)" : R"({"bad":false},)";
    items.back() = ']';
    Workflow workflow(distributed(R"(,"ToleratedFailurePercentage":50)", kPicky), items);
    const ChildWatch watch(workflow);
    workflow.finish();
    // The first thousand, and of the others those that have failed.
    QCOMPARE(watch.children.size(), std::size_t(1'005));
    QCOMPARE(watch.children.rbegin()->second.begin.origin.item, std::int64_t(1'499));
    QVERIFY(watch.children.rbegin()->second.events.ends_with("ExecutionFailed "));
}

void DistributedMapTest::childrenAreAbortedWithTheirParent() {
    Workflow workflow(distributed({}, kCall), "[1]");
    const ChildWatch watch(workflow);
    workflow.settle();
    QVERIFY(!watch.children.begin()->second.end);
    workflow.executor.stop(workflow.id);
    workflow.settle();
    QCOMPARE(watch.children.begin()->second.end->status, telemetry::ExecutionStatus::Aborted);
}

QTEST_GUILESS_MAIN(DistributedMapTest)
#include "tst_distributedmap.moc"
