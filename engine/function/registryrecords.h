#pragma once

#include "engine/base/clock.h"
#include "engine/function/catalog.h"
#include "engine/function/codestore.h"
#include "engine/json/value.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What the account keeps about a function and a layer, and how it is written down.
namespace ws::function {

/// LastUpdateStatus; None: never updated, or not to be shown.
enum class UpdateStatus { None, Successful, InProgress, Failed };

/// $LATEST or a published version.
struct VersionRecord {
    std::string version = "$LATEST";
    json::Value settings = json::Value::object(); ///< members of CreateFunction, with defaults
    StoredCode code;
    std::string lastModified;
    std::string revisionId;
    State state = State::Pending;
    UpdateStatus update = UpdateStatus::None;
    std::string runtimeVersionArn;
    /// What folders of the workspace among its layers held when it was published, by their order;
    /// others are empty.
    std::vector<StoredCode> layers;
    std::string signedBy;  ///< ARN of a signing profile's version; empty: not checked, or nobody
    json::Value published; ///< settings of $LATEST when this version was made
    /// What environments start from: during an update still the old code.
    std::shared_ptr<const Revision> revision;
    std::uint64_t change = 0; ///< the last one; older ones that end later count for nothing
};

struct AliasRecord {
    Alias alias;
    std::string description;
    std::string revisionId;
};

struct ProvisionedRecord {
    enum class Status { InProgress, Ready, Failed };
    int requested = 0;
    int allocated = 0;
    int available = 0;
    Status status = Status::InProgress;
    std::string statusReason;
    std::string lastModified;
};

/// EventInvokeConfig as it was given; what is unset has the default.
struct AsyncRecord {
    std::optional<int> retryAttempts;
    std::optional<int> eventAgeSeconds;
    Destinations destinations;
    base::TimePoint lastModified;
};

struct UrlRecord {
    std::string id;
    std::string authType;
    std::string invokeMode = "BUFFERED";
    json::Value cors;
    std::string creationTime;
    std::string lastModifiedTime;
};

struct RuntimeRecord {
    std::string updateOn = "Auto";
    std::string versionArn;
};

struct FunctionRecord {
    std::string name;
    VersionRecord latest;
    std::vector<VersionRecord> versions; ///< published, rising
    int lastVersion = 0;                 ///< numbers are never used again
    std::map<std::string, AliasRecord> aliases;
    std::optional<int> reserved;
    std::map<std::string, ProvisionedRecord> provisioned; ///< by version or alias
    std::map<std::string, AsyncRecord> async;             ///< by qualifier, "$LATEST" too
    std::map<std::string, UrlRecord> urls;                ///< by alias, "" for $LATEST
    std::map<std::string, RuntimeRecord> runtimes;        ///< by version, "$LATEST" too
    std::map<std::string, json::Value> policies;          ///< statements by qualifier, "" for none
    json::Value tags = json::Value::object();
    std::string codeSigningConfig; ///< its ARN
    std::string recursiveLoop = "Terminate";
    bool isAdopted = false; ///< $LATEST is a folder of the workspace

    /// Of a folder that is not there, or cannot be read, at the moment.
    bool isAsleep() const { return isAdopted && !latest.revision; }

    /// nullptr: not published, or deleted.
    VersionRecord* version(const std::string& number);
    const VersionRecord* version(const std::string& number) const;
};

struct LayerVersionRecord {
    int version = 0;
    StoredCode code;
    std::string description;
    std::string license;
    std::string created;
    json::Value runtimes;      ///< array or null
    json::Value architectures; ///< array or null
    json::Value policy = json::Value::array();
    std::string policyRevisionId;
};

struct LayerRecord {
    std::string name;
    int lastVersion = 0;
    std::map<int, LayerVersionRecord> versions;
};

/// As records are written down; revisions are made anew when they are read.
json::Value toJson(const FunctionRecord& record);
FunctionRecord functionFromJson(const json::Value& value);
json::Value toJson(const LayerRecord& record);
LayerRecord layerFromJson(const json::Value& value);

} // namespace ws::function
