// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatatext.h"

#include <QByteArray>

namespace ws::expression::jsonata {
namespace {

constexpr std::string_view kUnescaped =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
constexpr std::string_view kReserved = ";/?:@&=+$,#"; // encodeURI leaves them, decodeURI too

/// One byte for each UTF-16 unit, as btoa sees a text.
Item base64encode(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    QByteArray bytes;
    for (const char16_t unit : toUtf16(arguments[0].toText()))
        bytes.append(static_cast<char>(unit & 0xFF));
    return evaluator.text(bytes.toBase64().toStdString());
}

Item base64decode(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    // Node.js reads both alphabets, skips what belongs to neither, and stops at the padding.
    QByteArray text;
    for (const char16_t unit : toUtf16(arguments[0].toText()))
        text.append(static_cast<char>(unit & 0xFF));
    if (const qsizetype padding = text.indexOf('='); padding >= 0)
        text.truncate(padding);
    text.replace('-', '+').replace('_', '/');
    std::string decoded;
    for (const char byte : QByteArray::fromBase64(text))
        appendCodePoint(decoded, static_cast<unsigned char>(byte));
    return evaluator.text(std::move(decoded));
}

Failure malformed(const Item& text, std::string_view function) {
    return Failure("D3140")
        .with("value", quoted(text.toText()))
        .with("functionName", quoted(function));
}

Item encoded(Evaluator& evaluator, const Item& item, std::string_view also,
             std::string_view function) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    if (item.isUndefined())
        return {};
    if (hasLoneSurrogate(item.toText()))
        throw malformed(item, function);
    std::string out;
    for (const char c : item.toText()) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && (kUnescaped.find(c) != std::string_view::npos ||
                            also.find(c) != std::string_view::npos)) {
            out += c;
        } else {
            out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
        }
    }
    return evaluator.text(std::move(out));
}

int hexValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The byte that "%hh" at `at` means, or -1.
int escapedByte(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size() || text[at] != '%')
        return -1;
    const int high = hexValue(text[at + 1]);
    const int low = hexValue(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// Well-formed UTF-8 of one character: no surrogate, nothing longer than it need be.
bool isCharacter(std::string_view bytes) {
    std::size_t offset = 0;
    const char32_t c = nextCodePoint(bytes, offset);
    std::string again;
    appendCodePoint(again, c);
    return offset == bytes.size() && again == bytes && (c < 0xD800 || c > 0xDFFF) && c <= 0x10FFFF;
}

Item decoded(Evaluator& evaluator, const Item& item, std::string_view kept,
             std::string_view function) {
    if (item.isUndefined())
        return {};
    const std::string& text = item.toText();
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '%') {
            out += text[at++];
            continue;
        }
        const int lead = escapedByte(text, at);
        if (lead < 0 || (lead >= 0x80 && lead < 0xC0))
            throw malformed(item, function);
        const std::size_t size = characterSize(static_cast<unsigned char>(lead));
        std::string character;
        for (std::size_t i = 0; i < size; ++i) {
            const int byte = escapedByte(text, at + 3 * i);
            if (byte < 0 || (i > 0 && (byte & 0xC0) != 0x80))
                throw malformed(item, function);
            character += static_cast<char>(byte);
        }
        if (!isCharacter(character))
            throw malformed(item, function);
        if (size == 1 && kept.find(character[0]) != std::string_view::npos)
            out.append(text, at, 3);
        else
            out += character;
        at += 3 * size;
    }
    return evaluator.text(std::move(out));
}

Item encodeUrlComponent(Evaluator& evaluator, Items& arguments, const Item&) {
    return encoded(evaluator, arguments[0], {}, "encodeUrlComponent");
}
Item encodeUrl(Evaluator& evaluator, Items& arguments, const Item&) {
    return encoded(evaluator, arguments[0], kReserved, "encodeUrl");
}
Item decodeUrlComponent(Evaluator& evaluator, Items& arguments, const Item&) {
    return decoded(evaluator, arguments[0], {}, "decodeUrlComponent");
}
Item decodeUrl(Evaluator& evaluator, Items& arguments, const Item&) {
    return decoded(evaluator, arguments[0], kReserved, "decodeUrl");
}

} // namespace

std::span<const Builtin> encodingFunctions() {
    static const Builtin kFunctions[] = {
        {"base64encode", "<s-:s>", 1, 1, base64encode},
        {"base64decode", "<s-:s>", 1, 1, base64decode},
        {"encodeUrlComponent", "<s-:s>", 1, 1, encodeUrlComponent},
        {"encodeUrl", "<s-:s>", 1, 1, encodeUrl},
        {"decodeUrlComponent", "<s-:s>", 1, 1, decodeUrlComponent},
        {"decodeUrl", "<s-:s>", 1, 1, decodeUrl},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
