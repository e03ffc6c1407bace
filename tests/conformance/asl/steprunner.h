#pragma once

#include "tests/conformance/asl/tokens.h"
#include "tests/conformance/asl/world.h"

#include <functional>
#include <string>
#include <vector>

namespace ws::conformance {

/// Performs the recorded steps of a case: API calls on the service (steprunnercalls.cpp), what they
/// and templates make (steprunnerresources.cpp), waiting in virtual time, what helper threads did
/// meanwhile.
class StepRunner {
public:
    struct Match {
        std::string key;
        json::Value value;
    };
    /// Called for each match step in turn.
    using Take = std::function<void(const Match&)>;

    StepRunner(const json::Value& source, World& world, Tokens& tokens, Take take);

    /// Empty when all steps went as recorded, else what did not.
    std::string run();

private:
    /// A helper thread of the test: its steps, and how far it has come.
    struct Background {
        std::vector<json::Value> steps;
        std::size_t position = 0;
    };
    std::string runAll(const std::vector<json::Value>& steps);
    std::string runOne(const json::Value& step);
    StepResult collected(const json::Value& args);
    void receive(const std::string& queueUrl, StepResult& result);
    std::string call(const json::Value& step);
    std::string match(const json::Value& step);
    std::string await(const json::Value& step);
    std::string retry(const json::Value& step);
    std::string deploy(const json::Value& step);
    std::string deployedRole() const;
    StepResult performed(const json::Value& step);
    StepResult performStates(const std::string& operation, const json::Value& args,
                             const json::Value& step);
    StepResult paged(const std::string& operation, json::Value args);
    StepResult performOther(const std::string& service, const std::string& operation,
                            const json::Value& args);
    void createStack(const json::Value& args);
    void bindResources(std::int64_t step, const StepResult& result);
    void bindMapRuns(const StepResult& result);

    json::Value arguments(const json::Value& step) const;
    std::string definition(const std::string& name) const;
    bool isUnfinished(const std::string& executionToken) const;

    /// Lets virtual time go on until the condition holds; false when nothing is left to happen.
    bool waitUntil(const std::function<bool()>& condition);
    void pause(base::Duration time);
    bool advanceBackground();
    /// Performs a helper thread's step; false when it is to be tried again.
    bool attempt(const json::Value& step);
    std::string statusOf(const std::string& executionArn);

    const json::Value& m_source;
    World& m_world;
    Tokens& m_tokens;
    const Take m_take;
    std::vector<Background> m_background;
    std::size_t m_mapRuns = 0;
};

} // namespace ws::conformance
