#include "widgets/theme/eventwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ws::theme {
namespace {

struct FieldWord {
    std::string_view field;
    const char* word;
};

constexpr std::array kTitles{
    QT_TRANSLATE_NOOP("EventTitles", "A/B test"),
    QT_TRANSLATE_NOOP("EventTitles", "Analytics output to a table"),
    QT_TRANSLATE_NOOP("EventTitles", "Analytics preprocessing"),
    QT_TRANSLATE_NOOP("EventTitles", "Analytics preprocessing, compressed"),
    QT_TRANSLATE_NOOP("EventTitles", "Analytics, KPL records"),
    QT_TRANSLATE_NOOP("EventTitles", "Banking bot"),
    QT_TRANSLATE_NOOP("EventTitles", "Batch operations"),
    QT_TRANSLATE_NOOP("EventTitles", "Before sign-up"),
    QT_TRANSLATE_NOOP("EventTitles", "Book a car"),
    QT_TRANSLATE_NOOP("EventTitles", "Book a hotel"),
    QT_TRANSLATE_NOOP("EventTitles", "Changes of a table"),
    QT_TRANSLATE_NOOP("EventTitles", "Contact flow"),
    QT_TRANSLATE_NOOP("EventTitles", "Custom resource is created"),
    QT_TRANSLATE_NOOP("EventTitles", "Destination after a failure"),
    QT_TRANSLATE_NOOP("EventTitles", "Discovery"),
    QT_TRANSLATE_NOOP("EventTitles", "Empty object"),
    QT_TRANSLATE_NOOP("EventTitles", "Error of an execution"),
    QT_TRANSLATE_NOOP("EventTitles", "Execution changed its status"),
    QT_TRANSLATE_NOOP("EventTitles", "Firehose transformation"),
    QT_TRANSLATE_NOOP("EventTitles", "Firehose, Apache log"),
    QT_TRANSLATE_NOOP("EventTitles", "Firehose, logs of CloudWatch"),
    QT_TRANSLATE_NOOP("EventTitles", "Firehose, syslog"),
    QT_TRANSLATE_NOOP("EventTitles", "Firehose, with a stream as source"),
    QT_TRANSLATE_NOOP("EventTitles", "Function URL"),
    QT_TRANSLATE_NOOP("EventTitles", "Ground Truth, before the workers"),
    QT_TRANSLATE_NOOP("EventTitles", "Ground Truth, consolidation"),
    QT_TRANSLATE_NOOP("EventTitles", "HTTP API (payload 2.0)"),
    QT_TRANSLATE_NOOP("EventTitles", "HTTP redirect"),
    QT_TRANSLATE_NOOP("EventTitles", "Hello world"),
    QT_TRANSLATE_NOOP("EventTitles", "Intent: answer"),
    QT_TRANSLATE_NOOP("EventTitles", "Intent: my colour is"),
    QT_TRANSLATE_NOOP("EventTitles", "Intent: new fact"),
    QT_TRANSLATE_NOOP("EventTitles", "Intent: recipe"),
    QT_TRANSLATE_NOOP("EventTitles", "Item changed"),
    QT_TRANSLATE_NOOP("EventTitles", "Job is asked for"),
    QT_TRANSLATE_NOOP("EventTitles", "Job is submitted"),
    QT_TRANSLATE_NOOP("EventTitles", "Job of a pipeline"),
    QT_TRANSLATE_NOOP("EventTitles", "Lambda authorizer (REQUEST)"),
    QT_TRANSLATE_NOOP("EventTitles", "Lambda authorizer (TOKEN)"),
    QT_TRANSLATE_NOOP("EventTitles", "Logs of a subscription"),
    QT_TRANSLATE_NOOP("EventTitles", "Mail is received"),
    QT_TRANSLATE_NOOP("EventTitles", "Make an appointment"),
    QT_TRANSLATE_NOOP("EventTitles", "Messages of a queue"),
    QT_TRANSLATE_NOOP("EventTitles", "Notification of a topic"),
    QT_TRANSLATE_NOOP("EventTitles", "Object by the viewer's device"),
    QT_TRANSLATE_NOOP("EventTitles", "Object created"),
    QT_TRANSLATE_NOOP("EventTitles", "Object removed"),
    QT_TRANSLATE_NOOP("EventTitles", "One remote call"),
    QT_TRANSLATE_NOOP("EventTitles", "Order flowers"),
    QT_TRANSLATE_NOOP("EventTitles", "Oversized item changed"),
    QT_TRANSLATE_NOOP("EventTitles", "Own event"),
    QT_TRANSLATE_NOOP("EventTitles", "Periodic rule"),
    QT_TRANSLATE_NOOP("EventTitles", "Push to a repository"),
    QT_TRANSLATE_NOOP("EventTitles", "Query string is changed"),
    QT_TRANSLATE_NOOP("EventTitles", "Query string is normalised"),
    QT_TRANSLATE_NOOP("EventTitles", "REST API (payload 1.0)"),
    QT_TRANSLATE_NOOP("EventTitles", "Records of a stream"),
    QT_TRANSLATE_NOOP("EventTitles", "Redirect by the viewer's country"),
    QT_TRANSLATE_NOOP("EventTitles", "Redirect of users who have not signed in"),
    QT_TRANSLATE_NOOP("EventTitles", "Request"),
    QT_TRANSLATE_NOOP("EventTitles", "Request about an image in S3"),
    QT_TRANSLATE_NOOP("EventTitles", "Request seen in the response"),
    QT_TRANSLATE_NOOP("EventTitles", "Resolver"),
    QT_TRANSLATE_NOOP("EventTitles", "Response header is changed"),
    QT_TRANSLATE_NOOP("EventTitles", "Response is generated"),
    QT_TRANSLATE_NOOP("EventTitles", "Schedule"),
    QT_TRANSLATE_NOOP("EventTitles", "Session ends"),
    QT_TRANSLATE_NOOP("EventTitles", "Session starts"),
    QT_TRANSLATE_NOOP("EventTitles", "Several remote calls"),
    QT_TRANSLATE_NOOP("EventTitles", "Sync trigger"),
    QT_TRANSLATE_NOOP("EventTitles", "Turn off"),
    QT_TRANSLATE_NOOP("EventTitles", "Turn on"),
};

constexpr std::array kFields{
    FieldWord{"account-id", QT_TRANSLATE_NOOP("EventFields", "Account")},
    FieldWord{"account-type", QT_TRANSLATE_NOOP("EventFields", "Account type")},
    FieldWord{"answer", QT_TRANSLATE_NOOP("EventFields", "Answer")},
    FieldWord{"application", QT_TRANSLATE_NOOP("EventFields", "Application")},
    FieldWord{"application-id", QT_TRANSLATE_NOOP("EventFields", "Application id")},
    FieldWord{"appointment-date", QT_TRANSLATE_NOOP("EventFields", "Date of the appointment")},
    FieldWord{"appointment-type", QT_TRANSLATE_NOOP("EventFields", "Kind of appointment")},
    FieldWord{"arguments", QT_TRANSLATE_NOOP("EventFields", "Arguments")},
    FieldWord{"birth-date", QT_TRANSLATE_NOOP("EventFields", "Date of birth")},
    FieldWord{"body", QT_TRANSLATE_NOOP("EventFields", "Body")},
    FieldWord{"branch", QT_TRANSLATE_NOOP("EventFields", "Branch")},
    FieldWord{"bucket", QT_TRANSLATE_NOOP("EventFields", "Bucket")},
    FieldWord{"bucket-arn", QT_TRANSLATE_NOOP("EventFields", "ARN of the bucket")},
    FieldWord{"car-type", QT_TRANSLATE_NOOP("EventFields", "Kind of car")},
    FieldWord{"cause", QT_TRANSLATE_NOOP("EventFields", "Cause")},
    FieldWord{"check-in-date", QT_TRANSLATE_NOOP("EventFields", "Day of arrival")},
    FieldWord{"city", QT_TRANSLATE_NOOP("EventFields", "City")},
    FieldWord{"color", QT_TRANSLATE_NOOP("EventFields", "Colour")},
    FieldWord{"condition", QT_TRANSLATE_NOOP("EventFields", "Reason of the destination")},
    FieldWord{"contact-id", QT_TRANSLATE_NOOP("EventFields", "Contact id")},
    FieldWord{"country", QT_TRANSLATE_NOOP("EventFields", "Country")},
    FieldWord{"custom-data", QT_TRANSLATE_NOOP("EventFields", "Custom data")},
    FieldWord{"data", QT_TRANSLATE_NOOP("EventFields", "Data")},
    FieldWord{"dataset", QT_TRANSLATE_NOOP("EventFields", "Dataset")},
    FieldWord{"detail", QT_TRANSLATE_NOOP("EventFields", "Detail")},
    FieldWord{"detail-type", QT_TRANSLATE_NOOP("EventFields", "Detail type")},
    FieldWord{"dns-suffix", QT_TRANSLATE_NOOP("EventFields", "DNS suffix")},
    FieldWord{"driver-age", QT_TRANSLATE_NOOP("EventFields", "Age of the driver")},
    FieldWord{"email", QT_TRANSLATE_NOOP("EventFields", "Email address")},
    FieldWord{"endpoint-id", QT_TRANSLATE_NOOP("EventFields", "Endpoint id")},
    FieldWord{"error", QT_TRANSLATE_NOOP("EventFields", "Error")},
    FieldWord{"event-time", QT_TRANSLATE_NOOP("EventFields", "Time of the event")},
    FieldWord{"execution", QT_TRANSLATE_NOOP("EventFields", "Execution")},
    FieldWord{"execution-role", QT_TRANSLATE_NOOP("EventFields", "Execution role")},
    FieldWord{"field", QT_TRANSLATE_NOOP("EventFields", "Field")},
    FieldWord{"flow-direction", QT_TRANSLATE_NOOP("EventFields", "Direction")},
    FieldWord{"flower-type", QT_TRANSLATE_NOOP("EventFields", "Kind of flowers")},
    FieldWord{"function", QT_TRANSLATE_NOOP("EventFields", "Function")},
    FieldWord{"input-bucket", QT_TRANSLATE_NOOP("EventFields", "Input bucket")},
    FieldWord{"input-key", QT_TRANSLATE_NOOP("EventFields", "Input key")},
    FieldWord{"invoking-event", QT_TRANSLATE_NOOP("EventFields", "Invoking event")},
    FieldWord{"item", QT_TRANSLATE_NOOP("EventFields", "Item")},
    FieldWord{"iteration-object-timestamp",
              QT_TRANSLATE_NOOP("EventFields", "Time stamp of the iteration")},
    FieldWord{"job-definition", QT_TRANSLATE_NOOP("EventFields", "Job definition")},
    FieldWord{"job-id", QT_TRANSLATE_NOOP("EventFields", "Job id")},
    FieldWord{"job-name", QT_TRANSLATE_NOOP("EventFields", "Job name")},
    FieldWord{"job-queue", QT_TRANSLATE_NOOP("EventFields", "Job queue")},
    FieldWord{"key", QT_TRANSLATE_NOOP("EventFields", "Key")},
    FieldWord{"key1", QT_TRANSLATE_NOOP("EventFields", "First value")},
    FieldWord{"key2", QT_TRANSLATE_NOOP("EventFields", "Second value")},
    FieldWord{"key3", QT_TRANSLATE_NOOP("EventFields", "Third value")},
    FieldWord{"label-attribute-name", QT_TRANSLATE_NOOP("EventFields", "Label attribute")},
    FieldWord{"labeling-job-name", QT_TRANSLATE_NOOP("EventFields", "Labelling job")},
    FieldWord{"last-modified", QT_TRANSLATE_NOOP("EventFields", "Last modified")},
    FieldWord{"logs", QT_TRANSLATE_NOOP("EventFields", "Log events")},
    FieldWord{"mail-from", QT_TRANSLATE_NOOP("EventFields", "Sender of the envelope")},
    FieldWord{"message", QT_TRANSLATE_NOOP("EventFields", "Message")},
    FieldWord{"method", QT_TRANSLATE_NOOP("EventFields", "Method")},
    FieldWord{"new-image", QT_TRANSLATE_NOOP("EventFields", "New item")},
    FieldWord{"new-value", QT_TRANSLATE_NOOP("EventFields", "New value")},
    FieldWord{"nights", QT_TRANSLATE_NOOP("EventFields", "Nights")},
    FieldWord{"output-bucket", QT_TRANSLATE_NOOP("EventFields", "Output bucket")},
    FieldWord{"output-key", QT_TRANSLATE_NOOP("EventFields", "Output key")},
    FieldWord{"parameters", QT_TRANSLATE_NOOP("EventFields", "Parameters")},
    FieldWord{"parent-type", QT_TRANSLATE_NOOP("EventFields", "Parent type")},
    FieldWord{"partition", QT_TRANSLATE_NOOP("EventFields", "Partition")},
    FieldWord{"partition-key", QT_TRANSLATE_NOOP("EventFields", "Partition key")},
    FieldWord{"path", QT_TRANSLATE_NOOP("EventFields", "Path")},
    FieldWord{"payload", QT_TRANSLATE_NOOP("EventFields", "Payload")},
    FieldWord{"phone-number", QT_TRANSLATE_NOOP("EventFields", "Phone number")},
    FieldWord{"pick-up-date", QT_TRANSLATE_NOOP("EventFields", "Day of pick-up")},
    FieldWord{"querystring", QT_TRANSLATE_NOOP("EventFields", "Query string")},
    FieldWord{"queue-name", QT_TRANSLATE_NOOP("EventFields", "Queue")},
    FieldWord{"reason", QT_TRANSLATE_NOOP("EventFields", "Reason")},
    FieldWord{"recipient", QT_TRANSLATE_NOOP("EventFields", "Recipient")},
    FieldWord{"region", QT_TRANSLATE_NOOP("EventFields", "Region")},
    FieldWord{"repository", QT_TRANSLATE_NOOP("EventFields", "Repository")},
    FieldWord{"request-id", QT_TRANSLATE_NOOP("EventFields", "Request id")},
    FieldWord{"resource", QT_TRANSLATE_NOOP("EventFields", "Resource")},
    FieldWord{"restApiId", QT_TRANSLATE_NOOP("EventFields", "API id")},
    FieldWord{"return-date", QT_TRANSLATE_NOOP("EventFields", "Day of return")},
    FieldWord{"room-type", QT_TRANSLATE_NOOP("EventFields", "Kind of room")},
    FieldWord{"rule", QT_TRANSLATE_NOOP("EventFields", "Rule")},
    FieldWord{"s3-output-path", QT_TRANSLATE_NOOP("EventFields", "Output path in S3")},
    FieldWord{"sender", QT_TRANSLATE_NOOP("EventFields", "Sender")},
    FieldWord{"sequence", QT_TRANSLATE_NOOP("EventFields", "Sequence number")},
    FieldWord{"session-id", QT_TRANSLATE_NOOP("EventFields", "Session id")},
    FieldWord{"size", QT_TRANSLATE_NOOP("EventFields", "Size in bytes")},
    FieldWord{"source", QT_TRANSLATE_NOOP("EventFields", "Source")},
    FieldWord{"source-ref", QT_TRANSLATE_NOOP("EventFields", "Source object")},
    FieldWord{"stack", QT_TRANSLATE_NOOP("EventFields", "Stack")},
    FieldWord{"stage", QT_TRANSLATE_NOOP("EventFields", "Stage")},
    FieldWord{"state-machine", QT_TRANSLATE_NOOP("EventFields", "State machine")},
    FieldWord{"status", QT_TRANSLATE_NOOP("EventFields", "Status")},
    FieldWord{"stream", QT_TRANSLATE_NOOP("EventFields", "Stream")},
    FieldWord{"subject", QT_TRANSLATE_NOOP("EventFields", "Subject")},
    FieldWord{"table", QT_TRANSLATE_NOOP("EventFields", "Table")},
    FieldWord{"time", QT_TRANSLATE_NOOP("EventFields", "Time")},
    FieldWord{"time-of-day", QT_TRANSLATE_NOOP("EventFields", "Time of day")},
    FieldWord{"token", QT_TRANSLATE_NOOP("EventFields", "Token")},
    FieldWord{"topic", QT_TRANSLATE_NOOP("EventFields", "Topic")},
    FieldWord{"transcript", QT_TRANSLATE_NOOP("EventFields", "What was said")},
    FieldWord{"trigger", QT_TRANSLATE_NOOP("EventFields", "Trigger")},
    FieldWord{"uri", QT_TRANSLATE_NOOP("EventFields", "URI")},
    FieldWord{"user-id", QT_TRANSLATE_NOOP("EventFields", "User id")},
    FieldWord{"user-name", QT_TRANSLATE_NOOP("EventFields", "User name")},
    FieldWord{"user-parameters", QT_TRANSLATE_NOOP("EventFields", "User parameters")},
};

QString own(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

QString eventTitle(std::string_view title) {
    const auto found = std::find(kTitles.begin(), kTitles.end(), title);
    return found == kTitles.end() ? own(title) : QCoreApplication::translate("EventTitles", *found);
}

QStringList eventTitles(std::string_view title, const AllLanguages& languages) {
    const auto found = std::find(kTitles.begin(), kTitles.end(), title);
    return found == kTitles.end() ? QStringList{own(title)}
                                  : languages.names("EventTitles", *found);
}

QString eventFieldName(std::string_view field) {
    const auto found = std::find_if(kFields.begin(), kFields.end(),
                                    [&](const FieldWord& word) { return word.field == field; });
    return found == kFields.end() ? own(field)
                                  : QCoreApplication::translate("EventFields", found->word);
}

} // namespace ws::theme
