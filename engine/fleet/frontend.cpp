#include "engine/fleet/frontend.h"

namespace ws::fleet {

void FrontEnd::setFunctions(const Revisions& revisions) {
    m_functions.clear();
    for (const auto& revision : revisions)
        m_functions.insert_or_assign(
            revision->configuration.name,
            Function{revision, base::functionArn(revision->configuration.name)});
}

std::shared_ptr<const function::Revision> FrontEnd::find(const std::string& name) const {
    const auto found = m_functions.find(name);
    return found == m_functions.end() ? nullptr : found->second.revision;
}

FrontEnd::Target FrontEnd::resolve(const std::string& text) const {
    if (const auto found = m_functions.find(text); found != m_functions.end())
        return {{text, {}}, found->second.revision, found->second.arn};
    Target target{base::FunctionName::parse(text), nullptr, {}};
    target.arn = base::functionArn(target.name.name, target.name.qualifier);
    const auto revision = find(target.name.name);
    const std::string& qualifier = target.name.qualifier;
    if (revision && (qualifier.empty() || qualifier == revision->version))
        target.revision = revision;
    return target;
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
