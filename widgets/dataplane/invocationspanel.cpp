#include "widgets/dataplane/invocationspanel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSignalBlocker>
#include <QTreeView>

namespace ws::dataplane {

using Model = models::InvocationsModel;

InvocationsPanel::InvocationsPanel(feed::EngineFeed& feed, feed::Selection& selection,
                                   theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_model(feed.recorder(), theme)
    , m_table(new TablePanel(m_model, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    QHeaderView* header = m_table->view().header();
    const std::pair<int, int> kWidths[] = {{Model::Time, 96},    {Model::Function, 96},
                                           {Model::Start, 172},  {Model::Duration, 80},
                                           {Model::Status, 110}, {Model::Environment, 90}};
    for (const auto& [column, width] : kWidths)
        header->resizeSection(column, width);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, &m_model, &Model::apply);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, &m_model, &Model::reload);
    connect(&m_feed, &feed::EngineFeed::pastAdded, &m_model, &Model::reload);
    connect(m_table->view().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &InvocationsPanel::tellSelection);
    connect(&m_selection, &feed::Selection::changed, this, &InvocationsPanel::takeSelection);
    retranslate();
}

void InvocationsPanel::retranslate() {
    m_table->setEmptyText(tr("No invocation yet.\nChoose a function and press Invoke, or execute a "
                             "state machine."));
    m_table->view().setAccessibleName(tr("Invocations"));
    m_model.retranslate();
}

void InvocationsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InvocationsPanel::tellSelection(const QModelIndex& current) {
    const auto* record = m_feed.recorder().invocation(m_model.invocationAt(current.row()));
    if (!record)
        return;
    feed::Selection::Content content;
    content.function = QString::fromStdString(record->function);
    content.environment = record->environment;
    content.invocation = record->invocation;
    content.execution = record->execution;
    content.state = QString::fromStdString(record->state);
    if (const auto* execution = m_feed.recorder().execution(record->execution))
        content.machine = QString::fromStdString(execution->machine);
    m_selection.set(content);
}

void InvocationsPanel::takeSelection(const feed::Selection::Content& content) {
    QTreeView& view = m_table->view();
    const int row = m_model.rowOf(content.invocation);
    const QSignalBlocker quiet(view.selectionModel());
    if (row >= 0) {
        view.setCurrentIndex(m_model.index(row, 0));
        view.scrollTo(m_model.index(row, 0));
    } else {
        view.selectionModel()->clear();
    }
    view.viewport()->update();
}

} // namespace ws::dataplane
