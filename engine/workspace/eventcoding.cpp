#include "engine/workspace/eventcoding.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <zlib.h>

#include <array>
#include <utility>

namespace ws::workspace {

namespace {

constexpr int kGzipWindow = MAX_WBITS + 16;             // zlib's way to ask for the frame of gzip
constexpr std::size_t kLongest = std::size_t{64} << 20; // of what is unpacked

QByteArray bytes(const std::string& text) {
    return QByteArray::fromStdString(text);
}

std::string compressed(const std::string& text) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::optional<std::string> unpacked(const std::string& packed) {
    z_stream stream{};
    if (inflateInit2(&stream, kGzipWindow) != Z_OK)
        return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string out;
    std::array<char, 16384> part{};
    int state = Z_OK;
    while (state == Z_OK && out.size() < kLongest) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<std::string> fromBase64(const std::string& text) {
    auto result =
        QByteArray::fromBase64Encoding(bytes(text), QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(result.decoded.toStdString()) : std::nullopt;
}

std::string urlText(const std::string& text) {
    return bytes(text).toPercentEncoding(" /").replace(' ', '+').toStdString();
}

} // namespace

std::optional<EventCoding> eventCoding(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, EventCoding>, 6> kNames{{
        {"", EventCoding::Plain},
        {"base64", EventCoding::Base64},
        {"url", EventCoding::Url},
        {"md5", EventCoding::Md5},
        {"gzip", EventCoding::Gzip},
        {"json", EventCoding::Json},
    }};
    for (const auto& [known, coding] : kNames) {
        if (known == name)
            return coding;
    }
    return std::nullopt;
}

std::string encoded(EventCoding coding, const std::string& text) {
    switch (coding) {
    case EventCoding::Plain:
    case EventCoding::Json:
        return text;
    case EventCoding::Base64:
        return bytes(text).toBase64().toStdString();
    case EventCoding::Url:
        return urlText(text);
    case EventCoding::Md5:
        return QCryptographicHash::hash(bytes(text), QCryptographicHash::Md5).toHex().toStdString();
    case EventCoding::Gzip:
        return bytes(compressed(text)).toBase64().toStdString();
    }
    return text;
}

std::optional<std::string> decoded(EventCoding coding, const std::string& text) {
    switch (coding) {
    case EventCoding::Plain:
    case EventCoding::Json:
        return text;
    case EventCoding::Base64:
        return fromBase64(text);
    case EventCoding::Url:
        return QByteArray::fromPercentEncoding(bytes(text).replace('+', ' ')).toStdString();
    case EventCoding::Md5:
        return std::nullopt;
    case EventCoding::Gzip: {
        const auto packed = fromBase64(text);
        return packed ? unpacked(*packed) : std::nullopt;
    }
    }
    return std::nullopt;
}

} // namespace ws::workspace
