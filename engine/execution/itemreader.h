#pragma once

#include "engine/execution/itemsource.h"
#include "engine/execution/objectstore.h"

#include <memory>
#include <string>
#include <vector>

namespace ws::execution {

/// The items of a Map's ItemReader, read piece by piece: a file of any size passes through a
/// buffer. Errors have "message": the cause of States.ItemReaderFailed.
class ItemReader {
public:
    struct Chunk {
        std::vector<ReadItem> items;
        std::string source; ///< where these come from: "S3://bucket/key"
        enum class Rest : std::uint8_t { More, None } rest = Rest::More;
    };

    virtual ~ItemReader() = default;
    /// At most `most` items, and not many bytes more than a million.
    virtual base::Result<Chunk> next(std::size_t most) = 0;

    /// The store is not owned.
    static std::unique_ptr<ItemReader> open(ObjectStore& store,
                                            std::shared_ptr<const ItemSource> source);
};

} // namespace ws::execution
