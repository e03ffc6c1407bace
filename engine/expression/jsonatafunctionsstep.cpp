// What Step Functions adds to the language, as its documentation describes it and as the service
// was seen to treat what it does not mention.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatatext.h"

#include <QCryptographicHash>
#include <QUuid>

#include <array>
#include <cmath>

namespace ws::expression::jsonata {
namespace {

/// More elements are refused as taking too much memory.
constexpr double kMostRange = 360'145;

Failure wrongArgument(int index) {
    return Failure("T0410").with("index", std::to_string(index));
}

bool isWhole(const Item& item) {
    return item.isNumber() && std::isfinite(item.toNumber()) &&
           item.toNumber() == std::floor(item.toNumber());
}

/// Fractions are cut off.
double whole(const Item& item, int index) {
    if (!item.isNumber() || !std::isfinite(item.toNumber()))
        throw wrongArgument(index);
    return std::trunc(item.toNumber());
}

Item partition(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& items = arguments[0];
    if (items.isUndefined() || items.size() == 0 || arguments[1].isUndefined())
        return {};
    const double wanted = whole(arguments[1], 2);
    if (wanted < 1)
        return {};
    const double most = std::min(wanted, static_cast<double>(items.size()));
    const auto size = static_cast<std::size_t>(most);
    const Ref<ArrayRep> parts = evaluator.heap().array();
    evaluator.tick(items.size() / 8);
    for (std::size_t at = 0; at < items.size(); at += size) {
        const Ref<ArrayRep> part = evaluator.heap().array();
        for (std::size_t i = at; i < std::min(at + size, items.size()); ++i)
            part->push(items.at(i));
        parts->push(Item(part.get()));
    }
    return Item(parts.get());
}

/// A sequence: of one it is the number itself, of none it is nothing.
Item range(Evaluator& evaluator, Items& arguments, const Item&) {
    for (const Item& argument : arguments) {
        if (argument.isUndefined())
            return {};
    }
    const double first = whole(arguments[0], 1);
    const double span = whole(arguments[1], 2) - first;
    const double step = whole(arguments[2], 3);
    if (step == 0 || (span != 0 && (span < 0) != (step < 0)))
        return {};
    const double count = std::floor(span / step) + 1;
    if (count > kMostRange)
        Heap::refuse();
    const Ref<ArrayRep> result = evaluator.heap().sequence();
    result->reserve(static_cast<std::size_t>(count));
    evaluator.tick(static_cast<std::size_t>(count) / 8);
    for (double i = 0; i < count; ++i)
        result->push(Item::number(first + i * step));
    return Item(result.get());
}

Item hash(Evaluator& evaluator, Items& arguments, const Item&) {
    using Algorithm = QCryptographicHash::Algorithm;
    static constexpr std::array<std::pair<std::string_view, Algorithm>, 5> kAlgorithms{{
        {"MD5", QCryptographicHash::Md5},
        {"SHA-1", QCryptographicHash::Sha1},
        {"SHA-256", QCryptographicHash::Sha256},
        {"SHA-384", QCryptographicHash::Sha384},
        {"SHA-512", QCryptographicHash::Sha512},
    }};
    if (arguments[0].isUndefined() || arguments[1].isUndefined())
        return {};
    for (const auto& [name, algorithm] : kAlgorithms) {
        if (arguments[1].toText() != name)
            continue;
        const QByteArray data = QByteArray::fromStdString(arguments[0].toText());
        return evaluator.text(QCryptographicHash::hash(data, algorithm).toHex().toStdString());
    }
    throw wrongArgument(2);
}

/// java.util.Random's first nextDouble(), so that a seed means the same number each time.
double seededUnit(std::int64_t seed) {
    constexpr std::uint64_t kMultiplier = 0x5DEECE66D;
    constexpr std::uint64_t kMask = (std::uint64_t{1} << 48) - 1;
    std::uint64_t state = (static_cast<std::uint64_t>(seed) ^ kMultiplier) & kMask;
    const auto next = [&state](int bits) {
        state = (state * kMultiplier + 0xB) & kMask;
        return state >> (48 - bits);
    };
    const std::uint64_t high = next(26);
    return static_cast<double>((high << 27) + next(27)) * 0x1p-53;
}

Item random(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return Item::number(randomUnit(evaluator));
    if (!isWhole(arguments[0]) || std::fabs(arguments[0].toNumber()) > 9e15)
        throw wrongArgument(1);
    return Item::number(seededUnit(static_cast<std::int64_t>(arguments[0].toNumber())));
}

Item uuid(Evaluator& evaluator, Items&, const Item&) {
    if (const RandomSource* source = evaluator.environment().random)
        return evaluator.text(source->uuid());
    return evaluator.text(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString());
}

Item parse(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const std::string& text = arguments[0].toText();
    // What is read takes about so much; it stays until the evaluation ends.
    static constexpr std::size_t kGrowth = 8;
    evaluator.heap().take(text.size() * kGrowth);
    auto parsed = json::Value::parse(text);
    if (!parsed)
        throw Failure("D3150").with("value", quoted(text));
    return Item::borrow(evaluator.heap().keep(std::move(*parsed)));
}

} // namespace

std::span<const Builtin> stepFunctions() {
    static const Builtin kFunctions[] = {
        {"partition", "<an?:a>", 2, 2, partition},
        {"range", "<nnn?:a>", 3, 3, range},
        {"hash", "<s-s?:s>", 2, 2, hash},
        {"random", "<n?:n>", 1, 1, random},
        {"uuid", "<:s>", 0, 0, uuid},
        {"parse", "<s-:x>", 1, 1, parse},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
