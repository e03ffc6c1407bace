#include "engine/execution/journal.h"

#include "engine/base/reason.h"

#include "engine/execution/journalinput.h"
#include "engine/json/cbor.h"

#include <array>

namespace ws::execution {

using json::Value;

namespace {

constexpr std::int64_t kVersion = 1;
/// Length and checksum in front of each entry, four bytes each, the lowest first.
constexpr std::size_t kFrame = 8;

constexpr std::array<std::uint32_t, 256> crcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0x82F63B78U : 0U); // CRC-32C
        table[byte] = crc;
    }
    return table;
}

std::uint32_t checksum(std::string_view bytes) {
    static constexpr auto kTable = crcTable();
    std::uint32_t crc = ~0U;
    for (const char byte : bytes)
        crc = crc >> 8U ^ kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU];
    return ~crc;
}

void putNumber(std::string& out, std::size_t at, std::uint32_t number) {
    for (std::size_t i = 0; i < 4; ++i)
        out[at + i] = static_cast<char>(number >> (8 * i) & 0xFFU);
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return number;
}

std::string framed(const Value& entry) {
    std::string out(kFrame, '\0');
    json::appendCbor(out, entry);
    const std::string_view body = std::string_view(out).substr(kFrame);
    const std::uint32_t sum = checksum(body);
    putNumber(out, 0, static_cast<std::uint32_t>(body.size()));
    putNumber(out, 4, sum);
    return out;
}

/// Takes a whole entry's body off the front; nullopt when there is none.
std::optional<std::string_view> takeFrame(std::string_view& bytes) {
    if (bytes.size() < kFrame)
        return std::nullopt;
    const std::size_t size = numberAt(bytes, 0);
    if (size == 0 || size > bytes.size() - kFrame)
        return std::nullopt;
    const std::string_view body = bytes.substr(kFrame, size);
    if (checksum(body) != numberAt(bytes, 4))
        return std::nullopt;
    bytes.remove_prefix(kFrame + size);
    return body;
}

Value headerToJson(const JournalHeader& header) {
    Value::Array offered(header.offered.begin(), header.offered.end());
    Value out =
        Value::object({{"journal", kVersion},
                       {"definition", header.definition},
                       {"machineName", header.machineName},
                       {"machineArn", header.machineArn},
                       {"executionName", header.executionName},
                       {"executionArn", header.executionArn},
                       {"roleArn", header.roleArn},
                       {"historyEvents", static_cast<std::int64_t>(header.limits.historyEvents)},
                       {"payloadBytes", static_cast<std::int64_t>(header.limits.payloadBytes)},
                       {"variableBytes", static_cast<std::int64_t>(header.limits.variableBytes)},
                       {"seed", static_cast<std::int64_t>(header.seed)},
                       {"slice", static_cast<std::int64_t>(header.slice)},
                       {"offered", Value(std::move(offered))},
                       {"mocks", header.mocks}});
    if (!header.childMocks.isNull())
        out.set("childMocks", header.childMocks);
    if (const auto& origin = header.origin; origin.isNested())
        out.set("origin", Value::object({{"parent", origin.parentArn},
                                         {"state", origin.state},
                                         {"event", origin.event}}));
    if (const auto& forebear = header.forebear; forebear.isAny())
        out.set("forebear", Value::object({{"arn", forebear.arn}, {"events", forebear.events}}));
    return out;
}

JournalHeader headerFromJson(const Value& value) {
    JournalHeader header;
    header.definition = value["definition"].toString();
    header.machineName = value["machineName"].toString();
    header.machineArn = value["machineArn"].toString();
    header.executionName = value["executionName"].toString();
    header.executionArn = value["executionArn"].toString();
    header.roleArn = value["roleArn"].toString();
    header.limits.historyEvents = static_cast<std::size_t>(value["historyEvents"].toInteger());
    header.limits.payloadBytes = static_cast<std::size_t>(value["payloadBytes"].toInteger());
    header.limits.variableBytes = static_cast<std::size_t>(value["variableBytes"].toInteger());
    header.seed = static_cast<std::uint64_t>(value["seed"].toInteger());
    header.slice = static_cast<std::size_t>(value["slice"].toInteger());
    for (const Value& each : value["offered"].items())
        header.offered.push_back(each.toString());
    header.mocks = value["mocks"];
    header.childMocks = value["childMocks"];
    const Value& origin = value["origin"];
    header.origin.parentArn = origin["parent"].toString();
    header.origin.state = origin["state"].toString();
    header.origin.event = origin["event"].toInteger();
    const Value& forebear = value["forebear"];
    header.forebear = {forebear["arn"].toString(), forebear["events"].toInteger()};
    return header;
}

base::Error damaged(std::size_t offset, const base::Reason& reason) {
    return base::withReason({"journal.damaged", {{"offset", std::to_string(offset)}}}, reason);
}

} // namespace

std::string integrationKey(const statemachine::Integration& integration) {
    return integration.resourceType + ':' + integration.resource;
}

std::string encodeJournalHeader(const JournalHeader& header) {
    return framed(headerToJson(header));
}

std::string encodeJournalEntry(const Input& input) {
    return framed(inputToJson(input));
}

std::string encodeJournal(const Journal& journal) {
    std::string out = encodeJournalHeader(journal.header);
    for (const Input& input : journal.inputs)
        out += encodeJournalEntry(input);
    return out;
}

base::Result<Journal> decodeJournal(std::string_view bytes) {
    std::string_view rest = bytes;
    const auto offset = [&] { return bytes.size() - rest.size(); };
    auto frame = takeFrame(rest);
    if (!frame)
        return damaged(0, {"journal.header", "no header can be read"});
    const auto header = json::takeCbor(*frame);
    const Value* version = header ? header->find("journal") : nullptr;
    if (!version || !version->isInteger())
        return damaged(0, {"journal.header", "no header can be read"});
    if (version->toInteger() > kVersion)
        return base::Error{"journal.newerVersion", {{"version", version->dump()}}};
    if (version->toInteger() != kVersion)
        return damaged(0, {"journal.version", "its version is not known"});
    Journal journal;
    journal.header = headerFromJson(*header);
    while ((frame = takeFrame(rest))) {
        const auto entry = json::takeCbor(*frame);
        auto input = entry ? inputFromJson(*entry) : std::nullopt;
        if (!input)
            return damaged(offset(), {"journal.entry", "an entry is not known"});
        journal.inputs.push_back(*std::move(input));
    }
    journal.torn = rest.size();
    return journal;
}

} // namespace ws::execution
