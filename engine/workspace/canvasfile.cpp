#include "engine/workspace/canvasfile.h"

#include "engine/base/reason.h"
#include "engine/json/document.h"
#include "engine/json/draft.h"
#include "engine/statemachine/fieldedit.h"
#include "engine/workspace/machinefile.h"
#include "engine/workspace/textfile.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ws::workspace {

using json::Value;

namespace {

constexpr const char* kCollapsed = "Collapsed";
constexpr const char* kOpened = "Opened";
constexpr const char* kNotes = "Notes";
constexpr const char* kText = "Text";
constexpr const char* kX = "X";
constexpr const char* kY = "Y";
constexpr const char* kWidth = "Width";
constexpr const char* kHeight = "Height";
constexpr const char* kState = "State";
constexpr const char* kColour = "Colour";
constexpr const char* kRegions = "Regions";
constexpr const char* kTitle = "Title";
constexpr const char* kStates = "States";
constexpr std::string_view kSuffix = ".canvas.json";

base::Error invalid(const std::string& pointer, const base::Reason& reason) {
    return base::withReason({"canvas.invalid", {{"pointer", pointer}}}, reason);
}

// --- Reading

base::Result<Value> fileOf(const std::string& text) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return Value::object();
    auto file = Value::parse(text);
    if (file && !file->isObject())
        return invalid("/", {"canvas.object", "is no object"});
    return file;
}

base::Result<std::vector<std::string>> namesOf(const Value& names, const std::string& pointer) {
    std::vector<std::string> all;
    if (!names.isArray())
        return invalid(pointer, {"canvas.names", "is no list of names"});
    for (std::size_t i = 0; i < names.items().size(); ++i) {
        const Value& name = names.items()[i];
        if (!name.isString())
            return invalid(pointer + "/" + std::to_string(i), {"canvas.name", "is no name"});
        all.push_back(name.toString());
    }
    return all;
}

base::Result<statemachine::StatePath> pathOf(const Value& entry, const std::string& pointer) {
    if (entry.isString())
        return statemachine::StatePath{entry.toString()};
    auto names = namesOf(entry, pointer);
    if (names && names->empty())
        return invalid(pointer, {"canvas.name", "is no name"});
    return names;
}

Value othersOf(const Value& entry, std::initializer_list<const char*> known) {
    Value others = entry;
    for (const char* name : known)
        others.mutableMembers().remove(name);
    return others.members().empty() ? Value() : others;
}

base::Result<CanvasNote> noteOf(const Value& entry, const std::string& pointer) {
    if (!entry.isObject())
        return invalid(pointer, {"canvas.object", "is no object"});
    if (!entry[kText].isString())
        return invalid(pointer + "/" + kText, {"canvas.text", "is no text"});
    for (const char* name : {kState, kColour}) {
        if (!entry[name].isNull() && !entry[name].isString())
            return invalid(pointer + "/" + name, {"canvas.name", "is no name"});
    }
    for (const char* measure : {kX, kY, kWidth, kHeight}) {
        if (!entry[measure].isNumber())
            return invalid(pointer + "/" + measure, {"canvas.number", "is no number"});
    }
    CanvasNote note;
    note.text = entry[kText].toString();
    note.x = entry[kX].toDouble();
    note.y = entry[kY].toDouble();
    note.width = entry[kWidth].toDouble();
    note.height = entry[kHeight].toDouble();
    if (entry[kState].isString())
        note.state = entry[kState].toString();
    if (entry[kColour].isString())
        note.colour = entry[kColour].toString();
    note.others = othersOf(entry, {kText, kX, kY, kWidth, kHeight, kState, kColour});
    return note;
}

base::Result<CanvasRegion> regionOf(const Value& entry, const std::string& pointer) {
    if (!entry.isObject())
        return invalid(pointer, {"canvas.object", "is no object"});
    if (!entry[kTitle].isString())
        return invalid(pointer + "/" + kTitle, {"canvas.text", "is no text"});
    auto states = namesOf(entry[kStates], pointer + "/" + kStates);
    if (!states)
        return states.error();
    return CanvasRegion{entry[kTitle].toString(), std::move(*states),
                        othersOf(entry, {kTitle, kStates})};
}

template <typename Entry, typename Read>
base::Result<std::vector<Entry>> listOf(const Value& file, const char* key, Read read) {
    std::vector<Entry> list;
    const Value& entries = file[key];
    if (entries.isNull())
        return list;
    const std::string pointer = std::string("/") + key;
    if (!entries.isArray())
        return invalid(pointer, {"canvas.list", "is no list"});
    for (std::size_t i = 0; i < entries.items().size(); ++i) {
        auto entry = read(entries.items()[i], pointer + "/" + std::to_string(i));
        if (!entry)
            return entry.error();
        list.push_back(std::move(*entry));
    }
    return list;
}

base::Result<CanvasSettings> settingsOf(const Value& file) {
    CanvasSettings settings;
    const auto collapsed = listOf<statemachine::StatePath>(file, kCollapsed, pathOf);
    if (!collapsed)
        return collapsed.error();
    for (const statemachine::StatePath& path : *collapsed) {
        if (path.size() == 1)
            settings.collapsed.insert(path.front());
        else
            settings.collapsedInside.insert(path);
    }
    const auto opened = listOf<statemachine::StatePath>(file, kOpened, pathOf);
    if (!opened)
        return opened.error();
    settings.opened.insert(opened->begin(), opened->end());
    auto notes = listOf<CanvasNote>(file, kNotes, noteOf);
    if (!notes)
        return notes.error();
    auto regions = listOf<CanvasRegion>(file, kRegions, regionOf);
    if (!regions)
        return regions.error();
    settings.annotations = {std::move(*notes), std::move(*regions)};
    return settings;
}

// --- Writing

/// Whole, as a person would write it, when it is.
Value measure(double pixels) {
    constexpr double kWhole = 1e9; // far beyond any canvas, and what an integer holds
    if (std::abs(pixels) < kWhole && std::floor(pixels) == pixels)
        return Value(static_cast<std::int64_t>(pixels));
    return Value(pixels);
}

void addOthers(Value& entry, const Value& others) {
    if (!others.isObject())
        return;
    for (const auto& [name, value] : others.members())
        entry.set(name, value);
}

Value entryOf(const CanvasNote& note) {
    Value entry = Value::object();
    entry.set(kText, note.text);
    entry.set(kX, measure(note.x));
    entry.set(kY, measure(note.y));
    entry.set(kWidth, measure(note.width));
    entry.set(kHeight, measure(note.height));
    if (!note.state.empty())
        entry.set(kState, note.state);
    if (!note.colour.empty())
        entry.set(kColour, note.colour);
    addOthers(entry, note.others);
    return entry;
}

Value entryOf(const std::string& name) {
    return Value(name);
}

Value entryOf(const CanvasRegion& region);
Value entryOf(const statemachine::StatePath& path);

Value listOfEntries(const auto& entries) {
    Value list = Value::array();
    for (const auto& entry : entries)
        list.push(entryOf(entry));
    return list;
}

Value entryOf(const statemachine::StatePath& path) {
    if (path.size() == 1)
        return entryOf(path.front());
    Value names = Value::array();
    for (const std::string& name : path)
        names.push(Value(name));
    return names;
}

Value entryOf(const CanvasRegion& region) {
    Value entry = Value::object();
    entry.set(kTitle, region.title);
    entry.set(kStates, listOfEntries(region.states));
    addOthers(entry, region.others);
    return entry;
}

/// The machine's own states first.
std::vector<statemachine::StatePath> collapsedOf(const CanvasSettings& settings) {
    std::vector<statemachine::StatePath> paths;
    for (const std::string& name : settings.collapsed)
        paths.push_back({name});
    paths.insert(paths.end(), settings.collapsedInside.begin(), settings.collapsedInside.end());
    return paths;
}

/// A list that has become empty goes, with its name.
statemachine::FieldChange changeOf(const char* key, const auto& before, const auto& after) {
    if (before == after)
        return [](json::Draft&) { return true; };
    return statemachine::setField(
        {}, {}, key, after.empty() ? std::nullopt : std::optional<Value>(listOfEntries(after)));
}

// --- Merging

void removeOne(auto& list, const auto& entry) {
    if (const auto found = std::find(list.begin(), list.end(), entry); found != list.end())
        list.erase(found);
}

template <typename List>
List without(List list, const List& others) {
    for (const auto& entry : others)
        removeOne(list, entry);
    return list;
}

/// Theirs, with our change of `base`: entries changed where they stand when none came or went.
template <typename Entry>
std::vector<Entry> merged(const std::vector<Entry>& base, const std::vector<Entry>& ours,
                          const std::vector<Entry>& theirs) {
    if (theirs == base || ours == theirs)
        return ours;
    std::vector<Entry> all = theirs;
    if (ours.size() == base.size()) {
        for (std::size_t i = 0; i < base.size(); ++i) {
            if (base[i] == ours[i])
                continue;
            if (const auto there = std::find(all.begin(), all.end(), base[i]); there != all.end())
                *there = ours[i];
            else if (std::find(all.begin(), all.end(), ours[i]) == all.end())
                all.push_back(ours[i]);
        }
        return all;
    }
    for (const Entry& gone : without(base, ours))
        removeOne(all, gone);
    for (const Entry& added : without(without(ours, base), theirs))
        all.push_back(added);
    return all;
}

template <typename Name>
std::set<Name> merged(const std::set<Name>& base, const std::set<Name>& ours,
                      std::set<Name> theirs) {
    for (const Name& name : base) {
        if (!ours.contains(name))
            theirs.erase(name);
    }
    for (const Name& name : ours) {
        if (!base.contains(name))
            theirs.insert(name);
    }
    return theirs;
}

base::Error inFile(base::Error error, const std::string& path) {
    if (error.code == "json.syntax")
        error.code = "canvas.syntax";
    error.args.emplace_back("path", path);
    return error;
}

/// Empty, with the stamp of a file that is not there, when it does not exist.
base::Result<TextFile> readOrNothing(const std::string& path) {
    auto file = readTextFile(path);
    if (!file && file.error().code == "file.notFound")
        return TextFile{};
    return file;
}

} // namespace

std::string canvasFileOfMachine(std::string_view machineFile) {
    const std::string_view folder = machineFile.substr(0, machineFile.rfind('/') + 1);
    return std::string(folder).append(machineNameOfFile(machineFile)).append(kSuffix);
}

bool isCanvasFile(std::string_view path) {
    return path.ends_with(kSuffix);
}

base::Result<CanvasSettings> parseCanvasSettings(const std::string& text) {
    const auto file = fileOf(text);
    if (!file)
        return file.error();
    return settingsOf(*file);
}

Value canvasSettingsValue(const CanvasSettings& settings) {
    Value file = Value::object();
    const auto add = [&file](const char* key, const auto& entries) {
        if (!entries.empty())
            file.set(key, listOfEntries(entries));
    };
    add(kCollapsed, collapsedOf(settings));
    add(kOpened, settings.opened);
    add(kNotes, settings.annotations.notes);
    add(kRegions, settings.annotations.regions);
    return file;
}

base::Result<CanvasSettings> canvasSettingsOf(const Value& value) {
    if (!value.isObject())
        return invalid("/", {"canvas.object", "is no object"});
    return settingsOf(value);
}

CanvasSettings mergedSettings(const CanvasSettings& base, const CanvasSettings& ours,
                              const CanvasSettings& theirs) {
    const Annotations& from = base.annotations;
    const Annotations& mine = ours.annotations;
    const Annotations& other = theirs.annotations;
    return {merged(base.collapsed, ours.collapsed, theirs.collapsed),
            {merged(from.notes, mine.notes, other.notes),
             merged(from.regions, mine.regions, other.regions)},
            merged(base.opened, ours.opened, theirs.opened),
            merged(base.collapsedInside, ours.collapsedInside, theirs.collapsedInside)};
}

CanvasSettings followRenames(CanvasSettings settings, const statemachine::Renames& renames) {
    if (renames.empty())
        return settings;
    const auto follow = [&renames](std::string& name) {
        if (const auto renamed = renames.find(name); renamed != renames.end())
            name = renamed->second;
    };
    settings.collapsed = statemachine::followRenames(std::move(settings.collapsed), renames);
    settings.opened = statemachine::followRenames(std::move(settings.opened), renames);
    settings.collapsedInside =
        statemachine::followRenames(std::move(settings.collapsedInside), renames);
    for (CanvasNote& note : settings.annotations.notes)
        follow(note.state);
    for (CanvasRegion& region : settings.annotations.regions)
        std::ranges::for_each(region.states, follow);
    return settings;
}

CanvasSettings limitedTo(CanvasSettings settings, const std::set<std::string>& states) {
    const auto isOther = [&states](const std::string& name) { return !states.contains(name); };
    std::erase_if(settings.collapsed, isOther);
    for (auto* paths : {&settings.opened, &settings.collapsedInside}) {
        std::erase_if(*paths, [&](const statemachine::StatePath& path) {
            return path.empty() || isOther(path.front());
        });
    }
    std::erase_if(settings.annotations.notes,
                  [&](const CanvasNote& note) { return isOther(note.state); });
    std::erase_if(settings.annotations.regions, [&](const CanvasRegion& region) {
        return std::ranges::any_of(region.states, isOther);
    });
    return settings;
}

base::Result<std::string> withCanvasSettings(const std::string& text,
                                             const CanvasSettings& settings) {
    const auto before = parseCanvasSettings(text);
    if (!before)
        return before.error();
    if (*before == settings)
        return text;
    const std::array changes{
        changeOf(kCollapsed, collapsedOf(*before), collapsedOf(settings)),
        changeOf(kOpened, before->opened, settings.opened),
        changeOf(kNotes, before->annotations.notes, settings.annotations.notes),
        changeOf(kRegions, before->annotations.regions, settings.annotations.regions)};
    const bool fresh = text.find_first_not_of(" \t\r\n") == std::string::npos;
    const std::string old = fresh ? "{}" : text;
    const auto document = json::Document::parse(old);
    if (!document)
        return document.error();
    const auto change = statemachine::changeFields(*document, [&changes](json::Draft& draft) {
        return std::ranges::all_of(changes, [&draft](const auto& one) { return one(draft); });
    });
    if (!change)
        return change.error();
    const std::string now = json::applied(old, change->edits);
    const auto value = fresh ? Value::parse(now) : base::Result<Value>(Value());
    return fresh && value ? value->pretty() + "\n" : now;
}

base::Result<CanvasSettings> readCanvasFile(const std::string& path) {
    const auto file = readOrNothing(path);
    if (!file)
        return file.error();
    auto settings = parseCanvasSettings(file->text);
    if (!settings)
        return inFile(settings.error(), path);
    return settings;
}

base::Result<CanvasSettings> changeCanvasFile(const std::string& path, const CanvasSettings& before,
                                              const CanvasSettings& after) {
    const auto theirs = readCanvasFile(path);
    if (!theirs)
        return theirs.error();
    const CanvasSettings both = mergedSettings(before, after, *theirs);
    if (const auto written = writeCanvasFile(path, both); !written)
        return written.error();
    return both;
}

base::Status writeCanvasFile(const std::string& path, const CanvasSettings& settings) {
    const auto file = readOrNothing(path);
    if (!file)
        return file.error();
    const auto text = withCanvasSettings(file->text, settings);
    if (!text)
        return inFile(text.error(), path);
    if (*text == file->text)
        return {};
    const auto written = writeTextFile(path, *text, file->stamp);
    return written ? base::Status{} : base::Status{written.error()};
}

} // namespace ws::workspace
