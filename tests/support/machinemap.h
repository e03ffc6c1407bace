#pragma once

#include "engine/statemachine/nesting.h"

#include <map>
#include <string>

namespace ws::tests {

/// Machines that are started by others, without files.
struct MachineMap : statemachine::MachineSource {
    std::map<std::string, statemachine::SharedDefinition> all;

    void put(const std::string& name, const std::string& text) {
        all[name] = statemachine::readDefinition(text);
    }
    bool has(const std::string& name) const override { return all.contains(name); }
    statemachine::SharedDefinition definition(const std::string& name) override {
        const auto found = all.find(name);
        return found == all.end() ? nullptr : found->second;
    }
};

/// A Task's members that make it start that machine and wait for its end.
inline std::string startsMachine(const std::string& name) {
    return R"("Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2",)"
           R"("Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:)" +
           name + "\"}";
}

} // namespace ws::tests
