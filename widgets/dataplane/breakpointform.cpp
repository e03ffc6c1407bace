#include "widgets/dataplane/breakpointform.h"

#include "engine/statemachine/conditioncompletion.h"
#include "widgets/codeeditor/fieldcompletion.h"
#include "widgets/theme/messages.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QStyle>

namespace ws::dataplane {

using Kind = execution::Breakpoint::Kind;

namespace {

constexpr int kMostHits = 1'000'000;

} // namespace

BreakpointForm::BreakpointForm(feed::Breakpoints& breakpoints, theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_breakpoints(breakpoints)
    , m_theme(theme) {
    build();
    connect(&m_breakpoints, &feed::Breakpoints::changed, this, [this] {
        if (m_index >= int(m_breakpoints.all().size()))
            setIndex(-1);
        else
            fill();
    });
    // A window that closes lets go of them before a field that has the focus loses it.
    connect(&m_breakpoints, &QObject::destroyed, this, [this] { m_index = -1; });
    connect(&m_theme, &theme::Theme::changed, this,
            [this] { m_condition->setFont(m_theme.codeFont()); });
    retranslate();
    setIndex(-1);
}

void BreakpointForm::build() {
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(theme::Theme::space(3), theme::Theme::space(2),
                               theme::Theme::space(3), theme::Theme::space(2));
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_kind = new QComboBox(this);
    for (const Kind kind : {Kind::Entry, Kind::Exit, Kind::Transition, Kind::Error})
        m_kind->addItem(QString(), int(kind));
    m_state = new QLineEdit(this);
    m_next = new QLineEdit(this);
    m_error = new QLineEdit(this);
    m_condition = new QLineEdit(this);
    m_condition->setFont(m_theme.codeFont());
    m_completion = new codeeditor::FieldCompletion(
        m_theme, *m_condition,
        [this](std::string_view typed, std::size_t cursor) { return complete(typed, cursor); });
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->setProperty("errorText", true);
    m_fromHit = new QSpinBox(this);
    m_fromHit->setRange(1, kMostHits);
    m_form->addRow(new QLabel(this), m_kind);
    m_form->addRow(new QLabel(this), m_state);
    m_form->addRow(new QLabel(this), m_next);
    m_form->addRow(new QLabel(this), m_error);
    m_form->addRow(new QLabel(this), m_condition);
    m_form->addRow(m_problem);
    m_form->addRow(new QLabel(this), m_fromHit);
    connect(m_kind, &QComboBox::activated, this, [this] {
        showFields();
        apply();
    });
    for (QLineEdit* edit : {m_state, m_next, m_error, m_condition})
        connect(edit, &QLineEdit::editingFinished, this, &BreakpointForm::apply);
    connect(m_condition, &QLineEdit::textChanged, this, &BreakpointForm::checkCondition);
    connect(m_fromHit, &QSpinBox::valueChanged, this, &BreakpointForm::apply);
}

void BreakpointForm::retranslate() {
    const auto label = [this](QWidget* field, const QString& text) {
        if (auto* shown = qobject_cast<QLabel*>(m_form->labelForField(field)))
            shown->setText(text);
        field->setAccessibleName(text);
    };
    label(m_kind, tr("Stop"));
    label(m_state, tr("State"));
    label(m_next, tr("Next state"));
    label(m_error, tr("Error"));
    label(m_condition, tr("Only if"));
    label(m_fromHit, tr("From hit"));
    m_kind->setItemText(0, tr("Before a state is entered"));
    m_kind->setItemText(1, tr("When a state was left"));
    m_kind->setItemText(2, tr("Between two states"));
    m_kind->setItemText(3, tr("When an error shows"));
    m_state->setPlaceholderText(tr("Any state"));
    m_next->setPlaceholderText(tr("Any state"));
    m_error->setPlaceholderText(tr("Any error"));
    m_condition->setPlaceholderText(tr("Always – or JSONata, or a Choice rule as JSON"));
    m_condition->setToolTip(
        tr("JSONata such as n > 3 and $count = 1. Names are those of the input, variables begin "
           "with $; $states.input, $states.result, $states.errorOutput and "
           "$states.context.Map.Item.Index are there too. A rule of a Choice state works as well: "
           "{\"Variable\": \"$.n\", \"NumericEquals\": 3}."));
    m_fromHit->setToolTip(tr("How often it must have come this far before it stops"));
    checkCondition();
}

void BreakpointForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void BreakpointForm::setIndex(int index) {
    if (index != m_index) { // what was typed is of another one
        const QScopedValueRollback<bool> filling(m_filling, true);
        for (QLineEdit* edit : {m_state, m_next, m_error, m_condition})
            edit->clear();
    }
    m_index = index;
    setEnabled(index >= 0);
    fill();
}

void BreakpointForm::fill() {
    const QScopedValueRollback<bool> filling(m_filling, true);
    const execution::Breakpoint at =
        m_index < 0 ? execution::Breakpoint{} : m_breakpoints.all()[std::size_t(m_index)].at;
    const auto set = [](QLineEdit* edit, const std::string& text) {
        if (!edit->hasFocus() || edit->text().isEmpty())
            edit->setText(QString::fromStdString(text));
    };
    m_kind->setCurrentIndex(int(at.kind));
    set(m_state, at.state);
    set(m_next, at.next);
    set(m_error, at.error);
    set(m_condition, at.condition);
    m_fromHit->setValue(int(at.fromHit));
    showFields();
    checkCondition();
}

void BreakpointForm::showFields() {
    const auto kind = Kind(m_kind->currentData().toInt());
    const auto show = [this](QWidget* field, bool visible) { // NOLINT: private
        field->setVisible(visible);
        m_form->labelForField(field)->setVisible(visible);
    };
    show(m_state, true);
    show(m_next, kind == Kind::Transition);
    show(m_error, kind == Kind::Error);
}

void BreakpointForm::checkCondition() {
    const QString text = m_condition->text().trimmed();
    QString problem;
    if (!text.isEmpty()) {
        const auto compiled = execution::BreakCondition::compile(text.toStdString());
        if (!compiled)
            problem = theme::message(compiled.error());
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_condition->setProperty("invalid", !problem.isEmpty());
    m_condition->style()->unpolish(m_condition);
    m_condition->style()->polish(m_condition);
}

void BreakpointForm::setDefinition(const QString& machine,
                                   statemachine::SharedDefinition definition) {
    const auto document = statemachine::documentOf(definition);
    if (!document && machine == m_machine) // being typed: what could be read last stays
        return;
    m_machine = machine;
    m_definition = document ? document->value(document->root()) : json::Value();
}

void BreakpointForm::setCompletionSources(statemachine::CompletionSources sources) {
    m_sources = std::move(sources);
}

/// Of another machine than the one in sight nothing is known but the language.
statemachine::Completion BreakpointForm::complete(std::string_view typed,
                                                  std::size_t cursor) const {
    using Moment = statemachine::ConditionScope::Moment;
    if (m_index < 0)
        return {};
    const auto kind = Kind(m_kind->currentData().toInt());
    const QLineEdit& state = kind == Kind::Transition ? *m_next : *m_state;
    const statemachine::ConditionScope scope{kind == Kind::Exit    ? Moment::Exit
                                             : kind == Kind::Error ? Moment::Error
                                                                   : Moment::Entry,
                                             state.text().toStdString()};
    const auto& entry = m_breakpoints.all()[std::size_t(m_index)];
    if (entry.machine != m_machine.toStdString())
        return statemachine::completeCondition({}, scope, typed, cursor);
    return statemachine::completeCondition(m_definition, scope, typed, cursor, m_sources);
}

QString BreakpointForm::problem() const {
    return m_problem->text();
}

void BreakpointForm::apply() {
    if (m_index < 0 || m_filling)
        return;
    auto entry = m_breakpoints.all()[std::size_t(m_index)];
    entry.at.kind = Kind(m_kind->currentData().toInt());
    entry.at.state = m_state->text().toStdString();
    entry.at.next = m_next->text().toStdString();
    entry.at.error = m_error->text().toStdString();
    entry.at.condition = m_condition->text().trimmed().toStdString();
    entry.at.fromHit = std::size_t(m_fromHit->value());
    m_breakpoints.replace(m_index, std::move(entry));
}

} // namespace ws::dataplane
