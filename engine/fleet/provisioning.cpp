#include "engine/fleet/provisioning.h"

#include <algorithm>
#include <cmath>

namespace ws::fleet {

using telemetry::EndReason;

namespace {

/// Environments are made in groups that are due together: at 6,000 a minute, ten.
constexpr base::Duration kPace = std::chrono::milliseconds{100};

std::shared_ptr<const function::Revision> versionOf(const function::CatalogEntry& entry,
                                                    const std::string& version) {
    for (const auto& revision : entry.revisions) {
        if (revision->version == version)
            return revision;
    }
    return nullptr;
}

} // namespace

Provisioning::Provisioning(base::Clock& clock, telemetry::EventBus& bus, WorkerManager& workers)
    : m_clock(clock)
    , m_bus(bus)
    , m_workers(workers) {
    m_workers.setProvisionedOwner(this);
}

Provisioning::~Provisioning() {
    m_workers.setProvisionedOwner(nullptr);
}

void Provisioning::setSettings(const Settings& settings) {
    m_delay = settings.provisioningDelay;
    m_rate = provisioningRateAt(settings.asOf, settings.region);
}

std::vector<Provisioning::Share>
Provisioning::sharesOf(const function::CatalogEntry& entry,
                       const function::CatalogEntry::Provisioned& provisioned) {
    std::string version = provisioned.qualifier;
    std::string additional;
    int moved = 0;
    for (const function::Alias& alias : entry.aliases) {
        if (alias.name != provisioned.qualifier)
            continue;
        version = alias.version;
        additional = alias.additionalVersion;
        if (!additional.empty())
            moved = int(std::lround(provisioned.environments * alias.additionalWeight));
    }
    std::vector<Share> shares;
    if (const auto revision = versionOf(entry, version))
        shares.push_back({revision, provisioned.environments - moved});
    if (const auto revision = versionOf(entry, additional); revision && moved > 0)
        shares.push_back({revision, moved});
    return shares;
}

void Provisioning::setCatalog(const std::vector<function::CatalogEntry>& catalog) {
    std::map<Key, std::pair<std::vector<Share>, int>> ordered;
    for (const function::CatalogEntry& entry : catalog) {
        for (const auto& provisioned : entry.provisioned)
            ordered[{entry.name, provisioned.qualifier}] = {sharesOf(entry, provisioned),
                                                            provisioned.environments};
    }
    for (auto order = m_orders.begin(); order != m_orders.end();) {
        const auto wanted = ordered.find(order->first);
        if (wanted != ordered.end() && wanted->second.first == order->second->shares) {
            ordered.erase(wanted);
            ++order;
            continue;
        }
        end(*order->second, EndReason::Replaced);
        if (wanted == ordered.end()) {
            order->second->status.status = Status::Status::Removed;
            m_bus.publish(order->second->status);
        }
        order = m_orders.erase(order);
    }
    for (auto& [key, wanted] : ordered)
        begin(key, std::move(wanted.first), wanted.second);
}

std::optional<Provisioning::Status> Provisioning::status(const std::string& function,
                                                         const std::string& qualifier) const {
    const auto found = m_orders.find({function, qualifier});
    if (found == m_orders.end())
        return std::nullopt;
    return found->second->status;
}

void Provisioning::begin(const Key& key, std::vector<Share> shares, int requested) {
    const std::uint64_t id = ++m_lastOrder;
    auto made = std::make_unique<Order>(id, m_clock, [this, key] { allocate(*m_orders.at(key)); });
    Order& order = *made;
    m_orders.emplace(key, std::move(made));
    order.status.function = key.first;
    order.status.qualifier = key.second;
    order.status.requested = requested;
    for (const Share& share : shares)
        order.sets.push_back(&m_workers.addProvisioned(share.revision, key.second, id));
    order.shares = std::move(shares);
    order.begin = m_clock.now() + m_delay;
    order.next.set(order.begin);
    m_bus.publish(order.status);
}

void Provisioning::end(Order& order, EndReason reason) {
    order.next.clear();
    for (ProvisionedSet* set : order.sets)
        m_workers.retire(*set, reason);
    order.status.allocated = 0;
    order.status.available = 0;
}

ProvisionedSet* Provisioning::neediest(const Order& order) {
    ProvisionedSet* neediest = nullptr;
    int most = 0;
    for (std::size_t share = 0; share < order.sets.size(); ++share) {
        const int missing = order.shares[share].environments - order.sets[share]->live;
        if (missing > most) {
            most = missing;
            neediest = order.sets[share];
        }
    }
    return neediest;
}

/// Until all are there, no more than the pace allows; then whatever was lost.
void Provisioning::allocate(Order& order) {
    const bool allocating = order.status.status == Status::Status::InProgress;
    const int due = provisionedAfter(m_rate, m_clock.now() - order.begin);
    while (ProvisionedSet* set = neediest(order)) {
        const bool early = allocating && order.made >= due;
        if (early || !m_workers.placeProvisioned(*set)) {
            order.next.set(m_clock.now() + kPace);
            return;
        }
        ++order.made;
    }
}

void Provisioning::tell(Order& order) {
    int ready = 0;
    bool complete = true;
    for (std::size_t share = 0; share < order.sets.size(); ++share) {
        ready += order.sets[share]->ready;
        complete = complete && order.sets[share]->ready >= order.shares[share].environments;
    }
    order.status.allocated = ready;
    if (complete && order.status.status == Status::Status::InProgress) {
        order.status.status = Status::Status::Ready;
        for (ProvisionedSet* set : order.sets)
            set->use = ProvisionedSet::Use::Serving;
    }
    order.status.available = order.status.status == Status::Status::Ready ? ready : 0;
    m_bus.publish(order.status);
}

Provisioning::Order* Provisioning::orderOf(const ProvisionedSet& set) {
    const auto found = m_orders.find({set.revision->configuration.name, set.qualifier});
    const bool theirs = found != m_orders.end() && found->second->id == set.order;
    return theirs ? found->second.get() : nullptr;
}

void Provisioning::onReady(ProvisionedSet& set) {
    if (Order* order = orderOf(set))
        tell(*order);
}

void Provisioning::onInitFailed(ProvisionedSet& set) {
    Order* order = orderOf(set);
    if (!order)
        return;
    end(*order, EndReason::InitFailed);
    order->status.status = Status::Status::Failed;
    order->status.statusReason = "FUNCTION_ERROR_INIT_FAILURE";
    m_bus.publish(order->status);
}

void Provisioning::onLost(ProvisionedSet& set) {
    Order* order = orderOf(set);
    if (!order)
        return;
    tell(*order);
    order->next.set(m_clock.now());
}

} // namespace ws::fleet
