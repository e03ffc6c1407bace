#include "engine/json/cbor.h"

#include "engine/base/utf8.h"

#include <bit>
#include <cstdint>
#include <optional>

namespace ws::json {

namespace {

// Major types, in the upper three bits of the first byte.
constexpr unsigned kUnsigned = 0;
constexpr unsigned kNegative = 1;
constexpr unsigned kBytes = 2;
constexpr unsigned kText = 3;
constexpr unsigned kArray = 4;
constexpr unsigned kMap = 5;
constexpr unsigned kOther = 7;
// The lower five bits of kOther.
constexpr unsigned kFalse = 20;
constexpr unsigned kTrue = 21;
constexpr unsigned kNull = 22;
constexpr unsigned kDouble = 27;

/// As deep as a text may be, and what an expression puts around one.
constexpr int kMaxDepth = 2'000;

void appendNumber(std::string& out, std::uint64_t number, unsigned width) {
    for (unsigned shift = width * 8; shift > 0; shift -= 8)
        out += static_cast<char>(number >> (shift - 8) & 0xFFU);
}

void appendHead(std::string& out, unsigned major, std::uint64_t argument) {
    const auto first = [&](unsigned low) { out += static_cast<char>(major << 5U | low); };
    if (argument < 24)
        return first(static_cast<unsigned>(argument));
    unsigned power = 0; // 1, 2, 4 or 8 bytes
    while (power < 3 && argument >> (8U << power) != 0)
        ++power;
    first(24 + power);
    appendNumber(out, argument, 1U << power);
}

void appendString(std::string& out, std::string_view text, bool isUtf8) {
    appendHead(out, isUtf8 ? kText : kBytes, text.size());
    out += text;
}

class Reader {
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes) {}

    std::optional<Value> value(int depth) {
        if (depth > kMaxDepth)
            return refuse("too deep");
        const auto first = number(1);
        if (!first)
            return std::nullopt;
        const auto major = static_cast<unsigned>(*first >> 5U);
        const auto low = static_cast<unsigned>(*first & 0x1FU);
        if (major == kOther)
            return other(low);
        const auto length = argument(low);
        if (!length)
            return std::nullopt;
        switch (major) {
        case kUnsigned:
            return whole(*length, false);
        case kNegative:
            return whole(*length, true);
        case kBytes:
        case kText:
            return string(*length);
        case kArray:
            return array(*length, depth);
        case kMap:
            return object(*length, depth);
        default:
            return refuse("a tag");
        }
    }

    std::size_t offset() const { return m_at; }
    const char* reason() const { return m_reason; }

private:
    std::nullopt_t refuse(const char* reason) {
        m_reason = reason;
        return std::nullopt;
    }

    std::optional<std::uint64_t> number(std::size_t width) {
        if (m_bytes.size() - m_at < width)
            return refuse("cut off");
        std::uint64_t out = 0;
        for (; width > 0; --width)
            out = out << 8U | static_cast<unsigned char>(m_bytes[m_at++]);
        return out;
    }

    std::optional<std::uint64_t> argument(unsigned low) {
        if (low < 24)
            return low;
        if (low > 27)
            return refuse("no length");
        return number(std::size_t{1} << (low - 24));
    }

    std::optional<Value> whole(std::uint64_t argument, bool negative) {
        if (argument > static_cast<std::uint64_t>(INT64_MAX))
            return refuse("a number beyond 64 bits");
        const auto number = static_cast<std::int64_t>(argument);
        return Value(negative ? -1 - number : number);
    }

    std::optional<Value> other(unsigned low) {
        switch (low) {
        case kFalse:
            return Value(false);
        case kTrue:
            return Value(true);
        case kNull:
            return Value();
        case kDouble:
            if (const auto bits = number(8))
                return Value(std::bit_cast<double>(*bits));
            return std::nullopt;
        default:
            return refuse("an unknown simple value");
        }
    }

    std::optional<std::string> text(std::uint64_t length) {
        if (length > m_bytes.size() - m_at)
            return refuse("cut off");
        std::string out(m_bytes.substr(m_at, length));
        m_at += length;
        return out;
    }

    std::optional<Value> string(std::uint64_t length) {
        auto out = text(length);
        if (!out)
            return std::nullopt;
        return Value(*std::move(out));
    }

    std::optional<Value> array(std::uint64_t length, int depth) {
        if (length > m_bytes.size() - m_at) // an item takes a byte at least
            return refuse("cut off");
        Value::Array out;
        out.reserve(length);
        for (; length > 0; --length) {
            auto item = value(depth + 1);
            if (!item)
                return std::nullopt;
            out.push_back(*std::move(item));
        }
        return Value(std::move(out));
    }

    std::optional<std::string> key() {
        const auto first = number(1);
        const auto major = static_cast<unsigned>(first.value_or(0) >> 5U);
        if (!first)
            return std::nullopt;
        if (major != kText && major != kBytes)
            return refuse("a name that is no text");
        const auto length = argument(static_cast<unsigned>(*first & 0x1FU));
        return length ? text(*length) : std::nullopt;
    }

    std::optional<Value> object(std::uint64_t length, int depth) {
        if (length > (m_bytes.size() - m_at) / 2)
            return refuse("cut off");
        Object out;
        out.reserve(length);
        for (; length > 0; --length) {
            const auto name = key();
            auto member = name ? value(depth + 1) : std::nullopt;
            if (!member)
                return std::nullopt;
            out.set(*name, *std::move(member));
        }
        return Value(std::move(out));
    }

    const std::string_view m_bytes;
    std::size_t m_at = 0;
    const char* m_reason = "";
};

} // namespace

void appendCbor(std::string& out, const Value& value) {
    switch (value.type()) {
    case Value::Type::Null:
        return appendHead(out, kOther, kNull);
    case Value::Type::Bool:
        return appendHead(out, kOther, value.toBool() ? kTrue : kFalse);
    case Value::Type::Integer: {
        const std::int64_t number = value.toInteger();
        return number < 0 ? appendHead(out, kNegative, static_cast<std::uint64_t>(-1 - number))
                          : appendHead(out, kUnsigned, static_cast<std::uint64_t>(number));
    }
    case Value::Type::Double:
        out += static_cast<char>(kOther << 5U | kDouble);
        return appendNumber(out, std::bit_cast<std::uint64_t>(value.toDouble()), 8);
    case Value::Type::String:
        return appendString(out, value.toString(), base::isUtf8(value.toString()));
    case Value::Type::Array:
        appendHead(out, kArray, value.size());
        for (const Value& item : value.items())
            appendCbor(out, item);
        return;
    case Value::Type::Object:
        appendHead(out, kMap, value.size());
        for (const auto& [name, member] : value.members()) {
            appendString(out, name, base::isUtf8(name));
            appendCbor(out, member);
        }
        return;
    }
}

base::Result<Value> takeCbor(std::string_view& bytes) {
    Reader reader(bytes);
    auto value = reader.value(0);
    if (!value)
        return base::Error{
            "cbor.malformed",
            {{"offset", std::to_string(reader.offset())}, {"reason", reader.reason()}}};
    bytes.remove_prefix(reader.offset());
    return *std::move(value);
}

} // namespace ws::json
