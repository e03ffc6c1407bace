#pragma once

#include "engine/workspace/scenariorunner.h"

#include <QByteArray>

#include <vector>

namespace ws::app {

/// The results as JUnit writes them, which is what continuous integration reads: a test suite per
/// machine or function, its times in seconds, what differed as text of <failure>. UTF-8.
QByteArray junitReport(const std::vector<workspace::ScenarioResult>& results);

} // namespace ws::app
