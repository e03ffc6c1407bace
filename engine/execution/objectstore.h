#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::execution {

struct ObjectInfo {
    std::string key;
    std::uint64_t size = 0;
    std::string etag; ///< without quotes
    base::TimePoint lastModified;
};

/// One object being read, from its beginning to its end.
class ObjectReader {
public:
    virtual ~ObjectReader() = default;
    /// Up to `most` bytes; empty at the end.
    virtual base::Result<std::string> read(std::size_t most) = 0;
};

/// One object being written. It exists, whole, from commit() on; without commit() it never was.
class ObjectWriter {
public:
    virtual ~ObjectWriter() = default;
    virtual base::Status write(std::string_view bytes) = 0;
    virtual base::Status commit() = 0;
};

/// Buckets and their objects, as Map states read and write them. Errors carry the code of the S3
/// API ("NoSuchBucket", "NoSuchKey", "AccessDenied", "InternalError") and the argument "message".
class ObjectStore {
public:
    virtual ~ObjectStore() = default;
    virtual base::Result<std::unique_ptr<ObjectReader>> open(const std::string& bucket,
                                                             const std::string& key) = 0;
    virtual base::Result<std::unique_ptr<ObjectWriter>> create(const std::string& bucket,
                                                               const std::string& key) = 0;
    /// Keys in the order of their bytes that start with `prefix` and come after `after`.
    virtual base::Result<std::vector<ObjectInfo>> list(const std::string& bucket,
                                                       const std::string& prefix,
                                                       const std::string& after,
                                                       std::size_t most) = 0;
};

} // namespace ws::execution
