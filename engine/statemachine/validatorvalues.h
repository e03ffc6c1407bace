#pragma once

#include "engine/expression/jsonata.h"
#include "engine/expression/path.h"
#include "engine/statemachine/definition.h"
#include "engine/statemachine/validator.h"
#include "engine/statemachine/validatorreport.h"
#include "engine/statemachine/validatorschema.h"
#include "engine/statemachine/validatorvariables.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ws::statemachine {

/// Checks the fields that hold a value and not a part of the machine.
class ValidatorValues {
public:
    using NodeId = ValidatorReport::NodeId;

    ValidatorValues(ValidatorReport& report, const ValidateOptions& options)
        : m_report(report)
        , m_options(options)
        , m_expressions(options.expressions ? *options.expressions : m_ownExpressions) {}
    ValidatorValues(const ValidatorValues&) = delete;
    ValidatorValues& operator=(const ValidatorValues&) = delete;

    void check(NodeId at, FieldKind kind, QueryLanguage language);
    /// Found in everything that was checked.
    const std::vector<VariableRead>& reads() const { return m_reads; }

private:
    struct Bounds {
        std::optional<std::int64_t> least;
        std::optional<std::int64_t> most;
        enum class Kind { Whole, Any } kind = Kind::Whole;
    };

    void checkEnum(NodeId at, FieldKind kind, QueryLanguage language);
    void checkNumber(NodeId at, FieldKind kind, QueryLanguage language);
    void text(NodeId at);
    void flag(NodeId at);
    void message(NodeId at, QueryLanguage language);
    void path(NodeId at);
    void reference(NodeId at);
    void resultPath(NodeId at);
    void textOrPath(NodeId at);
    void payloadTemplate(NodeId at);
    void templateMember(NodeId object, NodeId member);
    void expressions(NodeId at);
    void expression(NodeId at, const std::string& text);
    void invalidExpression(NodeId at, const std::string& text, const base::Error& error);
    void usesOf(NodeId at, const expression::Jsonata& compiled, std::size_t begin);
    void offerPath(Diagnostic& found, NodeId at, const base::Error& error);
    void pathReads(NodeId at, const expression::Path& path);
    void assignments(NodeId at, QueryLanguage language);
    void variableName(NodeId member, const std::string& name);
    void items(NodeId at);
    void condition(NodeId at);
    void headers(NodeId at);
    void number(NodeId at, QueryLanguage language, const Bounds& bounds);
    void timestamp(NodeId at, QueryLanguage language);
    void resource(NodeId at);
    void readerResource(NodeId at);
    void credentials(NodeId at, QueryLanguage language);
    void label(NodeId at);
    void oneOf(NodeId at, std::initializer_list<std::string_view> allowed);

    json::Value::Type type(NodeId at) const { return m_report.document().node(at).type; }
    bool isText(NodeId at) const { return type(at) == json::Value::Type::String; }
    /// False, with a diagnostic, for what is no text; placeholders count as done.
    bool readText(NodeId at, std::string& out);
    void wrongType(NodeId at, std::string_view wanted);
    /// With the reader's reason, at the byte where it stopped.
    void explain(Diagnostic& diagnostic, NodeId at, const base::Error& error);

    ValidatorReport& m_report;
    const ValidateOptions& m_options;
    expression::JsonataPool m_ownExpressions; ///< when nobody else wants them
    expression::JsonataPool& m_expressions;
    std::vector<VariableRead> m_reads;
};

} // namespace ws::statemachine
