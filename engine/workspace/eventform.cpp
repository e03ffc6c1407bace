#include "engine/workspace/eventform.h"

#include "engine/base/reason.h"
#include "engine/json/draft.h"
#include "engine/json/pointer.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace ws::workspace {

using json::Value;

namespace {

using Kind = EventField::Kind;

std::optional<Kind> kindNamed(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Kind>, 7> kKinds{{
        {"", Kind::Text},
        {"text", Kind::Text},
        {"number", Kind::Number},
        {"choice", Kind::Choice},
        {"date", Kind::Date},
        {"json", Kind::Json},
        {"base64", Kind::Base64},
    }};
    for (const auto& [known, kind] : kKinds) {
        if (known == name)
            return kind;
    }
    return std::nullopt;
}

std::string_view nameOf(Kind kind) {
    constexpr std::array<std::string_view, 6> kNames{"text", "number", "choice",
                                                     "date", "json",   "base64"};
    return kNames[std::size_t(kind)];
}

base::Error invalid(const base::Reason& reason) {
    return base::withReason({"template.invalid", {}}, reason);
}

/// The text that a field shows of a JSON value.
std::string shownText(const Value& value, Kind kind) {
    if (kind == Kind::Json)
        return value.pretty();
    return value.isString() ? value.toString() : value.dump();
}

base::Result<EventField> fieldFrom(const Value& written) {
    const auto kind = kindNamed(written["kind"].toString());
    EventField field{written["name"].toString(), kind.value_or(Kind::Text), {}, {}};
    if (field.name.empty() || !kind)
        return invalid({"eventtemplate.field", "a field needs a name and a known kind"});
    field.initial = shownText(written["initial"], field.kind);
    for (const Value& choice : written["choices"].items())
        field.choices.push_back(choice.toString());
    if (const auto good = checkField(field, field.initial); !good)
        return invalid({"eventtemplate.initial",
                        "the field {name} begins with what it would not take",
                        {{"name", field.name}}});
    return field;
}

bool isDate(const std::string& text) {
    const QString shown = QString::fromStdString(text);
    return QDateTime::fromString(shown, Qt::ISODateWithMs).isValid();
}

/// What the place carries: compact JSON, so that a coded text does not depend on how it was typed.
std::string carried(const EventField& field, const std::string& value) {
    if (field.kind != Kind::Json)
        return value;
    const auto parsed = Value::parse(value);
    return parsed ? parsed->dump() : value;
}

/// Every scalar, empty array and empty object with its pointer; `enter` says where to look in.
void forEachLeaf(const Value& value, const std::string& pointer,
                 const std::function<bool(const std::string&)>& enter,
                 const std::function<void(const std::string&, const Value&)>& leaf) {
    if (!enter(pointer))
        return;
    if (value.size() == 0) {
        leaf(pointer, value);
        return;
    }
    for (const auto& [key, inner] : value.members())
        forEachLeaf(inner, pointer + "/" + json::escapedStep(key), enter, leaf);
    for (std::size_t i = 0; i < value.items().size(); ++i)
        forEachLeaf(value.at(i), pointer + "/" + std::to_string(i), enter, leaf);
}

std::map<std::string, Value> leavesOf(const Value& value,
                                      const std::function<bool(const std::string&)>& enter) {
    std::map<std::string, Value> leaves;
    forEachLeaf(value, {}, enter,
                [&](const std::string& pointer, const Value& leaf) { leaves[pointer] = leaf; });
    return leaves;
}

/// The same value with what `replace` gives in the place of some of its parts.
Value replacedIn(const Value& value, const std::string& pointer,
                 const std::function<std::optional<Value>(const std::string&)>& replace) {
    if (auto other = replace(pointer))
        return std::move(*other);
    if (value.isObject()) {
        Value out = Value::object();
        for (const auto& [key, inner] : value.members())
            out.set(key, replacedIn(inner, pointer + "/" + json::escapedStep(key), replace));
        return out;
    }
    if (value.isArray()) {
        Value out = Value::array();
        for (std::size_t i = 0; i < value.items().size(); ++i)
            out.push(replacedIn(value.at(i), pointer + "/" + std::to_string(i), replace));
        return out;
    }
    return value;
}

const Value* valueAt(const Value& root, const std::string& pointer) {
    const Value* at = &root;
    for (std::size_t from = 1; at && from <= pointer.size();) {
        const std::size_t to = std::min(pointer.find('/', from), pointer.size());
        QString step = QString::fromStdString(pointer.substr(from, to - from));
        const std::string name = step.replace(QLatin1String("~1"), QLatin1String("/"))
                                     .replace(QLatin1String("~0"), QLatin1String("~"))
                                     .toStdString();
        if (at->isArray()) {
            bool number = false;
            const auto index = QString::fromStdString(name).toULongLong(&number);
            at = number && index < at->items().size() ? &at->items()[index] : nullptr;
        } else {
            at = at->find(name);
        }
        from = to + 1;
    }
    return at;
}

} // namespace

base::Status checkField(const EventField& field, const std::string& value) {
    const auto refused = [&](const char* code,
                             std::vector<std::pair<std::string, std::string>> more = {}) {
        base::Error error{code, {{"field", field.name}, {"value", value}}};
        for (auto& argument : more)
            error.args.push_back(std::move(argument));
        return error;
    };
    switch (field.kind) {
    case Kind::Text:
        return {};
    case Kind::Number: {
        const auto parsed = Value::parse(value);
        return parsed && parsed->isNumber() ? base::Status() : refused("event.notNumber");
    }
    case Kind::Choice: {
        std::string listed;
        for (const std::string& choice : field.choices)
            listed += (listed.empty() ? "" : ", ") + choice;
        const bool known =
            std::find(field.choices.begin(), field.choices.end(), value) != field.choices.end();
        return known ? base::Status() : refused("event.notChoice", {{"choices", listed}});
    }
    case Kind::Date:
        return isDate(value) ? base::Status() : refused("event.notDate");
    case Kind::Json: {
        const auto parsed = Value::parse(value);
        if (parsed)
            return {};
        base::Reason::Args args{{"line", parsed.error().arg("line")},
                                {"column", parsed.error().arg("column")}};
        base::add(args, base::reasonOf(parsed.error()));
        return refused("event.notJson", std::move(args));
    }
    case Kind::Base64:
        return decoded(EventCoding::Base64, value) ? base::Status() : refused("event.notBase64");
    }
    return {};
}

bool EventForm::Place::names(std::size_t field) const {
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](const Piece& piece) { return piece.field == field; });
}

base::Result<EventForm> EventForm::parse(const Value& file) {
    if (!file.isObject() || !file.find("event"))
        return invalid({"eventtemplate.noEvent", "it has no event"});
    EventForm form;
    for (const Value& written : file["fields"].items()) {
        auto field = fieldFrom(written);
        if (!field)
            return field.error();
        form.m_fields.push_back(std::move(*field));
    }
    form.m_event = file["event"];
    form.findPlaces(form.m_event, {});
    for (std::size_t i = 0; i < form.m_fields.size(); ++i) {
        if (form.placesOf(form.m_fields[i].name).empty())
            return invalid({"eventtemplate.noPlace",
                            "the field {name} has no place in the event",
                            {{"name", form.m_fields[i].name}}});
    }
    return form;
}

EventForm EventForm::plain(Value event) {
    EventForm form;
    form.m_event = std::move(event);
    return form;
}

std::size_t EventForm::indexOf(std::string_view name) const {
    const auto found = std::find_if(m_fields.begin(), m_fields.end(),
                                    [&](const EventField& field) { return field.name == name; });
    return found == m_fields.end() ? kNone : std::size_t(found - m_fields.begin());
}

const EventField* EventForm::field(std::string_view name) const {
    const std::size_t index = indexOf(name);
    return index == kNone ? nullptr : &m_fields[index];
}

std::vector<std::string> EventForm::placesOf(std::string_view name) const {
    std::vector<std::string> pointers;
    const std::size_t index = indexOf(name);
    for (const Place& place : m_places) {
        if (index != kNone && place.names(index))
            pointers.push_back(place.pointer);
    }
    return pointers;
}

void EventForm::findPlaces(const Value& value, const std::string& pointer) {
    if (value.isString()) {
        auto parts = pieces(value.toString());
        if (std::any_of(parts.begin(), parts.end(),
                        [](const Piece& piece) { return piece.field != kNone; }))
            m_places.push_back({pointer, value.toString(), std::move(parts)});
        return;
    }
    for (const auto& [key, inner] : value.members())
        findPlaces(inner, pointer + "/" + json::escapedStep(key));
    for (std::size_t i = 0; i < value.items().size(); ++i)
        findPlaces(value.at(i), pointer + "/" + std::to_string(i));
}

/// What names no declared field is a text like any other.
std::vector<EventForm::Piece> EventForm::pieces(const std::string& text) const {
    std::vector<Piece> out;
    std::string literal;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end =
            text.compare(at, 2, "${") == 0 ? text.find('}', at) : std::string::npos;
        if (end != std::string::npos) {
            const std::string inner = text.substr(at + 2, end - at - 2);
            const std::size_t bar = std::min(inner.find('|'), inner.size());
            const std::size_t field = indexOf(inner.substr(0, bar));
            const auto coding =
                eventCoding(bar < inner.size() ? inner.substr(bar + 1) : std::string());
            if (field != kNone && coding) {
                if (!literal.empty())
                    out.push_back({std::exchange(literal, {})});
                out.push_back({{}, field, *coding});
                at = end + 1;
                continue;
            }
        }
        literal += text[at++];
    }
    if (!literal.empty())
        out.push_back({std::move(literal)});
    return out;
}

Value EventForm::filled(const Place& place, const Parts& values) const {
    std::string text;
    for (const Piece& piece : place.pieces) {
        if (piece.field == kNone) {
            text += piece.literal;
            continue;
        }
        const EventField& field = m_fields[piece.field];
        const std::string& value = values.at(piece.field);
        const bool isValue = field.kind == Kind::Number || field.kind == Kind::Json;
        if (place.isWhole() && isValue && piece.coding == EventCoding::Plain)
            return Value::parse(value).value();
        text += encoded(piece.coding, carried(field, value));
    }
    return text;
}

base::Result<Value> EventForm::event(const Values& values) const {
    Parts parts;
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        parts[i] = m_fields[i].initial;
    for (const auto& [name, value] : values) {
        const std::size_t index = indexOf(name);
        if (index == kNone) {
            std::string known;
            for (const EventField& field : m_fields)
                known += (known.empty() ? "" : ", ") + field.name;
            return base::Error{"event.unknownField", {{"field", name}, {"known", known}}};
        }
        if (const auto good = checkField(m_fields[index], value); !good)
            return good.error();
        parts[index] = value;
    }
    std::map<std::string, Value> byPointer;
    for (const Place& place : m_places)
        byPointer[place.pointer] = filled(place, parts);
    return replacedIn(m_event, {}, [&](const std::string& pointer) -> std::optional<Value> {
        const auto found = byPointer.find(pointer);
        return found == byPointer.end() ? std::nullopt : std::optional(found->second);
    });
}

std::optional<EventForm::Parts> EventForm::readPlace(const Place& place, const Value& value,
                                                     const Parts& known) const {
    Parts parts;
    const auto take = [&](const Piece& piece, const std::string& text) {
        if (piece.coding == EventCoding::Md5)
            return true;
        auto plain = decoded(piece.coding, text);
        const EventField& field = m_fields[piece.field];
        if (plain && field.kind == Kind::Json) {
            const auto parsed = Value::parse(*plain);
            plain = parsed ? std::optional(parsed->pretty()) : std::nullopt;
        }
        if (plain)
            parts.emplace(piece.field, std::move(*plain));
        return plain.has_value();
    };
    if (place.isWhole()) {
        const Piece& piece = place.pieces.front();
        const Kind kind = m_fields[piece.field].kind;
        if (kind == Kind::Json && piece.coding == EventCoding::Plain) {
            parts.emplace(piece.field, value.pretty());
            return parts;
        }
        if (!value.isString() && !(value.isNumber() && kind == Kind::Number))
            return std::nullopt;
        return take(piece, value.isString() ? value.toString() : value.dump())
                   ? std::optional(parts)
                   : std::nullopt;
    }
    if (!value.isString())
        return std::nullopt;
    // What is known elsewhere says where one field ends and the next begins.
    for (const Parts* hints : {&known, static_cast<const Parts*>(nullptr)}) {
        const auto match =
            expressionOf(place, hints).match(QString::fromStdString(value.toString()));
        if (!match.hasMatch())
            continue;
        int group = 0;
        for (const Piece& piece : place.pieces) {
            if (piece.field != kNone && !take(piece, match.captured(++group).toStdString()))
                return std::nullopt;
        }
        return parts;
    }
    return std::nullopt;
}

QRegularExpression EventForm::expressionOf(const Place& place, const Parts* known) const {
    QString pattern;
    for (const Piece& piece : place.pieces) {
        if (piece.field == kNone) {
            pattern += QRegularExpression::escape(QString::fromStdString(piece.literal));
            continue;
        }
        const auto value = known ? known->find(piece.field) : Parts::const_iterator();
        const bool isKnown = known && value != known->end();
        const std::string text =
            isKnown ? encoded(piece.coding, carried(m_fields[piece.field], value->second)) : "";
        pattern += isKnown ? QStringLiteral("(%1)").arg(
                                 QRegularExpression::escape(QString::fromStdString(text)))
                           : QStringLiteral("(.*?)");
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                              QRegularExpression::DotMatchesEverythingOption);
}

EventForm::Parts EventForm::readAll(const Value& event) const {
    Parts all;
    // Where a field has a place to itself nothing has to be guessed.
    for (const bool whole : {true, false}) {
        for (const Place& place : m_places) {
            const Value* value = place.isWhole() == whole ? valueAt(event, place.pointer) : nullptr;
            const auto parts = value ? readPlace(place, *value, all) : std::nullopt;
            if (parts)
                all.insert(parts->begin(), parts->end());
        }
    }
    return all;
}

EventForm::Values EventForm::read(const Value& event) const {
    Values values;
    for (const auto& [field, text] : readAll(event))
        values.emplace(m_fields[field].name, text);
    return values;
}

base::Result<std::vector<json::Edit>> EventForm::edits(const json::Document& event,
                                                       const std::string& field,
                                                       const std::string& value) const {
    const std::size_t index = indexOf(field);
    if (index == kNone)
        return base::Error{"event.fieldGone", {{"field", field}}};
    if (const auto good = checkField(m_fields[index], value); !good)
        return good.error();
    json::Draft draft(event);
    const Parts known = readAll(event.value(event.root()));
    bool placed = false;
    for (const Place& place : m_places) {
        json::Part* part = place.names(index) ? draft.find(place.pointer) : nullptr;
        if (!part)
            continue;
        auto parts = readPlace(place, part->value(), known);
        if (!parts && !place.isWhole())
            continue; // somebody wrote something else there
        if (!parts)
            parts.emplace();
        (*parts)[index] = value;
        part->assign(filled(place, *parts));
        placed = true;
    }
    auto edits = draft.edits();
    if (!placed || !edits)
        return base::Error{"event.fieldGone", {{"field", field}}};
    return std::move(*edits);
}

double EventForm::likeness(const Value& event) const {
    if (m_event.size() == 0)
        return m_event == event && m_event.type() == event.type() ? 1 : 0;
    std::map<std::string, const Place*> places;
    for (const Place& place : m_places)
        places[place.pointer] = &place;
    const auto outside = [&](const std::string& pointer) { return !places.contains(pointer); };
    const auto mine = leavesOf(m_event, outside);
    const auto theirs = leavesOf(event, outside);
    double same = 0;
    for (const auto& [pointer, place] : places) {
        const Value* value = valueAt(event, pointer);
        same += value && readPlace(*place, *value, {}) ? 1 : 0;
    }
    for (const auto& [pointer, leaf] : mine) {
        const auto found = theirs.find(pointer);
        if (found == theirs.end())
            continue;
        const bool alike = found->second.type() == leaf.type() || leaf.isNull();
        same += found->second == leaf ? 1 : alike ? 0.5 : 0;
    }
    const auto foreign = std::count_if(
        theirs.begin(), theirs.end(), [&](const auto& leaf) { return !mine.contains(leaf.first); });
    return same / double(mine.size() + places.size() + std::size_t(foreign));
}

Value EventForm::fileFor(const Value& event) const {
    const Parts values = readAll(event);
    std::map<std::string, Value> kept;
    std::vector<bool> placed(m_fields.size(), false);
    for (const Place& place : m_places) {
        const Value* value = valueAt(event, place.pointer);
        const auto parts = value ? readPlace(place, *value, values) : std::nullopt;
        // A place stays one only where it says what the fields say everywhere.
        if (!parts || !std::all_of(parts->begin(), parts->end(), [&](const auto& part) {
                return values.at(part.first) == part.second;
            }))
            continue;
        kept[place.pointer] = place.pattern;
        for (const Piece& piece : place.pieces) {
            if (piece.field != kNone)
                placed[piece.field] = placed[piece.field] || piece.coding != EventCoding::Md5;
        }
    }
    Value fields = Value::array();
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const EventField& field = m_fields[i];
        const auto found = values.find(i);
        if (!placed[i] || found == values.end() || !checkField(field, found->second))
            continue;
        Value written = Value::object({{"name", field.name}, {"kind", nameOf(field.kind)}});
        if (!field.choices.empty()) {
            Value choices = Value::array();
            for (const std::string& choice : field.choices)
                choices.push(choice);
            written.set("choices", std::move(choices));
        }
        const bool isValue = field.kind == Kind::Json || field.kind == Kind::Number;
        written.set("initial",
                    isValue ? Value::parse(found->second).value() : Value(found->second));
        fields.push(std::move(written));
    }
    const Value body =
        replacedIn(event, {}, [&](const std::string& pointer) -> std::optional<Value> {
            const auto found = kept.find(pointer);
            return found == kept.end() ? std::nullopt : std::optional(found->second);
        });
    return Value::object({{"fields", std::move(fields)}, {"event", body}});
}

} // namespace ws::workspace
