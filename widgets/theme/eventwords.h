#pragma once

#include "widgets/theme/alllanguages.h"

#include <QString>
#include <QStringList>

#include <string_view>

namespace ws::theme {

/// The title of an event template in the language of the program now; what is not known stays.
QString eventTitle(std::string_view title);
/// In every language.
QStringList eventTitles(std::string_view title, const AllLanguages& languages);
/// The label of a template's field: "queue-name" is "Queue". An unknown name is its own label.
QString eventFieldName(std::string_view field);

} // namespace ws::theme
