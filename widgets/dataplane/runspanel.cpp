#include "widgets/dataplane/runspanel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QToolButton>
#include <QTreeView>

#include <utility>

namespace ws::dataplane {

using models::PastRunsModel;
using telemetry::ExecutionStatus;

RunsPanel::RunsPanel(feed::PastRuns& runs, feed::Selection& selection, theme::Theme& theme,
                     QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_selection(selection)
    , m_theme(theme)
    , m_model(theme) {
    build();
    connect(&m_runs, &feed::PastRuns::changed, this, &RunsPanel::take);
    connect(&m_selection, &feed::Selection::changed, this, &RunsPanel::refreshButtons);
    connect(&m_theme, &theme::Theme::changed, this, &RunsPanel::applyTheme);
    applyTheme();
    retranslate();
    take();
}

void RunsPanel::build() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    m_all = new QCheckBox(this);
    row->addWidget(m_all);
    row->addStretch(1);
    const auto button = [&](void (RunsPanel::*what)()) {
        auto* added = new QToolButton(this);
        added->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        added->setIconSize({18, 18});
        row->addWidget(added);
        connect(added, &QToolButton::clicked, this, what);
        return added;
    };
    m_open = button(&RunsPanel::openCurrent);
    m_compare = button(&RunsPanel::compareCurrent);
    m_redrive = button(&RunsPanel::redriveCurrent);
    m_table = new TablePanel(m_model, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    const std::pair<int, int> kWidths[] = {{PastRunsModel::Started, 150},
                                           {PastRunsModel::Machine, 104},
                                           {PastRunsModel::Status, 104},
                                           {PastRunsModel::Duration, 84}};
    for (const auto& [column, width] : kWidths)
        view().header()->resizeSection(column, width);
    connect(m_all, &QCheckBox::toggled, this,
            [this](bool all) { m_model.setMachine(all ? QString() : m_machine); });
    connect(&view(), &QTreeView::activated, this, &RunsPanel::openCurrent);
    connect(view().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RunsPanel::refreshButtons);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &RunsPanel::refreshButtons);
}

void RunsPanel::applyTheme() {
    m_open->setIcon(m_theme.icon(QStringLiteral("eye")));
    m_compare->setIcon(m_theme.icon(QStringLiteral("compare")));
    m_redrive->setIcon(m_theme.icon(QStringLiteral("redrive")));
}

void RunsPanel::retranslate() {
    m_all->setText(tr("All machines"));
    m_open->setText(tr("Open"));
    m_open->setToolTip(tr("Show this run in all views (Enter)"));
    m_compare->setText(tr("Compare"));
    m_compare->setToolTip(tr("Compare this run with the one that is shown"));
    m_redrive->setText(tr("Redrive"));
    m_redrive->setToolTip(tr("Go on where this run failed, with the workflow and the mocks as they "
                             "are now"));
    view().setAccessibleName(tr("Past runs"));
    m_table->setEmptyText(
        tr("Nothing has run yet.\nWhat a machine has run stays in this list, also "
           "when the program is started again."));
    m_model.retranslate();
}

void RunsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RunsPanel::setMachine(const QString& machine) {
    m_machine = machine;
    if (!m_all->isChecked())
        m_model.setMachine(machine);
}

/// The current row stays current.
void RunsPanel::take() {
    const QModelIndex current = view().currentIndex();
    const std::int64_t id = current.isValid() ? m_model.runAt(current.row()).id : 0;
    m_model.setRuns(m_runs.all());
    if (const int row = m_model.rowOf(id); row >= 0)
        view().setCurrentIndex(m_model.index(row, 0));
}

void RunsPanel::refreshButtons() {
    const QModelIndex current = view().currentIndex();
    const auto* run = current.isValid() ? &m_model.runAt(current.row()) : nullptr;
    const base::ExecutionId shown = m_selection.content().execution;
    const bool isShown = run && (shown == telemetry::Recorder::pastExecutionId(run->id) ||
                                 shown == m_runs.here(*run));
    m_open->setEnabled(run);
    m_compare->setEnabled(run && shown != base::ExecutionId{} && !isShown);
    m_redrive->setEnabled(run && run->status != ExecutionStatus::Succeeded &&
                          run->status != ExecutionStatus::Running);
}

void RunsPanel::withCurrent(Then then) {
    const QModelIndex current = view().currentIndex();
    if (!current.isValid())
        return;
    m_runs.open(m_model.runAt(current.row()), this,
                [this, run = m_model.runAt(current.row()),
                 then = std::move(then)](const base::Result<base::ExecutionId>& opened) {
                    if (opened)
                        then(*opened, run);
                    else
                        Q_EMIT failed(opened.error());
                });
}

void RunsPanel::openCurrent() {
    withCurrent([this](base::ExecutionId execution, const PastRunsModel::Summary& run) {
        feed::Selection::Content content;
        content.machine = QString::fromStdString(run.machine);
        content.execution = execution;
        Q_EMIT machineRequested(content.machine);
        m_selection.set(content);
    });
}

void RunsPanel::compareCurrent() {
    const base::ExecutionId shown = m_selection.content().execution;
    withCurrent([this, shown](base::ExecutionId execution, const PastRunsModel::Summary&) {
        Q_EMIT compareRequested(quint64(execution), quint64(shown));
    });
}

void RunsPanel::redriveCurrent() {
    withCurrent([this](base::ExecutionId execution, const PastRunsModel::Summary& run) {
        Q_EMIT machineRequested(QString::fromStdString(run.machine));
        Q_EMIT redriveRequested(quint64(execution));
    });
}

} // namespace ws::dataplane
