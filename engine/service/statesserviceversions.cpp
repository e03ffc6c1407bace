#include "engine/service/statesservice_p.h"

#include <algorithm>

namespace ws::service {

using json::Value;

namespace {

/// The service's name for a revision that no update made.
std::string revisionName(const std::string& id) {
    return id.empty() ? "INITIAL" : id;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// The aliases that send executions to the version.
std::vector<std::string> aliasesTo(const Machine& machine, const std::string& versionArn) {
    std::vector<std::string> names;
    for (const auto& [name, alias] : machine.aliases) {
        if (std::any_of(alias.routes.begin(), alias.routes.end(),
                        [&](const Route& route) { return route.versionArn == versionArn; }))
            names.push_back(name);
    }
    return names;
}

} // namespace

std::string StatesService::Private::versionArn(const Machine& machine, std::int64_t number) {
    return machine.arn + ':' + std::to_string(number);
}

/// The same revision is not published twice: the version that has it is the answer then.
MachineVersion& StatesService::Private::publish(Machine& machine, const std::string& description) {
    if (!machine.versions.empty()) {
        MachineVersion& latest = machine.versions.rbegin()->second;
        if (latest.revision == machine.revision)
            return latest;
    }
    const std::int64_t number = ++machine.lastVersion;
    return machine.versions[number] = {number, description, now(), machine.revision};
}

Answer StatesService::Private::publishStateMachineVersion(const Value& in) {
    auto found = findMachine(in);
    if (!found)
        return found.error();
    Machine& machine = **found;
    if (machine.deleting)
        return ApiError{"StateMachineDeleting", "State Machine Is Deleting: '" + machine.arn + "'"};
    const Value* wanted = in.find("revisionId");
    const std::string current = revisionName(machine.revision->id);
    if (wanted && wanted->toString() != current)
        return ApiError{"ConflictException",
                        "Failed to publish the State Machine version for revision " +
                            wanted->toString() + ". The current State Machine revision is " +
                            current + "."};
    const MachineVersion& version = publish(machine, in["description"].toString());
    return Value::object({{"creationDate", epochSeconds(version.created)},
                          {"stateMachineVersionArn", versionArn(machine, version.number)}});
}

Answer StatesService::Private::deleteStateMachineVersion(const Value& in) {
    const std::string& text = in["stateMachineVersionArn"].toString();
    auto arn = StatesArn::parse(text, StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    if (!arn->isVersion())
        return ApiError{"ValidationException", "Invalid State Machine version ARN: " + text};
    auto machine = findMachine(*arn);
    if (!machine)
        return Value::object();
    if (const auto names = aliasesTo(**machine, text); !names.empty())
        return ApiError{"ConflictException",
                        "Version to be deleted must not be referenced by an alias. Current list "
                        "of aliases referencing this version: [" +
                            joined(names) + "]"};
    (*machine)->versions.erase(std::stoll(arn->qualifier.substr(0, 18)));
    return Value::object();
}

Answer StatesService::Private::listStateMachineVersions(const Value& in) {
    auto found = findMachine(in);
    if (!found)
        return found.error();
    const Machine& machine = **found;
    std::vector<const MachineVersion*> versions;
    for (auto version = machine.versions.rbegin(); version != machine.versions.rend(); ++version)
        versions.push_back(&version->second);
    const auto page = pageOf(in, versions.size(),
                             [&](std::size_t at) { return std::to_string(versions[at]->number); });
    if (!page)
        return page.error();
    Value::Array list;
    for (std::size_t at = page->begin; at < page->end; ++at)
        list.push_back(
            Value::object({{"stateMachineVersionArn", versionArn(machine, versions[at]->number)},
                           {"creationDate", epochSeconds(versions[at]->created)}}));
    Value out = Value::object({{"stateMachineVersions", Value(std::move(list))}});
    setNextToken(out, *page);
    return out;
}

const MachineVersion* StatesService::Private::findVersion(const std::string& text) {
    const auto arn = StatesArn::parse(text, StatesArn::Kind::StateMachine);
    if (!arn || !arn->isVersion())
        return nullptr;
    const auto machine = m_store.machines.find(arn->machineArn());
    if (machine == m_store.machines.end())
        return nullptr;
    const auto version = machine->second.versions.find(std::stoll(arn->qualifier.substr(0, 18)));
    return version == machine->second.versions.end() ? nullptr : &version->second;
}

} // namespace ws::service
