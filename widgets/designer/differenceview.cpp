#include "widgets/designer/differenceview.h"

#include "engine/statemachine/definitiontext.h"
#include "widgets/designer/canvasaccessible.h"
#include "widgets/designer/markitem.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <array>

namespace ws::designer {

using statemachine::DefinitionDifference;
using statemachine::Graph;
using statemachine::StateDifference;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::Words)
};

/// What a mark says of a state; the first that it is.
struct Look {
    StateDifference::What what;
    const char* word;
    const char* icon;
    theme::Role role;
};
constexpr std::array kLooks{
    Look{StateDifference::Added, QT_TRANSLATE_NOOP("ws::designer::Words", "Added"), "plus",
         theme::Role::Success},
    Look{StateDifference::Removed, QT_TRANSLATE_NOOP("ws::designer::Words", "Removed"), "minus",
         theme::Role::Error},
    Look{StateDifference::Renamed, QT_TRANSLATE_NOOP("ws::designer::Words", "Renamed"), "rename",
         theme::Role::CodeKeyword},
    Look{StateDifference::Moved, QT_TRANSLATE_NOOP("ws::designer::Words", "Moved"), "reveal",
         theme::Role::Link},
    Look{StateDifference::Edited, QT_TRANSLATE_NOOP("ws::designer::Words", "Edited"), "code",
         theme::Role::Warning},
    Look{StateDifference::Rerouted, QT_TRANSLATE_NOOP("ws::designer::Words", "Leads elsewhere"),
         "split", theme::Role::SeriesEnvironments},
};

const Look& lookOf(unsigned what) {
    for (const Look& look : kLooks) {
        if ((what & look.what) != 0)
            return look;
    }
    return kLooks.back();
}

QString wordOf(unsigned what) {
    return Words::tr(lookOf(what).word);
}

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join(QStringLiteral(", "));
}

QString nameOf(const Graph& graph, int node) {
    return QString::fromStdString(graph.nodes[std::size_t(node)].name);
}

/// Where a state is: the container around it; empty: the top level.
QString placeOf(const Graph& graph, int node) {
    const int owner = graph.regions[std::size_t(graph.nodes[std::size_t(node)].region)].owner;
    return owner == Graph::kNone ? QString() : nameOf(graph, owner);
}

} // namespace

QString differenceIcon(unsigned what) {
    return QString::fromLatin1(lookOf(what).icon);
}

theme::Role differenceRole(unsigned what) {
    return lookOf(what).role;
}

QStringList differenceTexts(const DefinitionDifference& difference, const StateDifference& state) {
    QStringList lines;
    if (state.is(StateDifference::Added))
        lines << Words::tr("Added");
    if (state.is(StateDifference::Removed))
        lines << Words::tr("Removed");
    if (state.is(StateDifference::Renamed))
        lines << Words::tr("Renamed from “%1”").arg(nameOf(difference.before, state.before));
    if (state.is(StateDifference::Moved)) {
        const QString place = placeOf(difference.after, state.after);
        lines << (place.isEmpty() ? Words::tr("Moved to the top level")
                                  : Words::tr("Moved into “%1”").arg(place));
    }
    if (state.is(StateDifference::Edited))
        lines << Words::tr("Edited: %1").arg(joined(state.fields));
    if (state.is(StateDifference::Rerouted))
        lines << Words::tr("Leads elsewhere");
    return lines;
}

DifferencesModel::DifferencesModel(theme::Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {
    connect(&m_theme, &theme::Theme::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void DifferencesModel::setDifference(DefinitionDifference difference) {
    beginResetModel();
    m_difference = std::move(difference);
    m_rows.clear();
    if (!m_difference.fields.empty())
        m_rows.push_back(-1);
    for (std::size_t i = 0; i < m_difference.states.size(); ++i) {
        if (m_difference.states[i].what != StateDifference::Same)
            m_rows.push_back(int(i));
    }
    endResetModel();
}

const StateDifference* DifferencesModel::state(const QModelIndex& at) const {
    if (!at.isValid() || std::size_t(at.row()) >= m_rows.size())
        return nullptr;
    const int position = m_rows[std::size_t(at.row())];
    return position < 0 ? nullptr : &m_difference.states[std::size_t(position)];
}

int DifferencesModel::rowOfOld(int node) const {
    for (int row = 0; row < rowCount(); ++row) {
        const StateDifference* one = state(index(row, 0));
        if (one && one->before == node)
            return row;
    }
    return -1;
}

int DifferencesModel::rowOfNew(int node) const {
    for (int row = 0; row < rowCount(); ++row) {
        const StateDifference* one = state(index(row, 0));
        if (one && one->after == node)
            return row;
    }
    return -1;
}

int DifferencesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DifferencesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DifferencesModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid())
        return {};
    const StateDifference* one = state(at);
    if (role == Qt::DisplayRole && !one)
        return at.column() == State ? tr("The state machine")
                                    : tr("Edited: %1").arg(joined(m_difference.fields));
    if (!one)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        if (at.column() == What)
            return differenceTexts(m_difference, *one).join(QStringLiteral(" · "));
        return one->after == Graph::kNone ? nameOf(m_difference.before, one->before)
                                          : nameOf(m_difference.after, one->after);
    case Qt::DecorationRole:
        if (at.column() == State)
            return m_theme.icon(differenceIcon(one->what),
                                m_theme.colour(differenceRole(one->what)));
        return {};
    case Qt::ToolTipRole:
        return differenceTexts(m_difference, *one).join(u'\n');
    default:
        return {};
    }
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == State ? tr("State") : tr("What became of it");
}

DifferenceView::DifferenceView(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(theme)
    , m_oldScene(theme)
    , m_newScene(theme) {
    build();
    retranslate();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DifferenceView::showRow);
    connect(m_oldView, &WorkflowView::nodePicked, this, &DifferenceView::pickOld);
    connect(m_newView, &WorkflowView::nodePicked, this, &DifferenceView::pickNew);
}

/// A view tells its drawing even when it loses the focus because it goes.
DifferenceView::~DifferenceView() {
    delete m_oldView;
    delete m_newView;
}

void DifferenceView::build() {
    installCanvasAccessibility();
    m_oldView = new WorkflowView(m_oldScene, m_theme, this);
    m_newView = new WorkflowView(m_newScene, m_theme, this);
    m_oldTitle = new QLabel(this);
    m_newTitle = new QLabel(this);
    auto* sides = new QSplitter(this);
    for (const auto& [title, view] :
         {std::pair{m_oldTitle, m_oldView}, std::pair{m_newTitle, m_newView}}) {
        auto* side = new QWidget(sides);
        auto* column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        title->setMargin(theme::Theme::space(2));
        column->addWidget(title);
        column->addWidget(view, 1);
        sides->addWidget(side);
    }
    m_summary = new QLabel(this);
    m_summary->setMargin(theme::Theme::space(2));
    m_list = new QTreeView(this);
    m_list->setModel(&m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->resizeSection(DifferencesModel::State, 260);
    auto* below = new QWidget(this);
    auto* lower = new QVBoxLayout(below);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(0);
    lower->addWidget(m_summary);
    lower->addWidget(m_list, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(sides);
    split->addWidget(below);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
}

void DifferenceView::retranslate() {
    const DefinitionDifference& difference = m_model.difference();
    m_list->setAccessibleName(tr("What differs"));
    if (difference.empty()) {
        m_summary->setText(tr("No difference: both are the same state machine."));
        return;
    }
    const auto count = [&](StateDifference::What what) { return difference.count(what); };
    m_summary->setText(
        tr("%1 added, %2 removed, %3 renamed, %4 moved, %5 edited, %6 lead elsewhere")
            .arg(count(StateDifference::Added))
            .arg(count(StateDifference::Removed))
            .arg(count(StateDifference::Renamed))
            .arg(count(StateDifference::Moved))
            .arg(count(StateDifference::Edited))
            .arg(count(StateDifference::Rerouted)));
}

void DifferenceView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        mark();
    }
    QWidget::changeEvent(event);
}

void DifferenceView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (std::exchange(m_opened, true))
        return;
    m_oldView->fit();
    m_newView->fit();
}

base::Status DifferenceView::compare(const QString& oldTitle, const std::string& oldText,
                                     const QString& newTitle, const std::string& newText) {
    auto before = statemachine::loadDefinition(oldText);
    auto after = statemachine::loadDefinition(newText);
    for (const auto& [document, title] :
         {std::pair{&before, &oldTitle}, std::pair{&after, &newTitle}}) {
        if (*document)
            continue;
        base::Error error = document->error();
        error.args.emplace_back("path", title->toStdString());
        return error;
    }
    m_oldTitle->setText(oldTitle);
    m_newTitle->setText(newTitle);
    m_oldView->setAccessibleName(oldTitle);
    m_newView->setAccessibleName(newTitle);
    m_model.setDifference(statemachine::differenceOf(*before, *after));
    const DefinitionDifference& difference = m_model.difference();
    const CanvasStyle style = CanvasStyle::standard();
    m_oldScene.setDiagram(makeDiagram(difference.before, layout::Direction::TopDown, style));
    m_newScene.setDiagram(makeDiagram(difference.after, layout::Direction::TopDown, style));
    mark();
    retranslate();
    return {};
}

void DifferenceView::mark() {
    for (WorkflowScene* scene : {&m_oldScene, &m_newScene}) {
        for (QGraphicsItem* item : scene->items()) {
            if (auto* mark = dynamic_cast<MarkItem*>(item))
                delete mark;
        }
    }
    const auto markIn = [this](WorkflowScene& scene, int node, unsigned what) {
        if (node == Graph::kNone)
            return;
        scene.addItem(new MarkItem(m_theme, scene.diagram().nodes[std::size_t(node)].header,
                                   differenceRole(what), differenceIcon(what), wordOf(what)));
    };
    for (const StateDifference& state : m_model.difference().states) {
        if (state.what == StateDifference::Same)
            continue;
        markIn(m_oldScene, state.before, state.what);
        markIn(m_newScene, state.after, state.what);
    }
}

void DifferenceView::showRow(const QModelIndex& index) {
    const StateDifference* state = m_model.state(index);
    for (const auto& [view, node] : {std::pair{m_oldView, state ? state->before : Graph::kNone},
                                     std::pair{m_newView, state ? state->after : Graph::kNone}}) {
        view->workflow().select(node);
        if (node != Graph::kNone)
            view->reveal(node);
    }
}

void DifferenceView::pickOld(int node) {
    const int row = m_model.rowOfOld(node);
    if (row >= 0)
        m_list->setCurrentIndex(m_model.index(row, 0));
    else
        m_oldScene.select(node);
}

void DifferenceView::pickNew(int node) {
    const int row = m_model.rowOfNew(node);
    if (row >= 0)
        m_list->setCurrentIndex(m_model.index(row, 0));
    else
        m_newScene.select(node);
}

} // namespace ws::designer
