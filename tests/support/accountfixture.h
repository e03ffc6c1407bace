#pragma once

#include "engine/base/clock.h"
#include "engine/function/registry.h"
#include "engine/function/ziparchive.h"

#include <QByteArray>

#include <map>
#include <string>

namespace ws::tests {

/// A store that keeps everything in memory: what an archive is does not matter to the registry.
class MemoryAccount : public function::CodeStore {
public:
    base::Result<function::StoredCode> add(std::string_view archive) override {
        if (archive == "no zip")
            return base::Error{"package.notAnArchive", {{"reason", "text"}}};
        const std::string sha = function::codeSha256(archive);
        return function::StoredCode{sha, static_cast<std::int64_t>(archive.size()), "/code/" + sha};
    }
    base::Result<function::StoredCode> addFolder(const std::string& folder) override {
        return add(contents[folder]);
    }
    base::Result<function::StoredCode> measure(const std::string& folder) override {
        return add(contents[folder]);
    }
    base::Result<std::string> archive(const function::StoredCode&) override {
        return std::string();
    }
    void keepOnly(const std::vector<function::StoredCode>& referred) override { kept = referred; }
    function::SignatureCheck check(const function::StoredCode&, base::TimePoint) override {
        return signature;
    }
    base::Status save(const std::string& kind, const std::string& name,
                      const json::Value& record) override {
        records[kind][name] = record;
        return {};
    }
    void forget(const std::string& kind, const std::string& name) override {
        records[kind].erase(name);
    }
    std::vector<json::Value> load(const std::string& kind) override {
        std::vector<json::Value> all;
        for (const auto& [name, record] : records[kind])
            all.push_back(record);
        return all;
    }

    std::map<std::string, std::string> contents; ///< of folders
    std::map<std::string, std::map<std::string, json::Value>> records;
    std::vector<function::StoredCode> kept;
    function::SignatureCheck signature; ///< of everything
};

/// A registry in virtual time.
struct AccountFixture {
    AccountFixture()
        : registry({clock, store, 1, {}, {}, {}, "/workspace"}) {}

    static std::string zip(const std::string& text) {
        return QByteArray::fromStdString(text).toBase64().toStdString();
    }
    static json::Value parsed(const std::string& text) { return *json::Value::parse(text); }

    json::Value createRequest(const std::string& name) const {
        json::Value request = parsed(R"({"Runtime":"python3.12","Handler":"a.b",
            "Role":"arn:aws:iam::123456789012:role/r"})");
        request.set("FunctionName", name);
        request.set("Code", json::Value::object({{"ZipFile", zip("code 1")}}));
        return request;
    }
    /// An active function.
    json::Value create(const std::string& name = "work") {
        const auto answer = registry.call("CreateFunction", createRequest(name));
        settle();
        return answer ? *answer : json::Value();
    }
    json::Value updateCode(const std::string& text, const std::string& name = "work") {
        const auto answer =
            registry.call("UpdateFunctionCode",
                          json::Value::object({{"FunctionName", name}, {"ZipFile", zip(text)}}));
        settle();
        return answer ? *answer : json::Value();
    }
    /// The answer, or a null value.
    json::Value call(const std::string& operation, const std::string& request) {
        const auto answer = registry.call(operation, parsed(request));
        return answer ? *answer : json::Value();
    }
    /// "Code: message" of what must fail.
    std::string refusal(const std::string& operation, const std::string& request) {
        const auto answer = registry.call(operation, parsed(request));
        return answer ? "answered " + answer->dump()
                      : answer.error().code + ": " + answer.error().message;
    }
    void settle() { clock.advance(std::chrono::seconds{1}); }

    base::ManualClock clock;
    MemoryAccount store;
    function::Registry registry;
};

} // namespace ws::tests
