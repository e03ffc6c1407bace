#pragma once

class QAccessibleInterface;
class QObject;
class QString;

namespace ws::timeline {

/// The lanes as a list, so that assistive technology can walk what is only painted. Registered once
/// by TimelineView.
QAccessibleInterface* makeTimelineAccessible(const QString& className, QObject* object);

} // namespace ws::timeline
