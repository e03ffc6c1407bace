#include "engine/fleet/frontend.h"

#include <algorithm>

namespace ws::fleet {

void FrontEnd::setCatalog(Catalog catalog) {
    m_functions.clear();
    for (function::CatalogEntry& entry : catalog) {
        std::string name = entry.name;
        std::string arn = base::functionArn(name);
        m_functions.insert_or_assign(std::move(name), Function{std::move(entry), std::move(arn)});
    }
}

const function::CatalogEntry* FrontEnd::find(const std::string& function) const {
    const auto found = m_functions.find(function);
    return found == m_functions.end() ? nullptr : &found->second.entry;
}

bool FrontEnd::isCurrent(const function::Revision& revision) const {
    const function::CatalogEntry* entry = find(revision.configuration.name);
    if (!entry)
        return false;
    const Revision current = findVersion(*entry, revision.version);
    return current && current->fingerprint == revision.fingerprint;
}

FrontEnd::Target FrontEnd::resolve(const std::string& text, const std::string& qualifier,
                                   std::mt19937_64& random) const {
    if (qualifier.empty()) {
        if (const auto found = m_functions.find(text); found != m_functions.end()) {
            const function::CatalogEntry& entry = found->second.entry;
            return {{text, {}}, entry.revisions.front(), found->second.arn, &entry};
        }
    }
    Target target{base::FunctionName::parse(text), nullptr, {}, nullptr};
    if (target.name.qualifier.empty())
        target.name.qualifier = qualifier;
    target.arn = base::functionArn(target.name.name, target.name.qualifier);
    target.entry = find(target.name.name);
    if (target.entry)
        target.revision = choose(*target.entry, target.name.qualifier, random);
    return target;
}

FrontEnd::Revision FrontEnd::findVersion(const function::CatalogEntry& entry,
                                         const std::string& version) {
    const auto found = std::find_if(entry.revisions.begin(), entry.revisions.end(),
                                    [&](const Revision& one) { return one->version == version; });
    return found == entry.revisions.end() ? nullptr : *found;
}

FrontEnd::Revision FrontEnd::choose(const function::CatalogEntry& entry,
                                    const std::string& qualifier, std::mt19937_64& random) {
    if (qualifier.empty())
        return entry.revisions.front();
    const auto alias =
        std::find_if(entry.aliases.begin(), entry.aliases.end(),
                     [&](const function::Alias& one) { return one.name == qualifier; });
    if (alias == entry.aliases.end())
        return findVersion(entry, qualifier);
    const bool weighted = !alias->additionalVersion.empty() && alias->additionalWeight > 0;
    const bool additional =
        weighted && std::uniform_real_distribution<double>(0, 1)(random) < alias->additionalWeight;
    return findVersion(entry, additional ? alias->additionalVersion : alias->version);
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

std::variant<json::Value, Refusal> FrontEnd::parsePayload(const std::string& text) {
    if (text.size() > kRequestLimit)
        return payloadTooLarge();
    if (text.empty())
        return json::Value::object();
    auto parsed = json::Value::parse(text);
    if (!parsed)
        return badPayload(parsed.error());
    return std::move(parsed).value();
}

} // namespace ws::fleet
