#include "engine/fleet/frontend.h"

#include "engine/function/requestmodel.h"

#include <algorithm>

namespace ws::fleet {

void FrontEnd::setCatalog(Catalog catalog, const FindRoute& findRoute) {
    m_functions.clear();
    for (function::CatalogEntry& entry : catalog) {
        std::string arn = base::functionArn(entry.name);
        Function function{std::move(entry), std::move(arn), {}};
        for (const Revision& revision : function.entry.revisions)
            function.routes.push_back(findRoute(*revision));
        std::string name = function.entry.name;
        m_functions.insert_or_assign(std::move(name), std::move(function));
    }
}

const FrontEnd::Function* FrontEnd::findFunction(const std::string& name) const {
    const auto found = m_functions.find(name);
    return found == m_functions.end() ? nullptr : &found->second;
}

const function::CatalogEntry* FrontEnd::find(const std::string& function) const {
    const Function* found = findFunction(function);
    return found ? &found->entry : nullptr;
}

bool FrontEnd::isCurrent(const function::Revision& revision) const {
    const function::CatalogEntry* entry = find(revision.configuration.name);
    if (!entry)
        return false;
    const std::size_t index = indexOf(*entry, revision.version);
    return index < entry->revisions.size() &&
           entry->revisions[index]->fingerprint == revision.fingerprint;
}

FrontEnd::Target FrontEnd::resolve(const std::string& text, const std::string& qualifier,
                                   std::mt19937_64& random) const {
    if (qualifier.empty()) {
        if (const Function* found = findFunction(text))
            return {{text, {}},
                    found->entry.revisions.front(),
                    found->arn,
                    &found->entry,
                    found->routes.front()};
    }
    Target target{base::FunctionName::parse(text), nullptr, {}, nullptr, {}};
    if (target.name.qualifier.empty())
        target.name.qualifier = qualifier;
    target.arn = base::functionArn(target.name.name, target.name.qualifier);
    const Function* function = findFunction(target.name.name);
    if (!function)
        return target;
    target.entry = &function->entry;
    const auto index =
        indexOf(function->entry, choose(function->entry, target.name.qualifier, random));
    if (index < function->routes.size()) {
        target.revision = function->entry.revisions[index];
        target.route = function->routes[index];
    }
    return target;
}

/// The number of revisions when there is none.
std::size_t FrontEnd::indexOf(const function::CatalogEntry& entry, const std::string& version) {
    const auto found = std::find_if(entry.revisions.begin(), entry.revisions.end(),
                                    [&](const Revision& one) { return one->version == version; });
    return std::size_t(found - entry.revisions.begin());
}

std::string FrontEnd::choose(const function::CatalogEntry& entry, const std::string& qualifier,
                             std::mt19937_64& random) {
    if (qualifier.empty())
        return entry.revisions.front()->version;
    const auto alias =
        std::find_if(entry.aliases.begin(), entry.aliases.end(),
                     [&](const function::Alias& one) { return one.name == qualifier; });
    if (alias == entry.aliases.end())
        return qualifier;
    const bool weighted = !alias->additionalVersion.empty() && alias->additionalWeight > 0;
    const bool additional =
        weighted && std::uniform_real_distribution<double>(0, 1)(random) < alias->additionalWeight;
    return additional ? alias->additionalVersion : alias->version;
}

std::optional<Refusal> FrontEnd::refusalOf(const Target& target) {
    if (!target.revision)
        return functionNotFound(target.name);
    switch (target.entry->state) {
    case function::State::Active:
        return std::nullopt;
    case function::State::Pending:
        return notInvocable("Pending");
    case function::State::Inactive:
        return notInvocable("Inactive");
    case function::State::Failed:
        return notInvocable("Failed");
    }
    return std::nullopt;
}

std::optional<Refusal> FrontEnd::refusalOfTenant(const std::string& tenantId) {
    using function::RequestModel;
    static const RequestModel::Operation& invoke = *RequestModel::lambda().find("Invoke");
    const json::Value request =
        json::Value::object({{"FunctionName", "function"}, {"TenantId", tenantId}});
    const auto wrong = RequestModel::lambda().violations(invoke, request);
    if (!wrong)
        return std::nullopt;
    return Refusal{wrong->status, wrong->body().dump(), wrong->code};
}

std::variant<json::Value, Refusal> FrontEnd::parsePayload(const std::string& text) {
    if (text.size() > kRequestLimit)
        return payloadTooLarge();
    if (text.empty())
        return json::Value::object();
    auto parsed = json::Value::parse(text);
    if (!parsed)
        return badPayload(text, parsed.error());
    return std::move(parsed).value();
}

} // namespace ws::fleet
