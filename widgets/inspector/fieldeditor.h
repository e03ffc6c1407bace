#pragma once

#include "engine/json/document.h"
#include "widgets/inspector/functionfields.h"
#include "widgets/theme/theme.h"

#include <QObject>

#include <memory>
#include <vector>

class QWidget;

namespace ws::inspector {

/// The widget of one field, and what it means in the text. Goes with its parent widget.
class FieldEditor : public QObject {
    Q_OBJECT
public:
    virtual QWidget* widget() const = 0;
    /// Takes the values of the text over; emits nothing.
    virtual void show(const json::Document& document) = 0;
    /// What brings the text in line with the widget; none when it already says the same.
    virtual std::vector<json::Edit> edits(const json::Document& document) const = 0;
    virtual void retranslate() = 0;

Q_SIGNALS:
    /// By the user, and complete: a number while its digits are typed is not.
    void edited();

protected:
    FieldEditor(const Field& field, QObject* parent)
        : QObject(parent)
        , m_field(field) {}
    const Field& field() const { return m_field; }
    /// The text's value for the field, or Document::kNone.
    json::Document::NodeId nodeIn(const json::Document& document) const;

private:
    const Field& m_field; // Not owned; of functionFields().
};

/// Owned by `parent`.
FieldEditor* makeFieldEditor(const Field& field, theme::Theme& theme, QWidget* parent);

} // namespace ws::inspector
