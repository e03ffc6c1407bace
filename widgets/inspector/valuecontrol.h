#pragma once

#include "engine/json/value.h"
#include "engine/statemachine/fieldcompletion.h"
#include "widgets/theme/theme.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QWidget;

namespace ws::inspector {

/// What a control makes of what is typed.
enum class ValueForm {
    Text,       ///< a text; another shape that the file has is shown, and taken, as JSON
    Number,     ///< a number; an expression or anything else stays a text
    PathOrNull, ///< a text, or the word null
    Json,       ///< any value in several lines; a text of JSONata without quotes
    Flag,
    Names, ///< a list of texts, one line each
};

/// A control for one value of a definition, whatever its shape. Goes with its parent widget.
class ValueControl : public QObject {
    Q_OBJECT
public:
    /// What may be chosen. Empty: typed freely.
    struct Choices {
        QStringList values;
        QStringList shown = {}; ///< in the order of `values`; empty: the values themselves
        enum class Typing { Free, ListOnly } typing = Typing::ListOnly;
    };

    virtual QWidget* widget() const = 0;
    /// Takes the text's value over; nothing when it is absent. Emits nothing, and leaves alone what
    /// is being typed.
    virtual void show(const std::optional<json::Value>& value) = 0;
    /// Nothing: the field is to go.
    virtual std::optional<json::Value> value() const = 0;
    /// What an empty control shows.
    virtual void setHint(const QString& hint) = 0;
    /// What fits into the text of the value while it is typed.
    using Completer = std::function<statemachine::Completion(
        statemachine::FieldText form, std::string_view typed, std::size_t cursor)>;
    /// Once; of a control that is only chosen from nothing comes of it.
    virtual void setCompleter(const Completer& completer) = 0;

Q_SIGNALS:
    /// By the user, and complete.
    void edited();
    /// While it is typed: why it cannot be taken, or empty.
    void complained(const QString& message);

protected:
    explicit ValueControl(QObject* parent)
        : QObject(parent) {}
};

/// Owned by `parent`.
ValueControl* makeValueControl(ValueForm form, const ValueControl::Choices& choices,
                               theme::Theme& theme, QWidget* parent);

/// What is wrong with JSONata between {% and %}, with the place; empty: nothing, or no JSONata.
QString expressionComplaint(const QString& text);

} // namespace ws::inspector
