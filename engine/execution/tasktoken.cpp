#include "engine/execution/tasktoken.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace ws::execution {

/// As every token of the service begins.
static constexpr std::string_view kBegin = "AAAAKgAAAAIAAAAAAAAAA";
static constexpr std::size_t kSealLength = 16;

/// Tells a token from a text that looks like one. Not a secret: who makes one up has no task.
static std::string sealOf(std::string_view body) {
    const QByteArray bytes =
        QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)
        .toHex()
        .left(kSealLength)
        .toStdString();
}

std::string makeTaskToken(const expression::RandomSource& random) {
    std::string body(kBegin);
    for (int part = 0; part < 4; ++part) {
        for (const char digit : random.uuid()) {
            if (digit != '-')
                body += digit;
        }
    }
    return body + sealOf(body);
}

bool isTaskToken(std::string_view text) {
    if (!text.starts_with(kBegin) || text.size() <= kBegin.size() + kSealLength)
        return false;
    const std::string_view body = text.substr(0, text.size() - kSealLength);
    return text.substr(body.size()) == sealOf(body);
}

base::Result<TaskTokens::Task> TaskTokens::find(const std::string& token) const {
    if (const auto found = m_open.find(token); found != m_open.end())
        return found->second;
    if (!isTaskToken(token))
        return base::Error{"InvalidToken", {{"message", "Invalid Token: 'Invalid token'"}}};
    return base::Error{"TaskTimedOut",
                       {{"message", "Task Timed Out: 'Provided task does not exist anymore'"}}};
}

} // namespace ws::execution
