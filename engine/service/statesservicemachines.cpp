#include "engine/service/statesservice_p.h"

#include "engine/service/machineconfiguration.h"
#include "engine/service/statesdefinition.h"
#include "engine/service/variablereferences.h"
#include "engine/statemachine/parser.h"

namespace ws::service {

using json::Value;
using statemachine::WorkflowType;

namespace {

const char* typeName(WorkflowType type) {
    return type == WorkflowType::Express ? "EXPRESS" : "STANDARD";
}

/// Roles are not followed, but they have the form of one.
std::optional<ApiError> roleProblem(const std::string& arn) {
    if (base::Arn::looksLikeOne(arn))
        return std::nullopt;
    return ApiError{"InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'"};
}

bool isSame(const MachineRevision& left, const MachineRevision& right) {
    return left.definition == right.definition && left.logging == right.logging &&
           left.tracing == right.tracing && left.encryption == right.encryption;
}

std::optional<ApiError> versionProblem(const Value& in) {
    if (!in.find("versionDescription") || in["publish"].toBool())
        return std::nullopt;
    return ApiError{"ValidationException",
                    "Version description can only be set when publish is true"};
}

bool changesAnything(const Value& in) {
    for (const char* member : {"definition", "roleArn", "loggingConfiguration",
                               "tracingConfiguration", "encryptionConfiguration"}) {
        if (in.find(member))
            return true;
    }
    return false;
}

Tags tagsFrom(const Value& list) {
    Tags tags;
    for (const Value& tag : list.items())
        tags.emplace_back(tag["key"].toString(), tag["value"].toString());
    return tags;
}

} // namespace

ApiResult<MachineRevision> StatesService::Private::revised(const Value& in,
                                                           const MachineRevision& base,
                                                           WorkflowType type) const {
    MachineRevision out = base;
    if (const Value* definition = in.find("definition")) {
        auto compiled = checkedDefinition(definition->toString(), type);
        if (!compiled)
            return compiled.error();
        out.definition = definition->toString();
        out.compiled = *std::move(compiled);
    }
    if (const Value* role = in.find("roleArn")) {
        if (auto problem = roleProblem(role->toString()))
            return *std::move(problem);
        out.roleArn = role->toString();
    }
    if (const Value* given = in.find("loggingConfiguration")) {
        auto logging = loggingOf(*given, m_logs);
        if (!logging)
            return logging.error();
        out.logging = *std::move(logging);
    }
    if (const Value* given = in.find("tracingConfiguration"))
        out.tracing = Value::object({{"enabled", (*given)["enabled"].toBool()}});
    if (const Value* given = in.find("encryptionConfiguration")) {
        auto encryption = encryptionOf(*given);
        if (!encryption)
            return encryption.error();
        out.encryption = *std::move(encryption);
    }
    out.updated = now();
    return out;
}

Answer StatesService::Private::created(const Machine& machine) const {
    Value out = Value::object(
        {{"stateMachineArn", machine.arn}, {"creationDate", epochSeconds(machine.created)}});
    if (machine.published)
        out.set("stateMachineVersionArn", versionArn(machine, 1));
    return out;
}

Answer StatesService::Private::createStateMachine(const Value& in) {
    const std::string& name = in["name"].toString();
    if (auto problem = nameProblem(name))
        return *std::move(problem);
    if (auto problem = versionProblem(in))
        return *std::move(problem);
    const auto type =
        in["type"].toString() == "EXPRESS" ? WorkflowType::Express : WorkflowType::Standard;
    MachineRevision empty;
    empty.logging = defaultLogging();
    empty.tracing = Value::object({{"enabled", false}});
    empty.encryption = Value::object({{"type", "AWS_OWNED_KEY"}});
    auto revision = revised(in, empty, type);
    if (!revision)
        return revision.error();

    const std::string arn = ownArn("stateMachine:" + name);
    if (const auto found = m_store.machines.find(arn); found != m_store.machines.end()) {
        const Machine& old = found->second;
        if (old.deleting)
            return ApiError{"StateMachineDeleting", "State Machine Is Deleting: '" + arn + "'"};
        // Another role or other tags do not make it another machine; they are ignored.
        if (old.type == type && isSame(*old.revision, *revision) &&
            old.published == in["publish"].toBool() &&
            old.firstDescription == in["versionDescription"].toString())
            return created(old);
        return ApiError{"StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'"};
    }
    Machine& machine = m_store.machines[arn];
    machine.name = name;
    machine.arn = arn;
    machine.type = type;
    machine.created = now();
    machine.published = in["publish"].toBool();
    machine.firstDescription = in["versionDescription"].toString();
    machine.revision = std::make_shared<const MachineRevision>(*std::move(revision));
    machine.tags = tagsFrom(in["tags"]);
    if (machine.published)
        publish(machine, machine.firstDescription);
    return created(machine);
}

Answer StatesService::Private::updateStateMachine(const Value& in) {
    auto arn = StatesArn::parse(in["stateMachineArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    auto found = findMachine(*arn);
    if (!found || !arn->qualifier.empty())
        return noSuchMachine(arn->text);
    Machine& machine = **found;
    if (machine.deleting)
        return ApiError{"StateMachineDeleting", "State Machine Is Deleting: '" + machine.arn + "'"};
    if (!changesAnything(in))
        return ApiError{"MissingRequiredParameter",
                        "Either the definition, the role ARN, the LoggingConfiguration, the "
                        "TracingConfiguration or the EncryptionConfiguration must be specified"};
    if (auto problem = versionProblem(in))
        return *std::move(problem);
    auto revision = revised(in, *machine.revision, machine.type);
    if (!revision)
        return revision.error();
    const base::TimePoint updated = revision->updated;
    if (!isSame(*revision, *machine.revision) || revision->roleArn != machine.revision->roleArn) {
        revision->id = m_ids.next();
        machine.revision = std::make_shared<const MachineRevision>(*std::move(revision));
    }
    Value out = Value::object({{"updateDate", epochSeconds(updated)}});
    if (!machine.revision->id.empty())
        out.set("revisionId", machine.revision->id);
    if (in["publish"].toBool())
        out.set("stateMachineVersionArn",
                versionArn(machine, publish(machine, in["versionDescription"].toString()).number));
    return out;
}

Answer StatesService::Private::deleteStateMachine(const Value& in) {
    auto arn = StatesArn::parse(in["stateMachineArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    const auto found = m_store.machines.find(arn->machineArn());
    if (found != m_store.machines.end() && arn->qualifier.empty()) {
        found->second.deleting = true;
        removeIfIdle(arn->machineArn());
    }
    return Value::object();
}

void StatesService::Private::removeIfIdle(const std::string& machineArn) {
    const auto found = m_store.machines.find(machineArn);
    if (found != m_store.machines.end() && found->second.deleting && found->second.running == 0)
        m_store.machines.erase(found);
}

Value StatesService::Private::description(const Machine& machine,
                                          const MachineRevision& revision) const {
    Value out = Value::object({{"stateMachineArn", machine.arn},
                               {"name", machine.name},
                               {"definition", revision.definition},
                               {"roleArn", revision.roleArn},
                               {"loggingConfiguration", revision.logging},
                               {"tracingConfiguration", revision.tracing},
                               {"encryptionConfiguration", revision.encryption}});
    if (!revision.id.empty())
        out.set("revisionId", revision.id);
    if (Value references = variableReferences(revision.definition); references.size() > 0)
        out.set("variableReferences", std::move(references));
    return out;
}

Answer StatesService::Private::describeStateMachine(const Value& in) {
    auto arn = StatesArn::parse(in["stateMachineArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    auto found = findMachine(*arn);
    auto target = targetOf(*arn);
    if (!found || !target)
        return noSuchMachine(arn->text);
    const Machine& machine = **found;
    Value out = description(machine, *target->revision);
    out.set("status", machine.deleting ? "DELETING" : "ACTIVE");
    out.set("type", typeName(machine.type));
    out.set("creationDate", epochSeconds(machine.created));
    if (const MachineVersion* version = findVersion(target->versionArn)) {
        out.set("stateMachineArn", target->versionArn);
        out.set("creationDate", epochSeconds(version->created));
        if (!version->description.empty())
            out.set("description", version->description);
    }
    if (!arn->label.empty()) {
        const std::string part = mapDefinition(target->revision->definition, arn->label);
        if (part.empty())
            return noSuchMachine(arn->text);
        out.set("stateMachineArn", arn->text);
        out.set("label", arn->label);
        out.set("definition", part);
    }
    return out;
}

Answer StatesService::Private::describeStateMachineForExecution(const Value& in) {
    auto found = findExecution(in);
    if (!found)
        return found.error();
    const Record& record = **found;
    const auto machine = m_store.machines.find(record.target.machineArn);
    if (machine == m_store.machines.end())
        return noSuchMachine(record.target.machineArn);
    Value out = description(machine->second, *record.target.revision);
    out.set("updateDate", epochSeconds(record.target.revision->updated));
    return out;
}

Answer StatesService::Private::listStateMachines(const Value& in) {
    std::vector<const Machine*> machines;
    for (const auto& [arn, machine] : m_store.machines) {
        if (isOwn(arn))
            machines.push_back(&machine);
    }
    const auto page =
        pageOf(in, machines.size(), [&](std::size_t at) { return machines[at]->arn; });
    if (!page)
        return page.error();
    Value::Array list;
    for (std::size_t at = page->begin; at < page->end; ++at)
        list.push_back(Value::object({{"stateMachineArn", machines[at]->arn},
                                      {"name", machines[at]->name},
                                      {"type", typeName(machines[at]->type)},
                                      {"creationDate", epochSeconds(machines[at]->created)}}));
    Value out = Value::object({{"stateMachines", Value(std::move(list))}});
    setNextToken(out, *page);
    return out;
}

ApiResult<Machine*> StatesService::Private::findMachine(const StatesArn& arn) {
    const auto found = m_store.machines.find(arn.machineArn());
    if (found == m_store.machines.end())
        return noSuchMachine(arn.text);
    return &found->second;
}

ApiResult<Machine*> StatesService::Private::findMachine(const Value& in) {
    auto arn = StatesArn::parse(in["stateMachineArn"].toString(), StatesArn::Kind::StateMachine);
    if (!arn)
        return arn.error();
    auto machine = findMachine(*arn);
    if (machine && !arn->qualifier.empty())
        return noSuchMachine(arn->text);
    return machine;
}

} // namespace ws::service
