#pragma once

#include "engine/base/result.h"
#include "engine/execution/mocks.h"
#include "engine/json/value.h"
#include "engine/telemetry/historyevent.h"

#include <string>
#include <string_view>
#include <vector>

/// The mocks of a machine as somebody edits them: single answers in the text of the file beside the
/// machine (workspace/scenario.h says where, execution/mocks.h what is in it). The text is changed
/// in place and otherwise stays as it is.
namespace ws::workspace {

/// One line of a state's mock.
struct MockAnswer {
    std::string item; ///< number of the Map's item, from 0; empty: every one
    std::string call; ///< "0" the first, "1-9" the following ones, "*" each that nothing is said of
    execution::MockedResponse response;
};
bool operator==(const MockAnswer& left, const MockAnswer& right);

/// Errors "mocks.invalid" with pointer and reason.
base::Result<std::vector<MockAnswer>> toMockAnswers(const json::Value& state);
json::Value toJson(const std::vector<MockAnswer>& answers);

struct MockPlace {
    std::string machine;
    std::string testCase;
    std::string state;
};

/// Empty when nothing is said of the state. Errors: "json.syntax"; those of toMockAnswers().
base::Result<std::vector<MockAnswer>> mockAnswers(const std::string& text, const MockPlace& place);
/// The text with these answers; without any the state is not mocked. Where several states share a
/// response by its name, it is changed for all of them. Errors: "json.syntax"; "mocks.invalid" for
/// answers that contradict each other or a file that has something else in their place.
base::Result<std::string> withMockAnswers(const std::string& text, const MockPlace& place,
                                          const std::vector<MockAnswer>& answers);
/// The text with the mocks of a machine under its new name; as it is where that is taken. Error
/// "json.syntax".
base::Result<std::string> withMachineRenamed(const std::string& text, const std::string& from,
                                             const std::string& to);

/// What a state's calls came to in a run, so that it comes to the same without calling: one answer
/// per attempt that has ended, within a Map by its item.
std::vector<MockAnswer> pinnedAnswers(const std::vector<telemetry::HistoryEvent>& history,
                                      const std::string& state);

} // namespace ws::workspace
