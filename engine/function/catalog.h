#pragma once

#include "engine/function/configuration.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::function {

/// A name for a version, or for two of them with a share each (lambda.md B8).
struct Alias {
    std::string name;
    std::string version;           ///< "$LATEST" or a number
    std::string additionalVersion; ///< RoutingConfig; empty: all goes to `version`
    double additionalWeight = 0;   ///< share of the additional version, 0..1

    bool operator==(const Alias&) const = default;
};

/// EventInvokeConfig of one qualifier (lambda.md B7).
struct AsyncConfiguration {
    int maximumRetryAttempts = 2;        ///< 0..2
    int maximumEventAgeSeconds = 21'600; ///< 60..21,600
    Destinations destinations;

    bool operator==(const AsyncConfiguration&) const = default;
};

/// Whether a function can be invoked (lambda.md B8).
enum class State { Pending, Active, Inactive, Failed };

/// One function as the data plane sees it: everything that can be invoked under its name.
struct CatalogEntry {
    std::string name;
    State state = State::Active;
    /// $LATEST first, then the published versions, rising. Never empty.
    std::vector<std::shared_ptr<const Revision>> revisions;
    std::vector<Alias> aliases;
    std::optional<int> reservedConcurrency; ///< unset: shares the account's pool
    /// Of a version or an alias, never of $LATEST.
    struct Provisioned {
        std::string qualifier;
        int environments = 0;
    };
    std::vector<Provisioned> provisioned;
    /// By qualifier ("$LATEST", a version or an alias); one that is missing has the defaults.
    std::vector<std::pair<std::string, AsyncConfiguration>> asynchronous;
    std::string deadLetterTarget; ///< of the function as a whole; empty: none
    enum class Loops { Stopped, Allowed } loops = Loops::Stopped; ///< RecursiveLoop (lambda.md B6)
};

/// The entry of a function that has nothing but $LATEST.
CatalogEntry entryOf(std::shared_ptr<const Revision> latest);

} // namespace ws::function
