#pragma once

#include "engine/base/alarm.h"
#include "engine/fleet/workermanager.h"
#include "engine/function/catalog.h"
#include "engine/telemetry/eventbus.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ws::fleet {

/// Provisioned concurrency (lambda.md B6): has the environments made that versions and aliases
/// order, at the service's pace, and keeps their number.
class Provisioning : private ProvisionedOwner {
public:
    using Status = telemetry::ProvisionedConcurrencyChanged;

    Provisioning(base::Clock& clock, telemetry::EventBus& bus, WorkerManager& workers);
    ~Provisioning() override;

    /// Counts for orders that come from now on.
    void setSettings(const Settings& settings);
    /// Orders that are new or changed begin anew; what is not ordered any more ends.
    void setCatalog(const std::vector<function::CatalogEntry>& catalog);

    std::optional<Status> status(const std::string& function, const std::string& qualifier) const;

private:
    /// The part of an order that one version serves; an alias with weights has two.
    struct Share {
        std::shared_ptr<const function::Revision> revision;
        int environments = 0;
        bool operator==(const Share& other) const {
            return revision->version == other.revision->version &&
                   revision->fingerprint == other.revision->fingerprint &&
                   environments == other.environments;
        }
    };
    struct Order {
        Order(std::uint64_t id, base::Clock& clock, std::function<void()> allocate)
            : id(id)
            , next(clock, std::move(allocate)) {}
        const std::uint64_t id;
        std::vector<Share> shares;
        std::vector<ProvisionedSet*> sets; ///< of the shares; owned by the worker manager
        base::TimePoint begin;             ///< of the allocation
        int made = 0;                      ///< environments that were placed so far
        Status status;
        base::Alarm next;
    };
    using Key = std::pair<std::string, std::string>; ///< function and qualifier

    static std::vector<Share> sharesOf(const function::CatalogEntry& entry,
                                       const function::CatalogEntry::Provisioned& provisioned);
    void begin(const Key& key, std::vector<Share> shares, int requested);
    void end(Order& order, telemetry::EndReason reason);
    void allocate(Order& order);
    /// The set that has the least of what it should have, or nullptr when all is made.
    static ProvisionedSet* neediest(const Order& order);
    void tell(Order& order);
    Order* orderOf(const ProvisionedSet& set);

    void onReady(ProvisionedSet& set) override;
    void onInitFailed(ProvisionedSet& set) override;
    void onLost(ProvisionedSet& set) override;

    base::Clock& m_clock;
    telemetry::EventBus& m_bus;
    WorkerManager& m_workers;
    base::Duration m_delay{0};
    GrowthRate m_rate;
    std::map<Key, std::unique_ptr<Order>> m_orders;
    std::uint64_t m_lastOrder = 0;
};

} // namespace ws::fleet
