#include "widgets/designer/statusnames.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace ws::designer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::Words)
};

using Node = statemachine::Graph::Node;
using statemachine::StateType;
using theme::Status;

constexpr std::array<std::pair<const char*, const char*>, 13> kServices{{
    {"lambda", "Lambda"},
    {"dynamodb", "DynamoDB"},
    {"sqs", "SQS"},
    {"sns", "SNS"},
    {"events", "EventBridge"},
    {"states", "Step Functions"},
    {"ecs", "ECS"},
    {"batch", "Batch"},
    {"glue", "Glue"},
    {"athena", "Athena"},
    {"bedrock", "Bedrock"},
    {"http", "HTTP"},
    {"apigateway", "API Gateway"},
}};

/// "aws-sdk:s3:getObject" and "dynamodb:putItem.sync" for people.
QString integrationText(const std::string& integration) {
    QString text = QString::fromStdString(integration);
    if (text.startsWith(QLatin1String("aws-sdk:")))
        text.remove(0, 8);
    const auto colon = text.indexOf(QLatin1Char(':'));
    const QString service = text.left(colon < 0 ? text.size() : colon);
    QString name = service;
    for (const auto& [key, label] : kServices) {
        if (service == QLatin1String(key))
            name = QString::fromLatin1(label);
    }
    return colon < 0 ? name : QStringLiteral("%1: %2").arg(name, text.mid(colon + 1));
}

QString taskLine(const Node& node) {
    const QString detail = QString::fromStdString(node.detail);
    if (node.integration.starts_with("lambda:invoke"))
        return detail.isEmpty() ? QStringLiteral("Lambda")
                                : QStringLiteral("Lambda: %1").arg(detail);
    if (!node.integration.empty())
        return integrationText(node.integration);
    if (!node.resource.empty())
        return QStringLiteral("Lambda: %1").arg(QString::fromStdString(node.resource));
    return QStringLiteral("Task");
}

QString mapLine(const Node& node) {
    const QString source = QString::fromStdString(node.itemSource);
    const QString limit = QString::fromStdString(node.maxConcurrency);
    QString name = QStringLiteral("Map");
    if (node.mapMode == "DISTRIBUTED")
        name = Words::tr("Distributed Map");
    if (!source.isEmpty() && !limit.isEmpty())
        return Words::tr("%1 over %2, %3 at a time").arg(name, source, limit);
    if (!source.isEmpty())
        return Words::tr("%1 over %2").arg(name, source);
    if (!limit.isEmpty())
        return Words::tr("%1, %2 at a time").arg(name, limit);
    return name;
}

} // namespace

QString statusName(Status status) {
    switch (status) {
    case Status::NotStarted:
        return Words::tr("Not started");
    case Status::Queued:
        return Words::tr("Queued");
    case Status::Running:
        return Words::tr("Running");
    case Status::Waiting:
        return Words::tr("Waiting");
    case Status::Paused:
        return Words::tr("Paused");
    case Status::Succeeded:
        return Words::tr("Succeeded");
    case Status::Caught:
        return Words::tr("Caught error");
    case Status::Failed:
        return Words::tr("Failed");
    case Status::TimedOut:
        return Words::tr("Timed out");
    case Status::Aborted:
        return Words::tr("Aborted");
    }
    return {};
}

QString statusExplanation(Status status) {
    switch (status) {
    case Status::NotStarted:
        return Words::tr("The run has not come here");
    case Status::Queued:
        return Words::tr("Waits for a free environment");
    case Status::Running:
        return Words::tr("Works right now");
    case Status::Waiting:
        return Words::tr("A Wait, a callback, or the pause before a retry");
    case Status::Paused:
        return Words::tr("Stopped at a breakpoint");
    case Status::Succeeded:
        return Words::tr("Ended well");
    case Status::Caught:
        return Words::tr("Failed, and a catcher took over");
    case Status::Failed:
        return Words::tr("Failed, and nothing caught it");
    case Status::TimedOut:
        return Words::tr("Took longer than it may");
    case Status::Aborted:
        return Words::tr("Cut off by a failure elsewhere or by a stop");
    }
    return {};
}

QString typeKeyword(StateType type) {
    const auto name = statemachine::stateTypeName(type);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString typeLine(const Node& node) {
    const QString detail = QString::fromStdString(node.detail);
    switch (node.type) {
    case StateType::Task:
        return taskLine(node);
    case StateType::Map:
        return mapLine(node);
    case StateType::Parallel:
        return Words::tr("Parallel, %n branch(es)", nullptr, static_cast<int>(node.regions.size()));
    case StateType::Unknown:
        return Words::tr("Unknown type");
    default:
        break;
    }
    const QString keyword = typeKeyword(node.type);
    return detail.isEmpty() ? keyword : QStringLiteral("%1: %2").arg(keyword, detail);
}

QString stateIconName(StateType type) {
    return QStringLiteral("state-") + typeKeyword(type).toLower();
}

} // namespace ws::designer
