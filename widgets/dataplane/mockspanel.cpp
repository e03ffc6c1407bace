#include "widgets/dataplane/mockspanel.h"

#include "widgets/dataplane/eventeditor.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/header.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

namespace ws::dataplane {

using workspace::MockAnswer;

namespace {

enum Column { Call, Item, Answer };
constexpr int kLeastColumn = 44;
constexpr double kLongestDelay = 86'400; // seconds

} // namespace

MocksPanel::MocksPanel(feed::EngineFeed& feed, feed::MockSets& mocks, feed::Selection& selection,
                       theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_mocks(mocks)
    , m_selection(selection)
    , m_theme(theme) {
    build();
    connect(&m_mocks, &feed::MockSets::changed, this, [this] {
        if (!m_writing)
            refresh();
    });
    connect(&m_selection, &feed::Selection::changed, this,
            [this](const feed::Selection::Content& content) {
                if (content.machine == m_machine && !content.state.isEmpty())
                    showState(content.state);
            });
    connect(&m_theme, &theme::Theme::changed, this, &MocksPanel::applyTheme);
    applyTheme();
    retranslate();
}

void MocksPanel::build() {
    m_use = new QCheckBox(this);
    m_setLabel = new QLabel(this);
    m_sets = new QComboBox(this);
    m_sets->setEditable(true);
    m_sets->setInsertPolicy(QComboBox::NoInsert);
    m_sets->setMinimumContentsLength(6);
    m_setLabel->setBuddy(m_sets);
    m_undo = new QToolButton(this);
    m_undo->setIconSize({18, 18});
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_use);
    row->addSpacing(theme::Theme::space(4));
    row->addWidget(m_setLabel);
    row->addSpacing(theme::Theme::space(1));
    row->addWidget(m_sets, 1);
    row->addWidget(m_undo);
    m_states = new QListWidget(this);
    m_states->setMinimumWidth(130);
    m_states->setIconSize({16, 16});
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_states);
    splitter->addWidget(buildAnswers());
    splitter->addWidget(buildForm());
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({170, 300, 360});
    m_empty = new theme::EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    m_error = new QLabel(this);
    m_error->setWordWrap(true);
    m_error->setProperty("errorText", true);
    m_error->setMargin(theme::Theme::space(2));
    m_error->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_error);
    layout->addWidget(m_stack, 1);
    const auto choose = [this] {
        using Use = feed::MockSets::Use;
        m_mocks.choose(m_machine, m_sets->currentText().trimmed(),
                       m_use->isChecked() ? Use::On : Use::Off);
    };
    connect(m_use, &QCheckBox::toggled, this, choose);
    connect(m_sets, &QComboBox::activated, this, choose);
    connect(m_sets->lineEdit(), &QLineEdit::editingFinished, this, choose);
    connect(m_undo, &QToolButton::clicked, this, [this] {
        if (const base::Status undone = m_mocks.undo(m_machine); !undone)
            say(theme::message(undone.error()));
    });
    connect(m_states, &QListWidget::currentRowChanged, this, [this] {
        if (!m_filling)
            fillAnswers(0);
    });
}

QWidget* MocksPanel::buildAnswers() {
    auto* side = new QWidget(this);
    m_list = new QTreeWidget(side);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setColumnCount(3);
    m_list->setHeader(new theme::Header(m_list));
    m_list->header()->setMinimumSectionSize(kLeastColumn);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Answer, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(4, 2, 4, 2);
    const auto button = [&](void (MocksPanel::*what)()) {
        auto* made = new QToolButton(side);
        made->setIconSize({18, 18});
        connect(made, &QToolButton::clicked, this, what);
        tools->addWidget(made);
        return made;
    };
    m_addResult = button(&MocksPanel::addResult);
    m_addError = button(&MocksPanel::addError);
    m_pin = button(&MocksPanel::pinFromRun);
    tools->addStretch(1);
    m_remove = button(&MocksPanel::remove);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addWidget(m_list, 1);
    m_none = new theme::EmptyState(side, 2);
    layout->addWidget(m_none, 1);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] {
        if (!m_filling)
            fillForm();
    });
    return side;
}

QWidget* MocksPanel::buildForm() {
    m_formSide = new QWidget(this);
    m_form = new QFormLayout(m_formSide);
    m_form->setContentsMargins(theme::Theme::space(2), theme::Theme::space(1),
                               theme::Theme::space(2), theme::Theme::space(1));
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_call = new QLineEdit(m_formSide);
    m_item = new QLineEdit(m_formSide);
    m_kind = new QComboBox(m_formSide);
    m_kind->addItems({QString(), QString()});
    m_result = new EventEditor(m_theme, m_formSide);
    m_result->setMinimumHeight(60);
    m_errorName = new QLineEdit(m_formSide);
    m_cause = new QLineEdit(m_formSide);
    m_delay = new QDoubleSpinBox(m_formSide);
    m_delay->setRange(0, kLongestDelay);
    m_delay->setDecimals(3);
    const auto row = [this](QWidget* field) { m_form->addRow(new QLabel(m_formSide), field); };
    for (QWidget* field : std::initializer_list<QWidget*>{m_call, m_item, m_kind, m_result,
                                                          m_errorName, m_cause, m_delay})
        row(field);
    for (QLineEdit* edit : {m_call, m_item, m_errorName, m_cause})
        connect(edit, &QLineEdit::editingFinished, this, &MocksPanel::readForm);
    connect(m_kind, &QComboBox::activated, this, &MocksPanel::readForm);
    connect(m_result, &EventEditor::edited, this, &MocksPanel::readForm);
    connect(m_delay, &QDoubleSpinBox::valueChanged, this, &MocksPanel::readForm);
    return m_formSide;
}

void MocksPanel::applyTheme() {
    m_undo->setIcon(m_theme.icon(QStringLiteral("undo")));
    m_addResult->setIcon(m_theme.icon(QStringLiteral("plus")));
    m_addError->setIcon(m_theme.icon(QStringLiteral("status-failed")));
    m_pin->setIcon(m_theme.icon(QStringLiteral("pin")));
    m_remove->setIcon(m_theme.icon(QStringLiteral("delete")));
    refresh();
}

void MocksPanel::retranslate() {
    m_use->setText(tr("Use mocks when running"));
    m_setLabel->setText(tr("Set of mocks"));
    m_sets->setToolTip(tr("Choose a set, or type a new name to begin another one"));
    m_undo->setToolTip(tr("Take the last change of the mocks back"));
    for (QWidget* part : {static_cast<QWidget*>(m_sets), static_cast<QWidget*>(m_sets->lineEdit())})
        part->setAccessibleName(m_setLabel->text());
    m_states->setAccessibleName(tr("Tasks of the machine"));
    m_list->setAccessibleName(tr("Answers of the state"));
    m_list->setHeaderLabels({tr("Call"), tr("Item"), tr("Answer")});
    m_addResult->setToolTip(tr("Answer with a result"));
    m_addError->setToolTip(tr("Answer with an error"));
    m_pin->setToolTip(tr("Pin what the state came to in the run that is shown"));
    m_remove->setToolTip(tr("Remove this answer"));
    for (QToolButton* button : {m_undo, m_addResult, m_addError, m_pin, m_remove})
        button->setAccessibleName(button->toolTip());
    const auto label = [this](QWidget* field, const QString& text, const QString& tip) {
        qobject_cast<QLabel*>(m_form->labelForField(field))->setText(text);
        field == m_result ? m_result->setName(text) : field->setAccessibleName(text);
        field->setToolTip(tip);
    };
    label(m_call, tr("Calls"),
          tr("0 is the first call in a run, 1-9 the following ones, * every "
             "other one. A retry is a call of its own."));
    label(m_item, tr("Item"), tr("Number of the item of the Map around, from 0; empty: every one"));
    label(m_kind, tr("Answer"), {});
    label(m_result, tr("Result"), {});
    label(m_errorName, tr("Error"), tr("Such as States.Timeout or the name of an exception"));
    label(m_cause, tr("Cause"), {});
    label(m_delay, tr("After"), tr("How long the answer takes"));
    m_kind->setItemText(0, tr("Result"));
    m_kind->setItemText(1, tr("Error"));
    m_delay->setSuffix(tr(" s"));
    m_item->setPlaceholderText(tr("Every item"));
    m_none->setText(tr("It calls what it names.\nAdd a result or an error above, and that answers "
                       "instead."));
    m_empty->setText(tr("No machine with a Task is in front.\nOpen one: here its tasks get answers "
                        "that stand in for what they call."));
    refresh();
}

void MocksPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MocksPanel::setDefinition(const QString& machine, const std::string& text) {
    setDefinition(machine, *statemachine::readDefinition(text));
}

void MocksPanel::setDefinition(const QString& machine,
                               const statemachine::ReadDefinition& definition) {
    if (!definition.document())
        return;
    QStringList tasks;
    for (const auto& node : definition.graph().nodes) {
        if (node.type == statemachine::StateType::Task)
            tasks << QString::fromStdString(node.name);
    }
    if (machine == m_machine && tasks == m_tasks)
        return;
    m_machine = machine;
    m_tasks = tasks;
    refresh();
}

QString MocksPanel::state() const {
    const int row = m_states->currentRow();
    return row >= 0 && row < m_tasks.size() ? m_tasks[row] : QString();
}

void MocksPanel::showState(const QString& name) {
    if (const auto row = m_tasks.indexOf(name); row >= 0)
        m_states->setCurrentRow(int(row));
}

void MocksPanel::refresh() {
    const bool any = !m_machine.isEmpty() && !m_tasks.isEmpty();
    m_stack->setCurrentIndex(any ? 1 : 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_use, m_sets, m_setLabel})
        widget->setEnabled(any);
    m_undo->setEnabled(m_mocks.canUndo(m_machine));
    {
        const QSignalBlocker quietSets(m_sets);
        const QSignalBlocker quietUse(m_use);
        const QString current = any ? m_mocks.current(m_machine) : QString();
        m_sets->clear();
        m_sets->addItems(m_mocks.sets(m_machine));
        m_sets->setCurrentText(current);
        m_use->setChecked(m_mocks.isUsed(m_machine));
    }
    fillStates();
    fillAnswers(m_list->indexOfTopLevelItem(m_list->currentItem()));
}

void MocksPanel::fillStates() {
    const QScopedValueRollback<bool> filling(m_filling, true);
    const QString old = state().isEmpty() ? m_tasks.value(0) : state();
    const auto mocked = m_mocks.states(m_machine);
    m_states->clear();
    for (const QString& task : m_tasks) {
        auto* entry = new QListWidgetItem(task, m_states);
        const bool has = std::ranges::find(mocked, task.toStdString()) != mocked.end();
        entry->setIcon(m_theme.icon(has ? QStringLiteral("mock") : QStringLiteral("function")));
        entry->setToolTip(has ? tr("Its calls are answered here") : tr("It calls what it names"));
    }
    m_states->setCurrentRow(int(std::max<qsizetype>(0, m_tasks.indexOf(old))));
}

void MocksPanel::fillAnswers(int current) {
    say({});
    m_answers.clear();
    if (!state().isEmpty()) {
        auto read = m_mocks.answers(m_machine, state());
        if (read)
            m_answers = *std::move(read);
        else
            say(theme::message(read.error()));
    }
    const QScopedValueRollback<bool> filling(m_filling, true);
    m_list->clear();
    for (const MockAnswer& answer : m_answers) {
        auto* line = new QTreeWidgetItem(m_list);
        line->setText(Call, QString::fromStdString(answer.call));
        line->setText(Item,
                      answer.item.empty() ? tr("every") : QString::fromStdString(answer.item));
        const bool fails = !answer.response.result;
        const std::string shown =
            fails ? answer.response.error.value_or("") : answer.response.result->dump();
        line->setText(Answer, QString::fromStdString(shown.substr(0, 200)));
        line->setIcon(Answer, m_theme.icon(fails ? QStringLiteral("status-failed")
                                                 : QStringLiteral("status-succeeded")));
    }
    m_list->setVisible(!m_answers.empty());
    m_none->setVisible(m_answers.empty());
    if (!m_answers.empty())
        m_list->setCurrentItem(
            m_list->topLevelItem(std::clamp(current, 0, int(m_answers.size()) - 1)));
    fillForm();
}

void MocksPanel::fillForm() {
    const QScopedValueRollback<bool> filling(m_filling, true);
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const bool any = row >= 0;
    m_formSide->setVisible(any); // what stands in its place says what to do
    m_remove->setEnabled(any);
    m_pin->setEnabled(shownRun() != nullptr);
    const MockAnswer answer = any ? m_answers[std::size_t(row)] : MockAnswer{};
    const bool fails = any && !answer.response.result;
    m_call->setText(QString::fromStdString(answer.call));
    m_item->setText(QString::fromStdString(answer.item));
    m_kind->setCurrentIndex(fails ? 1 : 0);
    m_result->setText(any && !fails ? answer.response.result->pretty() : std::string());
    m_errorName->setText(QString::fromStdString(answer.response.error.value_or("")));
    m_cause->setText(QString::fromStdString(answer.response.cause.value_or("")));
    m_delay->setValue(double(answer.response.delay.count()) / 1e6);
    const auto show = [this](QWidget* field, bool visible) { // NOLINT: private
        field->setVisible(visible);
        m_form->labelForField(field)->setVisible(visible);
    };
    show(m_result, !fails);
    show(m_errorName, fails);
    show(m_cause, fails);
}

void MocksPanel::readForm() {
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (m_filling || row < 0)
        return;
    MockAnswer& answer = m_answers[std::size_t(row)];
    const MockAnswer before = answer;
    answer.call = m_call->text().trimmed().toStdString();
    answer.item = m_item->text().trimmed().toStdString();
    answer.response = {};
    answer.response.delay = base::Duration{std::int64_t(m_delay->value() * 1e6 + 0.5)};
    if (m_kind->currentIndex() == 0) {
        auto value = json::Value::parse(m_result->text().empty() ? "null" : m_result->text());
        if (!value) { // the editor says so
            answer = before;
            return;
        }
        answer.response.result = *std::move(value);
    } else {
        const QString name = m_errorName->text().trimmed();
        answer.response.error = name.isEmpty() ? "States.TaskFailed" : name.toStdString();
        if (!m_cause->text().isEmpty())
            answer.response.cause = m_cause->text().toStdString();
    }
    if (answer == before)
        return;
    const bool otherKind = answer.response.result.has_value() != before.response.result.has_value();
    // While one types in a field it must not be filled again.
    const QScopedValueRollback<bool> writing(m_writing, true);
    write(row);
    if (otherKind)
        fillAnswers(row);
}

void MocksPanel::write(int current) {
    const base::Status written = m_mocks.setAnswers(m_machine, state(), m_answers);
    say(written ? QString() : theme::message(written.error()));
    m_undo->setEnabled(m_mocks.canUndo(m_machine));
    if (!written || m_writing)
        return;
    fillStates();
    fillAnswers(current);
}

/// The call after those that are there.
QString MocksPanel::freeCall() const {
    for (int call = 0;; ++call) {
        const std::string name = std::to_string(call);
        if (std::ranges::none_of(m_answers, [&](const MockAnswer& answer) {
                return answer.item.empty() && answer.call == name;
            }))
            return QString::fromStdString(name);
    }
}

void MocksPanel::add(MockAnswer answer) {
    if (state().isEmpty())
        return;
    answer.call = m_answers.empty() ? "*" : freeCall().toStdString();
    m_answers.push_back(std::move(answer));
    write(int(m_answers.size()) - 1);
}

void MocksPanel::addResult() {
    MockAnswer answer;
    answer.response.result = json::Value::object();
    add(std::move(answer));
}

void MocksPanel::addError() {
    MockAnswer answer;
    answer.response.error = "States.TaskFailed";
    add(std::move(answer));
}

void MocksPanel::remove() {
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0)
        return;
    m_answers.erase(m_answers.begin() + row);
    write(row);
}

const telemetry::ExecutionRecord* MocksPanel::shownRun() const {
    const auto& recorder = m_feed.recorder();
    const std::string name = m_machine.toStdString();
    if (const auto* chosen = recorder.execution(m_selection.content().execution);
        chosen && chosen->machine == name)
        return chosen;
    const auto& all = recorder.executions();
    const auto latest = std::find_if(all.rbegin(), all.rend(),
                                     [&](const auto& record) { return record.machine == name; });
    return latest == all.rend() ? nullptr : &*latest;
}

void MocksPanel::pinFromRun() {
    const auto* run = shownRun();
    if (!run || state().isEmpty())
        return;
    auto pinned = workspace::pinnedAnswers(run->history, state().toStdString());
    if (pinned.empty()) {
        say(tr("%1 has called nothing in this run, so there is nothing to pin.").arg(state()));
        return;
    }
    m_answers = std::move(pinned);
    write(0);
}

void MocksPanel::say(const QString& text) {
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

QString MocksPanel::errorText() const {
    return m_error->text();
}

} // namespace ws::dataplane
