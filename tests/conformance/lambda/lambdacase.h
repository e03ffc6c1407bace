#pragma once

#include "engine/json/value.h"
#include "tests/conformance/asl/normalisation.h"
#include "tests/conformance/asl/tokens.h"
#include "tests/conformance/lambda/account.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ws::conformance {

/// One file of the Lambda corpus, executed against an account of its own.
class LambdaCase {
public:
    struct Outcome {
        std::string difference; ///< the first; empty: everything came out as recorded
        std::vector<std::string> dump;
    };
    enum class Detail { Differences, BothSides };

    /// `root`: the corpus; `groups`: its transformers.json.
    LambdaCase(json::Value source, const json::Value& groups, std::string root);

    /// What the case needs beside functions: "sqs", "http", "event source mappings" ...; empty:
    /// nothing.
    std::string waitsFor() const;

    Outcome run(Detail detail);

private:
    /// A thread of the test: its steps, how far it has come and what it waits for.
    struct Background {
        std::vector<json::Value> steps;
        std::size_t position = 0;
        bool isWaiting = false;
        std::string problem;
    };

    void bindNames();
    std::string runAll(const std::vector<json::Value>& steps);
    std::string runOne(const json::Value& step);
    std::string call(const json::Value& step);
    StepResult performed(const json::Value& step);
    StepResult lambda(const std::string& operation, const json::Value& step);
    StepResult bucket(const std::string& operation, const json::Value& args);
    StepResult logs(const std::string& operation, const json::Value& args);
    std::string await(const json::Value& step);
    std::string collect(const json::Value& step);
    std::string retry(const json::Value& step);
    std::string asserted(const json::Value& step);
    void sort(const json::Value& step);
    void advance(Background& background);
    void begin(Background& background, const json::Value& step);
    bool isAwaited(const std::string& what, const json::Value& args);

    json::Value arguments(const json::Value& step) const;
    json::Value filled(const json::Value& value) const;
    std::string archive(const std::string& package) const;
    json::Value ask(const std::string& operation, const json::Value& request);

    void take(std::int64_t step);
    json::Value taken(const json::Value& match) const;
    json::Value list(const json::Value& wanted) const;

    const json::Value m_source;
    const std::string m_root;
    const Normalisation m_normalisation;
    Tokens m_tokens;
    json::Value m_matched = json::Value::object();
    std::map<std::int64_t, std::vector<json::Value>> m_rounds; ///< results of retried steps
    std::vector<Background> m_background;
    std::string m_recordedRuntime; ///< when it is not that of the steps
    std::unique_ptr<Account> m_account;
};

} // namespace ws::conformance
