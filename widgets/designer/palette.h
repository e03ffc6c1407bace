#pragma once

#include "engine/statemachine/newstates.h"

#include "engine/workspace/snapshot.h"
#include "widgets/theme/alllanguages.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace ws::designer {

/// One thing that can be put on the canvas.
struct PaletteItem {
    enum class Group { Functions, Flow, Services, Patterns };
    Group group = Group::Flow;
    QString id;     ///< "state:Pass", "function:orders", "service:sqs:sendMessage:0", "pattern:1"
    QString name;   ///< keywords and functions as they are, patterns in the language of the program
    QString detail; ///< what it does, one line
    QString icon;
    QStringList words; ///< by which it is found: all of that in every language
};

QString groupName(PaletteItem::Group group);
QStringList functionNames(const workspace::Snapshot& snapshot);
/// In the order of the palette: the workspace's functions first.
std::vector<PaletteItem> paletteItems(const QStringList& functions,
                                      const theme::AllLanguages& languages);
/// Whether every word of the search is in the name, the detail or the group, in whatever language.
bool matches(const PaletteItem& item, const QString& search);

/// What an id stands for; empty for what is none.
statemachine::Fragment fragmentOf(const QString& id, statemachine::QueryLanguage language);

inline constexpr const char* kPaletteMime = "application/x-warmstart-state";

} // namespace ws::designer
