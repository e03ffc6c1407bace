#pragma once

namespace ws::tests {

/// A machine that cannot run without its mocks, and tests of it: one that holds, and one for each
/// way not to.
inline constexpr const char* kSizesMachine = R"({"StartAt":"Ask","States":{
  "Ask":{"Type":"Task","Resource":"nowhere","Next":"Large?"},
  "Large?":{"Type":"Choice","Default":"Small",
    "Choices":[{"Variable":"$.n","NumericGreaterThan":5,"Next":"Large"}]},
  "Large":{"Type":"Pass","Result":"L","ResultPath":"$.size","End":true},
  "Small":{"Type":"Pass","Result":"S","ResultPath":"$.size","End":true}}})";

inline constexpr const char* kSizesTests = R"({
  "StateMachines":{"sizes":{"TestCases":{
    "nine":{"Ask":{"0":{"Return":{"n":9}}}},
    "none":{"Ask":{"0":{"Throw":{"Error":"Closed","Cause":"for today"}}}}}}},
  "Tests":{
    "nine is large":{"Mocks":"nine","Expect":{"Path":["Ask","Large?","Large"],
      "Output":{"size":"L"},"Check":"{% $states.output.n = 9 %}"}},
    "closed":{"Mocks":"none","Expect":{"Error":"Closed"}},
    "another path":{"Mocks":"nine","Expect":{"Path":["Ask","Large?","Small"]}},
    "another output":{"Mocks":"nine","Expect":{"Output":{"size":"S"}}},
    "another check":{"Mocks":"nine","Expect":{"Check":"{% $states.output.n < 9 %}"}}}})";

} // namespace ws::tests
