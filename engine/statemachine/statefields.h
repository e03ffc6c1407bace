#pragma once

#include "engine/statemachine/fieldreader.h"

namespace ws::statemachine {

// What the types of state have that does not lead into a nested machine. Each returns what it read;
// the reader has the first error.

PassFields readPass(FieldReader& source);
TaskFields readTask(FieldReader& source);
ChoiceFields readChoice(FieldReader& source, const FieldReader::Names& names);
WaitFields readWait(FieldReader& source);
FailFields readFail(FieldReader& source);
/// All but its processor.
MapFields readMap(FieldReader& source);

} // namespace ws::statemachine
