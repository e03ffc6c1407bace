#include "widgets/codeeditor/problemspanel.h"

#include "widgets/theme/emptystate.h"

#include <QBoxLayout>
#include <QDir>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>

#include <algorithm>

namespace ws::codeeditor {

ProblemsModel::ProblemsModel(theme::Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {
    connect(&m_theme, &theme::Theme::changed, this, [this] {
        if (!m_problems.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void ProblemsModel::setProblems(Problems problems) {
    if (problems == m_problems)
        return;
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

void ProblemsModel::setRoot(const QString& root) {
    m_root = root;
}

void ProblemsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int ProblemsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_problems.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Problem& problem = m_problems[std::size_t(index.row())];
    const bool error = problem.severity == Severity::Error;
    if (role == Qt::ToolTipRole)
        return index.column() == File ? problem.path : problem.message;
    if (role == Qt::DecorationRole && index.column() == Message) {
        return m_theme.icon(error ? QStringLiteral("error") : QStringLiteral("warning"),
                            m_theme.colour(error ? theme::Role::Error : theme::Role::Warning));
    }
    if (role == Qt::AccessibleTextRole && index.column() == Message)
        return error ? tr("Error: %1").arg(problem.message)
                     : tr("Warning: %1").arg(problem.message);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Message:
        return problem.message;
    case File:
        return m_root.isEmpty() ? problem.path : QDir(m_root).relativeFilePath(problem.path);
    case Line:
        return problem.line;
    default:
        return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Message:
        return tr("Problem");
    case File:
        return tr("File");
    case Line:
        return tr("Line");
    default:
        return {};
    }
}

namespace {

/// A path's end says most.
class PathDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideLeft;
    }
};

} // namespace

ProblemsPanel::ProblemsPanel(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new ProblemsModel(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new theme::EmptyState(this, 0))
    , m_view(new QTreeView(this)) {
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    m_view->setItemDelegateForColumn(ProblemsModel::File, new PathDelegate(m_view));
    m_view->header()->setSectionResizeMode(ProblemsModel::Line, QHeaderView::ResizeToContents);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    const auto jump = [this](const QModelIndex& index) {
        Q_EMIT activated(m_model->problems()[std::size_t(index.row())]);
    };
    connect(m_view, &QTreeView::clicked, this, jump);
    connect(m_view, &QTreeView::activated, this, jump);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ProblemsPanel::offerFixes);
    retranslate();
}

void ProblemsPanel::offerFixes() {
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    const Problem problem = m_model->problems()[std::size_t(index.row())];
    if (problem.fixes.empty())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("fixes"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QuickFix& fix : problem.fixes) {
        QAction* action = menu->addAction(QString(fix.title).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this,
                [this, problem, fix] { Q_EMIT fixChosen(problem, fix); });
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(m_view->viewport()->mapToGlobal(m_view->visualRect(index).bottomLeft()));
}

void ProblemsPanel::setProblems(Problems problems) {
    m_model->setProblems(std::move(problems));
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_view);
    fitColumns();
}

/// What is wrong needs the room more than where.
void ProblemsPanel::fitColumns() {
    m_view->resizeColumnToContents(ProblemsModel::File);
    const int fitting = m_view->columnWidth(ProblemsModel::File);
    m_view->setColumnWidth(ProblemsModel::File, std::min(fitting, width() * 3 / 10));
}

void ProblemsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

void ProblemsPanel::setRoot(const QString& root) {
    m_model->setRoot(root);
}

void ProblemsPanel::retranslate() {
    m_empty->setText(tr("No problems in the open files.\nErrors of JSON, state machines, Python "
                        "and JavaScript appear here while you type."));
    m_view->setAccessibleName(tr("Problems"));
    m_model->retranslate();
    // The style sheet's padding, arrow and weight are not in what the header measures of its
    // titles.
    QFont font = m_view->header()->font();
    font.setWeight(QFont::DemiBold);
    const QString title =
        m_model->headerData(ProblemsModel::Line, Qt::Horizontal, Qt::DisplayRole).toString();
    m_view->header()->setMinimumSectionSize(QFontMetrics(font).horizontalAdvance(title) + 40);
}

void ProblemsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::codeeditor
