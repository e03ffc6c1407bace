#pragma once

#include "engine/workspace/eventform.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <optional>
#include <string>

class QSplitter;

namespace ws::dataplane {

class EventEditor;
class EventFormView;

/// An event as JSON and, where it is one of a service or of an own template, as a form beside it.
/// Both show the same text with one history of undo.
class EventComposer : public QWidget {
    Q_OBJECT
public:
    explicit EventComposer(theme::Theme& theme, QWidget* parent = nullptr);

    EventEditor& editor() { return *m_editor; }
    EventFormView& formView() { return *m_view; }
    /// Another event; its form is found by its shape.
    void setText(const std::string& text);
    void setText(const std::string& text, const workspace::EventForm& form);
    /// nullptr: the event has none.
    const workspace::EventForm* form() const { return m_form ? &*m_form : nullptr; }

    /// Puts the last result of a function or machine into the event: in the place of the value at
    /// the cursor, or of all of it.
    enum class ChainPlace { Whole, AtCursor };
    void chain(const QString& source, ChainPlace place);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void useForm(std::optional<workspace::EventForm> form);
    void take(const std::string& field, const std::string& value);
    void refresh();

    QSplitter* m_splitter;
    EventFormView* m_view;
    EventEditor* m_editor;
    std::optional<workspace::EventForm> m_form;
};

} // namespace ws::dataplane
