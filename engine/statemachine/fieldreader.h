#pragma once

#include "engine/base/reason.h"
#include "engine/json/value.h"
#include "engine/statemachine/definition.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ws::statemachine {

/// The first thing that a definition cannot run with: "definition.invalid".
base::Error invalidDefinition(std::string pointer, const base::Reason& reason);

/// Reads members of one object of a state, in the state's query language. It keeps the first error;
/// from then on reading does nothing, so that a caller asks once, at the end. A member that is not
/// there leaves what it would fill as it was.
///
/// Nothing is owned: state, expressions and source outlive the reader.
class FieldReader {
public:
    using Names = std::unordered_map<std::string, StateIndex>;

    /// `pointer` of the source. `place` is what the service puts before a member in the name of a
    /// field: "Catch[0]/".
    FieldReader(State& state, expression::JsonataPool& expressions, const json::Value& source,
                std::string pointer, std::string place = {})
        : m_state(state)
        , m_expressions(expressions)
        , m_source(source)
        , m_pointer(std::move(pointer))
        , m_place(std::move(place)) {}

    const base::Status& status() const { return m_status; }
    void fail(std::string_view member, const base::Reason& reason);
    /// Takes the error of another reader over.
    void take(const base::Status& status);

    State& state() const { return m_state; }
    const json::Value& source() const { return m_source; }
    bool isJsonata() const { return m_state.language == QueryLanguage::Jsonata; }
    const json::Value& operator[](std::string_view member) const { return m_source[member]; }
    bool has(std::string_view member) const { return m_source.find(member) != nullptr; }
    std::string text(std::string_view member) const { return m_source[member].toString(); }
    std::vector<std::string> texts(std::string_view member) const;

    /// Of a member that is an object.
    FieldReader member(std::string_view name) const;
    /// Of an item of a member that is an array.
    FieldReader item(std::string_view member, std::size_t index) const;
    std::string pointerTo(std::string_view member) const;

    void target(std::string_view member, const Names& names, StateIndex& out);
    void path(std::string_view member, std::optional<expression::Path>& out,
              expression::Path::Kind kind = expression::Path::Kind::Path);
    void dataPath(std::string_view member, DataPath& out,
                  expression::Path::Kind kind = expression::Path::Kind::Path);
    void query(std::string_view member, std::optional<expression::JsonataTemplate>& out);
    void value(std::string_view member, std::optional<Template>& out);
    /// A number, `memberPath`, or an expression.
    void number(const std::string& member, NumberField& out);
    /// The same of a text, where the path may be an intrinsic function.
    void text(const std::string& member, TextField& out);

private:
    bool isQuery(std::string_view member) const;

    State& m_state;
    expression::JsonataPool& m_expressions;
    const json::Value& m_source;
    const std::string m_pointer;
    const std::string m_place;
    base::Status m_status;
};

} // namespace ws::statemachine
