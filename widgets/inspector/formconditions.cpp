#include "widgets/inspector/formrows.h"

#include "widgets/theme/fieldhelp.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStandardItemModel>
#include <QToolButton>

namespace ws::inspector {

using json::Document;
using json::Value;

namespace {

constexpr int kDeepest = 12; // groups within groups that a form can still show
// Pixels.
constexpr int kMoreButton = 26;
constexpr int kShortComparison = 104; // "BooleanEquals" fits beside the variable

Value valueAt(const Document& document, const std::string& pointer) {
    const auto node = document.find(pointer);
    return node == Document::kNone ? Value() : document.value(node);
}

/// The comparisons under the names of the types that they compare.
void fillOperators(QComboBox* box, const QString& current) {
    for (const statemachine::ComparisonFamily& family : statemachine::comparisonFamilies()) {
        if (box->count() > 0)
            box->insertSeparator(box->count());
        for (const std::string& name : family.names)
            box->addItem(QString::fromStdString(name), QString::fromStdString(name));
    }
    if (!current.isEmpty() && box->findData(current) < 0)
        box->addItem(current, current);
    box->setCurrentIndex(box->findData(current));
}

} // namespace

void FormRows::addCondition(const FormContext& context, const std::string& pointer, int depth,
                            QVBoxLayout* column) {
    const Value condition = valueAt(context.document, pointer);
    const std::string name = statemachine::conditionOperator(condition);
    const bool group = name == "And" || name == "Or" || name == "Not";
    if (group && depth < kDeepest)
        addGroup(context, pointer, name, depth, column);
    else if (!group)
        addTest(context, pointer, column);
}

void FormRows::addConditionButtons(const FormContext& context, const std::string& pointer,
                                   QBoxLayout* line) {
    auto* more = new QToolButton(line->parentWidget());
    more->setIcon(m_theme.icon(QStringLiteral("more")));
    more->setToolTip(tr("Group, negate or remove the condition"));
    more->setAccessibleName(tr("Group, negate or remove the condition"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);
    more->setAutoRaise(true);
    more->setMinimumSize(kMoreButton, kMoreButton);
    more->setObjectName(QString::fromStdString(pointer + "#more"));
    auto* menu = new QMenu(more);
    const auto add = [&](const QString& text, const statemachine::FieldChange& change) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, change] { request(change); });
    };
    add(tr("Put into an And group"), statemachine::groupCondition(pointer, "And"));
    add(tr("Put into an Or group"), statemachine::groupCondition(pointer, "Or"));
    add(tr("Negate (Not)"), statemachine::groupCondition(pointer, "Not"));
    const std::string name = statemachine::conditionOperator(valueAt(context.document, pointer));
    if (name == "And" || name == "Or" || name == "Not") {
        menu->addSeparator();
        add(tr("Dissolve the group, keep its first condition"),
            statemachine::ungroupCondition(pointer));
    }
    const std::size_t slash = pointer.rfind('/');
    const std::string list = pointer.substr(0, slash);
    const bool part = list.ends_with("/And") || list.ends_with("/Or");
    if (part && valueAt(context.document, list).size() > 1) {
        menu->addSeparator();
        add(tr("Remove the condition"),
            statemachine::removeListItem(list, std::stoul(pointer.substr(slash + 1))));
    }
    more->setMenu(menu);
    line->addWidget(more, 0, Qt::AlignTop);
}

void FormRows::addGroup(const FormContext& context, const std::string& pointer,
                        const std::string& group, int depth, QVBoxLayout* column) {
    auto* frame = new QFrame(column->parentWidget());
    frame->setProperty("conditionGroup", true);
    frame->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    frame->setAccessibleName(QString::fromStdString(group));
    auto* body = new QVBoxLayout(frame);
    body->setContentsMargins(theme::Theme::space(3), theme::Theme::space(1), 0,
                             theme::Theme::space(1));
    body->setSpacing(theme::Theme::space(1));
    auto* line = new QHBoxLayout;
    body->addLayout(line);
    const std::string parts = pointer + '/' + group;
    m_fields += QString::fromStdString(parts);
    const Value value = valueAt(context.document, parts);
    if (group == "Not") {
        auto* title = new QLabel(QStringLiteral("Not"), frame);
        title->setToolTip(theme::fieldHelp("Not"));
        line->addWidget(title, 1);
    } else {
        auto* box = new QComboBox(frame);
        box->addItems({QStringLiteral("And"), QStringLiteral("Or")});
        box->setCurrentText(QString::fromStdString(group));
        box->setToolTip(theme::fieldHelp(group));
        box->setAccessibleName(tr("All of the conditions, or one of them"));
        box->setObjectName(QString::fromStdString(pointer + "#group"));
        box->setFocusPolicy(Qt::StrongFocus);
        line->addWidget(box);
        line->addStretch();
        connect(box, &QComboBox::activated, this, [this, box, pointer] {
            request(statemachine::groupCondition(pointer, box->currentText().toStdString()));
        });
    }
    addConditionButtons(context, pointer, line);
    if (group == "Not") {
        addCondition(context, parts, depth + 1, body);
    } else {
        for (std::size_t at = 0; at < value.size(); ++at)
            addCondition(context, parts + '/' + std::to_string(at), depth + 1, body);
        auto* foot = new QHBoxLayout;
        body->addLayout(foot);
        addButton(
            tr("Add a condition"), theme::fieldHelp(group), parts + "#add", foot, [pointer, group] {
                return statemachine::addListItem(
                    pointer, group, Value::object({{"Variable", "$.value"}, {"IsPresent", true}}));
            });
        foot->addStretch();
    }
    column->addWidget(frame);
}

void FormRows::addTest(const FormContext& context, const std::string& pointer,
                       QVBoxLayout* column) {
    const Value condition = valueAt(context.document, pointer);
    const std::string name = statemachine::conditionOperator(condition);
    QWidget* parent = column->parentWidget();
    auto* whole = new QWidget(parent);
    whole->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* beside = new QHBoxLayout(whole);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(theme::Theme::space(1));
    auto* lines = new QVBoxLayout;
    lines->setSpacing(theme::Theme::space(1));
    beside->addLayout(lines, 1);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme::Theme::space(1));
    lines->addLayout(line);
    const auto value = [&](const std::string& field, ValueForm form,
                           const ValueControl::Choices& choices) {
        ValueControl* control = makeValueControl(form, choices, m_theme, whole);
        control->widget()->setObjectName(QString::fromStdString(pointer + '/' + field));
        control->widget()->setAccessibleName(QString::fromStdString(field));
        control->widget()->setToolTip(theme::fieldHelp(field));
        control->widget()->setMinimumWidth(56);
        return control;
    };
    ValueControl* variable = value("Variable", ValueForm::Text, {});
    variable->setHint(QStringLiteral("$.value"));
    line->addWidget(variable->widget(), 3);
    auto* operators = new QComboBox(whole);
    fillOperators(operators, QString::fromStdString(name));
    operators->setFocusPolicy(Qt::StrongFocus);
    operators->setAccessibleName(tr("Comparison"));
    operators->setObjectName(QString::fromStdString(pointer + "#operator"));
    operators->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    operators->setMinimumContentsLength(10);
    operators->setToolTip(QString::fromStdString(name));
    // A long comparison has a line for itself and what it compares with.
    auto* comparing = line;
    if (operators->fontMetrics().horizontalAdvance(operators->toolTip()) > kShortComparison) {
        comparing = new QHBoxLayout;
        comparing->setSpacing(theme::Theme::space(1));
        lines->addLayout(comparing);
    }
    comparing->addWidget(operators, 3);
    connect(operators, &QComboBox::activated, this, [this, operators, pointer] {
        request(statemachine::setComparison(pointer,
                                            operators->currentData().toString().toStdString()));
    });
    ValueControl* operand = nullptr;
    if (!name.empty()) {
        const bool flag =
            !name.ends_with("Path") && (name.starts_with("Is") || name.starts_with("Boolean"));
        ValueControl::Choices choices;
        if (flag)
            choices.values = QStringList{QStringLiteral("true"), QStringLiteral("false")};
        const bool number = name.starts_with("Numeric") && !name.ends_with("Path");
        operand = value(name,
                        flag     ? ValueForm::Flag
                        : number ? ValueForm::Number
                                 : ValueForm::Text,
                        choices);
        comparing->addWidget(operand->widget(), 2);
    }
    addConditionButtons(context, pointer, beside);
    column->addWidget(whole);
    const auto own = [&](ValueControl* control, const std::string& field) {
        Row row;
        row.place = {pointer, {}};
        row.names = {field};
        row.control = control;
        row.error = new QLabel(parent);
        row.error->setWordWrap(true);
        row.error->setTextFormat(Qt::PlainText);
        row.error->setProperty("errorText", true);
        row.error->hide();
        row.fixes = new QWidget(parent);
        auto* fixes = new QHBoxLayout(row.fixes);
        fixes->setContentsMargins(0, 0, 0, 0);
        row.fixes->hide();
        column->addWidget(row.error);
        column->addWidget(row.fixes);
        m_fields += QString::fromStdString(pointer + '/' + field);
        m_rows.push_back(std::move(row));
        connectRow(m_rows.back());
    };
    own(variable, "Variable");
    if (operand)
        own(operand, name);
}

} // namespace ws::inspector
