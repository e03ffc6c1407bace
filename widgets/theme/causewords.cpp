#include "widgets/theme/causewords.h"

#include "engine/base/reason.h"
#include "engine/json/value.h"
#include "widgets/theme/messages.h"
#include "widgets/theme/reasontable.h"

#include <QRegularExpression>

#include <optional>

namespace ws::theme {

namespace {

bool isObject(const std::string& text) {
    const auto value = json::Value::parse(text);
    return value && value->isObject();
}

/// What a reader said, from its words: they are the pattern with something put in.
std::optional<base::Reason> recognized(const std::string& code, const QString& words) {
    static const QRegularExpression hole(QStringLiteral("\\{(\\w+)\\}"));
    const char* pattern = reasonPattern(code);
    if (!pattern)
        return std::nullopt;
    const QString text = QString::fromUtf8(pattern);
    QString expression;
    QStringList names;
    qsizetype from = 0;
    for (auto holes = hole.globalMatch(text); holes.hasNext();) {
        const auto found = holes.next();
        expression += QRegularExpression::escape(text.mid(from, found.capturedStart() - from));
        expression += QStringLiteral("(.*)");
        names << found.captured(1);
        from = found.capturedEnd();
    }
    expression += QRegularExpression::escape(text.mid(from));
    const auto match = QRegularExpression(QRegularExpression::anchoredPattern(expression),
                                          QRegularExpression::DotMatchesEverythingOption)
                           .match(words);
    if (!match.hasMatch())
        return std::nullopt;
    base::Reason::Args args;
    for (int i = 0; i < names.size(); ++i)
        args.emplace_back(names[i].toStdString(), match.captured(i + 1).toStdString());
    return base::Reason(code, pattern, std::move(args));
}

/// What it says in words of ours; empty: no more than its own.
QString ourWords(const QString& cause) {
    static const QRegularExpression thrown(
        QStringLiteral(" threw an error during evaluation\\. ([A-Z]\\d{4}): (.*)$"),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = thrown.match(cause);
    if (!match.hasMatch())
        return {};
    const auto reason = recognized("jsonata." + match.captured(1).toStdString(), match.captured(2));
    const QString ours = reason ? reasonText(*reason) : QString();
    return ours == match.captured(2) ? QString() : ours;
}

} // namespace

QString errorLine(const std::string& payload) {
    const auto value = json::Value::parse(payload);
    if (!value || !value->isObject())
        return {};
    const QString type = QString::fromStdString((*value)["errorType"].toString());
    const QString text = QString::fromStdString((*value)["errorMessage"].toString());
    return type.isEmpty() ? text : QStringLiteral("%1: %2").arg(type, text);
}

QString refusalLine(const std::string& errorType, const std::string& body) {
    const auto value = json::Value::parse(body);
    std::string message;
    for (const char* member : {"message", "Message"}) { // they write it either way
        if (value && value->isObject() && (*value)[member].isString())
            message = (*value)[member].toString();
    }
    return message.empty() ? QString::fromStdString(errorType)
                           : QStringLiteral("%1: %2").arg(QString::fromStdString(errorType),
                                                          QString::fromStdString(message));
}

QString causeLine(const std::string& cause) {
    if (const QString line = errorLine(cause); !line.isEmpty())
        return line;
    const auto value = json::Value::parse(cause);
    if (!value || !value->isObject() || !(*value)["Error"].isString() ||
        !(*value)["Cause"].isString())
        return QString::fromStdString(cause);
    const std::string& inner = (*value)["Cause"].toString();
    const QString line = causeLine(inner);
    return isObject(inner) ? line
                           : QStringLiteral("%1: %2").arg(
                                 QString::fromStdString((*value)["Error"].toString()), line);
}

QString causeText(const std::string& cause) {
    const QString line = causeLine(cause);
    const QString ours = ourWords(line);
    return ours.isEmpty() ? line : QStringLiteral("%1\n%2").arg(line, ours);
}

QString failureText(const QString& error, const std::string& cause, qsizetype most) {
    const QString words = causeText(cause).left(most);
    if (words.isEmpty() || error.isEmpty())
        return error + words;
    return words.startsWith(error + QStringLiteral(": "))
               ? words
               : QStringLiteral("%1: %2").arg(error, words);
}

} // namespace ws::theme
