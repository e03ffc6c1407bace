#include "engine/expression/intrinsiccall.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace ws::expression {

namespace {

using json::Value;
using Arguments = IntrinsicArguments;

constexpr std::size_t kMaxText = 10'000;  // characters that Base64Encode, Base64Decode, Hash take
constexpr std::int64_t kMaxRange = 1'000; // items that ArrayRange makes

IntrinsicRefusal refuse(std::string reason) {
    return {std::move(reason)};
}

IntrinsicRefusal wrongType(std::string_view function, const char* which, const char* wanted) {
    return {"Invalid arguments in States." + std::string(function) + ": the " + which +
            " argument must be " + wanted};
}

/// A whole number; decimals are rounded half up, as the service does.
std::optional<std::int64_t> whole(const Value& value) {
    if (value.isInteger())
        return value.toInteger();
    if (!value.isDouble() || std::abs(value.toDouble()) > 9e18)
        return std::nullopt;
    return static_cast<std::int64_t>(std::floor(value.toDouble() + 0.5));
}

std::optional<std::int64_t> whole32(const Value& value) {
    const auto number = whole(value);
    if (!number || *number < std::numeric_limits<std::int32_t>::min() ||
        *number > std::numeric_limits<std::int32_t>::max())
        return std::nullopt;
    return number;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// The pieces of a template that is only known now; nothing in data is an escape.
std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> pieces;
    for (;;) {
        const auto at = text.find("{}");
        pieces.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return pieces;
        text.remove_prefix(at + 2);
    }
}

IntrinsicOutcome format(const Arguments& values, const RandomSource&) {
    if (!values[0].isString())
        return wrongType("Format", "first", "a string");
    return formatPieces(split(values[0].toString()), values, 1);
}

IntrinsicOutcome stringToJson(const Arguments& values, const RandomSource&) {
    if (!values[0].isString())
        return wrongType("StringToJson", "first", "a string");
    const std::string& text = values[0].toString();
    // The service reads an empty text as nothing rather than as an error.
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return Value();
    auto parsed = Value::parse(text);
    if (!parsed)
        return refuse("Invalid arguments in States.StringToJson: the text is not JSON: " +
                      parsed.error().arg("reason"));
    return std::move(*parsed);
}

IntrinsicOutcome jsonToString(const Arguments& values, const RandomSource&) {
    return Value(values[0].dump());
}

IntrinsicOutcome array(const Arguments& values, const RandomSource&) {
    return Value(Value::Array(values));
}

IntrinsicOutcome arrayPartition(const Arguments& values, const RandomSource&) {
    if (!values[0].isArray())
        return wrongType("ArrayPartition", "first", "an array");
    const auto size = whole(values[1]);
    if (!size || *size <= 0)
        return wrongType("ArrayPartition", "second", "a positive integer");
    const Value::Array& items = values[0].items();
    const std::size_t step = std::min(static_cast<std::size_t>(*size), items.size() + 1);
    Value::Array chunks;
    for (std::size_t at = 0; at < items.size(); at += step) {
        const auto begin = items.begin() + static_cast<std::ptrdiff_t>(at);
        const std::size_t count = std::min(step, items.size() - at);
        chunks.emplace_back(Value::Array(begin, begin + static_cast<std::ptrdiff_t>(count)));
    }
    return Value(std::move(chunks));
}

IntrinsicOutcome arrayContains(const Arguments& values, const RandomSource&) {
    if (!values[0].isArray())
        return wrongType("ArrayContains", "first", "an array");
    const Value::Array& items = values[0].items();
    return Value(std::find(items.begin(), items.end(), values[1]) != items.end());
}

IntrinsicOutcome arrayRange(const Arguments& values, const RandomSource&) {
    const auto first = whole32(values[0]);
    const auto last = whole32(values[1]);
    const auto step = whole32(values[2]);
    if (!first || !last || !step)
        return refuse("Invalid arguments in States.ArrayRange: the arguments must be integers");
    if (*step == 0)
        return wrongType("ArrayRange", "third", "a non-zero integer");
    const std::int64_t span = *last - *first;
    const std::int64_t count = (span < 0) == (*step < 0) || span == 0 ? span / *step + 1 : 0;
    if (count > kMaxRange)
        return refuse("Invalid arguments in States.ArrayRange: the array would hold more than "
                      "1000 items");
    Value::Array items;
    items.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i)
        items.emplace_back(*first + i * *step);
    return Value(std::move(items));
}

IntrinsicOutcome arrayGetItem(const Arguments& values, const RandomSource&) {
    if (!values[0].isArray())
        return wrongType("ArrayGetItem", "first", "an array");
    const auto index = whole(values[1]);
    if (!index)
        return wrongType("ArrayGetItem", "second", "an integer");
    if (*index < 0 || *index >= static_cast<std::int64_t>(values[0].size()))
        return refuse("Invalid arguments in States.ArrayGetItem: the index " +
                      std::to_string(*index) + " is out of range");
    return values[0].at(static_cast<std::size_t>(*index));
}

IntrinsicOutcome arrayLength(const Arguments& values, const RandomSource&) {
    if (!values[0].isArray())
        return wrongType("ArrayLength", "first", "an array");
    return Value(static_cast<std::int64_t>(values[0].size()));
}

/// Values that are equal in JSON have one key, whatever the order of their members, so that an
/// array of a whole payload's size stays linear.
std::string uniqueKey(const Value& value) {
    if (!value.isArray() && !value.isObject())
        return value.isNumber() ? json::doubleToText(value.toDouble()) : value.dump();
    std::vector<std::string> parts;
    for (const Value& item : value.items())
        parts.push_back(uniqueKey(item));
    for (const auto& [name, member] : value.members())
        parts.push_back(json::quotedText(name) + uniqueKey(member));
    if (value.isObject())
        std::sort(parts.begin(), parts.end());
    std::string out = value.isObject() ? "{" : "[";
    for (const std::string& part : parts)
        out += part + ',';
    return out;
}

IntrinsicOutcome arrayUnique(const Arguments& values, const RandomSource&) {
    if (!values[0].isArray())
        return wrongType("ArrayUnique", "first", "an array");
    // Equality decides; the key only finds the few that can be equal.
    std::unordered_multimap<std::string, Value> seen;
    Value::Array unique;
    for (const Value& value : values[0].items()) {
        std::string key = uniqueKey(value);
        const auto [begin, end] = seen.equal_range(key);
        if (std::any_of(begin, end, [&](const auto& entry) { return entry.second == value; }))
            continue;
        seen.emplace(std::move(key), value);
        unique.push_back(value);
    }
    return Value(std::move(unique));
}

IntrinsicOutcome base64Encode(const Arguments& values, const RandomSource&) {
    if (!values[0].isString())
        return wrongType("Base64Encode", "first", "a string");
    if (characters(values[0].toString()) > kMaxText)
        return wrongType("Base64Encode", "first", "no longer than 10000 characters");
    return Value(QByteArray::fromStdString(values[0].toString()).toBase64().toStdString());
}

IntrinsicOutcome base64Decode(const Arguments& values, const RandomSource&) {
    if (!values[0].isString())
        return wrongType("Base64Decode", "first", "a string");
    if (characters(values[0].toString()) > kMaxText)
        return wrongType("Base64Decode", "first", "no longer than 10000 characters");
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromStdString(values[0].toString()), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return wrongType("Base64Decode", "first", "Base64");
    // Bytes that are no text become replacement characters, as in Java.
    return Value(QString::fromUtf8(*decoded).toStdString());
}

IntrinsicOutcome hash(const Arguments& values, const RandomSource&) {
    using Algorithm = QCryptographicHash::Algorithm;
    static constexpr std::array<std::pair<std::string_view, Algorithm>, 5> kAlgorithms{{
        {"MD5", QCryptographicHash::Md5},
        {"SHA-1", QCryptographicHash::Sha1},
        {"SHA-256", QCryptographicHash::Sha256},
        {"SHA-384", QCryptographicHash::Sha384},
        {"SHA-512", QCryptographicHash::Sha512},
    }};
    const std::string data = values[0].isString() ? values[0].toString() : values[0].dump();
    if (characters(data) > kMaxText)
        return wrongType("Hash", "first", "no longer than 10000 characters");
    for (const auto& [name, algorithm] : kAlgorithms) {
        if (values[1].isString() && values[1].toString() == name)
            return Value(QCryptographicHash::hash(QByteArray::fromStdString(data), algorithm)
                             .toHex()
                             .toStdString());
    }
    return wrongType("Hash", "second", "MD5, SHA-1, SHA-256, SHA-384 or SHA-512");
}

IntrinsicOutcome jsonMerge(const Arguments& values, const RandomSource&) {
    if (!values[0].isObject())
        return wrongType("JsonMerge", "first", "a JSON object");
    if (!values[1].isObject())
        return wrongType("JsonMerge", "second", "a JSON object");
    // The service has no deep merge.
    if (!values[2].isBool() || values[2].toBool())
        return wrongType("JsonMerge", "third", "false");
    Value merged = values[0];
    for (const auto& [name, value] : values[1].members())
        merged.set(name, value);
    return merged;
}

/// java.util.Random's first nextInt(bound), so that a seed means the same number each time.
std::int64_t seededBelow(std::int64_t seed, std::int64_t bound) {
    constexpr std::uint64_t kMultiplier = 0x5DEECE66D;
    constexpr std::uint64_t kMask = (std::uint64_t{1} << 48) - 1;
    std::uint64_t state = (static_cast<std::uint64_t>(seed) ^ kMultiplier) & kMask;
    const auto next = [&] {
        state = (state * kMultiplier + 0xB) & kMask;
        return static_cast<std::int64_t>(state >> 17);
    };
    if ((bound & (bound - 1)) == 0)
        return (bound * next()) >> 31;
    std::int64_t bits = next();
    while (bits - bits % bound + (bound - 1) > std::numeric_limits<std::int32_t>::max())
        bits = next();
    return bits % bound;
}

IntrinsicOutcome mathRandom(const Arguments& values, const RandomSource& random) {
    const auto start = whole32(values[0]);
    const auto end = whole32(values[1]);
    if (!start || !end)
        return refuse("Invalid arguments in States.MathRandom: the arguments must be integers");
    if (*start >= *end)
        return refuse(
            "Invalid arguments in States.MathRandom: the start must be less than the end");
    const std::int64_t span = *end - *start;
    if (values.size() < 3)
        return Value(*start + static_cast<std::int64_t>(random.unit() * static_cast<double>(span)));
    const auto seed = whole(values[2]);
    if (!seed)
        return wrongType("MathRandom", "third", "an integer");
    const std::int64_t largest = std::numeric_limits<std::int32_t>::max();
    return Value(*start + seededBelow(*seed, std::min(span, largest)));
}

IntrinsicOutcome mathAdd(const Arguments& values, const RandomSource&) {
    const auto left = whole32(values[0]);
    const auto right = whole32(values[1]);
    if (!left || !right)
        return refuse("Invalid arguments in States.MathAdd: the arguments must be integers between "
                      "-2147483648 and 2147483647");
    return Value(*left + *right);
}

/// Each character of the splitter separates; nothing between two separators is no piece.
IntrinsicOutcome stringSplit(const Arguments& values, const RandomSource&) {
    if (!values[0].isString() || !values[1].isString())
        return refuse("Invalid arguments in States.StringSplit: the arguments must be strings");
    const QString text = QString::fromStdString(values[0].toString());
    const QString separators = QString::fromStdString(values[1].toString());
    Value::Array pieces;
    qsizetype begin = 0;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        if (at < text.size() && !separators.contains(text[at]))
            continue;
        if (at > begin)
            pieces.emplace_back(text.mid(begin, at - begin).toStdString());
        begin = at + 1;
    }
    return Value(std::move(pieces));
}

IntrinsicOutcome uuid(const Arguments&, const RandomSource& random) {
    return Value(random.uuid());
}

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();

constexpr std::array<IntrinsicFunction, 18> kFunctions{{
    {"Format", 1, kAny, format},
    {"StringToJson", 1, 1, stringToJson},
    {"JsonToString", 1, 1, jsonToString},
    {"Array", 0, kAny, array},
    {"ArrayPartition", 2, 2, arrayPartition},
    {"ArrayContains", 2, 2, arrayContains},
    {"ArrayRange", 3, 3, arrayRange},
    {"ArrayGetItem", 2, 2, arrayGetItem},
    {"ArrayLength", 1, 1, arrayLength},
    {"ArrayUnique", 1, 1, arrayUnique},
    {"Base64Encode", 1, 1, base64Encode},
    {"Base64Decode", 1, 1, base64Decode},
    {"Hash", 2, 2, hash},
    {"JsonMerge", 3, 3, jsonMerge},
    {"MathRandom", 2, 3, mathRandom},
    {"MathAdd", 2, 2, mathAdd},
    {"StringSplit", 2, 2, stringSplit},
    {"UUID", 0, 0, uuid},
}};

} // namespace

const IntrinsicFunction* findIntrinsicFunction(std::string_view name) {
    const auto* const found =
        std::find_if(kFunctions.begin(), kFunctions.end(),
                     [&](const IntrinsicFunction& function) { return function.name == name; });
    return found == kFunctions.end() ? nullptr : found;
}

} // namespace ws::expression
