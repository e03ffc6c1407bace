#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "engine/workspace/eventlibrary.h"
#include "engine/workspace/suggestion.h"
#include "widgets/theme/eventwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace ws::app {

namespace {

using workspace::EventField;
using workspace::EventTemplate;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

/// All of them, or those of one service.
void printTemplates(const std::string& service) {
    for (const EventTemplate& entry : workspace::eventTemplates()) {
        if (!service.empty() && entry.service != service)
            continue;
        printLine(QStringLiteral("%1 %2  %3")
                      .arg(QString::fromStdString(entry.service), -17)
                      .arg(QString::fromStdString(entry.event), -43)
                      .arg(theme::eventTitle(entry.title)));
    }
}

const EventTemplate* find(const std::string& service, const std::string& event) {
    const auto& all = workspace::eventTemplates();
    const auto found = std::find_if(all.begin(), all.end(), [&](const EventTemplate& entry) {
        return entry.service == service && entry.event == event;
    });
    return found == all.end() ? nullptr : &*found;
}

base::Error unknown(const std::string& service, const std::string& event) {
    std::vector<std::string> services;
    std::vector<std::string> events;
    for (const EventTemplate& entry : workspace::eventTemplates()) {
        if (std::find(services.begin(), services.end(), entry.service) == services.end())
            services.push_back(entry.service);
        if (entry.service == service)
            events.push_back(entry.event);
    }
    const bool knows = !events.empty();
    std::string listed;
    for (const std::string& name : knows ? events : services)
        listed += (listed.empty() ? "" : ", ") + name;
    return {"template.notFound",
            {{"template", knows ? service + " " + event : service},
             {"known", listed},
             {"suggestion",
              workspace::nearestName(knows ? event : service, knows ? events : services)}}};
}

QCommandLineOption optionOf(const EventField& field) {
    QString help = theme::eventFieldName(field.name);
    if (!field.choices.empty()) {
        QStringList choices;
        for (const std::string& choice : field.choices)
            choices << QString::fromStdString(choice);
        help = Text::tr("%1, one of %2").arg(help, choices.join(QStringLiteral(", ")));
    }
    if (field.initial.size() <= 60 && field.initial.find('\n') == std::string::npos)
        help = Text::tr("%1; without it, %2").arg(help, QString::fromStdString(field.initial));
    return {QString::fromStdString(field.name), help, QStringLiteral("VALUE")};
}

ExitCode generate(const EventTemplate& chosen, const QStringList& options) {
    const auto form = workspace::eventForm(chosen.id());
    if (!form)
        return complain(form.error());
    CommandParser parser(
        QStringLiteral("event %1 %2 [--FIELD VALUE]...")
            .arg(QString::fromStdString(chosen.service), QString::fromStdString(chosen.event)),
        Text::tr("%1: %2. Prints the event as JSON.")
            .arg(QString::fromStdString(chosen.serviceName), theme::eventTitle(chosen.title)));
    for (const EventField& field : form->fields())
        parser.options().addOption(optionOf(field));
    if (const auto over = parser.parse(options))
        return *over;
    if (!parser.positional().isEmpty())
        return parser.usageError(Text::tr("event takes a service, an event and its fields"));
    workspace::EventForm::Values values;
    for (const EventField& field : form->fields()) {
        if (parser.has(field.name.c_str()))
            values[field.name] = parser.value(field.name.c_str()).toStdString();
    }
    const auto event = form->event(values);
    if (!event)
        return complain(event.error());
    printLine(event->pretty());
    return ExitCode::Done;
}

} // namespace

ExitCode eventCommand(const QStringList& arguments) {
    const bool named = arguments.size() >= 2 && !arguments[0].startsWith(QLatin1Char('-')) &&
                       !arguments[1].startsWith(QLatin1Char('-'));
    if (named) {
        const std::string service = arguments[0].toStdString();
        const std::string event = arguments[1].toStdString();
        const EventTemplate* chosen = find(service, event);
        return chosen ? generate(*chosen, arguments.mid(2)) : complain(unknown(service, event));
    }
    CommandParser parser(
        QStringLiteral("event [SERVICE [EVENT [--FIELD VALUE]...]]"),
        Text::tr("Prints an event as a service sends it, filled in with the fields that are "
                 "given: the same services, events and fields as \"sam local generate-event\". "
                 "Without an event it lists them; \"warmstart event SERVICE EVENT --help\" "
                 "explains the fields."));
    parser.options().addPositionalArgument(QStringLiteral("SERVICE"),
                                           Text::tr("Such as sqs; lists its events."));
    parser.options().addPositionalArgument(QStringLiteral("EVENT"),
                                           Text::tr("Such as receive-message."));
    if (const auto over = parser.parse(arguments))
        return *over;
    const std::string service = parser.positional().value(0).toStdString();
    const auto& all = workspace::eventTemplates();
    if (!service.empty() && std::none_of(all.begin(), all.end(), [&](const EventTemplate& entry) {
            return entry.service == service;
        }))
        return complain(unknown(service, {}));
    printTemplates(service);
    return ExitCode::Done;
}

} // namespace ws::app
