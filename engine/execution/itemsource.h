#pragma once

#include "engine/json/value.h"
#include "engine/statemachine/definition.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ws::execution {

/// Which items an ItemReader asks for, with everything looked up.
struct ItemSource {
    statemachine::ItemReaderFields fields; ///< its templates and numbers are not looked at
    std::string bucket;
    std::string key;    ///< of getObject
    std::string prefix; ///< of listObjectsV2
    std::optional<std::int64_t> maxItems;
};

/// An item as the Map sees it.
struct ReadItem {
    json::Value value;
    std::string key; ///< the member's name when the items are the members of an object
};

/// Where a ResultWriter puts its files: BUCKET, PREFIX/MAP-RUN-ID/SUCCEEDED_0.json ...
struct ResultTarget {
    static constexpr const char* kManifest = "manifest.json"; ///< in the folder
    std::string bucket;
    std::string folder; ///< with a slash at its end, or empty
    std::string mapRunArn;
    /// Key of the manifest that the redriven Map Run wrote before, whose successes are named again;
    /// empty: none.
    std::string earlierManifest;
    statemachine::ResultWriterFields::Transformation transformation{};
    bool jsonLines = false;
};

/// One child execution's end, for the files of a ResultWriter.
struct ResultRecord {
    enum class Outcome : std::uint8_t { Succeeded, Failed, Pending };
    Outcome outcome = Outcome::Succeeded;
    json::Value record; ///< what DescribeExecution says of it
    json::Value output; ///< of a success
};

} // namespace ws::execution
