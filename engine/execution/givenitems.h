#pragma once

#include "engine/base/result.h"
#include "engine/execution/itemreader.h"

#include <memory>
#include <string>

namespace ws::execution {

/// The items that an ItemReader finds in a file whose content is given. What comes in more files
/// than one, or in no text at all (lists, inventories, Parquet), is given as a JSON array. Errors
/// have "message": the cause of States.ItemReaderFailed.
base::Result<ItemReader::Chunk> givenItems(const std::string& content,
                                           std::shared_ptr<const ItemSource> source);

} // namespace ws::execution
