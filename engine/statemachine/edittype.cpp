#include "engine/statemachine/editdraft.h"
#include "engine/statemachine/newstates.h"
#include "engine/statemachine/validatorschema.h"

namespace ws::statemachine {

using json::Part;
using Kind = Graph::EdgeKind;

namespace {

bool means(const FieldRule& rule, QueryLanguage language) {
    return rule.language == FieldLanguage::Both ||
           (rule.language == FieldLanguage::JsonPath) == (language == QueryLanguage::JsonPath);
}

/// Of another type a field of that name may be another thing.
bool keeps(const Part& member, StateType type, QueryLanguage language) {
    constexpr std::string_view kOwn[] = {"Error",   "Cause",    "Resource",     "Choices",
                                         "Default", "Branches", "ItemProcessor"};
    for (const std::string_view own : kOwn) {
        if (member.key() == own)
            return false;
    }
    const FieldRule* rule = stateSchema(type).find(member.key());
    return rule && means(*rule, language);
}

} // namespace

base::Result<Change> changeType(const json::Document& document, std::string_view state,
                                StateType type) {
    EditDraft draft(document);
    Part* part = draft.state(state);
    if (!part)
        return editError("noState", {{"pointer", std::string(state)}});
    if (type == StateType::Unknown)
        return editError("noType");
    if (EditDraft::typeOf(*part) == type)
        return Change{{}, {part->key()}, {}};
    const QueryLanguage language = draft.languageOf(*part);
    // Where it went on to; a Choice by its Default, else by its first rule.
    std::string next;
    for (const Link& link : EditDraft::links(*part)) {
        if (link.kind == Kind::Default || (link.kind != Kind::Catch && next.empty()))
            next = link.target;
    }
    const Part::Owned model =
        Part::make({}, newState(type, language)["States"].members().begin()->second);
    std::vector<std::string> gone;
    for (std::size_t i = 0; i < part->size(); ++i) {
        if (!keeps(part->at(i), type, language))
            gone.push_back(part->at(i).key());
    }
    // What stays, stays where it is; what comes, comes behind the type.
    std::size_t at = 1 + (part->member("Type") ? part->indexOf(*part->member("Type")) : 0);
    for (std::size_t i = 0; i < model->size(); ++i) {
        const Part& wanted = model->at(i);
        const bool isWay = wanted.key() == "Next" || wanted.key() == "End";
        if (wanted.key() == "Type")
            part->member("Type")->assign(wanted.value());
        else if (!isWay && wanted.key() != "Retry" &&
                 (!part->member(wanted.key()) ||
                  !keeps(*part->member(wanted.key()), type, language)))
            part->insert(at++, Part::make(wanted.key(), wanted.value()));
    }
    for (const std::string& name : gone) {
        for (std::size_t i = part->size(); i-- > 0;) {
            Part& member = part->at(i);
            const bool isNew = model->member(name) && &member == part->member(name) &&
                               member.value() == model->member(name)->value();
            if (member.key() == name && !isNew)
                part->take(member);
        }
    }
    std::set<std::string> taken = draft.names();
    for (Part* machine : EditDraft::machinesIn(*part)) {
        Part& states = *machine->member("States");
        const std::string name = EditDraft::uniqueName(states.at(0).key(), taken);
        taken.insert(name);
        EditDraft::setTarget(EditDraft::linksIn(*machine).front(), name);
        states.at(0).rename(name);
    }
    const bool needsState = type == StateType::Choice;
    if (needsState && next.empty()) {
        next = EditDraft::uniqueName("Done", taken);
        Part& home = *part->parent();
        home.insert(home.indexOf(*part) + 1,
                    Part::make(next, json::Value::object({{"Type", "Succeed"}})));
    }
    for (const Link& link : EditDraft::links(*part)) {
        if (!link.target.empty())
            continue;
        if (!next.empty())
            EditDraft::setTarget(link, next);
        else
            EditDraft::setEnd(*part);
    }
    return draft.finish({part->key()});
}

} // namespace ws::statemachine
