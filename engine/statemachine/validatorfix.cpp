#include "engine/statemachine/validatorfix.h"

namespace ws::statemachine {

using json::Document;

void offer(Diagnostic& diagnostic, std::string_view code, FixArgs args,
           std::optional<json::Edit> edit) {
    if (edit)
        offer(diagnostic, code, std::move(args), std::vector{std::move(*edit)});
}

void offer(Diagnostic& diagnostic, std::string_view code, FixArgs args,
           std::vector<json::Edit> edits) {
    if (!edits.empty())
        diagnostic.fixes.push_back({std::string(code), std::move(args), std::move(edits)});
}

void offerRemoval(Diagnostic& diagnostic, const Document& document, Document::NodeId member) {
    offer(diagnostic, fixcode::kRemoveField, {{"field", document.node(member).key}},
          json::removeMember(document, member));
}

void offerRename(Diagnostic& diagnostic, const Document& document, Document::NodeId member,
                 std::string_view name) {
    const Document::NodeId known = document.member(document.node(member).parent, name);
    if (known == Document::kNone && document.node(member).keyRange.size() > 0)
        offer(diagnostic, fixcode::kRenameField,
              {{"from", document.node(member).key}, {"to", std::string(name)}},
              json::renameMember(document, member, name));
}

void offerMember(Diagnostic& diagnostic, const Document& document, Document::NodeId object,
                 std::string_view name, const json::Value& value) {
    offer(diagnostic, fixcode::kAddField, {{"field", std::string(name)}, {"value", value.dump()}},
          json::addMember(document, object, name, value));
}

void offerValue(Diagnostic& diagnostic, const Document& document, Document::NodeId node,
                const json::Value& value) {
    offer(diagnostic, fixcode::kReplaceValue,
          {{"from", document.value(node).dump()}, {"to", value.dump()}},
          json::replaceScalar(document, node, value));
}

} // namespace ws::statemachine
