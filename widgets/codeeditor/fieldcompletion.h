#pragma once

#include "engine/statemachine/completion.h"
#include "widgets/theme/theme.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string_view>

class QLineEdit;
class QPlainTextEdit;

namespace ws::codeeditor {

class CompletionList;

/// Completes what is typed into a field of a form, while it is typed and by Ctrl+Space. A syllable
/// that an input method still composes counts as typed; it is there in full before anything
/// takes its place. A child of the field.
class FieldCompletion : public QObject {
    Q_OBJECT
public:
    /// What fits into the field's text (UTF-8) at the byte.
    using Source =
        std::function<statemachine::Completion(std::string_view typed, std::size_t cursor)>;

    FieldCompletion(theme::Theme& theme, QLineEdit& field, Source source);
    FieldCompletion(theme::Theme& theme, QPlainTextEdit& field, Source source);
    ~FieldCompletion() override;

    void offer();
    /// Nothing until something was on offer for the first time.
    const CompletionList* list() const { return m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Field;
    class Line;
    class Lines;
    FieldCompletion(theme::Theme& theme, std::unique_ptr<Field> field, Source source);
    void typed(const QString& text);
    void tell();
    void insert(const statemachine::CompletionItem& item);
    void finishComposing();
    CompletionList& shownList();

    theme::Theme& m_theme; // Not owned.
    const std::unique_ptr<Field> m_field;
    const Source m_source;
    CompletionList* m_list = nullptr; ///< a child of the field
    QString m_composing;              ///< not in the field's text yet
    std::string m_asked;              ///< the text that the list is about
    statemachine::Completion m_completion;
};

} // namespace ws::codeeditor
