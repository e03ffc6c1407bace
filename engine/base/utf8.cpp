#include "engine/base/utf8.h"

#include <QString>
#include <QUtf8StringView>

namespace ws::base {

std::string repairedUtf8(std::string text) {
    const QUtf8StringView view(text.data(), static_cast<qsizetype>(text.size()));
    return view.isValidUtf8() ? text : view.toString().toStdString();
}

void keepTail(std::string& text, std::size_t most) {
    if (text.size() <= most)
        return;
    std::size_t begin = text.size() - most;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80)
        ++begin;
    text.erase(0, begin);
}

} // namespace ws::base
