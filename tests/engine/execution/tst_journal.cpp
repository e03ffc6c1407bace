#include "engine/execution/journal.h"

#include "engine/execution/journalinput.h"
#include "engine/json/cbor.h"
#include "tests/support/workflow.h"

#include <QTest>

using namespace ws;
using namespace ws::execution;
using json::Value;
using telemetry::ExecutionStatus;

namespace {

std::string shown(const std::string& text) {
    return '"' + text + '"';
}
std::string shown(const Value& value) {
    std::string out;
    json::appendCbor(out, value);
    return QByteArray::fromStdString(out).toHex().toStdString();
}
template <typename Number>
requires std::is_arithmetic_v<Number> std::string shown(Number number) {
    return std::to_string(number);
}
template <typename Enum>
requires std::is_enum_v<Enum> std::string shown(Enum value) {
    return std::to_string(static_cast<std::uint64_t>(value));
}
template <typename T>
std::string shown(const std::optional<T>& value) {
    return value ? shown(*value) : "none";
}
template <typename... Members>
std::string all(const Members&... members) {
    std::string out;
    ((out += shown(members) + ' '), ...);
    return out;
}

// Every member by hand: what the codec forgot would be missing on both sides otherwise.
std::string told(const RedriveInput&) {
    return "redrive";
}
std::string told(const MocksInput& in) {
    return "mocks " + all(in.mocks);
}
std::string told(const StartInput& in) {
    return "start " + all(in.input, in.text);
}
std::string told(const TaskFinishedInput& in) {
    const TaskOutcome& out = in.outcome;
    return "finished " + all(in.task, out.result, out.executedVersion, out.requestId, out.log,
                             out.error, out.cause, out.traceId, out.statusCode);
}
std::string told(const ServiceRepliedInput& in) {
    const ServiceReply& reply = in.reply;
    return "replied " + all(in.task, reply.body, reply.status, reply.requestId, reply.wireBody,
                            reply.code, reply.exception, reply.message);
}
std::string told(const TaskStartedInput& in) {
    return "started " + all(in.task, in.worker);
}
std::string told(const TaskHeartbeatInput& in) {
    return "heartbeat " + all(in.task);
}
std::string told(const TaskAnsweredInput& in) {
    return "answered " + all(in.task, in.output, in.error, in.cause);
}
std::string told(const ChildEndedInput& in) {
    return "child " + all(in.task, in.status, in.description);
}
std::string told(const ItemsReadInput& in) {
    std::string out = "items " + all(in.reader, in.source, in.failure, in.rest);
    for (const ReadItem& item : in.items)
        out += all(item.value, item.key);
    return out;
}
std::string told(const ResultsWrittenInput& in) {
    return "written " + all(in.writer, in.manifest, in.failure);
}
std::string told(const TimerFiredInput& in) {
    return "timer " + all(in.timer);
}
std::string told(const UpdateMapRunInput& in) {
    return "update " + all(in.mapRunArn, in.maxConcurrency, in.toleratedFailureCount,
                           in.toleratedFailurePercentage);
}
std::string told(const StopInput& in) {
    return "stop " + all(in.error, in.cause);
}
std::string told(const ContinueInput&) {
    return "continue";
}
std::string told(const EditInput& in) {
    return "edit " + all(in.input, in.variables);
}
std::string told(const Input& input) {
    return std::visit([](const auto& body) { return told(body); }, input.body) + " at " +
           std::to_string(input.at.time_since_epoch().count()) + " most " + shown(input.most);
}

base::TimePoint at(std::int64_t micros) {
    return base::TimePoint{base::Duration{micros}};
}

/// One of each, every member set; and then bare ones.
std::vector<Input> everyInput() {
    const Value odd = Value::object({{"d", 1.0}, {"text", "a\x80\xff z"}, {"n", Value()}});
    TaskOutcome outcome{odd, "$LATEST", "request", "log \xf0\x9f", "Odd", "", "trace", 502};
    ServiceReply reply{odd, 404, "request", "wire", "Code", "Exception", "message"};
    std::vector<Input> inputs{{at(1), StartInput{odd, "{ \"d\": 1.0 }"}},
                              {at(2), TaskFinishedInput{TaskId{UINT64_C(1) << 62U}, outcome}},
                              {at(3), ServiceRepliedInput{TaskId{3}, reply}},
                              {at(4), TaskStartedInput{TaskId{4}, "worker"}},
                              {at(5), TaskHeartbeatInput{TaskId{5}}},
                              {at(6), TaskAnsweredInput{TaskId{6}, Value(), {}, {}}},
                              {at(6), TaskAnsweredInput{TaskId{6}, {}, "", "because"}},
                              {at(7), ChildEndedInput{TaskId{7}, ExecutionStatus::TimedOut, odd}},
                              {at(8), ItemsReadInput{TaskId{8},
                                                     {{odd, {}}, {1, "key"}, {2, {}}},
                                                     "S3://b/k",
                                                     "no",
                                                     ItemsReadInput::Rest::More}},
                              {at(9), ResultsWrittenInput{TaskId{9}, "manifest.json", "full"}},
                              {at(10), TimerFiredInput{WakeId{10}}},
                              {at(11), UpdateMapRunInput{"arn", 0, 1, 0.1}},
                              {at(12), StopInput{"Manual", "enough"}},
                              {at(13), ContinueInput{}},
                              {at(-14), EditInput{odd, Value::object({{"v", 1}})}, 0},
                              {at(15), RedriveInput{}},
                              {at(16), MocksInput{odd}}};
    for (const Input& input : std::vector<Input>(inputs)) {
        const auto bare = [](const auto& body) -> InputBody {
            return std::decay_t<decltype(body)>{};
        };
        inputs.push_back({at(20), std::visit(bare, input.body), 7});
    }
    return inputs;
}

Journal example() {
    Journal journal;
    journal.header = {
        R"({"StartAt":"S"})",
        "machine",
        "arn:machine",
        "run",
        "arn:run",
        "role",
        {100, 200, 300},
        UINT64_MAX,
        128,
        {"a:b", "c:d"},
        Value::object({{"S", Value::object({{"0", Value::object({{"Return", 1}})}})}}),
        {},
        {"arn:before", 12},
        Value::object(
            {{"child",
              Value::object({{"T", Value::object({{"0", Value::object({{"Return", 2}})}})}})}})};
    journal.inputs = everyInput();
    return journal;
}

} // namespace

class JournalTest : public QObject {
    Q_OBJECT

private slots:
    void everyInputComesBackAsItWas();
    void theHeaderComesBackAsItWas();
    void aTornEndIsLeftOut();
    void anEndOfOtherBytesIsLeftOut();
    void aNewerVersionIsNamed();
    void whatIsNoJournalIsRefused_data();
    void whatIsNoJournalIsRefused();
    void anEntryOfAnotherKindIsRefused();
    void itHasTheInputsOfTheExecution();
};

void JournalTest::everyInputComesBackAsItWas() {
    const Journal journal = example();
    const auto back = decodeJournal(encodeJournal(journal));
    QVERIFY(back.ok());
    QCOMPARE(back->torn, 0u);
    QCOMPARE(back->inputs.size(), journal.inputs.size());
    for (std::size_t i = 0; i < journal.inputs.size(); ++i)
        QCOMPARE(told(back->inputs[i]), told(journal.inputs[i]));
}

void JournalTest::theHeaderComesBackAsItWas() {
    const JournalHeader header = example().header;
    const auto back = decodeJournal(encodeJournalHeader(header));
    QVERIFY(back.ok());
    QVERIFY(back->inputs.empty());
    const JournalHeader& read = back->header;
    QCOMPARE(read.definition, header.definition);
    QCOMPARE(read.machineName, header.machineName);
    QCOMPARE(read.machineArn, header.machineArn);
    QCOMPARE(read.executionName, header.executionName);
    QCOMPARE(read.executionArn, header.executionArn);
    QCOMPARE(read.roleArn, header.roleArn);
    QCOMPARE(read.limits.historyEvents, header.limits.historyEvents);
    QCOMPARE(read.limits.payloadBytes, header.limits.payloadBytes);
    QCOMPARE(read.limits.variableBytes, header.limits.variableBytes);
    QCOMPARE(read.seed, header.seed);
    QCOMPARE(read.slice, header.slice);
    QCOMPARE(read.offered, header.offered);
    QVERIFY(read.mocks == header.mocks);
    QVERIFY(!header.childMocks.isNull() && read.childMocks == header.childMocks);
    QVERIFY(read.forebear == header.forebear);
}

void JournalTest::aTornEndIsLeftOut() {
    const Journal journal = example();
    const std::string bytes = encodeJournal(journal);
    std::size_t whole = encodeJournalHeader(journal.header).size();
    std::size_t entries = 0;
    for (std::size_t length = whole; length <= bytes.size(); ++length) {
        if (entries < journal.inputs.size() &&
            length == whole + encodeJournalEntry(journal.inputs[entries]).size()) {
            whole = length;
            ++entries;
        }
        const auto back = decodeJournal(bytes.substr(0, length));
        QVERIFY(back.ok());
        QCOMPARE(back->inputs.size(), entries);
        QCOMPARE(back->torn, length - whole);
    }
    QCOMPARE(entries, journal.inputs.size());
}

void JournalTest::anEndOfOtherBytesIsLeftOut() {
    Journal journal = example();
    journal.inputs.resize(3);
    const std::string bytes = encodeJournal(journal);
    const std::size_t last = encodeJournalEntry(journal.inputs.back()).size();
    for (std::size_t i = bytes.size() - last; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 0x10);
        const auto back = decodeJournal(changed);
        QVERIFY(back.ok());
        QCOMPARE(back->inputs.size(), 2u);
        QCOMPARE(back->torn, last);
    }
    QCOMPARE(decodeJournal(bytes + std::string(4'096, '\0'))->torn, 4'096u);
}

/// Frames a value as an entry is framed.
static std::string framed(const Value& value) {
    std::string body;
    json::appendCbor(body, value);
    std::uint32_t crc = ~0U;
    for (const char byte : body) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0x82F63B78U : 0U);
    }
    std::string out;
    for (const std::uint32_t number : {static_cast<std::uint32_t>(body.size()), ~crc}) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            out += static_cast<char>(number >> shift & 0xFFU);
    }
    return out + body;
}

void JournalTest::aNewerVersionIsNamed() {
    const auto refused = decodeJournal(framed(Value::object({{"journal", 2}, {"new", true}})));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("journal.newerVersion"));
    QCOMPARE(refused.error().arg("version"), std::string("2"));
}

void JournalTest::whatIsNoJournalIsRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a text") << QByteArray("this is a text file, sorry");
    QTest::newRow("half a header")
        << QByteArray::fromStdString(encodeJournalHeader(example().header).substr(0, 60));
    QTest::newRow("an entry first")
        << QByteArray::fromStdString(encodeJournalEntry({at(1), ContinueInput{}}));
    QTest::newRow("version 0") << QByteArray::fromStdString(
        framed(Value::object({{"journal", 0}})));
}

void JournalTest::whatIsNoJournalIsRefused() {
    QFETCH(QByteArray, bytes);
    const auto refused = decodeJournal(bytes.toStdString());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("journal.damaged"));
}

void JournalTest::anEntryOfAnotherKindIsRefused() {
    const std::string header = encodeJournalHeader(example().header);
    const auto refused =
        decodeJournal(header + framed(Value::object({{"kind", "unheard"}, {"at", 1}})));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("journal.damaged"));
}

void JournalTest::itHasTheInputsOfTheExecution() {
    const auto recorder = std::make_shared<JournalRecorder>();
    tests::Workflow workflow(R"({"StartAt":"W","States":{
        "W":{"Type":"Wait","Seconds":9,"Next":"T"},
        "T":{"Type":"Task","Resource":"f","End":true}}})",
                             R"({"a":1})", {}, recorder);
    workflow.functions.rule = [](const TaskRequest&) {
        return tests::ScriptedFunctions::failure("Odd", "by chance");
    };
    workflow.finish();
    QCOMPARE(workflow.end(), std::string("FAILED Odd: by chance"));
    const Journal& journal = recorder->journal();
    QCOMPARE(journal.header.executionName, std::string("run"));
    QCOMPARE(journal.header.machineArn,
             std::string("arn:aws:states:us-east-1:123456789012:stateMachine:machine"));
    QVERIFY(journal.header.definition.find("Seconds") != std::string::npos);
    QCOMPARE(journal.inputs.size(), 3u);
    QVERIFY(std::holds_alternative<StartInput>(journal.inputs[0].body));
    QVERIFY(std::holds_alternative<TimerFiredInput>(journal.inputs[1].body));
    QVERIFY(journal.inputs[1].at - journal.inputs[0].at == std::chrono::seconds(9));
    QCOMPARE(std::get<TaskFinishedInput>(journal.inputs[2].body).outcome.error, std::string("Odd"));
}

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
