#include "widgets/dataplane/debugpanel.h"

#include "widgets/dataplane/breakpointform.h"
#include "widgets/dataplane/eventeditor.h"
#include "widgets/dataplane/tablepanel.h"
#include "widgets/theme/messages.h"
#include "widgets/theme/pausewords.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStyle>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

namespace ws::dataplane {

using Model = models::BreakpointsModel;

DebugPanel::DebugPanel(feed::DebugSession& session, feed::Selection& selection, theme::Theme& theme,
                       QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_selection(selection)
    , m_theme(theme)
    , m_model(session.breakpoints(), theme) {
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(buildData());
    splitter->addWidget(buildBreakpoints());
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({450, 450});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(&m_session, &feed::DebugSession::changed, this, [this](quint64 execution) {
        if (base::ExecutionId{execution} == m_execution)
            refresh();
    });
    const auto showProblems = [this] {
        m_model.setProblems(
            [this](const auto& breakpoint) { return m_session.problemOf(breakpoint); });
    };
    showProblems();
    connect(&m_session, &feed::DebugSession::problemsChanged, this, showProblems);
    connect(&m_theme, &theme::Theme::changed, this, &DebugPanel::applyTheme);
    applyTheme();
    retranslate();
    refresh();
}

QWidget* DebugPanel::buildData() {
    auto* side = new QWidget(this);
    m_where = new QLabel(side);
    m_where->setWordWrap(true);
    m_where->setTextFormat(Qt::PlainText);
    m_tabs = new QTabWidget(side);
    m_tabs->setDocumentMode(true);
    m_input = new EventEditor(m_theme, m_tabs);
    m_variables = new EventEditor(m_theme, m_tabs);
    m_tabs->addTab(m_input, QString());
    m_tabs->addTab(m_variables, QString());
    m_apply = new QPushButton(side);
    m_message = new QLabel(side);
    m_message->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_message, 1);
    row->addWidget(m_apply, 0, Qt::AlignRight);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(theme::Theme::space(2), theme::Theme::space(2),
                               theme::Theme::space(2), theme::Theme::space(2));
    layout->addWidget(m_where); // all of the room where there is nothing to edit
    layout->addWidget(m_tabs, 1);
    layout->addLayout(row);
    for (EventEditor* editor : {m_input, m_variables})
        connect(editor, &EventEditor::edited, this, [this] {
            say({}, "muted");
            refreshButtons();
        });
    connect(m_apply, &QPushButton::clicked, this, &DebugPanel::apply);
    return side;
}

QWidget* DebugPanel::buildBreakpoints() {
    auto* side = new QWidget(this);
    m_table = new TablePanel(m_model, side);
    m_form = new BreakpointForm(m_session.breakpoints(), m_theme, side);
    m_add = new QToolButton(side);
    m_remove = new QToolButton(side);
    auto* tools = new QVBoxLayout;
    tools->setContentsMargins(2, 4, 4, 4);
    tools->addWidget(m_add);
    tools->addWidget(m_remove);
    tools->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_table, 1);
    row->addLayout(tools);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row, 1);
    layout->addWidget(m_form);
    QTreeView& view = m_table->view();
    view.header()->resizeSection(Model::Where, 190);
    view.header()->resizeSection(Model::Machine, 90);
    view.header()->resizeSection(Model::Condition, 130);
    connect(view.selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                m_form->setIndex(current.isValid() ? current.row() : -1);
                refreshButtons();
            });
    connect(&view, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const auto& entry = m_session.breakpoints().all()[std::size_t(index.row())];
        feed::Selection::Content content;
        content.machine = QString::fromStdString(entry.machine);
        content.state = QString::fromStdString(entry.at.state);
        m_selection.set(content);
    });
    connect(m_add, &QToolButton::clicked, this, [this] {
        feed::Breakpoints::Entry entry;
        entry.machine = m_selection.content().machine.toStdString();
        entry.at.state = m_selection.content().state.toStdString();
        if (entry.at.state.empty())
            entry.at.kind = execution::Breakpoint::Kind::Error;
        m_session.breakpoints().add(std::move(entry));
        editBreakpoint(m_model.rowCount() - 1);
    });
    connect(m_remove, &QToolButton::clicked, this, [this] {
        if (m_form->index() >= 0)
            m_session.breakpoints().remove(m_form->index());
    });
    auto* erase = new QShortcut(QKeySequence::Delete, &view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(erase, &QShortcut::activated, m_remove, &QToolButton::click);
    connect(&m_selection, &feed::Selection::changed, this, &DebugPanel::refreshButtons);
    return side;
}

void DebugPanel::applyTheme() {
    m_add->setIcon(m_theme.icon(QStringLiteral("plus")));
    m_remove->setIcon(m_theme.icon(QStringLiteral("delete")));
}

void DebugPanel::retranslate() {
    m_tabs->setTabText(0, tr("Input"));
    m_tabs->setTabText(1, tr("Variables"));
    m_input->setName(tr("Input of the next state"));
    m_variables->setName(tr("Variables"));
    m_apply->setText(tr("Apply"));
    m_apply->setToolTip(tr("The run goes on with what is written here"));
    m_table->setEmptyText(tr("No breakpoint yet.\nClick at the left edge of a state, or press F9 "
                             "on a selected one."));
    m_table->view().setAccessibleName(tr("Breakpoints"));
    m_add->setToolTip(tr("Add a breakpoint at the selected state, or on errors"));
    m_remove->setToolTip(tr("Remove the breakpoint"));
    for (QToolButton* button : {m_add, m_remove})
        button->setAccessibleName(button->toolTip());
    m_model.retranslate();
    refresh();
}

void DebugPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DebugPanel::setExecution(base::ExecutionId execution) {
    if (execution == m_execution)
        return;
    m_execution = execution;
    refresh();
}

void DebugPanel::editBreakpoint(int index) {
    m_table->view().setCurrentIndex(m_model.index(index, 0));
    m_form->setFocus();
}

const feed::DebugSession::Pause* DebugPanel::pause() const {
    return m_session.pauseOf(m_execution);
}

/// What is next may be far from where it was stopped: other items go on as well.
QString DebugPanel::stopText(const feed::DebugSession::Pause& pause) const {
    const QString item = theme::itemSentence(*pause.item);
    if (!pause.breakpoint || pause.breakpoint->at.state.empty())
        return item;
    const QString state = QString::fromStdString(pause.breakpoint->at.state);
    const bool isError = pause.breakpoint->at.kind == execution::Breakpoint::Kind::Error;
    return QStringLiteral("%1 %2").arg(
        isError ? tr("An error has shown in %1.").arg(state) : tr("%1 was left.").arg(state), item);
}

QString DebugPanel::whereText() const {
    return m_where->text();
}

void DebugPanel::refresh() {
    const auto* paused = pause();
    const bool hasNext = paused && paused->next;
    for (QWidget* part : std::initializer_list<QWidget*>{m_tabs, m_apply})
        part->setVisible(hasNext);
    m_where->setAlignment(hasNext ? Qt::AlignLeft | Qt::AlignTop : Qt::AlignCenter);
    m_where->setProperty("muted", !hasNext);
    m_where->style()->unpolish(m_where);
    m_where->style()->polish(m_where);
    QStringList where;
    if (paused && paused->item)
        where << stopText(*paused);
    if (hasNext) {
        where << tr("Before %1. What you change here is what it gets.")
                     .arg(QString::fromStdString(paused->next->state));
        m_shownInput = paused->next->input.pretty();
        m_shownVariables = paused->next->variables.pretty();
    } else {
        where << (paused ? tr("Paused while it waits. Step on to a state to edit its data.")
                         : tr("Nothing is paused. Set a breakpoint, or press F7 while a run is "
                              "under way, to see and edit its data here."));
        m_shownInput.clear();
        m_shownVariables.clear();
    }
    m_where->setText(where.join(u' '));
    m_input->setText(m_shownInput);
    m_variables->setText(m_shownVariables);
    say({}, "muted");
    refreshButtons();
}

void DebugPanel::refreshButtons() {
    const bool edited = m_input->text() != m_shownInput || m_variables->text() != m_shownVariables;
    m_apply->setEnabled(pause() && pause()->next && edited);
    m_remove->setEnabled(m_form->index() >= 0);
    m_add->setEnabled(!m_selection.content().machine.isEmpty());
}

void DebugPanel::say(const QString& text, const char* property) {
    m_message->setProperty("muted", qstrcmp(property, "muted") == 0);
    m_message->setProperty("errorText", qstrcmp(property, "errorText") == 0);
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

QString DebugPanel::errorText() const {
    return m_message->property("errorText").toBool() ? m_message->text() : QString();
}

void DebugPanel::apply() {
    execution::Debugger::Edit edit;
    const auto read = [this](EventEditor& editor, const std::string& shown,
                             std::optional<json::Value>& into) {
        if (editor.text() == shown)
            return true;
        auto value = json::Value::parse(editor.text());
        if (!value) {
            say(theme::message(value.error()), "errorText");
            m_tabs->setCurrentWidget(&editor);
            return false;
        }
        into = *std::move(value);
        return true;
    };
    if (!read(*m_input, m_shownInput, edit.input) ||
        !read(*m_variables, m_shownVariables, edit.variables))
        return;
    m_session.edit(m_execution, edit, this, [this](const base::Status& status) {
        if (status)
            say(tr("Applied."), "muted");
        else
            say(theme::message(status.error()), "errorText");
    });
}

} // namespace ws::dataplane
