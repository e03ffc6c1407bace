#pragma once

#include "engine/fleet/dated.h"
#include "engine/telemetry/recorder.h"
#include "engine/telemetry/wayrecorder.h"
#include "engine/workspace/snapshot.h"

#include <QString>

namespace ws::inspector {

class FactList;

/// "Counting Service" and so on, as the service's own material calls its parts.
QString componentName(telemetry::Component component);

/// What has happened to a request since it came: each component with its time and its numbers; of
/// an asynchronous event the stays in the queue and all attempts.
void addWay(FactList& list, const telemetry::InvocationRecord& record,
            const telemetry::WayRecorder& ways, const telemetry::Recorder& recorder);

/// What it cost by the rules and prices of that day.
void addCost(FactList& list, const telemetry::InvocationRecord& record,
             const workspace::Snapshot& snapshot, fleet::Day asOf);

/// How many ran beside it when it started; empty when it did not.
QString concurrencyText(const telemetry::InvocationRecord& record);

} // namespace ws::inspector
