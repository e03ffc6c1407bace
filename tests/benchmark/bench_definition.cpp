// Creates a state machine of a thousand states as the service does, from text to what runs: read,
// validated and compiled; in JSON and in YAML, with paths and with JSONata. Prints the least and
// the median of the times. With an argument, that many states.

#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/parser.h"
#include "engine/statemachine/validator.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace ws;
using statemachine::DefinitionKind;
using SteadyClock = std::chrono::steady_clock;

struct Language {
    const char* title;
    const char* head;
    const char* task;
    const char* choice; ///< without its targets
};

constexpr std::array kLanguages = {
    Language{"JSONPath", "",
             R"-("Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 30,
           "Parameters": {"FunctionName": "f", "Payload": {"id.$": "$.order#.items[0].id",
           "name.$": "States.Format('{}-{}', $.first#, $$.State.Name)"}}, "ResultPath": "$.answer#",
           "Retry": [{"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 3}],)-",
             R"("Variable": "$.answer#.count", "NumericGreaterThan": 10,)"},
    Language{"JSONata", R"("QueryLanguage": "JSONata",)",
             R"-("Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 30,
           "Arguments": {"FunctionName": "f", "Payload": {"id": "{% $states.input.items[#].id %}",
           "total": "{% $sum($states.input.items#.(price * quantity)) %}"}},
           "Output": "{% $merge([$states.input, {'answer#': $states.result}]) %}",
           "Retry": [{"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 3}],)-",
             R"-("Condition": "{% $states.input.answer#.count > 10 %}",)-"},
};

/// No state says quite what another says: `#` is its number.
std::string numbered(std::string text, int number) {
    for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at))
        text.replace(at, 1, std::to_string(number));
    return text;
}

/// Tasks in a row, after every third one a choice that may leave the next ones out.
std::string definition(const Language& language, int count) {
    std::string text = std::string("{") + language.head + R"("StartAt": "S0", "States": {)";
    const auto name = [](int i) { return "\"S" + std::to_string(i) + "\""; };
    for (int i = 0; i < count - 1; ++i) {
        const std::string next = name(i + 1);
        text += name(i) + ": {";
        if (i % 4 == 3)
            text += std::string(R"("Type": "Choice", "Choices": [{)") +
                    numbered(language.choice, i) + "\"Next\": " + name(std::min(i + 4, count - 1)) +
                    "}], \"Default\": " + next;
        else
            text += numbered(language.task, i) + ("\"Next\": " + next);
        text += "},\n";
    }
    return text + name(count - 1) + R"(: {"Type": "Succeed"}}})";
}

std::size_t create(const std::string& text, DefinitionKind kind) {
    const auto document = statemachine::loadDefinition(text, kind);
    if (!document)
        return 1;
    expression::JsonataPool expressions;
    const std::size_t found =
        statemachine::validate(*document, {.expressions = &expressions}).size();
    const auto machine =
        statemachine::compileStateMachine(document->value(document->root()), &expressions);
    return found + (machine ? 0U : 1U);
}

void measure(const char* title, const std::string& text, DefinitionKind kind) {
    constexpr int kRuns = 21;
    std::vector<double> times;
    std::size_t found = 0;
    for (int i = 0; i < kRuns; ++i) {
        const auto begin = SteadyClock::now();
        found = create(text, kind);
        times.push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count());
    }
    std::ranges::sort(times);
    std::printf("%7.2f ms least  %7.2f ms median  %s, %zu bytes%s\n", times.front(),
                times[kRuns / 2], title, text.size(), found == 0 ? "" : "  (with findings!)");
}

} // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::max(2, std::atoi(argv[1])) : 1'000;
    for (const Language& language : kLanguages) {
        const std::string text = definition(language, count);
        measure(language.title, text, DefinitionKind::Json);
        // JSON is YAML, too.
        measure((std::string(language.title) + " in YAML").c_str(), text, DefinitionKind::Yaml);
    }
    return 0;
}
