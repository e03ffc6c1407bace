#include "widgets/dataplane/dataflowpanel.h"

#include "engine/execution/historyvariables.h"
#include "engine/json/draft.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/telemetry/runtree.h"
#include "engine/workspace/testedstate.h"
#include "widgets/dataplane/eventeditor.h"
#include "widgets/theme/causewords.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QTabWidget>
#include <QThreadPool>

#include <algorithm>
#include <cstdlib>

namespace ws::dataplane {

using execution::DataStage;
using execution::TestStateResult;
using Outcome = base::Result<TestStateResult>;
using Status = TestStateResult::Status;

namespace {

constexpr int kMostCause = 500;           // characters
constexpr std::size_t kMostText = 60'000; // characters of a stage that its card shows
constexpr int kCardWidth = 180;           // three of them stand beside each other in a usual panel
constexpr int kNarrow = 700;
constexpr std::chrono::milliseconds kPause{150}; // of typing, before it is evaluated

/// A field's stage bears the field's name, which is a word of the language itself and the same
/// everywhere. What comes in, what a call gave and what goes out are no fields.
QString titleOf(DataStage stage) {
    switch (stage) {
    case DataStage::Input:
        return DataFlowPanel::tr("Input");
    case DataStage::AfterInputPath:
        return QStringLiteral("InputPath");
    case DataStage::AfterParameters:
        return QStringLiteral("Parameters");
    case DataStage::AfterArguments:
        return QStringLiteral("Arguments");
    case DataStage::AfterItemsPath:
        return QStringLiteral("ItemsPath");
    case DataStage::AfterItemsPointer:
        return QStringLiteral("ItemReader");
    case DataStage::MaxConcurrency:
        return QStringLiteral("MaxConcurrency");
    case DataStage::ToleratedFailureCount:
        return QStringLiteral("ToleratedFailureCount");
    case DataStage::ToleratedFailurePercentage:
        return QStringLiteral("ToleratedFailurePercentage");
    case DataStage::AfterItemSelector:
        return QStringLiteral("ItemSelector");
    case DataStage::AfterItemBatcher:
        return QStringLiteral("ItemBatcher");
    case DataStage::Result:
        return DataFlowPanel::tr("Result");
    case DataStage::AfterResultSelector:
        return QStringLiteral("ResultSelector");
    case DataStage::AfterResultPath:
        return QStringLiteral("ResultPath");
    case DataStage::Variables:
        return QStringLiteral("Assign");
    case DataStage::Output:
        break;
    }
    return DataFlowPanel::tr("Output");
}

} // namespace

DataFlowPanel::DataFlowPanel(feed::EngineFeed& feed, feed::Selection& selection,
                             theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme) {
    build();
    m_later.setSingleShot(true);
    m_later.setInterval(kPause);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (isVisible())
            evaluate();
    });
    connect(&m_selection, &feed::Selection::changed, this, &DataFlowPanel::takeSelection);
    connect(&m_theme, &theme::Theme::changed, this, [this] {
        if (m_shown)
            showStages(*m_shown);
    });
    retranslate();
}

void DataFlowPanel::build() {
    auto* side = new QWidget(this);
    m_title = new QLabel(side);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(m_theme.textFont(0, QFont::DemiBold));
    m_tabs = new QTabWidget(side);
    m_tabs->setDocumentMode(true);
    m_input = new EventEditor(m_theme, m_tabs);
    m_variables = new EventEditor(m_theme, m_tabs);
    m_result = new EventEditor(m_theme, m_tabs);
    m_state = new EventEditor(m_theme, m_tabs);
    for (EventEditor* editor : {m_input, m_variables, m_result, m_state}) {
        m_tabs->addTab(editor, QString());
        connect(editor, &EventEditor::edited, &m_later, qOverload<>(&QTimer::start));
    }
    m_state->setCheck([this](const std::string& state) { return checkState(state); });
    m_state->view().setCompleter([this](std::string_view state, std::size_t offset) {
        return completeState(state, offset);
    });
    m_test = new QPushButton(side);
    m_apply = new QPushButton(side);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Theme::space(2));
    buttons->addWidget(m_test);
    buttons->addWidget(m_apply);
    buttons->addStretch(1);
    auto* left = new QVBoxLayout(side);
    left->setContentsMargins(theme::Theme::space(2), theme::Theme::space(1), theme::Theme::space(2),
                             theme::Theme::space(2));
    left->addWidget(m_title);
    left->addWidget(m_tabs, 1);
    left->addLayout(buttons);
    auto* main = new QWidget(this);
    m_status = new QLabel(main);
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setContentsMargins(theme::Theme::space(2), theme::Theme::space(1),
                                 theme::Theme::space(2), theme::Theme::space(1));
    m_scroll = new QScrollArea(main);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    auto* cards = new QWidget(m_scroll);
    m_strip = new QHBoxLayout(cards);
    m_strip->setContentsMargins(theme::Theme::space(1), theme::Theme::space(1),
                                theme::Theme::space(1), theme::Theme::space(1));
    m_strip->setSpacing(2);
    m_scroll->setWidget(cards);
    auto* right = new QVBoxLayout(main);
    right->setContentsMargins(0, theme::Theme::space(1), 0, 0);
    right->setSpacing(0);
    right->addWidget(m_status);
    right->addWidget(m_scroll, 1);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->addWidget(side);
    m_splitter->addWidget(main);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({340, 700});
    m_splitter->setStretchFactor(1, 1);
    m_empty = new theme::EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_test, &QPushButton::clicked, this, &DataFlowPanel::testForReal);
    connect(m_apply, &QPushButton::clicked, this, &DataFlowPanel::apply);
}

void DataFlowPanel::retranslate() {
    m_tabs->setTabText(0, tr("Input"));
    m_tabs->setTabText(1, tr("Variables"));
    m_tabs->setTabText(2, tr("Result"));
    m_tabs->setTabText(3, tr("State"));
    m_input->setName(tr("Input of the state"));
    m_variables->setName(tr("Variables before the state"));
    m_result->setName(tr("Result that stands in for the call; empty: none"));
    m_state->setName(tr("Definition of the state"));
    m_scroll->setAccessibleName(tr("Stages of the data"));
    m_test->setText(tr("Test with a real call"));
    m_test->setToolTip(tr("Calls the function for this state alone, with what is written here"));
    m_apply->setText(tr("Apply to the file"));
    m_apply->setToolTip(tr("Writes the state as it was changed here into the definition"));
    m_empty->setText(
        tr("No state is selected.\nSelect one on the canvas to see what becomes of its "
           "data, stage by stage, and to try changes without saving them."));
    if (m_error)
        showError(*m_error);
    else if (m_shown)
        showOutcome(*m_shown);
}

/// What nobody sees is not evaluated until then.
void DataFlowPanel::showEvent(QShowEvent* event) {
    m_later.start();
    QWidget::showEvent(event);
}

/// Where both have no room beside one another, the stages are under what goes into them.
void DataFlowPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const auto wanted = width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    if (wanted == m_splitter->orientation())
        return;
    m_splitter->setOrientation(wanted);
    if (wanted == Qt::Vertical)
        m_splitter->setSizes({height() * 2 / 5, height() * 3 / 5});
    else
        m_splitter->setSizes({width() / 3, width() * 2 / 3});
}

void DataFlowPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DataFlowPanel::setDefinition(const QString& machine, const std::string& text) {
    setDefinition(machine, statemachine::readDefinition(text));
}

void DataFlowPanel::setDefinition(const QString& machine,
                                  statemachine::SharedDefinition definition) {
    if (machine == m_machine && definition->text() == m_text)
        return;
    m_machine = machine;
    m_text = definition->text();
    m_read = std::move(definition);
    takeSelection();
}

void DataFlowPanel::takeSelection() {
    const auto& content = m_selection.content();
    if (content.machine != m_machine || content.state.isEmpty()) {
        if (m_stateName.isEmpty())
            m_stack->setCurrentIndex(0);
        return;
    }
    const bool other = content.state != m_stateName;
    m_stateName = content.state;
    loadState();
    // Another instant or panel is no reason to take away what was typed.
    const bool elsewhere = content.execution != m_loaded.execution ||
                           content.visit != m_loaded.visit || content.attempt != m_loaded.attempt;
    m_loaded = content;
    if (other || (elsewhere && content.visit > 0))
        loadData();
    m_later.start();
}

/// What one has changed here and not applied stays until another state is selected.
void DataFlowPanel::loadState() {
    if (!m_read || !m_read->document()) {
        m_apply->setEnabled(false);
        return;
    }
    const statemachine::Graph& graph = m_read->graph();
    const int index = graph.findByName(m_stateName.toStdString());
    m_stack->setCurrentIndex(index >= 0 ? 1 : 0);
    if (index < 0)
        return;
    const bool untouched = m_state->text() == m_excerpt.text() || m_shownState != m_stateName;
    m_readable = m_text;
    m_excerpt = json::Excerpt(m_text, graph.nodes[std::size_t(index)].range);
    const auto language = m_read->document()->syntax() == json::Syntax::Yaml
                              ? codeeditor::Language::Yaml
                              : codeeditor::Language::Json;
    if (m_state->view().language() != language)
        m_state->view().setLanguage(language);
    if (untouched)
        m_state->setText(m_excerpt.text());
    m_shownState = m_stateName;
    m_apply->setEnabled(m_state->text() != m_excerpt.text());
}

const telemetry::ExecutionRecord* DataFlowPanel::shownRun() const {
    const auto& recorder = m_feed.recorder();
    const std::string name = m_machine.toStdString();
    if (const auto* chosen = recorder.execution(m_selection.content().execution);
        chosen && chosen->definedBy() == name)
        return chosen;
    const auto& all = recorder.executions();
    const auto latest = std::find_if(all.rbegin(), all.rend(),
                                     [&](const auto& record) { return record.machine == name; });
    return latest == all.rend() ? nullptr : &*latest;
}

/// From the visit that is selected, else from the latest one of the run that is shown; what came
/// of it is that of the selected attempt.
void DataFlowPanel::loadData() {
    std::string input = "{}";
    std::string variables = "{}";
    std::string result;
    m_failure.reset();
    m_title->setText(m_stateName);
    if (const auto* run = shownRun()) {
        telemetry::RunTree tree;
        for (const auto& event : run->history)
            tree.apply(event);
        const std::int64_t chosen = m_selection.content().visit;
        const int index =
            chosen > 0 ? tree.visitOf(chosen) : tree.latest(m_stateName.toStdString());
        if (index >= 0) {
            const auto entered = tree.node(index).firstEvent;
            const auto& entry = run->history[std::size_t(entered) - 1];
            input = entry.input ? entry.input->pretty() : input;
            variables = execution::variablesAfter(run->history, entered).pretty();
        }
        const int wanted =
            index < 0 ? 0 : tree.node(index).attemptNumber(m_selection.content().attempt);
        int attempt = 0;
        for (const auto& event : run->history) {
            if (index < 0 || tree.nodeOf(event.id) != index)
                continue;
            attempt = std::max(attempt, tree.node(index).attemptNumber(event.id));
            if (wanted > 0 && attempt != wanted)
                continue;
            const auto type = telemetry::historyEventTypeName(event.type);
            if (type.ends_with("Succeeded") && event.output)
                result = event.output->pretty();
            if (wanted > 0 && event.error)
                m_failure = execution::StateMock{{}, event.error, event.cause};
        }
        if (wanted > 0)
            m_title->setText(tr("%1, attempt %2").arg(m_stateName).arg(wanted));
    }
    m_input->setText(input);
    m_variables->setText(variables);
    m_result->setText(result);
}

std::string DataFlowPanel::definitionWith(const std::string& state) const {
    const auto edit = m_excerpt.edit(state);
    return edit ? json::applied(m_readable, {*edit}) : m_readable;
}

/// By the whole text: a state of YAML may name anchors, and any may hold placeholders.
codeeditor::Problems DataFlowPanel::checkState(const std::string& state) const {
    // What stands in a text that can be read is right.
    if (m_readable.empty() || state == m_excerpt.text())
        return {};
    const auto document = statemachine::loadDefinition(definitionWith(state));
    if (document)
        return {};
    const auto number = [&](const char* name) {
        return std::size_t(std::max(1, std::atoi(document.error().arg(name).c_str())));
    };
    const json::Position at = m_excerpt.positionHere({number("line"), number("column")});
    codeeditor::Problem problem;
    problem.message = theme::reasonText(document.error());
    // What is left open here is often missed only further down.
    const int lines = 1 + int(std::count(state.begin(), state.end(), '\n'));
    problem.line = std::min(int(at.line), lines);
    problem.column = problem.line == int(at.line) ? int(at.column) : 1;
    return {problem};
}

void DataFlowPanel::setCompletionSources(statemachine::CompletionSources sources) {
    m_sources = std::move(sources);
}

/// As at its place in the whole text, which has the other states and the variables.
statemachine::Completion DataFlowPanel::completeState(std::string_view state,
                                                      std::size_t offset) const {
    const std::string whole = m_excerpt.within(m_readable, state);
    const auto kind = m_state->view().language() == codeeditor::Language::Yaml
                          ? statemachine::DefinitionKind::Yaml
                          : statemachine::DefinitionKind::Json;
    auto found =
        statemachine::complete(whole, m_excerpt.offsetThere(state, offset), kind, m_sources);
    found.range = {m_excerpt.offsetHere(state, found.range.begin),
                   m_excerpt.offsetHere(state, found.range.end)};
    for (statemachine::CompletionItem& item : found.items) {
        // A cursor that is not at the end stands on the first line.
        const std::string insert = m_excerpt.unindented(item.insert);
        if (item.cursor >= item.insert.size())
            item.cursor -= item.insert.size() - insert.size();
        item.insert = insert;
    }
    return found;
}

void DataFlowPanel::evaluate() {
    m_later.stop();
    if (m_stateName.isEmpty() || m_stack->currentIndex() == 0)
        return;
    m_apply->setEnabled(m_text == m_readable && m_state->text() != m_excerpt.text());
    workspace::StateTestRequest request;
    request.definition = definitionWith(m_state->text());
    request.state = m_stateName.toStdString();
    request.input = m_input->text();
    if (const std::string result = m_result->text();
        result.find_first_not_of(" \t\r\n") != std::string::npos) {
        auto value = json::Value::parse(result);
        if (!value) {
            showError(value.error());
            return;
        }
        request.mock = execution::StateMock{*std::move(value), {}, {}};
    } else {
        request.mock = m_failure;
    }
    // An expression may take its time: neither the window nor the engine waits for it.
    const QPointer<DataFlowPanel> self(this);
    QThreadPool::globalInstance()->start(
        [self, request, variables = m_variables->text(), at = m_feed.now(), round = ++m_round] {
            const Outcome outcome = workspace::evaluatedState(request, variables, at);
            QMetaObject::invokeMethod(QCoreApplication::instance(), [self, outcome, round] {
                if (!self || round != self->m_round)
                    return;
                if (outcome)
                    self->showOutcome(*outcome);
                else
                    self->showError(outcome.error());
                Q_EMIT self->evaluated();
            });
        });
}

void DataFlowPanel::testForReal() {
    m_later.stop();
    workspace::StateTestRequest request;
    request.definition = definitionWith(m_state->text());
    request.state = m_stateName.toStdString();
    request.input = m_input->text();
    say(tr("Calling …"), "muted");
    m_feed.ask<Outcome>(
        this,
        [request](workspace::Workbench& workbench, const feed::EngineFeed::Reply<Outcome>& reply) {
            const auto begun = workbench.testState(
                request, [reply](const TestStateResult& result) { reply(result); });
            if (!begun)
                reply(begun.error());
        },
        [this, round = ++m_round](const Outcome& outcome) {
            if (round != m_round)
                return;
            if (outcome)
                showOutcome(*outcome);
            else
                showError(outcome.error());
            Q_EMIT evaluated();
        });
}

void DataFlowPanel::apply() {
    // While the text cannot be read nobody knows where the state is in it.
    const auto edit = m_excerpt.edit(m_state->text());
    if (edit && m_text == m_readable)
        Q_EMIT editsRequested(m_machine, {*edit});
}

void DataFlowPanel::say(const QString& text, const char* property) {
    for (const char* name : {"muted", "errorText"})
        m_status->setProperty(name, qstrcmp(name, property) == 0);
    m_status->style()->unpolish(m_status);
    m_status->style()->polish(m_status);
    m_status->setText(text);
}

QString DataFlowPanel::statusText() const {
    return m_status->text();
}

QString DataFlowPanel::outcomeText(const TestStateResult& result) const {
    const QString error = QString::fromStdString(result.error.value_or(""));
    const QString cause = theme::causeText(result.cause.value_or("")).left(kMostCause);
    const QString next = QString::fromStdString(result.nextState);
    switch (result.status) {
    case Status::Succeeded:
        return next.isEmpty() ? tr("Succeeds; the run ends here.")
                              : tr("Succeeds; next is %1.").arg(next);
    case Status::CaughtError:
        return tr("Fails with %1, which a Catch takes to %2.").arg(error, next);
    case Status::Retriable:
        return tr("Fails with %1 and would be tried again after %2.")
            .arg(error, theme::durationText(result.retryBackoff));
    case Status::Failed:
        return cause.isEmpty() ? tr("Fails with %1.").arg(error)
                               : tr("Fails with %1: %2").arg(error, cause);
    case Status::Unanswered:
        break;
    }
    return tr("It calls something here. Write a result, or test it with a real call.");
}

/// The stages that were shown last stay.
void DataFlowPanel::showError(const base::Error& error) {
    m_error = error;
    say(theme::message(error), "errorText");
}

void DataFlowPanel::showOutcome(const TestStateResult& result) {
    m_error.reset();
    m_shown = result;
    const bool failed = result.status == Status::Failed;
    say(outcomeText(result), failed ? "errorText" : "muted");
    showStages(result);
}

void DataFlowPanel::showStages(const TestStateResult& result) {
    const int place = m_scroll->horizontalScrollBar()->value();
    while (QLayoutItem* item = m_strip->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const json::Value* before = nullptr;
    for (const execution::StageValue& stage : result.stages) {
        if (before) {
            auto* arrow = new QLabel(QStringLiteral("→"), m_scroll->widget());
            arrow->setProperty("muted", true);
            m_strip->addWidget(arrow);
        }
        auto* card = new QFrame(m_scroll->widget());
        auto* title = new QLabel(titleOf(stage.stage), card);
        title->setFont(m_theme.textFont(0, QFont::DemiBold));
        auto* note = new QLabel(card);
        note->setProperty("muted", true);
        const bool same = before && *before == stage.value;
        note->setText(same ? tr("unchanged") : QString());
        note->setVisible(same);
        auto* text = new QPlainTextEdit(card);
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        text->setLineWrapMode(QPlainTextEdit::NoWrap);
        text->setFont(m_theme.codeFont());
        text->setAccessibleName(titleOf(stage.stage));
        text->setPlainText(QString::fromStdString(stage.value.pretty().substr(0, kMostText)));
        auto* head = new QHBoxLayout;
        head->addWidget(title);
        head->addStretch(1);
        head->addWidget(note);
        auto* column = new QVBoxLayout(card);
        column->setContentsMargins(4, 2, 4, 4);
        column->addLayout(head);
        column->addWidget(text, 1);
        card->setMinimumWidth(kCardWidth);
        m_strip->addWidget(card, 1);
        before = &stage.value;
    }
    m_scroll->horizontalScrollBar()->setValue(place);
}

} // namespace ws::dataplane
