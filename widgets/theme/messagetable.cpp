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
    Entry{"execute.badJson",
          QT_TRANSLATE_NOOP("Messages", "The execution input is not JSON: line {line}, column "
                                        "{column}: {reason}. Correct it and run again.")},
    Entry{"execute.invalidDefinition",
          QT_TRANSLATE_NOOP("Messages", "The state machine cannot run: line {line}, column "
                                        "{column}: {message} Problems found: {count}.")},
    Entry{"execute.machineNotFound",
          QT_TRANSLATE_NOOP("Messages", "There is no state machine “{machine}” in this workspace. "
                                        "Look in the folder statemachines.")},
    Entry{"file.binary",
          QT_TRANSLATE_NOOP("Messages", "{path} is not a text file in UTF-8, so it is not opened "
                                        "for editing.")},
    Entry{"file.changedOutside",
          QT_TRANSLATE_NOOP("Messages", "{path} was changed by another program after it was read "
                                        "here. Nothing was written.")},
    Entry{"file.notFound", QT_TRANSLATE_NOOP("Messages", "There is no file {path}.")},
    Entry{"file.tooLarge",
          QT_TRANSLATE_NOOP("Messages", "{path} is larger than 16 MiB and is not opened for "
                                        "editing.")},
    Entry{"file.unreadable",
          QT_TRANSLATE_NOOP("Messages", "{path} cannot be read. Check its permissions.")},
    Entry{"file.unwritable",
          QT_TRANSLATE_NOOP("Messages", "{path} cannot be written: {reason}. Your text is still "
                                        "here; save it under another name or free the file.")},
    Entry{"invoke.badJson",
          QT_TRANSLATE_NOOP("Messages", "The event is not JSON: line {line}, column {column}: "
                                        "{reason}. Correct it and invoke again.")},
    Entry{"invoke.functionNotFound",
          QT_TRANSLATE_NOOP("Messages", "There is no function “{function}” in this workspace. "
                                        "Functions here: {known}.")},
    Entry{"isolation.noUserNamespaces",
          QT_TRANSLATE_NOOP("Messages", "This machine refuses user namespaces: functions run as "
                                        "plain processes and can see your files.")},
    Entry{"json.syntax", QT_TRANSLATE_NOOP("Messages", "Line {line}, column {column}: {reason}")},
    Entry{"limits.memoryPolled",
          QT_TRANSLATE_NOOP("Messages", "No memory control group is available: the memory limit is "
                                        "enforced by watching, some megabytes late.")},
    Entry{"workspace.notFound",
          QT_TRANSLATE_NOOP("Messages", "There is no folder {path}. It may have been moved or "
                                        "deleted; open another one.")},
    Entry{
        "workspace.unreadable",
        QT_TRANSLATE_NOOP("Messages", "The folder {path} cannot be read. Check its permissions.")},
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
