#include "engine/service/statesservice_p.h"

#include <algorithm>
#include <random>
#include <set>

namespace ws::service {

using json::Value;

namespace {

ApiError invalidRoutes(const std::string& what, const std::string& received) {
    return {"ValidationException", what + ". Received: " + received};
}

std::string listOf(const std::vector<std::string>& entries) {
    std::string text = "[";
    for (const std::string& entry : entries)
        text += (text.size() > 1 ? ", " : "") + entry;
    return text + ']';
}

Value routesToJson(const std::vector<Route>& routes) {
    Value::Array list;
    for (const Route& route : routes)
        list.push_back(Value::object(
            {{"stateMachineVersionArn", route.versionArn}, {"weight", route.weight}}));
    return Value(std::move(list));
}

std::string aliasArn(const Machine& machine, const std::string& name) {
    return machine.arn + ':' + name;
}

} // namespace

ApiResult<std::vector<Route>> StatesService::Private::routes(const Value& in) {
    std::vector<Route> routes;
    std::vector<std::string> arns;
    std::vector<std::string> weights;
    std::int64_t sum = 0;
    for (const Value& item : in["routingConfiguration"].items()) {
        routes.push_back({item["stateMachineVersionArn"].toString(), item["weight"].toInteger()});
        arns.push_back(routes.back().versionArn);
        weights.push_back(std::to_string(routes.back().weight));
        sum += routes.back().weight;
    }
    if (std::set(arns.begin(), arns.end()).size() < arns.size())
        return invalidRoutes("Routing configuration must contain distinct state machine version "
                             "ARNs",
                             listOf(arns));
    if (sum != 100)
        return invalidRoutes("Sum of routing configuration weights must equal 100",
                             listOf(weights));
    std::set<std::string> machines;
    for (const std::string& text : arns) {
        const auto arn = StatesArn::parse(text, StatesArn::Kind::StateMachine);
        if (!arn)
            return arn.error();
        if (!arn->isVersion())
            return invalidRoutes("Routing configuration must contain state machine version ARNs",
                                 listOf(arns));
        if (!findVersion(text))
            return resourceNotFound();
        machines.insert(arn->machineArn());
    }
    if (machines.size() > 1)
        return invalidRoutes("Routing configuration must contain versions of the same state "
                             "machine",
                             listOf(arns));
    return routes;
}

Answer StatesService::Private::createStateMachineAlias(const Value& in) {
    auto wanted = routes(in);
    if (!wanted)
        return wanted.error();
    const auto arn = StatesArn::parse(wanted->front().versionArn, StatesArn::Kind::StateMachine);
    Machine& machine = **findMachine(*arn);
    if (machine.deleting)
        return ApiError{"StateMachineDeleting", "State Machine Is Deleting: '" + machine.arn + "'"};
    const std::string& name = in["name"].toString();
    const std::string& description = in["description"].toString();
    auto found = machine.aliases.find(name);
    if (found != machine.aliases.end() &&
        (found->second.description != description || found->second.routes != *wanted))
        return ApiError{"ConflictException",
                        "Failed to create alias because an alias with the same name and a "
                        "different routing configuration already exists."};
    if (found == machine.aliases.end())
        found =
            machine.aliases.emplace(name, MachineAlias{name, description, *wanted, now(), now()})
                .first;
    return Value::object({{"stateMachineAliasArn", aliasArn(machine, name)},
                          {"creationDate", epochSeconds(found->second.created)}});
}

MachineAlias* StatesService::Private::findAlias(const StatesArn& arn) {
    const auto machine = m_store.machines.find(arn.machineArn());
    if (machine == m_store.machines.end())
        return nullptr;
    const auto alias = machine->second.aliases.find(arn.qualifier);
    return alias == machine->second.aliases.end() ? nullptr : &alias->second;
}

Answer StatesService::Private::describeStateMachineAlias(const Value& in) {
    auto arn =
        StatesArn::parse(in["stateMachineAliasArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    const MachineAlias* alias = findAlias(*arn);
    if (!alias)
        return resourceNotFound();
    Value out = Value::object({{"stateMachineAliasArn", arn->text}, {"name", alias->name}});
    if (!alias->description.empty())
        out.set("description", alias->description);
    out.set("routingConfiguration", routesToJson(alias->routes));
    out.set("creationDate", epochSeconds(alias->created));
    out.set("updateDate", epochSeconds(alias->updated));
    return out;
}

Answer StatesService::Private::updateStateMachineAlias(const Value& in) {
    auto arn =
        StatesArn::parse(in["stateMachineAliasArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    if (!in.find("description") && !in.find("routingConfiguration"))
        return ApiError{"ValidationException",
                        "Either the description or the routing configuration must be specified"};
    MachineAlias* alias = findAlias(*arn);
    if (!alias)
        return resourceNotFound();
    if (in.find("routingConfiguration")) {
        auto wanted = routes(in);
        if (!wanted)
            return wanted.error();
        alias->routes = *std::move(wanted);
    }
    if (const Value* description = in.find("description"))
        alias->description = description->toString();
    alias->updated = now();
    return Value::object({{"updateDate", epochSeconds(alias->updated)}});
}

Answer StatesService::Private::deleteStateMachineAlias(const Value& in) {
    auto arn =
        StatesArn::parse(in["stateMachineAliasArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    if (auto machine = findMachine(*arn))
        (*machine)->aliases.erase(arn->qualifier);
    return Value::object();
}

Answer StatesService::Private::listStateMachineAliases(const Value& in) {
    auto arn = StatesArn::parse(in["stateMachineArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    auto found = findMachine(*arn);
    if (!found)
        return found.error();
    const Machine& machine = **found;
    std::vector<const MachineAlias*> aliases;
    for (const auto& [name, alias] : machine.aliases) {
        // A version's ARN asks for the aliases that lead to it.
        if (!arn->isVersion() ||
            std::any_of(alias.routes.begin(), alias.routes.end(),
                        [&](const Route& route) { return route.versionArn == arn->text; }))
            aliases.push_back(&alias);
    }
    const auto page = pageOf(in, aliases.size(), [&](std::size_t at) { return aliases[at]->name; });
    if (!page)
        return page.error();
    Value::Array list;
    for (std::size_t at = page->begin; at < page->end; ++at)
        list.push_back(
            Value::object({{"stateMachineAliasArn", aliasArn(machine, aliases[at]->name)},
                           {"creationDate", epochSeconds(aliases[at]->created)}}));
    Value out = Value::object({{"stateMachineAliases", Value(std::move(list))}});
    setNextToken(out, *page);
    return out;
}

const MachineVersion* StatesService::Private::routed(const MachineAlias& alias) {
    std::int64_t draw = std::uniform_int_distribution<std::int64_t>(1, 100)(m_random);
    for (const Route& route : alias.routes) {
        draw -= route.weight;
        if (draw <= 0)
            return findVersion(route.versionArn);
    }
    return nullptr;
}

} // namespace ws::service
