#pragma once

namespace ws::workspace {

class HistoryDatabase;

/// Makes the tables, or adds to those of an earlier version what is missing. False: it cannot, or
/// the file is of a newer version, which is said.
bool bringUpToDate(HistoryDatabase& database);

} // namespace ws::workspace
