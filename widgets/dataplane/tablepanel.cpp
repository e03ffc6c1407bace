#include "widgets/dataplane/tablepanel.h"

#include "widgets/theme/emptystate.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTreeView>

namespace ws::dataplane {

TablePanel::TablePanel(QAbstractItemModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_stack(new QStackedWidget(this))
    , m_empty(new theme::EmptyState(this))
    , m_view(new QTreeView(this)) {
    m_view->setModel(&model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->header()->setStretchLastSection(true);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &TablePanel::showState);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &TablePanel::showState);
    connect(&model, &QAbstractItemModel::modelReset, this, &TablePanel::showState);
    showState();
}

void TablePanel::setEmptyText(const QString& text) {
    m_empty->setText(text);
}

void TablePanel::showState() {
    const bool empty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_view);
}

} // namespace ws::dataplane
