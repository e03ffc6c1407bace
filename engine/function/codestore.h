#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/function/codesignature.h"
#include "engine/json/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::function {

/// Code as it was handed in: never changes any more.
struct StoredCode {
    std::string sha256;    ///< CodeSha256: base64, of the archive
    std::int64_t size = 0; ///< CodeSize: of the archive
    std::string folder;    ///< absolute; what the archive holds

    bool operator==(const StoredCode&) const = default;
};

/// Where the account's functions and layers are kept between runs of the program: the registry's
/// only way to the disk. Errors are those of ziparchive.h and "file.*".
class CodeStore {
public:
    virtual ~CodeStore() = default;
    virtual base::Result<StoredCode> add(std::string_view archive) = 0;
    /// What is in a folder now.
    virtual base::Result<StoredCode> addFolder(const std::string& folder) = 0;
    /// What addFolder() would say, without keeping anything.
    virtual base::Result<StoredCode> measure(const std::string& folder) = 0;
    virtual base::Result<std::string> archive(const StoredCode& code) = 0;
    /// Removes all other code. Only when nothing runs: environments hold the folders.
    virtual void keepOnly(const std::vector<StoredCode>& referred) = 0;

    /// Against the keys of the account.
    virtual SignatureCheck check(const StoredCode& code, base::TimePoint now) = 0;

    /// One record by kind ("function", "layer" ...) and name, replaced as a whole.
    virtual base::Status save(const std::string& kind, const std::string& name,
                              const json::Value& record) = 0;
    virtual void forget(const std::string& kind, const std::string& name) = 0;
    virtual std::vector<json::Value> load(const std::string& kind) = 0;
};

} // namespace ws::function
