#pragma once

#include "engine/fleet/refusal.h"
#include "engine/function/catalog.h"

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace ws::fleet {

struct FunctionCounter;
struct Pool;

/// The first component that a request meets: knows the functions with their versions and aliases,
/// and checks the request. Counting comes after it.
class FrontEnd {
public:
    using Catalog = std::vector<function::CatalogEntry>;

    /// Where the requests of one version go on to; not owned.
    struct Route {
        FunctionCounter* counter = nullptr;
        Pool* pool = nullptr;
    };
    using FindRoute = std::function<Route(const function::Revision&)>;
    void setCatalog(Catalog catalog, const FindRoute& findRoute);
    /// The entry, or nullptr.
    const function::CatalogEntry* find(const std::string& function) const;
    /// Whether environments of this revision may go on serving.
    bool isCurrent(const function::Revision& revision) const;

    struct Target {
        base::FunctionName name;                            ///< with the qualifier as invoked
        std::shared_ptr<const function::Revision> revision; ///< nullptr: not found
        std::string arn;                                    ///< as invoked, with its qualifier
        const function::CatalogEntry* entry = nullptr; ///< valid until the next catalog; nullptr
                                                       ///< when the function is not found
        Route route;
    };
    /// `text` in any of the forms of the API; `qualifier` counts when the text has none of its own.
    /// An alias with weights is drawn for anew each time.
    Target resolve(const std::string& text, const std::string& qualifier,
                   std::mt19937_64& random) const;
    /// What a function answers that is there but cannot run.
    static std::optional<Refusal> refusalOf(const Target& target);
    /// As the service's front answers an id that cannot be one.
    static std::optional<Refusal> refusalOfTenant(const std::string& tenantId);

    /// The payload as a value; an empty one is {} as in the service's console and SDKs.
    static std::variant<json::Value, Refusal> parsePayload(const std::string& text);

private:
    using Revision = std::shared_ptr<const function::Revision>;
    struct Function {
        function::CatalogEntry entry;
        std::string arn;           ///< unqualified; made once, for it goes with every invocation
        std::vector<Route> routes; ///< of the entry's revisions, in their order
    };
    const Function* findFunction(const std::string& name) const;
    static std::size_t indexOf(const function::CatalogEntry& entry, const std::string& version);
    static std::string choose(const function::CatalogEntry& entry, const std::string& qualifier,
                              std::mt19937_64& random);

    std::unordered_map<std::string, Function> m_functions;
};

} // namespace ws::fleet
