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
constexpr int kNested = 20; // below each

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
        {Model::Id, 50}, {Model::Type, 190}, {Model::State, 130}};
    for (const auto& [column, width] : kWidths)
        header->resizeSection(column, width);
    // When something was is short and always wanted; what has no room is the end of a long text.
    header->moveSection(header->visualIndex(Model::Delta), 1);
    constexpr int kInset = 18;
    header->resizeSection(
        Model::Delta, fontMetrics().horizontalAdvance(QStringLiteral("+00 min 00.0 s")) + kInset);
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
        content.machine = QString::fromStdString(record->definedBy());
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
    // What others have begun is below them.
    const telemetry::Recorder& recorder = m_feed.recorder();
    const auto isInside = [&](const telemetry::ExecutionRecord& record) {
        return record.origin.isNested() && recorder.execution(record.origin.parent);
    };
    const auto& all = recorder.executions();
    std::size_t listed = 0;
    for (std::size_t i = all.size(); i > 0 && listed < kListed; --i) {
        if (isInside(all[i - 1]))
            continue;
        addExecution(all[i - 1], 0);
        ++listed;
    }
    // One of the past is in no list.
    const auto* shownRun = recorder.execution(m_model.execution());
    while (shownRun && isInside(*shownRun))
        shownRun = recorder.execution(shownRun->origin.parent);
    if (shownRun && shownRun->kept > 0)
        addExecution(*shownRun, 0);
    m_executions->setVisible(m_executions->count() > 0);
    const int shown =
        m_executions->findData(QVariant::fromValue(static_cast<qulonglong>(m_model.execution())));
    m_executions->setCurrentIndex(shown);
}

void EventsPanel::addExecution(const telemetry::ExecutionRecord& record, int depth) {
    const QString name = QString::fromStdString(record.machine);
    const QString text =
        tr("%1 · %2 · %3")
            .arg(record.origin.isOfMap()
                     ? QStringLiteral("%1 #%2").arg(name).arg(record.origin.item)
                     : name,
                 theme::timeText(record.started), theme::executionStatusName(record.status));
    m_executions->addItem(depth == 0 ? text
                                     : QString(4 * depth, u' ') + QStringLiteral("↳ ") + text,
                          QVariant::fromValue(static_cast<qulonglong>(record.execution)));
    // A Map may have a thousand of them; the one that is shown is always there.
    int shown = 0;
    for (const auto* child : m_feed.recorder().childrenOf(record.execution)) {
        const bool isWanted = child->execution == m_model.execution() ||
                              m_feed.recorder().isInside(m_model.execution(), child->execution);
        if (shown < kNested || isWanted)
            addExecution(*child, depth + 1);
        ++shown;
    }
}

void EventsPanel::show(base::ExecutionId execution) {
    m_model.setExecution(execution);
    fillExecutions();
}

void EventsPanel::takeEvents(const std::vector<telemetry::Event>& events) {
    bool refill = false;
    for (const telemetry::Event& event : events) {
        if (const auto* started = std::get_if<telemetry::ExecutionStarted>(&event.body)) {
            if (!started->origin.isNested())
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
    content.machine = QString::fromStdString(record->definedBy());
    content.execution = m_model.execution();
    content.state = m_model.stateAt(current.row());
    // The last one is the present: it goes on with what still comes.
    content.event = current.row() + 1 < m_model.rowCount() ? current.row() + 1 : 0;
    m_selection.set(content);
}

} // namespace ws::dataplane
