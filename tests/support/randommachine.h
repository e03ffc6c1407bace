#pragma once

#include "engine/json/value.h"

#include <random>
#include <string>
#include <vector>

namespace ws::tests {

/// Definitions that nobody wrote: valid, of every state type that needs no service, nested up to
/// three deep, always ending because transitions lead forward. Every input they see has `n` (a
/// number) and `list` (two or three items).
class RandomMachine {
public:
    explicit RandomMachine(std::uint32_t seed)
        : m_random(seed) {}

    json::Value definition() {
        json::Value machine = region(0);
        machine.set("Comment", "made by chance");
        return machine;
    }

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    bool perhaps(int inTen) { return upTo(9) < inTen; }

    json::Value region(int depth) {
        const int count = 1 + upTo(depth == 0 ? 5 : 2);
        std::vector<std::string> names;
        for (int i = 0; i < count; ++i)
            names.push_back("S" + std::to_string(++m_states));
        json::Value states = json::Value::object();
        for (int i = 0; i < count; ++i)
            states.set(names[static_cast<std::size_t>(i)], state(names, i, depth));
        return json::Value::object({{"StartAt", names.front()}, {"States", std::move(states)}});
    }

    /// A later state of the region.
    std::string later(const std::vector<std::string>& names, int self) {
        const int left = static_cast<int>(names.size()) - self - 2;
        return names[static_cast<std::size_t>(self + 1 + upTo(left))];
    }

    /// To the next one, so that all are reachable (the service wants that); choices and catchers
    /// skip some.
    static void goOn(json::Value& state, const std::vector<std::string>& names, int self) {
        if (self + 1 == static_cast<int>(names.size()))
            state.set("End", true);
        else
            state.set("Next", names[static_cast<std::size_t>(self + 1)]);
    }

    json::Value state(const std::vector<std::string>& names, int self, int depth) {
        const bool last = self + 1 == static_cast<int>(names.size());
        switch (upTo(depth < 2 ? 9 : 6)) {
        case 0:
        case 1:
            return pass(names, self);
        case 2:
        case 3:
            return task(names, self);
        case 4:
            return last ? pass(names, self) : choice(names, self);
        case 5:
            return wait(names, self);
        case 6:
            return last && perhaps(3) ? ending() : pass(names, self);
        case 7:
            return parallel(names, self, depth);
        default:
            return map(names, self, depth);
        }
    }

    json::Value pass(const std::vector<std::string>& names, int self) {
        json::Value state = json::Value::object({{"Type", "Pass"}});
        if (perhaps(5))
            state.set("Parameters",
                      json::Value::object({{"made.$", "States.MathAdd($.n, 1)"}, {"kept", "x"}}));
        if (perhaps(3))
            state.set("Assign", json::Value::object({{"seen" + std::to_string(m_states) + "_" +
                                                          std::to_string(++m_variables) + ".$",
                                                      "$.n"}}));
        state.set("ResultPath", "$.r");
        goOn(state, names, self);
        return state;
    }

    json::Value task(const std::vector<std::string>& names, int self) {
        json::Value state =
            json::Value::object({{"Type", "Task"},
                                 {"Resource", "arn:aws:lambda:us-east-1:123456789012:function:f"},
                                 {"ResultPath", "$.r"}});
        if (perhaps(3))
            state.set("TimeoutSeconds", 1 + upTo(30));
        protect(state, names, self);
        goOn(state, names, self);
        return state;
    }

    /// Retry and Catch, perhaps.
    void protect(json::Value& state, const std::vector<std::string>& names, int self) {
        if (perhaps(4))
            state.set("Retry", json::Value(json::Value::Array{json::Value::object(
                                   {{"ErrorEquals", json::Value(json::Value::Array{"Odd"})},
                                    {"IntervalSeconds", 1 + upTo(5)},
                                    {"MaxAttempts", upTo(3)},
                                    {"BackoffRate", 1.5}})}));
        if (self + 1 < static_cast<int>(names.size()) && perhaps(6))
            state.set("Catch", json::Value(json::Value::Array{json::Value::object(
                                   {{"ErrorEquals", json::Value(json::Value::Array{"States.ALL"})},
                                    {"ResultPath", "$.error"},
                                    {"Next", later(names, self)}})}));
    }

    json::Value choice(const std::vector<std::string>& names, int self) {
        json::Value::Array rules;
        for (int i = 0; i <= upTo(2); ++i)
            rules.push_back(json::Value::object({{"Variable", "$.n"},
                                                 {"NumericLessThan", upTo(10)},
                                                 {"Next", later(names, self)}}));
        return json::Value::object({{"Type", "Choice"},
                                    {"Choices", json::Value(std::move(rules))},
                                    {"Default", names[static_cast<std::size_t>(self + 1)]}});
    }

    json::Value wait(const std::vector<std::string>& names, int self) {
        json::Value state = json::Value::object({{"Type", "Wait"}, {"Seconds", upTo(20)}});
        goOn(state, names, self);
        return state;
    }

    json::Value ending() {
        if (perhaps(5))
            return json::Value::object({{"Type", "Succeed"}});
        return json::Value::object({{"Type", "Fail"}, {"Error", "Odd"}, {"Cause", "by chance"}});
    }

    json::Value parallel(const std::vector<std::string>& names, int self, int depth) {
        json::Value::Array branches;
        for (int i = 0; i <= 1 + upTo(1); ++i)
            branches.push_back(region(depth + 1));
        json::Value state = json::Value::object({{"Type", "Parallel"},
                                                 {"Branches", json::Value(std::move(branches))},
                                                 {"ResultPath", "$.r"}});
        protect(state, names, self);
        goOn(state, names, self);
        return state;
    }

    json::Value map(const std::vector<std::string>& names, int self, int depth) {
        json::Value state = json::Value::object(
            {{"Type", "Map"},
             {"ItemsPath", "$.list"},
             {"ItemSelector", json::Value::object({{"n.$", "$$.Map.Item.Index"},
                                                   {"list.$", "$.list"},
                                                   {"item.$", "$$.Map.Item.Value"}})},
             {"ItemProcessor", region(depth + 1)},
             {"ResultPath", "$.r"}});
        if (perhaps(5))
            state.set("MaxConcurrency", upTo(2));
        protect(state, names, self);
        goOn(state, names, self);
        return state;
    }

    std::mt19937 m_random;
    int m_states = 0;
    int m_variables = 0; // an inner scope may not assign a name of an outer one
};

} // namespace ws::tests
