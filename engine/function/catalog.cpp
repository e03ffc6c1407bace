#include "engine/function/catalog.h"

#include <utility>

namespace ws::function {

CatalogEntry entryOf(std::shared_ptr<const Revision> latest) {
    const Configuration& configuration = latest->configuration;
    CatalogEntry entry;
    entry.name = configuration.name;
    entry.reservedConcurrency = configuration.reservedConcurrency;
    entry.asynchronous.emplace_back("$LATEST",
                                    AsyncConfiguration{configuration.maximumRetryAttempts,
                                                       configuration.maximumEventAgeSeconds,
                                                       configuration.destinations});
    entry.deadLetterTarget = configuration.deadLetterTarget;
    entry.revisions.push_back(std::move(latest));
    return entry;
}

} // namespace ws::function
