#pragma once

#include "engine/expression/jsonatapool.h"
#include "engine/json/document.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/diagnostic.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ws::statemachine {

/// Express machines may not wait for a job or a callback.
enum class WorkflowType : std::uint8_t { Standard, Express };

struct ValidateOptions {
    WorkflowType type = WorkflowType::Standard;

    enum class Rigour : std::uint8_t {
        Workbench, ///< a Task may call a function of the workspace by its name alone; an
                   ///< integration without its arguments is only warned of
        Service,
    };
    Rigour rigour = Rigour::Workbench;

    enum class Flow : std::uint8_t {
        Checked,
        Ignored, ///< for a state on its own: where it leads is not there
    };
    Flow flow = Flow::Checked;

    enum class Order : std::uint8_t {
        Text,  ///< for people
        Found, ///< for programs that ask as they would ask the service
    };
    Order order = Order::Text;

    /// Where compileStateMachine() finds the expressions compiled. Not owned.
    expression::JsonataPool* expressions = nullptr;
};

/// Everything that is wrong with a definition. Errors keep the service from creating the machine;
/// warnings do not. What a deployment tool fills in later, `${Name}` or {"Ref": ...}, is right
/// whatever it will be.
std::vector<Diagnostic> validate(const json::Document& document,
                                 const ValidateOptions& options = {});

/// The same for text that may not even be JSON or YAML: then the one diagnostic says where it stops
/// being.
std::vector<Diagnostic> validateText(const std::string& text, const ValidateOptions& options = {},
                                     DefinitionKind kind = DefinitionKind::Json);

/// No errors among them; warnings may be.
bool isValid(const std::vector<Diagnostic>& diagnostics);

} // namespace ws::statemachine
