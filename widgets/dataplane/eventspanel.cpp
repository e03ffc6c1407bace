#include "widgets/dataplane/eventspanel.h"

#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSignalBlocker>
#include <QTreeView>

#include <algorithm>

namespace ws::dataplane {

using Model = models::ExecutionEventsModel;

namespace {

// More are in the recording; a list to choose from need not hold them all.
constexpr std::size_t kListed = 100;

} // namespace

EventsPanel::EventsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                         QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_model(feed.recorder(), theme)
    , m_executions(new QComboBox(this))
    , m_table(new TablePanel(m_model, this)) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_executions, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    QHeaderView* header = m_table->view().header();
    const std::pair<int, int> kWidths[] = {
        {Model::Id, 50}, {Model::Type, 210}, {Model::State, 170}, {Model::Delta, 100}};
    for (const auto& [column, width] : kWidths)
        header->resizeSection(column, width);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &EventsPanel::takeEvents);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, [this] {
        show({});
        fillExecutions();
    });
    connect(m_executions, &QComboBox::activated, this, [this] {
        const auto id = base::ExecutionId{m_executions->currentData().toULongLong()};
        const auto* record = m_feed.recorder().execution(id);
        if (!record)
            return;
        feed::Selection::Content content;
        content.machine = QString::fromStdString(record->machine);
        content.execution = id;
        m_selection.set(content);
    });
    connect(m_table->view().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EventsPanel::tellSelection);
    connect(&m_selection, &feed::Selection::changed, this, &EventsPanel::takeSelection);
    retranslate();
}

void EventsPanel::retranslate() {
    m_table->setEmptyText(
        tr("No execution yet.\nOpen a state machine and press Execute: its events appear here."));
    m_table->view().setAccessibleName(tr("Events of the execution"));
    m_executions->setAccessibleName(tr("Execution"));
    m_model.retranslate();
    fillExecutions();
}

void EventsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void EventsPanel::fillExecutions() {
    const QSignalBlocker quiet(m_executions);
    m_executions->clear();
    const auto& all = m_feed.recorder().executions();
    const std::size_t first = all.size() > kListed ? all.size() - kListed : 0;
    for (std::size_t i = all.size(); i > first; --i) {
        const telemetry::ExecutionRecord& record = all[i - 1];
        m_executions->addItem(tr("%1 · %2 · %3")
                                  .arg(QString::fromStdString(record.machine),
                                       theme::timeText(record.started),
                                       theme::executionStatusName(record.status)),
                              QVariant::fromValue(static_cast<qulonglong>(record.execution)));
    }
    m_executions->setVisible(m_executions->count() > 0);
    const int shown =
        m_executions->findData(QVariant::fromValue(static_cast<qulonglong>(m_model.execution())));
    m_executions->setCurrentIndex(shown);
}

void EventsPanel::show(base::ExecutionId execution) {
    m_model.setExecution(execution);
    fillExecutions();
}

void EventsPanel::takeEvents(const std::vector<telemetry::Event>& events) {
    bool refill = false;
    for (const telemetry::Event& event : events) {
        if (const auto* started = std::get_if<telemetry::ExecutionStarted>(&event.body)) {
            m_model.setExecution(started->execution);
            refill = true;
        }
        refill = refill || std::holds_alternative<telemetry::ExecutionFinished>(event.body);
    }
    m_model.apply(events);
    if (refill)
        fillExecutions();
}

void EventsPanel::takeSelection(const feed::Selection::Content& content) {
    if (content.execution != base::ExecutionId{})
        show(content.execution);
    QTreeView& view = m_table->view();
    const QSignalBlocker quiet(view.selectionModel());
    if (content.event > 0 && content.execution == m_model.execution()) {
        const QModelIndex row = m_model.index(int(content.event) - 1, 0);
        view.setCurrentIndex(row);
        view.scrollTo(row);
        view.viewport()->update();
        return;
    }
    if (m_model.stateAt(view.currentIndex().row()) == content.state && !content.state.isEmpty())
        return;
    view.selectionModel()->clear();
    for (int row = 0; row < m_model.rowCount() && !content.state.isEmpty(); ++row) {
        if (m_model.stateAt(row) != content.state)
            continue;
        view.setCurrentIndex(m_model.index(row, 0));
        view.scrollTo(m_model.index(row, 0));
        break;
    }
    view.viewport()->update();
}

void EventsPanel::tellSelection(const QModelIndex& current) {
    const auto* record = m_feed.recorder().execution(m_model.execution());
    if (!record || !current.isValid())
        return;
    feed::Selection::Content content;
    content.machine = QString::fromStdString(record->machine);
    content.execution = m_model.execution();
    content.state = m_model.stateAt(current.row());
    // The last one is the present: it goes on with what still comes.
    content.event = current.row() + 1 < m_model.rowCount() ? current.row() + 1 : 0;
    m_selection.set(content);
}

} // namespace ws::dataplane
