#pragma once

#include "engine/fleet/billing.h"
#include "engine/function/catalog.h"
#include "engine/telemetry/eventbus.h"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ws::fleet {

/// What a run costs, from its events: by function and in all, with what is kept initialised.
class CostMeter : public telemetry::EventSink {
public:
    explicit CostMeter(const PriceList& prices)
        : m_prices(prices) {}

    /// Memory, storage and architecture of what runs from now on.
    void setCatalog(const std::vector<function::CatalogEntry>& catalog);
    void onEvent(const telemetry::Event& event) override;

    /// Of one invocation that is finished.
    Charge chargeOf(const telemetry::InvocationFinished& finished) const;
    Charge total() const;
    /// Of one function, until the last event.
    Charge total(const std::string& function) const;

private:
    struct Form {
        int memoryMb = 128;
        int ephemeralStorageMb = 512;
        Architecture architecture = Architecture::X86;
    };
    struct Environment {
        std::string function;
        Form form;
        Usage::Where where = Usage::Where::OnDemand;
    };
    /// What one order has initialised since when; paid when that changes.
    struct Kept {
        int environments = 0;
        base::TimePoint since;
    };
    using Order = std::pair<std::string, std::string>; ///< function and qualifier

    const Form& formOf(const std::string& function, const std::string& version) const;
    void take(const telemetry::EnvironmentStarted& started);
    void take(const telemetry::InvocationFinished& finished);
    void take(const telemetry::ProvisionedConcurrencyChanged& changed, base::TimePoint now);
    Charge keeping(const Order& order, const Kept& kept, base::TimePoint until) const;

    const PriceList m_prices;
    std::map<Order, Form> m_forms; ///< by function and version
    std::unordered_map<base::EnvironmentId, Environment> m_environments;
    std::map<Order, Kept> m_kept;
    std::map<std::string, Charge> m_charges;
    base::TimePoint m_last;
};

} // namespace ws::fleet
