#include "widgets/theme/fieldhelp.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ws::theme {
namespace {

struct Help {
    std::string_view field;
    const char* text;
};

constexpr std::array<Help, 84> kHelp{{
    {"Type", QT_TRANSLATE_NOOP("FieldHelp", "Kind of the state.")},
    {"Comment", QT_TRANSLATE_NOOP("FieldHelp", "A note for people; it changes nothing.")},
    {"QueryLanguage",
     QT_TRANSLATE_NOOP("FieldHelp", "Language of paths and expressions in this place.")},
    {"StartAt", QT_TRANSLATE_NOOP("FieldHelp", "The state that runs first.")},
    {"States", QT_TRANSLATE_NOOP("FieldHelp", "The states by name.")},
    {"Version", QT_TRANSLATE_NOOP("FieldHelp", "Version of the States Language, 1.0.")},
    {"Next", QT_TRANSLATE_NOOP("FieldHelp", "The state that follows.")},
    {"End", QT_TRANSLATE_NOOP("FieldHelp", "The workflow or branch ends here.")},
    {"InputPath",
     QT_TRANSLATE_NOOP("FieldHelp",
                       "Part of the input that the state sees; null gives it an empty object.")},
    {"OutputPath",
     QT_TRANSLATE_NOOP(
         "FieldHelp",
         "Part of the result that the next state gets; null gives it an empty object.")},
    {"Output", QT_TRANSLATE_NOOP("FieldHelp", "The output, as JSON with {% expressions %}.")},
    {"Assign",
     QT_TRANSLATE_NOOP("FieldHelp", "Variables that are set when the state ends, by name.")},
    {"Parameters",
     QT_TRANSLATE_NOOP("FieldHelp", "What the call gets. A name that ends in .$ takes a path.")},
    {"Arguments",
     QT_TRANSLATE_NOOP("FieldHelp", "What the call gets, as JSON with {% expressions %}.")},
    {"ResultPath",
     QT_TRANSLATE_NOOP("FieldHelp",
                       "Where the result goes within the input; null drops the result.")},
    {"ResultSelector",
     QT_TRANSLATE_NOOP("FieldHelp", "Makes the result from parts of the answer.")},
    {"Result", QT_TRANSLATE_NOOP("FieldHelp", "A fixed result.")},
    {"Resource",
     QT_TRANSLATE_NOOP("FieldHelp", "What the task calls: a function, an activity or a service.")},
    {"TimeoutSeconds",
     QT_TRANSLATE_NOOP("FieldHelp", "Longest time in seconds before States.Timeout.")},
    {"TimeoutSecondsPath", QT_TRANSLATE_NOOP("FieldHelp", "Path to the longest time in seconds.")},
    {"HeartbeatSeconds",
     QT_TRANSLATE_NOOP("FieldHelp", "Longest time in seconds between two heartbeats.")},
    {"HeartbeatSecondsPath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path to the longest time between two heartbeats.")},
    {"Credentials", QT_TRANSLATE_NOOP("FieldHelp", "The role that the call is made with.")},
    {"Choices",
     QT_TRANSLATE_NOOP("FieldHelp", "Rules in their order; the first that is true decides.")},
    {"Default", QT_TRANSLATE_NOOP("FieldHelp", "Where it goes when no rule is true.")},
    {"Condition", QT_TRANSLATE_NOOP("FieldHelp", "The rule counts when this is true.")},
    {"Seconds", QT_TRANSLATE_NOOP("FieldHelp", "Seconds to wait.")},
    {"SecondsPath", QT_TRANSLATE_NOOP("FieldHelp", "Path to the seconds to wait.")},
    {"Timestamp", QT_TRANSLATE_NOOP("FieldHelp", "The instant to wait for, 2030-01-01T00:00:00Z.")},
    {"TimestampPath", QT_TRANSLATE_NOOP("FieldHelp", "Path to the instant to wait for.")},
    {"Error", QT_TRANSLATE_NOOP("FieldHelp", "Name of the error.")},
    {"ErrorPath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path or intrinsic function that gives the error's name.")},
    {"Cause", QT_TRANSLATE_NOOP("FieldHelp", "What went wrong, for people.")},
    {"CausePath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path or intrinsic function that gives the cause.")},
    {"Branches", QT_TRANSLATE_NOOP("FieldHelp", "Workflows that run at the same time.")},
    {"ItemProcessor", QT_TRANSLATE_NOOP("FieldHelp", "The workflow that runs for each item.")},
    {"Iterator", QT_TRANSLATE_NOOP("FieldHelp", "Older name of ItemProcessor.")},
    {"ProcessorConfig", QT_TRANSLATE_NOOP("FieldHelp", "How the items are processed.")},
    {"Mode",
     QT_TRANSLATE_NOOP(
         "FieldHelp",
         "INLINE: in this execution. DISTRIBUTED: a child execution for each item or batch.")},
    {"ExecutionType", QT_TRANSLATE_NOOP("FieldHelp", "Type of the child executions.")},
    {"ItemsPath", QT_TRANSLATE_NOOP("FieldHelp", "Path to the list of items.")},
    {"Items", QT_TRANSLATE_NOOP("FieldHelp", "The list of items, or an expression that gives it.")},
    {"ItemSelector",
     QT_TRANSLATE_NOOP("FieldHelp", "What each item's workflow gets instead of the item.")},
    {"ItemReader", QT_TRANSLATE_NOOP("FieldHelp", "Takes the items from a bucket.")},
    {"ItemBatcher", QT_TRANSLATE_NOOP("FieldHelp", "Gives several items to one child execution.")},
    {"ResultWriter", QT_TRANSLATE_NOOP("FieldHelp", "Writes the results to a bucket.")},
    {"MaxConcurrency",
     QT_TRANSLATE_NOOP("FieldHelp", "How many items run at the same time; 0 is no limit.")},
    {"MaxConcurrencyPath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path to how many items run at the same time.")},
    {"ToleratedFailureCount", QT_TRANSLATE_NOOP("FieldHelp", "How many items may fail.")},
    {"ToleratedFailureCountPath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path to how many items may fail.")},
    {"ToleratedFailurePercentage",
     QT_TRANSLATE_NOOP("FieldHelp", "How many of 100 items may fail.")},
    {"ToleratedFailurePercentagePath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path to how many of 100 items may fail.")},
    {"Label", QT_TRANSLATE_NOOP("FieldHelp", "Prefix of the child executions' names.")},
    {"Retry", QT_TRANSLATE_NOOP("FieldHelp", "What is tried again after an error, and when.")},
    {"Catch",
     QT_TRANSLATE_NOOP("FieldHelp", "Where it goes after an error that is not retried any more.")},
    {"ErrorEquals",
     QT_TRANSLATE_NOOP("FieldHelp", "Names of the errors; States.ALL takes every one.")},
    {"IntervalSeconds", QT_TRANSLATE_NOOP("FieldHelp", "Seconds before the first retry.")},
    {"MaxAttempts", QT_TRANSLATE_NOOP("FieldHelp", "How often it is tried again; 0 is never.")},
    {"BackoffRate",
     QT_TRANSLATE_NOOP("FieldHelp", "The pause grows by this factor with every retry.")},
    {"MaxDelaySeconds", QT_TRANSLATE_NOOP("FieldHelp", "The pause grows no longer than this.")},
    {"JitterStrategy", QT_TRANSLATE_NOOP("FieldHelp", "FULL: a random part of each pause.")},
    {"ReaderConfig", QT_TRANSLATE_NOOP("FieldHelp", "What is read, and how.")},
    {"InputType", QT_TRANSLATE_NOOP("FieldHelp", "Format of the file.")},
    {"Transformation",
     QT_TRANSLATE_NOOP("FieldHelp",
                       "NONE, COMPACT or FLATTEN of results; LOAD_AND_FLATTEN of listed objects.")},
    {"ManifestType", QT_TRANSLATE_NOOP("FieldHelp", "ATHENA_DATA or S3_INVENTORY.")},
    {"CSVHeaderLocation", QT_TRANSLATE_NOOP("FieldHelp", "FIRST_ROW, or GIVEN with CSVHeaders.")},
    {"CSVHeaders", QT_TRANSLATE_NOOP("FieldHelp", "Names of the columns.")},
    {"CSVDelimiter", QT_TRANSLATE_NOOP("FieldHelp", "What is between two columns.")},
    {"ItemsPointer", QT_TRANSLATE_NOOP("FieldHelp", "JSON pointer to the items within the file.")},
    {"MaxItems", QT_TRANSLATE_NOOP("FieldHelp", "How many items are read at most.")},
    {"MaxItemsPath", QT_TRANSLATE_NOOP("FieldHelp", "Path to how many items are read at most.")},
    {"MaxItemsPerBatch", QT_TRANSLATE_NOOP("FieldHelp", "How many items a batch has at most.")},
    {"MaxItemsPerBatchPath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path to how many items a batch has at most.")},
    {"MaxInputBytesPerBatch",
     QT_TRANSLATE_NOOP("FieldHelp", "How many bytes a batch has at most.")},
    {"MaxInputBytesPerBatchPath",
     QT_TRANSLATE_NOOP("FieldHelp", "Path to how many bytes a batch has at most.")},
    {"BatchInput", QT_TRANSLATE_NOOP("FieldHelp", "What every batch gets beside its items.")},
    {"WriterConfig", QT_TRANSLATE_NOOP("FieldHelp", "In which form the results are written.")},
    {"OutputType", QT_TRANSLATE_NOOP("FieldHelp", "JSON or JSONL.")},
    {"Variable", QT_TRANSLATE_NOOP("FieldHelp", "Path to the value that is compared.")},
    {"And", QT_TRANSLATE_NOOP("FieldHelp", "True when all of its conditions are.")},
    {"Or", QT_TRANSLATE_NOOP("FieldHelp", "True when one of its conditions is.")},
    {"Not", QT_TRANSLATE_NOOP("FieldHelp", "True when its condition is not.")},
    {"FunctionName", QT_TRANSLATE_NOOP("FieldHelp", "Name or ARN of the function.")},
    {"Payload", QT_TRANSLATE_NOOP("FieldHelp", "What the function gets.")},
}};

struct Default {
    std::string_view field;
    const char* text;
};

constexpr std::array<Default, 16> kDefaults{{
    {"InputPath", "$"},
    {"OutputPath", "$"},
    {"ResultPath", "$"},
    {"ItemsPath", "$"},
    {"IntervalSeconds", "1"},
    {"MaxAttempts", "3"},
    {"BackoffRate", "2.0"},
    {"JitterStrategy", "NONE"},
    {"MaxConcurrency", "0"},
    {"ToleratedFailureCount", "0"},
    {"ToleratedFailurePercentage", "0"},
    {"Mode", "INLINE"},
    {"InputType", "JSON"},
    {"Version", "1.0"},
    {"OutputType", "JSON"},
    {"TimeoutSeconds", "99999999"},
}};

} // namespace

QString fieldHelp(std::string_view field) {
    const auto found = std::ranges::find(kHelp, field, &Help::field);
    return found == kHelp.end() ? QString() : QCoreApplication::translate("FieldHelp", found->text);
}

QString fieldDefault(std::string_view field) {
    const auto found = std::ranges::find(kDefaults, field, &Default::field);
    return found == kDefaults.end() ? QString() : QString::fromLatin1(found->text);
}

} // namespace ws::theme
