#include "engine/execution/teststate.h"

#include "engine/base/ids.h"
#include "engine/execution/interpreter.h"
#include "engine/execution/seededrandom.h"

#include <algorithm>
#include <array>

namespace ws::execution {

namespace {

/// Answers an interpreter's wishes as far as nobody else is needed for that.
class Solitude {
public:
    Solitude(Interpreter& interpreter, base::TimePoint now)
        : m_interpreter(interpreter)
        , m_now(now) {}

    void run(const json::Value& input) {
        apply(StartInput{input, {}});
        while (!m_interpreter.isFinished() && !m_calls) {
            if (m_interpreter.isReady())
                apply(ContinueInput{});
            else if (!fireNext())
                return;
        }
    }

private:
    void apply(InputBody body) {
        m_interpreter.apply({m_now, std::move(body)});
        for (const Command& command : m_interpreter.takeCommands())
            std::visit([this](const auto& what) { obey(what); }, command);
    }
    void obey(const StartTimer& command) { m_timers.push_back(command); }
    void obey(const CancelTimer& command) {
        std::erase_if(m_timers,
                      [&](const StartTimer& timer) { return timer.timer == command.timer; });
    }
    void obey(const AbandonTask&) {}
    void obey(const Finished&) {}
    template <typename Call>
    void obey(const Call&) {
        m_calls = true;
    }

    bool fireNext() {
        const auto first = std::min_element(
            m_timers.begin(), m_timers.end(),
            [](const StartTimer& left, const StartTimer& right) { return left.due < right.due; });
        if (first == m_timers.end())
            return false;
        const StartTimer timer = *first;
        m_timers.erase(first);
        m_now = std::max(m_now, timer.due);
        apply(TimerFiredInput{timer.timer});
        return true;
    }

    Interpreter& m_interpreter;
    base::TimePoint m_now;
    std::vector<StartTimer> m_timers;
    bool m_calls = false; ///< something that only others can do
};

std::string orElse(const std::string& given, const std::string& otherwise) {
    return given.empty() ? otherwise : given;
}

} // namespace

std::string_view stageName(DataStage stage) {
    static constexpr std::array<std::string_view, 16> kNames{"input",
                                                             "afterInputPath",
                                                             "afterParameters",
                                                             "afterArguments",
                                                             "afterItemsPath",
                                                             "afterItemsPointer",
                                                             "maxConcurrency",
                                                             "toleratedFailureCount",
                                                             "toleratedFailurePercentage",
                                                             "afterItemSelector",
                                                             "afterItemBatcher",
                                                             "result",
                                                             "afterResultSelector",
                                                             "afterResultPath",
                                                             "variables",
                                                             "output"};
    return kNames.at(static_cast<std::size_t>(stage));
}

std::string_view testStatusName(TestStateResult::Status status) {
    static constexpr std::array<std::string_view, 5> kNames{"SUCCEEDED", "FAILED", "RETRIABLE",
                                                            "CAUGHT_ERROR", "UNANSWERED"};
    return kNames.at(static_cast<std::size_t>(status));
}

bool endsByItself(const statemachine::State& state) {
    const auto* task = std::get_if<statemachine::TaskFields>(&state.fields);
    return !task ||
           (task->integration.kind != statemachine::Integration::Kind::Activity &&
            task->integration.pattern == statemachine::IntegrationPattern::RequestResponse);
}

const json::Value* TestStateResult::stage(DataStage stage) const {
    const auto found = std::find_if(stages.begin(), stages.end(), [stage](const StageValue& each) {
        return each.stage == stage;
    });
    return found == stages.end() ? nullptr : &found->value;
}

TestStateResult testState(const TestStateRequest& request, base::TimePoint at, std::uint64_t seed) {
    Interpreter::Setup setup;
    setup.machine = request.machine;
    setup.machineName = orElse(request.machineName, "TestState");
    setup.machineArn = orElse(request.machineArn, base::stateMachineArn(setup.machineName));
    setup.executionName = orElse(request.executionName, "TestState");
    setup.executionArn =
        orElse(request.executionArn, base::executionArn(setup.machineName, setup.executionName));
    setup.roleArn = request.roleArn;
    setup.limits = request.limits;
    setup.random = seededRandom(seed);
    setup.test = std::make_shared<StateTest>(StateTest{request, {}});
    // A call is as good as another: none is made.
    setup.offers = [](const statemachine::Integration&) { return true; };
    const auto test = setup.test;
    Interpreter interpreter(std::move(setup));
    Solitude(interpreter, at).run(request.input);
    return std::move(test->result);
}

} // namespace ws::execution
