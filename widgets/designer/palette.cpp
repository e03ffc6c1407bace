#include "widgets/designer/palette.h"

#include "widgets/designer/statusnames.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace ws::designer {

namespace {

using namespace statemachine;
using Group = PaletteItem::Group;

constexpr const char* kContext = "ws::designer::Palette";

QString inThisLanguage(const char* text) {
    return QCoreApplication::translate(kContext, text);
}

constexpr std::array kTypes{StateType::Task,    StateType::Choice, StateType::Parallel,
                            StateType::Map,     StateType::Wait,   StateType::Pass,
                            StateType::Succeed, StateType::Fail};

const char* explanation(StateType type) {
    switch (type) {
    case StateType::Task:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Calls a function or a service");
    case StateType::Choice:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Goes different ways, by rules");
    case StateType::Parallel:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Runs branches side by side");
    case StateType::Map:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Runs the same states for every item");
    case StateType::Wait:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Waits for a time or until one");
    case StateType::Succeed:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Ends the workflow with success");
    case StateType::Fail:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Ends the workflow with an error");
    default:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Shapes the data and calls nothing");
    }
}

const char* patternName(Pattern pattern) {
    switch (pattern) {
    case Pattern::RetryWithFallback:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Retry with fallback");
    case Pattern::Saga:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Saga");
    case Pattern::FanOut:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Fan out");
    case Pattern::PollLoop:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Poll until ready");
    default:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Human approval");
    }
}

const char* patternExplanation(Pattern pattern) {
    switch (pattern) {
    case Pattern::RetryWithFallback:
        return QT_TRANSLATE_NOOP("ws::designer::Palette",
                                 "Tries three times, then takes another way");
    case Pattern::Saga:
        return QT_TRANSLATE_NOOP("ws::designer::Palette",
                                 "Two steps; the first is undone when the second fails");
    case Pattern::FanOut:
        return QT_TRANSLATE_NOOP("ws::designer::Palette",
                                 "Calls a function for every item of a list");
    case Pattern::PollLoop:
        return QT_TRANSLATE_NOOP("ws::designer::Palette",
                                 "Starts a job and asks for its status until it is done");
    default:
        return QT_TRANSLATE_NOOP("ws::designer::Palette",
                                 "Waits until somebody approves or rejects");
    }
}

const char* callExplanation(IntegrationPattern pattern) {
    switch (pattern) {
    case IntegrationPattern::Sync:
        return QT_TRANSLATE_NOOP("ws::designer::Palette",
                                 "Calls the service and waits for the job's end");
    case IntegrationPattern::WaitForTaskToken:
        return QT_TRANSLATE_NOOP("ws::designer::Palette",
                                 "Calls the service and waits for the task token");
    default:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Calls the service");
    }
}

const char* groupText(Group group) {
    switch (group) {
    case Group::Functions:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Functions");
    case Group::Flow:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Flow");
    case Group::Services:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Services");
    default:
        return QT_TRANSLATE_NOOP("ws::designer::Palette", "Patterns");
    }
}

/// Each thing with its words.
class Items {
public:
    explicit Items(const theme::AllLanguages& languages)
        : m_languages(languages) {}

    /// A name that is the same everywhere.
    void add(Group group, const QString& id, const QString& name, const char* detail,
             const QString& icon) {
        QStringList words{name};
        words += m_languages.names(kContext, detail);
        words += m_languages.names(kContext, groupText(group));
        m_items.push_back({group, id, name, inThisLanguage(detail), icon, words});
    }
    void addTranslated(Group group, const QString& id, const char* name, const char* detail,
                       const QString& icon) {
        add(group, id, inThisLanguage(name), detail, icon);
        m_items.back().words += m_languages.names(kContext, name);
    }
    std::vector<PaletteItem> take() { return std::move(m_items); }

private:
    const theme::AllLanguages& m_languages;
    std::vector<PaletteItem> m_items;
};

} // namespace

QString groupName(Group group) {
    return inThisLanguage(groupText(group));
}

QStringList functionNames(const workspace::Snapshot& snapshot) {
    QStringList names;
    for (const auto& function : snapshot.functions)
        names << QString::fromStdString(function.name);
    return names;
}

std::vector<PaletteItem> paletteItems(const QStringList& functions,
                                      const theme::AllLanguages& languages) {
    Items items(languages);
    for (const QString& name : functions)
        items.add(Group::Functions, QStringLiteral("function:") + name, name,
                  QT_TRANSLATE_NOOP("ws::designer::Palette", "Calls this function"),
                  QStringLiteral("function"));
    for (const StateType type : kTypes)
        items.add(Group::Flow, QStringLiteral("state:") + typeKeyword(type), typeKeyword(type),
                  explanation(type), stateIconName(type));
    for (const Pattern pattern : allPatterns())
        items.addTranslated(Group::Patterns, QStringLiteral("pattern:%1").arg(int(pattern)),
                            patternName(pattern), patternExplanation(pattern),
                            QStringLiteral("split"));
    for (const OptimisedAction& action : optimisedActions()) {
        const QString service =
            QString::fromUtf8(action.service.data(), qsizetype(action.service.size()));
        const QString what =
            QString::fromUtf8(action.action.data(), qsizetype(action.action.size()));
        for (const auto pattern : {IntegrationPattern::RequestResponse, IntegrationPattern::Sync,
                                   IntegrationPattern::WaitForTaskToken}) {
            if (!action.allows(pattern))
                continue;
            const QString suffix = pattern == IntegrationPattern::Sync ? QStringLiteral(".sync")
                                   : pattern == IntegrationPattern::WaitForTaskToken
                                       ? QStringLiteral(".waitForTaskToken")
                                       : QString();
            items.add(Group::Services,
                      QStringLiteral("service:%1:%2:%3").arg(service, what).arg(int(pattern)),
                      QStringLiteral("%1:%2%3").arg(service, what, suffix),
                      callExplanation(pattern), QStringLiteral("state-task"));
        }
    }
    return items.take();
}

bool matches(const PaletteItem& item, const QString& search) {
    const QStringList words = search.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return std::any_of(item.words.begin(), item.words.end(), [&](const QString& known) {
            return known.contains(word, Qt::CaseInsensitive);
        });
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
