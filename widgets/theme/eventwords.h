#pragma once

#include <QString>

#include <string_view>

namespace ws::theme {

/// The title of an event template in the language of the program now; what is not known stays.
QString eventTitle(std::string_view title);
/// The label of a template's field: "queue-name" is "Queue". An unknown name is its own label.
QString eventFieldName(std::string_view field);

} // namespace ws::theme
