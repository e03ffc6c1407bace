#pragma once

#include "engine/base/clock.h"
#include "engine/function/apierror.h"
#include "engine/function/catalog.h"
#include "engine/function/codestore.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::function {

/// The account's functions, versions, aliases, layers and what is set on them: the control plane
/// of the Lambda API of 2015-03-31, with its defaults, rules and error texts. Deterministic but for
/// its store: ids come from a seed, time from a clock. Lives in the clock's thread.
class Registry {
public:
    /// How long changes take. The service does not publish it; real ones take a second or so.
    struct Timing {
        base::Duration create = std::chrono::milliseconds{200};
        base::Duration update = std::chrono::milliseconds{200};
    };
    struct Limits {
        int concurrentExecutions = 1'000;           ///< of the account (lambda.md B6)
        int unreservedMinimum = 100;                ///< lambda.md B6
        std::int64_t codeStorage = 322'122'547'200; ///< 300 GB (lambda.md B11)
    };
    /// The archive in a bucket; an error's argument "message" is what the service says.
    using Fetch =
        std::function<base::Result<std::string>(const std::string& bucket, const std::string& key)>;
    struct Parts {
        base::Clock& clock; ///< not owned
        CodeStore& store;   ///< not owned
        std::uint64_t seed = 0;
        Timing timing;
        Limits limits;
        Fetch fetch; ///< code in buckets; none: there are no buckets
        /// Folders of the workspace that file systems and layers are named after; may be empty.
        std::string workspaceFolder;
    };
    explicit Registry(Parts parts);
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    /// Called when the catalog is another one, also later, when a change is done.
    void onChanged(std::function<void()> changed);

    /// What is wrong with the name in a request of `operation`: it says two qualifiers, or an ARN
    /// of another region or account.
    std::optional<ApiError> misnamed(std::string_view operation, const json::Value& request);

    /// Everything but invoking. The request has passed RequestModel.
    Answer call(std::string_view operation, const json::Value& request);

    /// What the data plane sees now.
    std::vector<CatalogEntry> catalog() const;

    /// The functions of a workspace, whose $LATEST lives in a folder: what they are now. Versions,
    /// aliases and what else was set are kept, also while a folder is away or its function.json
    /// cannot be read: nobody sees the function then, and all of it comes back with the folder.
    void adopt(const std::vector<std::shared_ptr<const Revision>>& latest);

    /// The account's concurrency from now on. What was reserved or provisioned before stays.
    void setConcurrentExecutions(int limit);

    /// How far the data plane is with provisioned environments.
    struct Provisioning {
        int allocated = 0;
        int available = 0;
        std::string failure; ///< "FUNCTION_ERROR_INIT_FAILURE"; empty: none
    };
    void setProvisioning(const std::string& function, const std::string& qualifier,
                         const Provisioning& provisioning);

    class Private;

private:
    std::unique_ptr<Private> d;
};

} // namespace ws::function
