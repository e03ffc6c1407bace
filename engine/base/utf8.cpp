#include "engine/base/utf8.h"

#include <QString>
#include <QUtf8StringView>

namespace ws::base {

static QUtf8StringView viewOf(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

bool isUtf8(std::string_view text) {
    return viewOf(text).isValidUtf8();
}

std::string repairedUtf8(std::string text) {
    return isUtf8(text) ? text : viewOf(text).toString().toStdString();
}

void keepTail(std::string& text, std::size_t most) {
    if (text.size() <= most)
        return;
    std::size_t begin = text.size() - most;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80)
        ++begin;
    text.erase(0, begin);
}

void keepHead(std::string& text, std::size_t most) {
    if (text.size() <= most)
        return;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    text.resize(end);
}

} // namespace ws::base
