#pragma once

#include "widgets/theme/theme.h"

#include <vector>

/// The tables behind Theme: every colour of the program stands in colours.cpp and nowhere else.
namespace ws::theme {

QColor roleColour(Scheme scheme, Role role);
StatusStyle statusStyle(Scheme scheme, Status status);
QColor typeColour(Scheme scheme, const QString& type);

/// WCAG 2 contrast ratio, 1 to 21; alpha is ignored.
double contrast(const QColor& first, const QColor& second);

const std::vector<Role>& allRoles();
const std::vector<Status>& allStatuses();

} // namespace ws::theme
