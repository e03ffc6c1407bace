#include "engine/statemachine/editdraft.h"
#include "engine/statemachine/jsonpathtojsonata.h"

#include <algorithm>
#include <array>

namespace ws::statemachine {

using json::Part;
using json::Value;

namespace {

constexpr const char* kInput = "$states.input";
constexpr const char* kResult = "$states.result";
constexpr const char* kErrorOutput = "$states.errorOutput";

/// Fields that look a value up, and what they are called where any field may be computed.
struct Looked {
    std::string_view path;
    std::string_view plain;
};
constexpr std::array kLooked{
    Looked{"TimeoutSecondsPath", "TimeoutSeconds"},
    Looked{"HeartbeatSecondsPath", "HeartbeatSeconds"},
    Looked{"SecondsPath", "Seconds"},
    Looked{"TimestampPath", "Timestamp"},
    Looked{"ErrorPath", "Error"},
    Looked{"CausePath", "Cause"},
    Looked{"ItemsPath", "Items"},
    Looked{"MaxConcurrencyPath", "MaxConcurrency"},
    Looked{"ToleratedFailurePercentagePath", "ToleratedFailurePercentage"},
    Looked{"ToleratedFailureCountPath", "ToleratedFailureCount"},
    Looked{"MaxItemsPath", "MaxItems"},
    Looked{"MaxItemsPerBatchPath", "MaxItemsPerBatch"},
    Looked{"MaxInputBytesPerBatchPath", "MaxInputBytesPerBatch"},
};

/// One state from JSONPath to JSONata, field by field; a field that cannot be is a problem.
class ToJsonata {
public:
    explicit ToJsonata(Part& state)
        : m_state(state)
        , m_type(EditDraft::typeOf(state)) {}

    void run() {
        m_input = inputOf();
        lookUps(m_state);
        for (const char* name : {"ItemReader", "ItemBatcher", "ResultWriter"})
            nested(name);
        arguments();
        choices();
        catchers();
        assignments(m_state, assignRoot());
        output();
        for (const char* name : {"InputPath", "OutputPath", "ResultPath", "ResultSelector"})
            m_state.remove(name);
    }
    const std::vector<base::Error>& problems() const { return m_problems; }

private:
    bool hasResult() const {
        return m_type == StateType::Task || m_type == StateType::Parallel ||
               m_type == StateType::Map;
    }

    void problem(std::string_view field, const std::string& reason) {
        m_problems.push_back(editError(
            "convertField",
            {{"state", m_state.key()}, {"field", std::string(field)}, {"reason", reason}}));
    }

    std::optional<std::string> expression(std::string_view field, const std::string& path,
                                          const std::string& root) {
        JsonataTranslator translator(root);
        auto made = translator.expression(path);
        if (!made)
            problem(field, translator.reason());
        return made;
    }

    std::string inputOf() {
        const Part* path = m_state.member("InputPath");
        if (!path)
            return kInput;
        if (path->type() == Value::Type::Null)
            return "{}";
        return expression("InputPath", path->string(), kInput).value_or(kInput);
    }

    void lookUps(Part& holder) {
        for (const Looked& each : kLooked) {
            Part* member = holder.member(each.path);
            if (!member)
                continue;
            if (const auto made = expression(each.path, member->string(), m_input)) {
                member->rename(std::string(each.plain));
                member->assign(marked(*made));
            }
        }
    }

    bool payload(Part& holder, std::string_view from, std::string_view to,
                 const std::string& root) {
        Part* member = holder.member(from);
        if (!member)
            return false;
        JsonataTranslator translator(root);
        const auto made = translator.payload(member->value());
        if (!made) {
            problem(from, translator.reason());
            return true;
        }
        member->rename(std::string(to));
        member->assign(*made);
        return true;
    }

    void nested(const char* name) {
        Part* part = m_state.member(name);
        if (!part || !part->isObject())
            return;
        lookUps(*part);
        if (Part* config = part->member("ReaderConfig"))
            lookUps(*config);
        payload(*part, "Parameters", "Arguments", m_input);
        payload(*part, "BatchInput", "BatchInput", m_input);
    }

    void arguments() {
        if (m_type == StateType::Map) {
            if (!payload(m_state, "ItemSelector", "ItemSelector", m_input))
                payload(m_state, "Parameters", "ItemSelector", m_input);
            if (!m_state.member("Items") && !m_state.member("ItemReader"))
                addBehindType("Items", marked(m_input));
        } else if (m_type == StateType::Task || m_type == StateType::Parallel) {
            const bool given = payload(m_state, "Parameters", "Arguments", m_input);
            if (!given && (m_type == StateType::Task || m_input != kInput))
                addBehindType("Arguments", marked(m_input));
            payload(m_state, "Credentials", "Credentials", m_input);
        }
    }

    void addBehindType(const char* name, const Value& value) {
        const Part* type = m_state.member("Resource");
        if (!type)
            type = m_state.member("Type");
        m_state.insert(type ? m_state.indexOf(*type) + 1 : 0, Part::make(name, value));
    }

    void choices() {
        Part* rules = m_state.member("Choices");
        for (std::size_t i = 0; rules && rules->isArray() && i < rules->size(); ++i) {
            Part& rule = rules->at(i);
            JsonataTranslator translator(m_input);
            const auto made = translator.condition(rule.value());
            if (!made) {
                problem("Choices/" + std::to_string(i), translator.reason());
                continue;
            }
            for (std::size_t member = rule.size(); member-- > 0;) {
                const std::string& key = rule.at(member).key();
                if (key != "Next" && key != "Comment" && key != "Assign")
                    rule.take(rule.at(member));
            }
            rule.insert(0, Part::make("Condition", marked(*made)));
            assignments(rule, m_input);
        }
    }

    /// Where a result goes, as an expression.
    std::optional<std::string> placed(std::string_view field, const Part* path,
                                      const std::string& result) {
        if (!path || path->string() == "$")
            return result;
        if (path->type() == Value::Type::Null)
            return kInput;
        const std::string& text = path->string();
        if (!text.starts_with("$.") || text.find_first_of("[]*?@()") != std::string::npos) {
            problem(field, text);
            return std::nullopt;
        }
        std::vector<std::string> names;
        for (std::size_t at = 2; at <= text.size();) {
            const std::size_t end = std::min(text.find('.', at), text.size());
            names.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        // {"a": {"b": result}} beside what the input has there.
        std::string inner = result;
        for (std::size_t depth = names.size(); depth-- > 0;) {
            std::string around = "$";
            for (std::size_t i = 0; i < depth; ++i)
                around += "." + names[i];
            const auto outer = expression(field, around, kInput);
            if (!outer)
                return std::nullopt;
            inner =
                "$merge([" + *outer + ", {" + json::quotedText(names[depth]) + ": " + inner + "}])";
        }
        return inner;
    }

    void catchers() {
        Part* list = m_state.member("Catch");
        for (std::size_t i = 0; list && list->isArray() && i < list->size(); ++i) {
            Part& catcher = list->at(i);
            const Part* path = catcher.member("ResultPath");
            const auto made = placed("Catch/ResultPath", path, kErrorOutput);
            assignments(catcher, path && path->string() != "$" ? std::string() : kErrorOutput);
            if (!made || !path)
                continue;
            Part& output = *catcher.member("ResultPath");
            output.rename("Output");
            output.assign(marked(*made));
        }
    }

    /// What `$` is in Assign; empty where it is nothing that can be named.
    std::string assignRoot() const {
        if (!hasResult() && m_type != StateType::Pass)
            return m_input;
        if (m_state.member("ResultSelector") || m_state.member("Result") ||
            (m_type == StateType::Pass && m_state.member("Parameters")))
            return {};
        return hasResult() ? kResult : m_input;
    }

    void assignments(Part& holder, const std::string& root) {
        Part* assign = holder.member("Assign");
        if (!assign)
            return;
        if (root.empty())
            problem("Assign", "ResultSelector");
        else
            payload(holder, "Assign", "Assign", root);
    }

    std::optional<std::string> result() {
        if (const Part* literal = m_state.member("Result"); literal && m_type == StateType::Pass)
            return literal->value().dump();
        const Part* shaped = m_type == StateType::Pass ? m_state.member("Parameters")
                             : hasResult()             ? m_state.member("ResultSelector")
                                                       : nullptr;
        const std::string root = hasResult() ? kResult : m_input;
        if (!shaped)
            return root;
        JsonataTranslator translator(root);
        auto made = translator.payloadExpression(shaped->value());
        if (!made)
            problem(shaped->key(), translator.reason());
        return made;
    }

    void output() {
        if (m_type == StateType::Fail)
            return;
        auto made = result();
        if (made && (hasResult() || m_type == StateType::Pass))
            made = placed("ResultPath", m_state.member("ResultPath"), *made);
        const Part* out = m_state.member("OutputPath");
        if (made && out && out->type() == Value::Type::Null)
            made = "{}";
        else if (made && out && out->string() != "$")
            made = expression("OutputPath", out->string(),
                              made->starts_with("$states") ? *made : "(" + *made + ")");
        m_state.remove("Result");
        if (m_type == StateType::Pass)
            m_state.remove("Parameters");
        if (made && *made != (hasResult() ? kResult : kInput))
            m_state.set("Output", marked(*made));
    }

    Part& m_state;
    const StateType m_type;
    std::string m_input;
    std::vector<base::Error> m_problems;
};

/// The other way: what is a path, a constant or made of them.
class ToJsonPath {
public:
    explicit ToJsonPath(Part& state)
        : m_state(state)
        , m_type(EditDraft::typeOf(state)) {}

    void run() {
        for (const Looked& each : kLooked) {
            Part* member = m_state.member(each.plain);
            if (!member || !member->string().starts_with("{%"))
                continue;
            if (const auto path = pathOf(member->string(), kInput)) {
                member->rename(std::string(each.path));
                member->assign(*path);
            } else {
                problem(each.plain, member->string());
            }
        }
        payload("Arguments", "Parameters", kInput);
        payload("ItemSelector", "ItemSelector", kInput);
        payload("Credentials", "Credentials", kInput);
        const bool result =
            m_type == StateType::Task || m_type == StateType::Parallel || m_type == StateType::Map;
        payload("Assign", "Assign", result ? kResult : kInput);
        if (m_state.member("Choices"))
            problem("Choices", "Condition");
        refuseComputed(m_state.member("Catch"));
        output(result);
    }
    const std::vector<base::Error>& problems() const { return m_problems; }

private:
    void problem(std::string_view field, const std::string& reason) {
        m_problems.push_back(editError(
            "convertJsonata",
            {{"state", m_state.key()}, {"field", std::string(field)}, {"reason", reason}}));
    }

    void refuseComputed(const Part* list) {
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            for (const char* name : {"Output", "Assign"}) {
                if (list->at(i).member(name))
                    problem("Catch", name);
            }
        }
    }

    Value converted(const Value& value, const char* root, std::string_view field) {
        if (value.isArray()) {
            Value out = Value::array();
            for (const Value& item : value.items()) {
                if (item.toString().starts_with("{%"))
                    problem(field, item.toString());
                out.push(converted(item, root, field));
            }
            return out;
        }
        if (!value.isObject())
            return value;
        Value out = Value::object();
        for (const auto& [name, inner] : value.members()) {
            if (!inner.toString().starts_with("{%")) {
                out.set(name, converted(inner, root, field));
            } else if (const auto path = pathOf(inner.toString(), root)) {
                out.set(name + ".$", *path);
            } else {
                problem(field, inner.toString());
            }
        }
        return out;
    }

    void payload(const char* from, const char* to, const char* root) {
        Part* member = m_state.member(from);
        if (!member)
            return;
        if (!member->isObject()) {
            if (member->string() == marked(kInput))
                m_state.remove(from);
            else
                problem(from, member->string());
            return;
        }
        const Value made = converted(member->value(), root, from);
        member->rename(to);
        member->assign(made);
    }

    void output(bool result) { // NOLINT: private
        Part* member = m_state.member("Output");
        if (!member)
            return;
        const std::string text = member->string();
        if (result && text == marked(kInput)) {
            member->rename("ResultPath");
            member->assign(nullptr);
        } else if (const auto path = pathOf(text, result ? kResult : kInput)) {
            member->rename("OutputPath");
            member->assign(*path);
        } else if (member->isObject() && result) {
            const Value made = converted(member->value(), kResult, "Output");
            member->rename("ResultSelector");
            member->assign(made);
        } else if (member->isObject() && m_type == StateType::Pass) {
            const Value made = converted(member->value(), kInput, "Output");
            member->rename("Parameters");
            member->assign(made);
        } else {
            problem("Output", text);
        }
    }

    Part& m_state;
    const StateType m_type;
    std::vector<base::Error> m_problems;
};

std::vector<base::Error> convert(EditDraft& draft, Part& state, QueryLanguage language) {
    const bool jsonata = language == QueryLanguage::Jsonata;
    if (!jsonata && draft.machineLanguage() == QueryLanguage::Jsonata)
        return {editError("machineIsJsonata", {{"state", state.key()}})};
    std::vector<base::Error> problems;
    if (jsonata) {
        ToJsonata converter(state);
        converter.run();
        problems = converter.problems();
    } else {
        ToJsonPath converter(state);
        converter.run();
        problems = converter.problems();
    }
    if (draft.machineLanguage() == language)
        state.remove("QueryLanguage");
    else if (Part* member = state.member("QueryLanguage"))
        member->assign(jsonata ? "JSONata" : "JSONPath");
    else
        state.insert(state.member("Type") ? state.indexOf(*state.member("Type")) + 1 : 0,
                     Part::make("QueryLanguage", jsonata ? "JSONata" : "JSONPath"));
    return problems;
}

} // namespace

std::vector<base::Error> conversionProblems(const json::Document& document, std::string_view state,
                                            QueryLanguage language) {
    EditDraft draft(document);
    Part* part = draft.state(state);
    if (!part)
        return {editError("noState", {{"pointer", std::string(state)}})};
    return draft.languageOf(*part) == language ? std::vector<base::Error>{}
                                               : convert(draft, *part, language);
}

base::Result<Change> convertState(const json::Document& document, std::string_view state,
                                  QueryLanguage language) {
    EditDraft draft(document);
    Part* part = draft.state(state);
    if (!part)
        return editError("noState", {{"pointer", std::string(state)}});
    if (draft.languageOf(*part) == language)
        return Change{{}, {part->key()}, {}};
    const auto problems = convert(draft, *part, language);
    if (!problems.empty())
        return problems.front();
    return draft.finish({part->key()});
}

} // namespace ws::statemachine
