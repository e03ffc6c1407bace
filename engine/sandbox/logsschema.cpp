#include "engine/sandbox/logsschema.h"

#include "engine/json/value.h"

#include <initializer_list>

namespace ws::sandbox {

namespace {

using Events = std::vector<std::pair<std::string, std::string>>;

/// The members of that name which there are.
std::string partOf(const json::Value& record, std::initializer_list<const char*> names) {
    json::Value part = json::Value::object();
    for (const char* name : names) {
        if (const json::Value* value = record.find(name))
            part.set(name, *value);
    }
    return part.dump();
}

/// One of "success", "failure" and "timeout": an error that the handler raised is the first.
std::string doneOf(const json::Value& record) {
    const std::string& status = record["status"].toString();
    return json::Value::object({{"requestId", record["requestId"].toString()},
                                {"status", status == "error" ? "success" : status}})
        .dump();
}

void addReport(Events& out, const json::Value& record) {
    const std::string& requestId = record["requestId"].toString();
    if (record["status"].toString() == "failure")
        out.emplace_back("platform.fault", json::Value("RequestId: " + requestId +
                                                       " Process exited before completing request")
                                               .dump());
    out.emplace_back("platform.end", partOf(record, {"requestId"}));
    out.emplace_back("platform.report", partOf(record, {"requestId", "metrics"}));
}

} // namespace

Events logsEvents(std::string_view type, std::string_view record, RuntimeDone runtimeDone) {
    Events out;
    const bool same = type == "function" || type == "extension" || type == "platform.extension" ||
                      type == "platform.logsSubscription" || type == "platform.logsDropped";
    if (same) {
        out.emplace_back(type, record);
        return out;
    }
    const auto value = json::Value::parse(record);
    if (!value.ok())
        return out;
    if (type == "platform.start")
        out.emplace_back(type, partOf(*value, {"requestId", "version"}));
    else if (type == "platform.runtimeDone" && runtimeDone == RuntimeDone::Told)
        out.emplace_back(type, doneOf(*value));
    else if (type == "platform.report")
        addReport(out, *value);
    return out;
}

} // namespace ws::sandbox
