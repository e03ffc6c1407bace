#include "engine/fleet/costmeter.h"

namespace ws::fleet {

void CostMeter::setCatalog(const std::vector<function::CatalogEntry>& catalog) {
    for (const function::CatalogEntry& entry : catalog) {
        for (const auto& revision : entry.revisions) {
            const function::Configuration& configuration = revision->configuration;
            m_forms[{entry.name, revision->version}] = {configuration.memoryMb,
                                                        configuration.ephemeralStorageMb,
                                                        architectureOf(configuration.architecture)};
        }
    }
}

const CostMeter::Form& CostMeter::formOf(const std::string& function,
                                         const std::string& version) const {
    static const Form kUnknown;
    auto found = m_forms.find({function, version});
    if (found == m_forms.end())
        found = m_forms.find({function, "$LATEST"}); // an alias: versions seldom differ in size
    return found == m_forms.end() ? kUnknown : found->second;
}

void CostMeter::onEvent(const telemetry::Event& event) {
    m_last = event.at;
    if (const auto* finished = std::get_if<telemetry::InvocationFinished>(&event.body))
        take(*finished);
    else if (const auto* started = std::get_if<telemetry::EnvironmentStarted>(&event.body))
        take(*started);
    else if (const auto* changed =
                 std::get_if<telemetry::ProvisionedConcurrencyChanged>(&event.body))
        take(*changed, event.at);
    else if (const auto* phase = std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body);
             phase && phase->phase == telemetry::Phase::Gone)
        m_environments.erase(phase->environment);
}

void CostMeter::take(const telemetry::EnvironmentStarted& started) {
    const bool provisioned = started.reason == telemetry::StartReason::Provisioned;
    m_environments[started.environment] = {
        started.function, formOf(started.function, started.version),
        provisioned ? Usage::Where::Provisioned : Usage::Where::OnDemand};
}

Charge CostMeter::chargeOf(const telemetry::InvocationFinished& finished) const {
    const auto found = m_environments.find(finished.environment);
    if (found == m_environments.end())
        return {}; // never ran
    const Environment& environment = found->second;
    return fleet::chargeOf({finished.billed, finished.memorySizeMb,
                            environment.form.ephemeralStorageMb, environment.form.architecture,
                            environment.where},
                           m_prices);
}

void CostMeter::take(const telemetry::InvocationFinished& finished) {
    const auto found = m_environments.find(finished.environment);
    if (found != m_environments.end())
        m_charges[found->second.function] += chargeOf(finished);
}

void CostMeter::take(const telemetry::ProvisionedConcurrencyChanged& changed, base::TimePoint now) {
    const Order order{changed.function, changed.qualifier};
    Kept& kept = m_kept[order];
    if (kept.environments == changed.available)
        return;
    m_charges[changed.function] += keeping(order, kept, now);
    kept = {changed.available, now};
}

Charge CostMeter::keeping(const Order& order, const Kept& kept, base::TimePoint until) const {
    if (kept.environments == 0)
        return {};
    const Form& form = formOf(order.first, order.second);
    return provisionedCharge(kept.environments, form.memoryMb, until - kept.since,
                             form.architecture, m_prices);
}

Charge CostMeter::total(const std::string& function) const {
    Charge charge;
    if (const auto found = m_charges.find(function); found != m_charges.end())
        charge = found->second;
    for (const auto& [order, kept] : m_kept) {
        if (order.first == function)
            charge += keeping(order, kept, m_last);
    }
    return charge;
}

Charge CostMeter::total() const {
    Charge charge;
    for (const auto& [function, one] : m_charges)
        charge += one;
    for (const auto& [order, kept] : m_kept)
        charge += keeping(order, kept, m_last);
    return charge;
}

} // namespace ws::fleet
