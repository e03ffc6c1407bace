#pragma once

#include "engine/execution/objectstore.h"

#include <string>

namespace ws::execution {

/// Buckets as folders: ROOT/BUCKET/KEY is an object. A key that is no path below its bucket ("..",
/// "a//b", a leading slash) names no object.
class FolderStore : public ObjectStore {
public:
    explicit FolderStore(std::string root)
        : m_root(std::move(root)) {}

    base::Result<std::unique_ptr<ObjectReader>> open(const std::string& bucket,
                                                     const std::string& key) override;
    base::Result<std::unique_ptr<ObjectWriter>> create(const std::string& bucket,
                                                       const std::string& key) override;
    base::Result<std::vector<ObjectInfo>> list(const std::string& bucket, const std::string& prefix,
                                               const std::string& after, std::size_t most) override;

private:
    /// Of the bucket's folder; empty when there is none.
    std::string folderOf(const std::string& bucket) const;

    const std::string m_root;
};

} // namespace ws::execution
