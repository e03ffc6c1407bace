#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <string>
#include <string_view>

/// Values as CBOR (RFC 8949): for what the program keeps for itself. Unlike text it gives every
/// value back as it was: decimals bit by bit, and strings that are no UTF-8 (as byte strings).
namespace ws::json {

void appendCbor(std::string& out, const Value& value);

/// Takes one value off the front of `bytes`. Error "cbor.malformed" with offset and reason: what
/// appendCbor() does not write is not read.
base::Result<Value> takeCbor(std::string_view& bytes);

} // namespace ws::json
