#pragma once

#include "engine/base/result.h"
#include "engine/json/document.h"
#include "engine/workspace/eventcoding.h"

#include <QRegularExpression>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::workspace {

/// What a person fills in. Its value is a text: JSON and numbers as they are written.
struct EventField {
    enum class Kind : std::uint8_t { Text, Number, Choice, Date, Json, Base64 };
    std::string name; ///< "queue-name": an option of the command line, and the word for its label
    Kind kind = Kind::Text;
    std::string initial;
    std::vector<std::string> choices; ///< of Choice
};

/// Errors, all with field and value: "event.notNumber", "event.notChoice" (choices),
/// "event.notDate", "event.notJson" (line, column, reason), "event.notBase64".
base::Status checkField(const EventField& field, const std::string& value);

/// An event as a form: its fields, and the places in the event that each one fills.
///
/// In the file `${name}` in a text of the event stands for the declared field of that name, and
/// `${name|coding}` for its coded value. A number or JSON that is the whole text is put there as
/// such. One field may have many places, and one text several fields.
class EventForm {
public:
    using Values = std::map<std::string, std::string>;

    /// `file` has "fields" and "event". Error "template.invalid" (reason).
    static base::Result<EventForm> parse(const json::Value& file);
    /// Without fields.
    static EventForm plain(json::Value event);

    const std::vector<EventField>& fields() const { return m_fields; }
    const EventField* field(std::string_view name) const;
    /// JSON pointers of what the field fills.
    std::vector<std::string> placesOf(std::string_view name) const;

    /// The event with these values, the initial ones for the others. Errors of checkField();
    /// "event.unknownField" (field, known).
    base::Result<json::Value> event(const Values& values) const;

    /// The values that stand in an event. A field that has no place in it any more is left out.
    Values read(const json::Value& event) const;
    /// Puts a value into its places in a text and leaves every other byte. Errors of checkField();
    /// "event.fieldGone" (field) when the event has no place for it.
    base::Result<std::vector<json::Edit>>
    edits(const json::Document& event, const std::string& field, const std::string& value) const;

    /// How much of an event is as in this form, from 0 to 1.
    double likeness(const json::Value& event) const;

    /// A file of this form about another event: what stands in the places of the fields becomes
    /// their initial value.
    json::Value fileFor(const json::Value& event) const;

private:
    struct Piece {
        std::string literal; ///< counts when there is no field
        std::size_t field = kNone;
        EventCoding coding = EventCoding::Plain;
    };
    struct Place {
        std::string pointer;
        std::string pattern; ///< as the file has it
        std::vector<Piece> pieces;
        bool isWhole() const { return pieces.size() == 1; }
        bool names(std::size_t field) const;
    };
    using Parts = std::map<std::size_t, std::string>; // by field, as they stand there
    static constexpr std::size_t kNone = SIZE_MAX;

    void findPlaces(const json::Value& value, const std::string& pointer);
    std::vector<Piece> pieces(const std::string& text) const;
    json::Value filled(const Place& place, const Parts& values) const;
    std::optional<Parts> readPlace(const Place& place, const json::Value& value,
                                   const Parts& known) const;
    QRegularExpression expressionOf(const Place& place, const Parts* known) const;
    Parts readAll(const json::Value& event) const;
    std::size_t indexOf(std::string_view name) const;

    std::vector<EventField> m_fields;
    json::Value m_event; ///< with its placeholders
    std::vector<Place> m_places;
};

} // namespace ws::workspace
