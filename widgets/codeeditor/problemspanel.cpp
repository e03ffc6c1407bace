#include "widgets/codeeditor/problemspanel.h"

#include <QBoxLayout>
#include <QDir>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTreeView>

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
        return problem.message;
    if (role == Qt::DecorationRole && index.column() == Message) {
        return m_theme.pixmap(error ? QStringLiteral("error") : QStringLiteral("warning"),
                              m_theme.colour(error ? theme::Role::Error : theme::Role::Warning), 16,
                              1.0);
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

ProblemsPanel::ProblemsPanel(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new ProblemsModel(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new QLabel(this))
    , m_view(new QTreeView(this)) {
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("muted", true);
    m_empty->setWordWrap(true);
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(ProblemsModel::File, QHeaderView::ResizeToContents);
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
    retranslate();
}

void ProblemsPanel::setProblems(Problems problems) {
    m_model->setProblems(std::move(problems));
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_view);
}

void ProblemsPanel::setRoot(const QString& root) {
    m_model->setRoot(root);
}

void ProblemsPanel::retranslate() {
    m_empty->setText(tr("No problems in the open files.\nErrors of JSON, state machines, Python "
                        "and JavaScript appear here while you type."));
    m_view->setAccessibleName(tr("Problems"));
    m_model->retranslate();
}

void ProblemsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::codeeditor
