#pragma once

#include "engine/fleet/refusal.h"
#include "engine/function/configuration.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace ws::fleet {

/// The first component that a request meets: knows the functions and checks the request. Counting
/// comes after it.
class FrontEnd {
public:
    using Revisions = std::vector<std::shared_ptr<const function::Revision>>;

    void setFunctions(const Revisions& revisions);
    std::shared_ptr<const function::Revision> find(const std::string& name) const;

    struct Target {
        base::FunctionName name;
        std::shared_ptr<const function::Revision> revision; ///< nullptr: not found
        std::string arn;                                    ///< as invoked, with its qualifier
    };
    /// `text` in any of the forms of the API; a qualifier other than $LATEST is not found.
    Target resolve(const std::string& text) const;

    /// The payload as a value; an empty one is {} as in the service's console and SDKs.
    static std::variant<json::Value, Refusal> parsePayload(const std::string& text);

private:
    struct Function {
        std::shared_ptr<const function::Revision> revision;
        std::string arn; ///< unqualified; made once, for it goes with every invocation
    };
    std::unordered_map<std::string, Function> m_functions;
};

} // namespace ws::fleet
