#pragma once

#include "engine/fleet/refusal.h"
#include "engine/function/catalog.h"

#include <memory>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace ws::fleet {

/// The first component that a request meets: knows the functions with their versions and aliases,
/// and checks the request. Counting comes after it.
class FrontEnd {
public:
    using Catalog = std::vector<function::CatalogEntry>;

    void setCatalog(Catalog catalog);
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
    };
    /// `text` in any of the forms of the API; `qualifier` counts when the text has none of its own.
    /// An alias with weights is drawn for anew each time.
    Target resolve(const std::string& text, const std::string& qualifier,
                   std::mt19937_64& random) const;
    /// What a function answers that is there but cannot run.
    static std::optional<Refusal> refusalOf(const Target& target);

    /// The payload as a value; an empty one is {} as in the service's console and SDKs.
    static std::variant<json::Value, Refusal> parsePayload(const std::string& text);

private:
    using Revision = std::shared_ptr<const function::Revision>;
    struct Function {
        function::CatalogEntry entry;
        std::string arn; ///< unqualified; made once, for it goes with every invocation
    };
    static Revision findVersion(const function::CatalogEntry& entry, const std::string& version);
    static Revision choose(const function::CatalogEntry& entry, const std::string& qualifier,
                           std::mt19937_64& random);

    std::unordered_map<std::string, Function> m_functions;
};

} // namespace ws::fleet
