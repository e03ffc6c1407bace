#include "widgets/theme/messagetable.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace ws::theme {
namespace {

struct Entry {
    std::string_view code;
    const char* text;
};

// What is wrong, where, and what to do next.
constexpr std::array kEntries{
    Entry{"InvalidOutput", QT_TRANSLATE_NOOP("Messages", "The answer cannot be sent: {message}")},
    Entry{"InvalidToken", QT_TRANSLATE_NOOP("Messages", "This is no token of a task: {message}")},
    Entry{"TaskTimedOut",
          QT_TRANSLATE_NOOP("Messages", "The task does not wait any more: {message}")},
    Entry{"alias.badWeight",
          QT_TRANSLATE_NOOP("Messages", "“{text}” is no weight. Write the second version and its "
                                        "share, such as 2=0.1.")},
    Entry{"canvas.invalid",
          QT_TRANSLATE_NOOP("Messages", "{path} says nothing that the canvas can use: {pointer} "
                                        "{reason}. The file is left as it is.")},
    Entry{"canvas.syntax",
          QT_TRANSLATE_NOOP("Messages",
                            "{path} cannot be read from line {line}, column {column} on: "
                            "{reason}. The file is left as it is.")},
    Entry{"chain.failed",
          QT_TRANSLATE_NOOP("Messages",
                            "The event takes the last result of “{source}”, which ended with "
                            "the error {error}. Run it again until it succeeds.")},
    Entry{"chain.form",
          QT_TRANSLATE_NOOP("Messages",
                            "A part of a chained event cannot be given as “{form}”. Write json, "
                            "text or base64.")},
    Entry{"chain.noResult",
          QT_TRANSLATE_NOOP("Messages",
                            "The event takes the last result of “{source}”, which has none yet. "
                            "Run “{source}” first.")},
    Entry{"chain.path",
          QT_TRANSLATE_NOOP("Messages",
                            "The last result of “{source}” has nothing at {path}. {reason}")},
    Entry{"chain.tooLarge",
          QT_TRANSLATE_NOOP("Messages",
                            "The event takes the last result of “{source}”, which is too large to "
                            "be kept. Let it give less, or save the result as an event.")},
    Entry{"chain.unknownSource",
          QT_TRANSLATE_NOOP("Messages",
                            "The event takes the last result of “{source}”, which is neither a "
                            "function nor a state machine of the workspace.")},
    Entry{"commandline.eventNotFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "There is no event “{event}”: neither a file, nor a saved event, nor a template.")},
    Entry{"commandline.noWorkspaceHere",
          QT_TRANSLATE_NOOP(
              "Messages",
              "{path} is not a workspace. Name one with --workspace, or run the command inside "
              "one.")},
    Entry{"debug.badVariables",
          QT_TRANSLATE_NOOP("Messages",
                            "Variables have to be a JSON object, such as {\"count\": 1}.")},
    Entry{"debug.condition",
          QT_TRANSLATE_NOOP("Messages", "This condition cannot be used: {reason}")},
    Entry{"debug.nothingToEdit",
          QT_TRANSLATE_NOOP("Messages",
                            "There is nothing to edit here: the run is not about to enter a state. "
                            "Step on to the next state and edit it there.")},
    Entry{"definition.invalid",
          QT_TRANSLATE_NOOP("Messages", "The state machine cannot be read at {pointer}: {reason}")},
    Entry{"deployment.definition",
          QT_TRANSLATE_NOOP("Messages",
                            "{path}: line {line}: the definition of {machine} cannot be read from "
                            "here. Give it as Definition, as DefinitionString, or as a "
                            "DefinitionUri that is a local file.")},
    Entry{"deployment.exists",
          QT_TRANSLATE_NOOP("Messages",
                            "{path} is there already, so nothing was imported. Rename or move it, "
                            "then import again.")},
    Entry{"deployment.large",
          QT_TRANSLATE_NOOP("Messages", "The code in {path} is larger than the {limit} MB that a "
                                        "function may have. Leave that function out.")},
    Entry{"deployment.name",
          QT_TRANSLATE_NOOP("Messages",
                            "{path}: line {line}: “{machine}” cannot be the name of a state "
                            "machine: use letters, digits, hyphens and underscores.")},
    Entry{"deployment.noMachines",
          QT_TRANSLATE_NOOP("Messages",
                            "{path} has no state machine: its Resources need one of the type "
                            "AWS::Serverless::StateMachine or AWS::StepFunctions::StateMachine.")},
    Entry{"distribution.syntax",
          QT_TRANSLATE_NOOP("Messages", "“{text}” is no time. Write 100ms, uniform:100ms:20ms, "
                                        "exponential:100ms or lognormal:100ms:50ms.")},
    Entry{"edit.afterEnd",
          QT_TRANSLATE_NOOP("Messages", "“{state}” ends the workflow, so nothing can come after "
                                        "it. Put it before “{state}”, or on another line.")},
    Entry{"edit.convertField",
          QT_TRANSLATE_NOOP(
              "Messages", "“{state}” stays in JSONPath: {field} cannot be converted ({reason}).")},
    Entry{"edit.convertJsonata",
          QT_TRANSLATE_NOOP("Messages", "“{state}” stays in JSONata: {field} computes what no path "
                                        "of JSONPath can ({reason}).")},
    Entry{"edit.extractContext",
          QT_TRANSLATE_NOOP("Messages",
                            "“{state}” reads the context of this execution, and a state machine of "
                            "its own has another one. Hand the value on in the state's input "
                            "first.")},
    Entry{"edit.extractVariable",
          QT_TRANSLATE_NOOP("Messages",
                            "“{state}” and the states on the other side share the variable "
                            "{variable}, and a state machine of its own cannot see it. Hand the "
                            "value on in the input or the output first.")},
    Entry{"edit.cutsOff",
          QT_TRANSLATE_NOOP(
              "Messages",
              "“{new}” ends the way there, so nothing would lead to “{state}” any more. "
              "Put it on a line whose target is reached in another way, or at the end.")},
    Entry{
        "edit.firstInChain",
        QT_TRANSLATE_NOOP("Messages", "No Next leads to “{state}”, so it cannot move further up.")},
    Entry{"edit.intoItself",
          QT_TRANSLATE_NOOP("Messages",
                            "“{state}” cannot move into itself. Choose a place outside it.")},
    Entry{"edit.jsonPathInJsonata",
          QT_TRANSLATE_NOOP("Messages", "“{state}” uses JSONPath, and this workflow is written in "
                                        "JSONata. Convert the state to JSONata first.")},
    Entry{
        "edit.lastInChain",
        QT_TRANSLATE_NOOP(
            "Messages", "“{state}” goes on to no state by Next, so it cannot move further down.")},
    Entry{"edit.lastInside",
          QT_TRANSLATE_NOOP("Messages", "“{state}” needs a state inside it. Delete “{state}” "
                                        "itself, or put another state there first.")},
    Entry{"edit.lastRule",
          QT_TRANSLATE_NOOP("Messages", "The only rule of “{state}” leads to “{target}”. Lead it "
                                        "to another state first, or delete “{state}” as well.")},
    Entry{"edit.losesErrors",
          QT_TRANSLATE_NOOP("Messages", "“{state}” has Retry or Catch, which the states inside "
                                        "would lose. Take them away from “{state}” first.")},
    Entry{"edit.machineIsJsonata",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The whole workflow is written in JSONata, so “{state}” cannot use JSONPath.")},
    Entry{"edit.manyEntries",
          QT_TRANSLATE_NOOP("Messages", "Transitions lead both to “{first}” and to “{second}”. "
                                        "Select states that are entered at one of them only.")},
    Entry{"edit.manyExits",
          QT_TRANSLATE_NOOP("Messages", "The selected states lead both to “{first}” and to "
                                        "“{second}”. Select states that go on to one state only.")},
    Entry{"edit.mapHasOne",
          QT_TRANSLATE_NOOP("Messages", "“{state}” is a Map, which has one item processor and no "
                                        "branches. Put the state inside it.")},
    Entry{"edit.nameControl",
          QT_TRANSLATE_NOOP(
              "Messages",
              "A state's name cannot have line breaks, tabs or other control characters.")},
    Entry{"edit.nameEmpty",
          QT_TRANSLATE_NOOP("Messages",
                            "A state needs a name. Type one, or press Esc to keep the old one.")},
    Entry{
        "edit.nameTaken",
        QT_TRANSLATE_NOOP(
            "Messages",
            "Another state is called “{state}” already. Names are unique in the whole workflow.")},
    Entry{"edit.nameTooLong",
          QT_TRANSLATE_NOOP("Messages",
                            "A state's name has at most {limit} characters. Shorten it.")},
    Entry{"edit.needsState",
          QT_TRANSLATE_NOOP("Messages", "A rule, a Default and a catcher of “{state}” must lead to "
                                        "a state; they cannot lead to the end.")},
    Entry{"edit.noBranches",
          QT_TRANSLATE_NOOP(
              "Messages", "“{state}” is of type {type} and has no branches. Only a Parallel has.")},
    Entry{"edit.noCatch",
          QT_TRANSLATE_NOOP("Messages", "“{state}” is of type {type}, which catches no errors. "
                                        "Only Task, Parallel and Map do.")},
    Entry{"edit.noContainer",
          QT_TRANSLATE_NOOP("Messages",
                            "States can be put in a Parallel or in a Map, not in a {type}.")},
    Entry{"edit.noEdge",
          QT_TRANSLATE_NOOP("Messages", "That transition of “{state}” is not there any more.")},
    Entry{"edit.noInside",
          QT_TRANSLATE_NOOP("Messages",
                            "“{state}” has no states inside it that could be taken out.")},
    Entry{"edit.noMachine",
          QT_TRANSLATE_NOOP("Messages",
                            "There is no workflow, branch or item processor at that place.")},
    Entry{"edit.noState",
          QT_TRANSLATE_NOOP("Messages", "The state at {pointer} is not there any more.")},
    Entry{"edit.noSuchEdge",
          QT_TRANSLATE_NOOP("Messages",
                            "A {type} such as “{state}” has no transition of that kind.")},
    Entry{"edit.noType",
          QT_TRANSLATE_NOOP(
              "Messages",
              "A state is one of Task, Pass, Choice, Wait, Succeed, Fail, Parallel and Map.")},
    Entry{"edit.notStates",
          QT_TRANSLATE_NOOP(
              "Messages",
              "That is no state and no workflow. Copy states from a canvas or from a definition.")},
    Entry{"edit.nothing", QT_TRANSLATE_NOOP("Messages", "No state is selected. Select one first.")},
    Entry{"edit.otherRegion",
          QT_TRANSLATE_NOOP("Messages", "“{from}” and “{to}” are in different branches. A "
                                        "transition stays within its branch.")},
    Entry{"edit.samePlace", QT_TRANSLATE_NOOP("Messages", "“{state}” is there already.")},
    Entry{"edit.severalBranches",
          QT_TRANSLATE_NOOP("Messages", "“{state}” has {count} branches. Only the one branch of a "
                                        "Parallel can take its place.")},
    Entry{"edit.severalRegions",
          QT_TRANSLATE_NOOP(
              "Messages",
              "“{first}” and “{second}” are in different branches. Select states of one branch.")},
    Entry{"edit.shared",
          QT_TRANSLATE_NOOP("Messages", "Another part of the text shares what would change, by an "
                                        "anchor or a merge of YAML. Change it in the text.")},
    Entry{"edit.someEnd",
          QT_TRANSLATE_NOOP("Messages",
                            "Some of the selected states end the workflow and others go "
                            "on to “{target}”. Select states that all do the same.")},
    Entry{"edit.startElsewhere",
          QT_TRANSLATE_NOOP("Messages",
                            "“{to}” is in another branch, so this start cannot lead to it.")},
    Entry{"edit.startNeedsState",
          QT_TRANSLATE_NOOP("Messages", "A workflow or branch must start at a state.")},
    Entry{"event.fieldGone",
          QT_TRANSLATE_NOOP("Messages",
                            "The event has no place for “{field}” any more. Take the template "
                            "again, or write it into the JSON.")},
    Entry{"event.notBase64",
          QT_TRANSLATE_NOOP("Messages", "“{value}” is not base64. {field} takes coded data.")},
    Entry{"event.notChoice",
          QT_TRANSLATE_NOOP("Messages",
                            "“{value}” is not possible for {field}. Choose one of: {choices}.")},
    Entry{"event.notDate",
          QT_TRANSLATE_NOOP("Messages", "“{value}” is no date. Write {field} as 2026-03-14 or as "
                                        "2026-03-14T09:26:53Z.")},
    Entry{"event.notJson",
          QT_TRANSLATE_NOOP("Messages",
                            "{field} has to be JSON: line {line}, column {column}: {reason}")},
    Entry{"event.notNumber",
          QT_TRANSLATE_NOOP("Messages", "“{value}” is not a number. {field} takes one.")},
    Entry{"event.unknownField",
          QT_TRANSLATE_NOOP("Messages", "The event has no field “{field}”. Its fields: {known}.")},
    Entry{"execute.badJson",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The execution input is not JSON: line {line}, column {column}: {reason}. Correct "
              "it and run again.")},
    Entry{"execute.inputTooLarge",
          QT_TRANSLATE_NOOP("Messages",
                            "The execution input has {bytes} bytes; the service takes no more than "
                            "{limit}. Put the data into a file and pass its name.")},
    Entry{"execute.invalidDefinition",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The state machine cannot run: line {line}, column {column}: {message} (problems "
              "found: {count})")},
    Entry{"execute.machineNotFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "There is no state machine “{machine}” in this workspace. State machines here: "
              "{known}.")},
    Entry{"execute.noFunctions",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The state “{state}” calls “{resource}”, which is no ARN, and there is no function "
              "to be called by its name. Open a workspace that has it, or give an ARN.")},
    Entry{"execute.noMachines",
          QT_TRANSLATE_NOOP(
              "Messages",
              "There is no state machine “{machine}”: this workspace has none. Put its definition "
              "into statemachines/{machine}.asl.json.")},
    Entry{"execute.openPlaceholder",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The state “{state}” calls “{resource}”, a placeholder without a value. Say what it "
              "stands for with --substitutions, or write an ARN or a function's name.")},
    Entry{"execute.unknownResource",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The state “{state}” calls “{resource}”, which is neither an ARN nor a function of "
              "this workspace. Functions here: {known}.")},
    Entry{"file.binary",
          QT_TRANSLATE_NOOP("Messages", "{path} is not a text in UTF-8, so it is not opened.")},
    Entry{"file.changedOutside",
          QT_TRANSLATE_NOOP(
              "Messages",
              "{path} was changed by another program after it was read here. Nothing was "
              "written: reload it, compare, or keep yours.")},
    Entry{"file.notFound",
          QT_TRANSLATE_NOOP("Messages",
                            "There is no file {path}. It may have been moved or deleted.")},
    Entry{"file.syntax",
          QT_TRANSLATE_NOOP("Messages", "{path}: line {line}, column {column}: {reason}")},
    Entry{"file.tooLarge",
          QT_TRANSLATE_NOOP("Messages", "{path} is larger than 16 MiB, so it is not opened.")},
    Entry{"file.unreadable",
          QT_TRANSLATE_NOOP("Messages", "{path} cannot be read. Check its permissions.")},
    Entry{"file.unwritable",
          QT_TRANSLATE_NOOP(
              "Messages",
              "{path} cannot be written: {reason}. Free the file or its folder and try again.")},
    Entry{"fix.addDelimiters", QT_TRANSLATE_NOOP("Messages", "Add the delimiters {% and %}")},
    Entry{"fix.addField", QT_TRANSLATE_NOOP("Messages", "Add “{field}”: {value}")},
    Entry{"fix.moveLast", QT_TRANSLATE_NOOP("Messages", "Move “{value}” to the end")},
    Entry{"fix.removeField", QT_TRANSLATE_NOOP("Messages", "Remove “{field}”")},
    Entry{"fix.removeState", QT_TRANSLATE_NOOP("Messages", "Delete the state “{state}”")},
    Entry{"fix.renameField", QT_TRANSLATE_NOOP("Messages", "Rename “{from}” to “{to}”")},
    Entry{"fix.renameTarget", QT_TRANSLATE_NOOP("Messages", "Go to “{state}” instead")},
    Entry{"fix.replaceValue", QT_TRANSLATE_NOOP("Messages", "Replace {from} by {to}")},
    Entry{"fleet.badDay",
          QT_TRANSLATE_NOOP("Messages", "“{text}” is no day since {first}. Write it as "
                                        "2023-11-26.")},
    Entry{"fleet.eventLost",
          QT_TRANSLATE_NOOP("Messages",
                            "A queued event of {function} could not be read back and is "
                            "lost.")},
    Entry{"fleet.eventsInUse",
          QT_TRANSLATE_NOOP("Messages",
                            "Another program has the events in {path}. Events that are queued here "
                            "are not kept beyond the end of this program.")},
    Entry{"fleet.machineFull",
          QT_TRANSLATE_NOOP(
              "Messages",
              "This computer runs {limit} environments already and starts no more. Stop some, "
              "or raise the limit of processes.")},
    Entry{"fleet.noWorker",
          QT_TRANSLATE_NOOP("Messages", "No worker of the simulated fleet has room for another "
                                        "environment: {limit} MB are taken.")},
    Entry{"function.config.badArn",
          QT_TRANSLATE_NOOP("Messages", "{member} in function.json is “{value}”; it must be an ARN "
                                        "of a kind that is allowed there.")},
    Entry{"function.config.badMountPath",
          QT_TRANSLATE_NOOP("Messages", "“{path}” cannot be the place of a file system. Use /mnt/ "
                                        "and a name of letters, digits, - . and _.")},
    Entry{"function.config.badName",
          QT_TRANSLATE_NOOP(
              "Messages",
              "“{name}” cannot be the name of a function. Use up to {max} letters, digits, - "
              "and _, and rename the folder.")},
    Entry{"function.config.badVariableName",
          QT_TRANSLATE_NOOP(
              "Messages",
              "“{name}” cannot be the name of an environment variable. Begin with a letter; go "
              "on with letters, digits and _.")},
    Entry{
        "function.config.count",
        QT_TRANSLATE_NOOP("Messages", "{member} in function.json has {count}; {max} are allowed.")},
    Entry{"function.config.environmentTooLarge",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The environment variables take {size} bytes; {max} are allowed. Shorten them in "
              "function.json.")},
    Entry{"function.config.fifoTarget",
          QT_TRANSLATE_NOOP("Messages", "{member} in function.json names “{value}”, which keeps an "
                                        "order. Use a standard queue or topic.")},
    Entry{"function.config.levelWithText",
          QT_TRANSLATE_NOOP("Messages", "{member} in function.json sets a log level; only logs in "
                                        "JSON have levels. Set LogFormat to JSON.")},
    Entry{"function.config.missing",
          QT_TRANSLATE_NOOP("Messages", "function.json has no {member}. Add it.")},
    Entry{"function.config.notAnObject",
          QT_TRANSLATE_NOOP("Messages", "function.json must hold an object; it holds {actual}.")},
    Entry{"function.config.notOneOf",
          QT_TRANSLATE_NOOP("Messages",
                            "{member} in function.json is “{value}”; it must be one of {words}.")},
    Entry{"function.config.outOfRange",
          QT_TRANSLATE_NOOP(
              "Messages",
              "{member} in function.json is {value}; it must be a whole number from {min} to "
              "{max}.")},
    Entry{"function.config.reservedVariable",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The environment variable {name} belongs to the runtime. Choose another name in "
              "function.json.")},
    Entry{"function.config.snapStartFileSystem",
          QT_TRANSLATE_NOOP("Messages",
                            "SnapStart and file systems do not go together. Take one of them out "
                            "of function.json.")},
    Entry{"function.config.snapStartRuntime",
          QT_TRANSLATE_NOOP("Messages",
                            "The runtime “{runtime}” has no SnapStart. Use python3.12 or later, or "
                            "set SnapStart.ApplyOn in function.json to None.")},
    Entry{"function.config.snapStartStorage",
          QT_TRANSLATE_NOOP("Messages",
                            "{member} in function.json is {value}; with SnapStart {max} MB are the "
                            "most.")},
    Entry{"function.config.snapStartTenancy",
          QT_TRANSLATE_NOOP("Messages",
                            "SnapStart and tenant isolation do not go together. Take TenancyConfig "
                            "out of function.json or set SnapStart.ApplyOn to None.")},
    Entry{"function.config.tooLong",
          QT_TRANSLATE_NOOP(
              "Messages",
              "{member} in function.json is {length} characters long; {max} are allowed.")},
    Entry{"function.config.tooManyLayers",
          QT_TRANSLATE_NOOP("Messages", "function.json names {count} layers; {max} are allowed.")},
    Entry{"function.config.unknownRuntime",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The runtime “{runtime}” is not known. Use python3.9 or later, nodejs18.x or "
              "later, or provided.al2023.")},
    Entry{"function.config.unknownRuntimeVersion",
          QT_TRANSLATE_NOOP("Messages",
                            "{member} in function.json is {value}, which is no version of "
                            "{runtime} here. GetFunctionConfiguration and the INIT_START line of a "
                            "log tell the ones that are.")},
    Entry{"function.config.wrongType",
          QT_TRANSLATE_NOOP("Messages",
                            "{member} in function.json must be {expected}; it is {actual}.")},
    Entry{"git.missing",
          QT_TRANSLATE_NOOP("Messages",
                            "git is not installed. Install the package git to compare with the "
                            "last commit.")},
    Entry{"git.notThere", QT_TRANSLATE_NOOP("Messages", "The last commit has no {path}: {reason}")},
    Entry{"history.damaged",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The run history {path} was damaged. It was set aside as {movedTo} and a new one "
              "was begun.")},
    Entry{"history.leftOut",
          QT_TRANSLATE_NOOP(
              "Messages",
              "Entries left out of the run history because they came too fast to be written: "
              "{count}.")},
    Entry{"history.newerVersion",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The run history {path} was written by a newer Warmstart (version {version}). It "
              "is left as it is; runs are not recorded.")},
    Entry{"history.noJournal",
          QT_TRANSLATE_NOOP("Messages",
                            "This run was not written down, so nothing can go on from it. Runs of "
                            "Standard workflows are, Express ones are not.")},
    Entry{"history.notFound",
          QT_TRANSLATE_NOOP("Messages", "The run {id} is not in the history any more.")},
    Entry{"history.notResumed",
          QT_TRANSLATE_NOOP("Messages",
                            "The execution {name} was under way when the program was killed and "
                            "cannot go on. It is marked as aborted. {reason}")},
    Entry{"history.notWritable",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The run history {path} cannot be written: {reason}. Runs are shown but not kept.")},
    Entry{"history.resumed",
          QT_TRANSLATE_NOOP("Messages",
                            "Executions that were under way when the program was killed go on: "
                            "{names}")},
    Entry{"intrinsic.failed", QT_TRANSLATE_NOOP("Messages", "{function} failed: {reason}")},
    Entry{"intrinsic.syntax",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The intrinsic function “{text}” cannot be read at character {offset}: {reason}")},
    Entry{"invoke.badJson",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The event is not JSON: line {line}, column {column}: {reason}. Correct it and "
              "invoke again.")},
    Entry{"invoke.functionNotFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "There is no function “{function}” in this workspace. Functions here: {known}.")},
    Entry{"invoke.noFunctions",
          QT_TRANSLATE_NOOP(
              "Messages", "There is no function “{function}”: this workspace has none. Put it into "
                          "functions/{function}/ with a function.json.")},
    Entry{"invoke.waitForTaskToken",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The function waits for a task token, which this version does not give out yet.")},
    Entry{"isolation.noUserNamespaces",
          QT_TRANSLATE_NOOP(
              "Messages",
              "This computer refuses user namespaces: functions run as plain processes and can "
              "see your files.")},
    Entry{"journal.damaged",
          QT_TRANSLATE_NOOP("Messages",
                            "The record of this run is damaged, so it cannot go on ({reason}).")},
    Entry{"journal.empty",
          QT_TRANSLATE_NOOP("Messages",
                            "This run had not begun, so there is nothing to go on from. Run the "
                            "workflow again.")},
    Entry{"journal.newerVersion",
          QT_TRANSLATE_NOOP("Messages",
                            "The record of this run was written by a newer Warmstart (version "
                            "{version}).")},
    Entry{"journal.notRedrivable",
          QT_TRANSLATE_NOOP(
              "Messages", "Only a run that has failed, timed out or was stopped can be redriven.")},
    Entry{"json.syntax", QT_TRANSLATE_NOOP("Messages", "Line {line}, column {column}: {reason}")},
    Entry{"lambda.badRequest",
          QT_TRANSLATE_NOOP("Messages",
                            "The request is not JSON: line {line}, column {column}: {reason}.")},
    Entry{"lambda.noObject",
          QT_TRANSLATE_NOOP("Messages", "A request is a JSON object: members such as FunctionName "
                                        "in braces.")},
    Entry{"lambda.unknownAction",
          QT_TRANSLATE_NOOP("Messages", "The Lambda API has no operation “{action}”.")},
    Entry{"limits.cpuUnlimited",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The share of the processor that goes with the memory size is not enforced here: "
              "functions may run faster than on the service.")},
    Entry{"limits.memoryPolled",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The memory limit is enforced by watching, because there is no memory control "
              "group: a function may pass it by some megabytes before it is stopped.")},
    Entry{"limits.processesUnlimited",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The number of processes in an environment is not limited, because Warmstart runs "
              "as root without control groups.")},
    Entry{"load.noTrace",
          QT_TRANSLATE_NOOP("Messages",
                            "No trace is chosen. Choose a file with one time in seconds per "
                            "line.")},
    Entry{"load.notMeasured",
          QT_TRANSLATE_NOOP("Messages",
                            "“{function}” has not run here yet. Invoke it a few times, or say "
                            "how long it takes, for example lognormal:100ms:50ms.")},
    Entry{"load.syntax",
          QT_TRANSLATE_NOOP("Messages",
                            "“{text}” is no load. Write once, burst:100, steady:50/s:10m, "
                            "ramp:0-100/s:5m or poisson:20/s:1h.")},
    Entry{"load.trace",
          QT_TRANSLATE_NOOP("Messages", "Line {line} of the trace begins with “{text}”, which is "
                                        "no time in seconds.")},
    Entry{"mocks.invalid",
          QT_TRANSLATE_NOOP("Messages", "The mocks cannot be used: {pointer} {reason}.")},
    Entry{"mocks.noTestCase",
          QT_TRANSLATE_NOOP("Messages",
                            "There is no test case “{testCase}” for “{machine}” among the "
                            "mocks. Test cases here: {known}.")},
    Entry{"mocks.unknownState",
          QT_TRANSLATE_NOOP("Messages",
                            "A mock stands in for “{state}”, which is no Task state of the "
                            "state machine. Task states here: {known}.")},
    Entry{"network.noProgram",
          QT_TRANSLATE_NOOP("Messages",
                            "Functions may use the network, but the program that connects them is "
                            "not there: install the Debian package slirp4netns.")},
    Entry{"package.cannotRead",
          QT_TRANSLATE_NOOP("Messages",
                            "The package cannot be made: {path} cannot be read. {reason}")},
    Entry{"package.cannotWrite",
          QT_TRANSLATE_NOOP("Messages",
                            "The package cannot be unpacked: {path} cannot be written. {reason}")},
    Entry{"package.duplicate",
          QT_TRANSLATE_NOOP("Messages",
                            "The package holds {path} twice. Make it anew with every file once.")},
    Entry{"package.empty", QT_TRANSLATE_NOOP("Messages", "The package holds no files.")},
    Entry{"package.encrypted",
          QT_TRANSLATE_NOOP("Messages",
                            "The package holds {path} encrypted. Make it without a password.")},
    Entry{"package.notAnArchive",
          QT_TRANSLATE_NOOP("Messages", "This is no zip archive that can be read: {reason}")},
    Entry{"package.tooLarge",
          QT_TRANSLATE_NOOP("Messages", "The package has {size} bytes; {max} are allowed.")},
    Entry{"package.unsafeLink",
          QT_TRANSLATE_NOOP("Messages", "The package holds the link {path} to {target}, outside of "
                                        "its own folder. Nothing was kept.")},
    Entry{"package.unsafePath",
          QT_TRANSLATE_NOOP("Messages", "The package holds a file that would be written to {path}, "
                                        "outside of its own folder. Nothing was kept.")},
    Entry{"package.unzippedTooLarge",
          QT_TRANSLATE_NOOP("Messages", "Unpacked, the package has more than {max} bytes. Leave "
                                        "out what the function does not need.")},
    Entry{"path.notApplicable",
          QT_TRANSLATE_NOOP("Messages",
                            "The path “{path}” cannot be put into {input}: {step} is not there.")},
    Entry{"path.notFound",
          QT_TRANSLATE_NOOP("Messages", "The path “{path}” finds nothing in {input}. {reason}")},
    Entry{"path.syntax",
          QT_TRANSLATE_NOOP("Messages",
                            "The path “{path}” cannot be read at character {offset}: {reason}")},
    Entry{"path.variableNotFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The path “{path}” uses the variable “{variable}”, which is not assigned here.")},
    Entry{"render.format",
          QT_TRANSLATE_NOOP("Messages",
                            "{path} does not say which kind of picture it is. End its name in "
                            ".svg, .png or .pdf.")},
    Entry{"render.noStates",
          QT_TRANSLATE_NOOP("Messages",
                            "The definition has no states to draw. Add one under \"States\".")},
    Entry{"replay.diverged",
          QT_TRANSLATE_NOOP("Messages",
                            "The run cannot go on from here: with what was changed, its past would "
                            "have been another one. Start a new run instead.")},
    Entry{"replay.noEvent",
          QT_TRANSLATE_NOOP("Messages",
                            "The record of this run does not come as far as event {event}.")},
    Entry{"runtime.otherVersion",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The function's runtime version is not installed; the version on this computer "
              "runs it instead.")},
    Entry{"sample.folderNotEmpty",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The folder {path} holds something else. Move it away, or copy the sample to "
              "another folder.")},
    Entry{"sample.notFound",
          QT_TRANSLATE_NOOP("Messages", "There is no sample “{sample}”. Samples: {known}.")},
    Entry{"sandbox.state.noAnswer",
          QT_TRANSLATE_NOOP("Messages", "The environment ended, or did not tell in time, before it "
                                        "said what it keeps. Ask again after the next invoke.")},
    Entry{"sandbox.state.notIdle",
          QT_TRANSLATE_NOOP("Messages",
                            "Only an idle environment can tell what it keeps. Wait until it has "
                            "answered its invoke.")},
    Entry{"sandbox.state.notSupported",
          QT_TRANSLATE_NOOP("Messages", "Only the Python, Node.js and Ruby runtimes can tell what "
                                        "an environment keeps.")},
    Entry{"sandbox.stateFolder",
          QT_TRANSLATE_NOOP(
              "Messages", "The folder {folder} for running environments cannot be used: {reason}")},
    Entry{"scaffold.badName",
          QT_TRANSLATE_NOOP(
              "Messages",
              "“{name}” cannot be a name. Use up to {longest} letters, digits, - and _.")},
    Entry{"scaffold.exists",
          QT_TRANSLATE_NOOP("Messages",
                            "{path} is there already. Choose another name than “{name}”.")},
    Entry{"scaffold.notFound", QT_TRANSLATE_NOOP("Messages", "“{name}” is not there any more.")},
    Entry{"scaffold.unknownRuntime",
          QT_TRANSLATE_NOOP("Messages", "The runtime “{runtime}” is not known.")},
    Entry{
        "scenario.cause",
        QT_TRANSLATE_NOOP("Messages", "The cause is “{actual}” where “{expected}” was expected.")},
    Entry{"scenario.check",
          QT_TRANSLATE_NOOP("Messages", "{expression} comes to {actual} where true was expected.")},
    Entry{"scenario.checkFailed",
          QT_TRANSLATE_NOOP("Messages",
                            "{expression} cannot be computed, where true was expected: {reason}")},
    Entry{"scenario.checkNothing",
          QT_TRANSLATE_NOOP("Messages", "{expression} comes to nothing where true was expected.")},
    Entry{
        "scenario.error",
        QT_TRANSLATE_NOOP("Messages", "The error is “{actual}” where “{expected}” was expected.")},
    Entry{"scenario.invalid",
          QT_TRANSLATE_NOOP("Messages", "The tests cannot be read: {pointer} {reason}.")},
    Entry{"scenario.noEvent",
          QT_TRANSLATE_NOOP("Messages",
                            "The test's event “{event}” is not among the test events of "
                            "“{target}”. Test events here: {known}.")},
    Entry{"scenario.output",
          QT_TRANSLATE_NOOP("Messages",
                            "The output has {actual} at “{pointer}” where {expected} was "
                            "expected.")},
    Entry{"scenario.path",
          QT_TRANSLATE_NOOP("Messages",
                            "Step {position} of the path is “{actual}” where “{expected}” was "
                            "expected.")},
    Entry{"scenario.status",
          QT_TRANSLATE_NOOP("Messages",
                            "It ended as {actual} where {expected} was expected. {error} "
                            "{cause}")},
    Entry{"substitutions.noObject",
          QT_TRANSLATE_NOOP("Messages", "{path} holds no object of substitutions: write the names "
                                        "in the definition's ${...} and their values into it.")},
    Entry{"template.invalid",
          QT_TRANSLATE_NOOP("Messages", "The event template cannot be used: {reason}.")},
    Entry{"template.notFound",
          QT_TRANSLATE_NOOP("Messages",
                            "There is no event template “{template}”. Templates: {known}.")},
    Entry{"template.value",
          QT_TRANSLATE_NOOP("Messages",
                            "{member} has the value {text}, which cannot be used: {reason}")},
    Entry{"teststate.badMock",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The mocked result is not JSON: line {line}, column {column}: {reason}. Correct it "
              "and test again.")},
    Entry{"teststate.invalid",
          QT_TRANSLATE_NOOP("Messages", "The state cannot run: {message} (at {pointer})")},
    Entry{"teststate.mockNeeded",
          QT_TRANSLATE_NOOP(
              "Messages",
              "“{state}” waits for somebody else to end its task. Test it with a mocked result or "
              "error.")},
    Entry{"teststate.stateNeeded",
          QT_TRANSLATE_NOOP(
              "Messages",
              "Say which state of the state machine is to be tested. States here: {known}.")},
    Entry{"teststate.stateNotFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "There is no state “{state}” in this state machine. States here: {known}.")},
    Entry{"workspace.badFunctionName",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The folder functions/{name} cannot be a function: use letters, digits, - and _ "
              "in its name.")},
    Entry{"workspace.fileSystemNotFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The function “{function}” mounts a file system, and there is no folder {folder} in "
              "the workspace. Create it: it holds the files.")},
    Entry{"workspace.functionFileBroken",
          QT_TRANSLATE_NOOP(
              "Messages",
              "{path} is not JSON: line {line}, column {column}: {reason}. Correct it; the "
              "function cannot run until then.")},
    Entry{"workspace.functionFileMissing",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The function “{function}” has no {path}. Add one with Runtime and Handler.")},
    Entry{"workspace.functionNotFound",
          QT_TRANSLATE_NOOP("Messages", "There is no function “{function}” in this workspace.")},
    Entry{"workspace.layerNotFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "The function “{function}” uses the layer {layer}, and there is no such folder in "
              "the workspace.")},
    Entry{"workspace.notFound",
          QT_TRANSLATE_NOOP(
              "Messages",
              "There is no folder {path}. It may have been moved or deleted; open another one.")},
    Entry{
        "workspace.unreadable",
        QT_TRANSLATE_NOOP("Messages", "The folder {path} cannot be read. Check its permissions.")},
    Entry{"workspace.notOpen",
          QT_TRANSLATE_NOOP("Messages", "No workspace is open. Open a folder first.")},
    Entry{"workspace.watchLimit",
          QT_TRANSLATE_NOOP("Messages",
                            "Only {watched} of {wanted} folders can be watched for changes. Raise "
                            "fs.inotify.max_user_watches, or reopen the workspace after changes.")},
    Entry{"workspace.watchUnavailable",
          QT_TRANSLATE_NOOP(
              "Messages",
              "Changes on disk cannot be watched: {reason}. Reopen the workspace after changes.")},
    Entry{"yaml.syntax", QT_TRANSLATE_NOOP("Messages", "Line {line}, column {column}: {reason}")},
};

} // namespace

const char* messageText(std::string_view code) {
    const auto found = std::ranges::find(kEntries, code, &Entry::code);
    return found == kEntries.end() ? nullptr : found->text;
}

std::vector<std::string_view> messageCodes() {
    std::vector<std::string_view> codes;
    for (const Entry& entry : kEntries)
        codes.push_back(entry.code);
    return codes;
}

} // namespace ws::theme
