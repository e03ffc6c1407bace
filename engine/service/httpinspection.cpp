#include "engine/service/httpinspection.h"

#include <QUrl>
#include <QUrlQuery>

namespace ws::service {

using json::Value;

namespace {

std::string textOf(const Value& value) {
    if (value.isNull())
        return {};
    return value.isString() ? value.toString() : value.dump();
}

/// "[Accept: text/html, X-Tags: a,b]"
std::string headersText(const Value& headers) {
    std::string out;
    for (const auto& [name, value] : headers.members()) {
        std::string joined;
        for (const Value& item : value.items())
            joined += (joined.empty() ? "" : ",") + textOf(item);
        out += (out.empty() ? "" : ", ") + name + ": " + (value.isArray() ? joined : textOf(value));
    }
    return '[' + out + ']';
}

QUrl urlOf(const Value& parameters) {
    QUrl url(QString::fromStdString(parameters["ApiEndpoint"].toString()));
    QUrlQuery query(url);
    const auto add = [&](const std::string& name, const Value& value) {
        query.addQueryItem(QString::fromStdString(name), QString::fromStdString(textOf(value)));
    };
    for (const auto& [name, value] : parameters["QueryParameters"].members()) {
        if (!value.isArray())
            add(name, value);
        for (const Value& item : value.items())
            add(name, item);
    }
    url.setQuery(query);
    return url;
}

void setUnlessEmpty(Value& out, const char* member, std::string text) {
    if (!text.empty())
        out.set(member, std::move(text));
}

} // namespace

Value httpRequestData(const Value& parameters) {
    const QUrl url = urlOf(parameters);
    Value out = Value::object({{"protocol", url.scheme().toStdString()},
                               {"method", parameters["Method"].toString()},
                               {"url", url.toString(QUrl::FullyEncoded).toStdString()},
                               {"headers", headersText(parameters["Headers"])}});
    setUnlessEmpty(out, "body", textOf(parameters["RequestBody"]));
    return out;
}

Value httpResponseData(const Value& parameters, const Value& result) {
    Value out = Value::object({{"protocol", urlOf(parameters).scheme().toStdString()},
                               {"statusCode", textOf(result["StatusCode"])}});
    setUnlessEmpty(out, "statusMessage", textOf(result["StatusText"]));
    out.set("headers", headersText(result["Headers"]));
    setUnlessEmpty(out, "body", textOf(result["ResponseBody"]));
    return out;
}

} // namespace ws::service
