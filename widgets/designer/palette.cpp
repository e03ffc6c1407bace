#include "widgets/designer/palette.h"

#include "widgets/designer/statusnames.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ws::designer {

namespace {

using namespace statemachine;
using Group = PaletteItem::Group;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::Palette)
};

constexpr std::array kTypes{StateType::Task,    StateType::Choice, StateType::Parallel,
                            StateType::Map,     StateType::Wait,   StateType::Pass,
                            StateType::Succeed, StateType::Fail};

QString explanation(StateType type) {
    switch (type) {
    case StateType::Task:
        return Words::tr("Calls a function or a service");
    case StateType::Choice:
        return Words::tr("Goes different ways, by rules");
    case StateType::Parallel:
        return Words::tr("Runs branches side by side");
    case StateType::Map:
        return Words::tr("Runs the same states for every item");
    case StateType::Wait:
        return Words::tr("Waits for a time or until one");
    case StateType::Succeed:
        return Words::tr("Ends the workflow with success");
    case StateType::Fail:
        return Words::tr("Ends the workflow with an error");
    default:
        return Words::tr("Shapes the data and calls nothing");
    }
}

QString patternName(Pattern pattern) {
    switch (pattern) {
    case Pattern::RetryWithFallback:
        return Words::tr("Retry with fallback");
    case Pattern::Saga:
        return Words::tr("Saga");
    case Pattern::FanOut:
        return Words::tr("Fan out");
    case Pattern::PollLoop:
        return Words::tr("Poll until ready");
    default:
        return Words::tr("Human approval");
    }
}

QString patternExplanation(Pattern pattern) {
    switch (pattern) {
    case Pattern::RetryWithFallback:
        return Words::tr("Tries three times, then takes another way");
    case Pattern::Saga:
        return Words::tr("Two steps; the first is undone when the second fails");
    case Pattern::FanOut:
        return Words::tr("Calls a function for every item of a list");
    case Pattern::PollLoop:
        return Words::tr("Starts a job and asks for its status until it is done");
    default:
        return Words::tr("Waits until somebody approves or rejects");
    }
}

} // namespace

QString groupName(Group group) {
    switch (group) {
    case Group::Functions:
        return Words::tr("Functions");
    case Group::Flow:
        return Words::tr("Flow");
    case Group::Services:
        return Words::tr("Services");
    default:
        return Words::tr("Patterns");
    }
}

QStringList functionNames(const workspace::Snapshot& snapshot) {
    QStringList names;
    for (const auto& function : snapshot.functions)
        names << QString::fromStdString(function.name);
    return names;
}

std::vector<PaletteItem> paletteItems(const QStringList& functions) {
    std::vector<PaletteItem> items;
    for (const QString& name : functions)
        items.push_back({Group::Functions, QStringLiteral("function:") + name, name,
                         Words::tr("Calls this function"), QStringLiteral("function")});
    for (const StateType type : kTypes)
        items.push_back({Group::Flow, QStringLiteral("state:") + typeKeyword(type),
                         typeKeyword(type), explanation(type), stateIconName(type)});
    for (const Pattern pattern : allPatterns())
        items.push_back({Group::Patterns, QStringLiteral("pattern:%1").arg(int(pattern)),
                         patternName(pattern), patternExplanation(pattern),
                         QStringLiteral("split")});
    for (const OptimisedAction& action : optimisedActions()) {
        const QString service =
            QString::fromUtf8(action.service.data(), qsizetype(action.service.size()));
        const QString what =
            QString::fromUtf8(action.action.data(), qsizetype(action.action.size()));
        for (const auto pattern : {IntegrationPattern::RequestResponse, IntegrationPattern::Sync,
                                   IntegrationPattern::WaitForTaskToken}) {
            if (!action.allows(pattern))
                continue;
            const QString detail = pattern == IntegrationPattern::Sync
                                       ? Words::tr("Calls the service and waits for the job's end")
                                   : pattern == IntegrationPattern::WaitForTaskToken
                                       ? Words::tr("Calls the service and waits for the task token")
                                       : Words::tr("Calls the service");
            const QString suffix = pattern == IntegrationPattern::Sync ? QStringLiteral(".sync")
                                   : pattern == IntegrationPattern::WaitForTaskToken
                                       ? QStringLiteral(".waitForTaskToken")
                                       : QString();
            items.push_back(
                {Group::Services,
                 QStringLiteral("service:%1:%2:%3").arg(service, what).arg(int(pattern)),
                 QStringLiteral("%1:%2%3").arg(service, what, suffix), detail,
                 QStringLiteral("state-task")});
        }
    }
    return items;
}

bool matches(const PaletteItem& item, const QString& search) {
    const QString text = item.name + u' ' + item.detail + u' ' + groupName(item.group);
    const QStringList words = search.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

Fragment fragmentOf(const QString& id, QueryLanguage language) {
    const QString kind = id.section(u':', 0, 0);
    const QString rest = id.section(u':', 1);
    if (kind == QLatin1String("function"))
        return newFunctionTask(rest.toStdString(), language);
    if (kind == QLatin1String("state"))
        return newState(stateTypeFromName(rest.toStdString()), language);
    if (kind == QLatin1String("pattern"))
        return newPattern(Pattern(rest.toInt()), language);
    const QStringList parts = rest.split(u':');
    for (const OptimisedAction& action : optimisedActions()) {
        if (parts.size() == 3 && parts[0].toStdString() == action.service &&
            parts[1].toStdString() == action.action)
            return newServiceTask(action, IntegrationPattern(parts[2].toInt()), language);
    }
    return {};
}

} // namespace ws::designer
