#pragma once

#include "engine/statemachine/diagnostic.h"
#include "engine/statemachine/fieldedit.h"
#include "engine/statemachine/validatorschema.h"
#include "widgets/inspector/valuecontrol.h"
#include "widgets/theme/theme.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace ws::inspector {

class RetryChart;

/// A change that the form asks for, of whatever the document is by then.
using Operation = std::function<base::Result<statemachine::Change>(const json::Document& document)>;

/// What the fields of one state, or of the whole machine, need to know from around it.
struct FormContext {
    const json::Document& document; ///< as it is while the rows are built
    std::string pointer;            ///< of the state; "" is the machine
    statemachine::QueryLanguage language = statemachine::QueryLanguage::JsonPath;
    QStringList functions; ///< local ones
    bool isJsonata() const { return language == statemachine::QueryLanguage::Jsonata; }
};

/// The rows of a form: one per field of a schema, cards for the items of lists. Built once for one
/// shape of the text; values come and go with show().
class FormRows : public QObject {
    Q_OBJECT
public:
    /// What fits into the text of the field at the pointer.
    using Completer =
        std::function<statemachine::Completion(const std::string& pointer, statemachine::FieldText,
                                               std::string_view typed, std::size_t cursor)>;
    FormRows(theme::Theme& theme, Completer completer, QObject* parent)
        : QObject(parent)
        , m_theme(theme)
        , m_completer(std::move(completer)) {}

    /// An object in the text, or one that would be made there.
    struct Place {
        std::string base; ///< pointer of an object that exists
        std::vector<std::string> inner;
        std::string pointer() const;
        Place within(std::string name) const;
    };
    enum class Look { Wide, Card };

    /// Rows of the fields that `wanted` takes, in the schema's order.
    void addFields(const FormContext& context, const statemachine::ObjectSchema& schema,
                   const Place& place, Look look,
                   const std::function<bool(std::string_view)>& wanted, QVBoxLayout* column);
    void addIdentity(const FormContext& context, QVBoxLayout* column);
    /// Members that no field of the schema is for.
    void addOthers(const FormContext& context, const statemachine::ObjectSchema& schema,
                   const Place& place, QVBoxLayout* column);

    void show(const json::Document& document);
    void showProblems(const std::vector<statemachine::Diagnostic>& problems);
    /// Pointers of all fields that have a control.
    QStringList fields() const;
    /// Rows that have a finding to show.
    int problemCount() const { return m_problemCount; }
    /// Name of the widget that the last request would have the focus on; may be empty.
    const QString& wantedFocus() const { return m_wantedFocus; }

Q_SIGNALS:
    void requested(const ws::inspector::Operation& operation);
    void fixRequested(const ws::statemachine::Fix& fix);

private:
    struct Row {
        Place place;
        std::vector<std::string> names; ///< the field, and what may stand instead of it
        std::string onlyItem;           ///< the value is this member of the field
        ValueControl* control = nullptr;
        QComboBox* alternative = nullptr; ///< which of the names
        QLabel* error = nullptr;
        enum class Says { Findings, Complaint } says = Says::Findings; ///< of what is being typed
        QWidget* fixes = nullptr;
        std::function<void(const json::Document&)> refresh; ///< of a row that is made by hand
    };
    using Rule = statemachine::FieldRule;
    using Schema = statemachine::ObjectSchema;

    void addField(const FormContext& context, const Schema& schema, const Rule& rule,
                  const Place& place, Look look, QVBoxLayout* column);
    /// Label, control, finding and help, in the look's arrangement.
    Row& addRow(const Place& place, std::vector<std::string> names, ValueControl* control,
                const QString& label, const QString& help, Look look, QVBoxLayout* column);
    void finishRow(Row& row, QWidget* widget, QWidget* label, const QString& help, Look look,
                   QVBoxLayout* column);
    void connectRow(const Row& row);
    void addTransition(const FormContext& context, const Place& place, Look look,
                       QVBoxLayout* column);
    void addAlternatives(const FormContext& context, const Schema& schema, const Place& place,
                         std::vector<std::string> names, Look look, QVBoxLayout* column);
    bool addNested(const FormContext& context, const Rule& rule, const Place& place,
                   QVBoxLayout* column);
    void addResource(const FormContext& context, const Place& place, Look look,
                     QVBoxLayout* column);
    void addFunctionCall(const FormContext& context, const Place& place, QVBoxLayout* column);
    void addPayload(const FormContext& context, const Place& arguments, QVBoxLayout* column);
    void addBranches(const FormContext& context, const Place& place, QVBoxLayout* column);
    void addRetriers(const FormContext& context, const Place& place, QVBoxLayout* column);
    void addCatchers(const FormContext& context, const Place& place, QVBoxLayout* column);
    void addRules(const FormContext& context, const Place& place, QVBoxLayout* column);
    void addCondition(const FormContext& context, const std::string& pointer, int depth,
                      QVBoxLayout* column);
    void addGroup(const FormContext& context, const std::string& pointer, const std::string& group,
                  int depth, QVBoxLayout* column);
    void addTest(const FormContext& context, const std::string& pointer, QVBoxLayout* column);
    void addConditionButtons(const FormContext& context, const std::string& pointer,
                             QBoxLayout* line);
    /// A card with a title and buttons to move and remove it; its body.
    QVBoxLayout* addCard(const std::string& list, std::size_t index, std::size_t count,
                         const QString& title, QVBoxLayout* column);
    void addButton(const QString& text, const QString& help, const std::string& name,
                   QBoxLayout* line, const std::function<statemachine::FieldChange()>& change);
    QVBoxLayout* addFrame(const QString& title, const std::string& list, QVBoxLayout* column,
                          QBoxLayout** line);
    void addMoves(const std::string& list, std::size_t index, std::size_t count, QWidget* card,
                  QBoxLayout* line);
    void addProcessor(const FormContext& context, const Place& place, QVBoxLayout* column);
    void addObject(const FormContext& context, const Schema& schema, const Place& place,
                   QVBoxLayout* column);
    void addSection(const FormContext& context, const Rule& rule, const Schema& schema,
                    const Place& place, QVBoxLayout* column);
    void request(const statemachine::FieldChange& change);
    void fillFixes(const Row& row, const statemachine::Diagnostic& problem);

    /// Which of its names the row is about now.
    static const std::string& chosenName(const Row& row);

    theme::Theme& m_theme; // Not owned.
    const Completer m_completer;
    std::vector<Row> m_rows;
    QStringList m_fields;
    int m_problemCount = 0;
    QString m_wantedFocus;
};

/// Names of the states that the state at the pointer, or a machine's StartAt, may lead to.
QStringList targetsAt(const json::Document& document, std::string_view pointer);

} // namespace ws::inspector
