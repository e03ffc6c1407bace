#include "widgets/dataplane/comparepanel.h"

#include "engine/base/linedifference.h"
#include "widgets/dataplane/elidedcombo.h"
#include "widgets/models/runmodel.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTreeWidget>

#include <algorithm>

namespace ws::dataplane {

using telemetry::RunDifference;

namespace {

enum Column { State, Left, Right, Delta, What, ColumnCount };
constexpr std::size_t kListed = 60; // runs to choose from
constexpr int kMostRows = 5'000;

/// Of the innermost Map around; -1: it is in none.
std::int64_t itemOf(const telemetry::RunTree& tree, int node) {
    while (node >= 0 && tree.node(node).index < 0)
        node = tree.node(node).parent;
    return node >= 0 ? tree.node(node).index : -1;
}

/// Both texts in one, with a mark before each line: ' ' of both, '-' of the left, '+' of the right.
QString marked(const QStringList& left, const QStringList& right) {
    const base::LineDifference difference =
        base::differenceOf(left.join(u'\n').toStdString(), right.join(u'\n').toStdString());
    QStringList out;
    for (qsizetype i = 0, j = 0; i < left.size() || j < right.size();) {
        if (i < left.size() && difference.left[std::size_t(i)]) {
            out << QStringLiteral("- ") + left[i++];
        } else if (j < right.size() && difference.right[std::size_t(j)]) {
            out << QStringLiteral("+ ") + right[j++];
        } else {
            out << QStringLiteral("  ") + left[i++];
            ++j;
        }
    }
    return out.join(u'\n');
}

} // namespace

ComparePanel::ComparePanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                           QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme) {
    build();
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this,
            [this](const std::vector<telemetry::Event>& events) {
                if (std::ranges::any_of(events, [](const telemetry::Event& event) {
                        return std::holds_alternative<telemetry::ExecutionFinished>(event.body);
                    }))
                    fillRuns();
            });
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, [this] {
        compare({}, {});
        fillRuns();
    });
    connect(&m_theme, &theme::Theme::changed, this, &ComparePanel::fill);
    retranslate();
}

void ComparePanel::build() {
    m_leftRuns = new ElidedCombo(this);
    m_rightRuns = new ElidedCombo(this);
    m_only = new QCheckBox(this);
    m_only->setChecked(true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(theme::Theme::space(2));
    row->addWidget(m_leftRuns, 1);
    row->addWidget(new QLabel(QStringLiteral("↔"), this));
    row->addWidget(m_rightRuns, 1);
    row->addWidget(m_only);
    for (QComboBox* box : {m_leftRuns, m_rightRuns}) {
        box->setMinimumContentsLength(6);
        connect(box, &QComboBox::activated, this, [this] {
            compare(base::ExecutionId{m_leftRuns->currentData().toULongLong()},
                    base::ExecutionId{m_rightRuns->currentData().toULongLong()});
        });
    }
    connect(m_only, &QCheckBox::toggled, this, &ComparePanel::fill);
    m_summary = new QLabel(this);
    m_summary->setWordWrap(true);
    m_summary->setMargin(theme::Theme::space(2));
    m_list = new QTreeWidget(this);
    m_list->setColumnCount(ColumnCount);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    const std::pair<int, int> kWidths[] = {
        {State, 112}, {Left, 96}, {Right, 96}, {Delta, 72}, {What, 160}};
    for (const auto& [column, width] : kWidths)
        m_list->header()->resizeSection(column, width);
    m_data = new QPlainTextEdit(this);
    m_data->setReadOnly(true);
    m_data->setTabChangesFocus(true);
    m_data->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_data);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({620, 380});
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_summary);
    column->addWidget(splitter, 1);
    m_empty = new theme::EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item && !m_filling)
            showRow(item->data(State, Qt::UserRole).toInt());
    });
}

void ComparePanel::retranslate() {
    m_leftRuns->setAccessibleName(tr("The run to compare with"));
    m_rightRuns->setAccessibleName(tr("The run that is compared"));
    m_only->setText(tr("Only differences"));
    m_list->setAccessibleName(tr("Visits of both runs"));
    m_list->setHeaderLabels(
        {tr("State"), tr("First run"), tr("Second run"), tr("Time"), tr("Differs in")});
    m_data->setAccessibleName(tr("Differences of input and output"));
    m_empty->setText(tr("Nothing to compare yet.\nChoose two runs of a machine above to see where "
                        "they first differ, and how long each state took in both."));
    fillRuns();
    fill();
}

void ComparePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ComparePanel::fillRuns() {
    const auto& all = m_feed.recorder().executions();
    const auto id = [](base::ExecutionId execution) {
        return QVariant::fromValue(static_cast<qulonglong>(execution));
    };
    for (QComboBox* box : {m_leftRuns, m_rightRuns}) {
        const QSignalBlocker quiet(box);
        const Side& side = box == m_leftRuns ? m_left : m_right;
        box->clear();
        box->addItem(tr("Choose a run"), id({}));
        const std::size_t first = all.size() > kListed ? all.size() - kListed : 0;
        for (std::size_t i = all.size(); i > first; --i) {
            const telemetry::ExecutionRecord& record = all[i - 1];
            box->addItem(tr("%1 · %2 · %3")
                             .arg(QString::fromStdString(record.machine),
                                  theme::timeText(record.started),
                                  theme::executionStatusName(record.status)),
                         id(record.execution));
        }
        // One of the past is in no list.
        const auto* past = m_feed.recorder().execution(side.execution);
        if (past && past->kept > 0)
            box->addItem(tr("%1 · %2 · %3")
                             .arg(QString::fromStdString(past->machine),
                                  theme::momentText(past->started),
                                  theme::executionStatusName(past->status)),
                         id(past->execution));
        box->setCurrentIndex(std::max(0, box->findData(id(side.execution))));
    }
}

void ComparePanel::load(Side& side, base::ExecutionId execution) {
    side = {};
    const auto* record = m_feed.recorder().execution(execution);
    if (!record)
        return;
    side.execution = execution;
    side.history = record->history;
    for (const auto& event : side.history)
        side.tree.apply(event);
}

void ComparePanel::compare(base::ExecutionId left, base::ExecutionId right) {
    load(m_left, left);
    load(m_right, right);
    m_difference = {};
    const bool both =
        m_left.execution != base::ExecutionId{} && m_right.execution != base::ExecutionId{};
    if (both)
        m_difference =
            telemetry::compareRuns(m_left.tree, m_left.history, m_right.tree, m_right.history);
    fillRuns();
    fill();
    if (both && m_difference.first >= 0)
        showRow(m_difference.first);
}

void ComparePanel::fill() {
    const bool both =
        m_left.execution != base::ExecutionId{} && m_right.execution != base::ExecutionId{};
    m_stack->setCurrentIndex(both ? 1 : 0);
    m_data->setFont(m_theme.codeFont());
    const QScopedValueRollback<bool> filling(m_filling, true);
    m_list->clear();
    if (!both)
        return;
    int different = 0;
    for (std::size_t i = 0; i < m_difference.rows.size(); ++i) {
        const RunDifference::Row& row = m_difference.rows[i];
        different += row.differs != 0;
        if ((m_only->isChecked() && row.differs == 0) || m_list->topLevelItemCount() >= kMostRows)
            continue;
        const auto* left = row.left >= 0 ? &m_left.tree.node(row.left) : nullptr;
        const auto* right = row.right >= 0 ? &m_right.tree.node(row.right) : nullptr;
        const auto& named = left ? *left : *right;
        auto* line = new QTreeWidgetItem(m_list);
        line->setData(State, Qt::UserRole, int(i));
        const std::int64_t item =
            itemOf(left ? m_left.tree : m_right.tree, left ? row.left : row.right);
        const QString name = QString::fromStdString(named.name);
        line->setText(State, item >= 0 ? tr("%1, item %2").arg(name).arg(item) : name);
        const auto tell = [&](int column, const telemetry::RunTree::Node* node) {
            if (!node) {
                line->setText(column, tr("not there"));
                line->setForeground(column, m_theme.colour(theme::Role::TextSecondary));
                return;
            }
            const auto style = m_theme.status(models::themeStatus(node->status));
            line->setIcon(column, m_theme.icon(style.icon, style.border));
            line->setText(column, node->end ? theme::durationText(*node->end - node->begin)
                                            : models::runStatusName(node->status));
        };
        tell(Left, left);
        tell(Right, right);
        if (left && right && left->end && right->end) {
            const base::Duration delta = (*right->end - right->begin) - (*left->end - left->begin);
            const QString size = theme::durationText(std::chrono::abs(delta));
            line->setText(Delta,
                          (delta.count() < 0 ? QStringLiteral("−") : QStringLiteral("+")) + size);
            line->setTextAlignment(Delta, Qt::AlignRight | Qt::AlignVCenter);
        }
        QStringList parts;
        const std::pair<unsigned, QString> kParts[] = {{RunDifference::Path, tr("path")},
                                                       {RunDifference::Status, tr("status")},
                                                       {RunDifference::Input, tr("input")},
                                                       {RunDifference::Output, tr("output")},
                                                       {RunDifference::Attempts, tr("attempts")}};
        for (const auto& [part, name] : kParts) {
            if (row.differs & part)
                parts << name;
        }
        line->setText(What, parts.join(QStringLiteral(", ")));
        if (int(i) == m_difference.first)
            m_list->setCurrentItem(line);
    }
    if (different == 0) {
        m_summary->setText(tr("Both runs went the same way with the same data."));
        return;
    }
    const RunDifference::Row& first = m_difference.rows[std::size_t(m_difference.first)];
    const auto& node =
        first.left >= 0 ? m_left.tree.node(first.left) : m_right.tree.node(first.right);
    m_summary->setText(tr("They first differ at %1. Visits that differ: %2 of %3.")
                           .arg(QString::fromStdString(node.name))
                           .arg(different)
                           .arg(m_difference.rows.size()));
}

std::string ComparePanel::dataOf(const Side& side, int index, bool output) const {
    if (index < 0)
        return {};
    const auto& node = side.tree.node(index);
    const std::int64_t id = output ? node.lastEvent : node.firstEvent;
    if (id < 1 || id > std::int64_t(side.history.size()))
        return {};
    const auto& event = side.history[std::size_t(id) - 1];
    const auto& data = output ? event.output : event.input;
    return data ? data->pretty() : std::string();
}

QString ComparePanel::dataDifference(const std::string& left, const std::string& right) const {
    return marked(QString::fromStdString(left).split(u'\n'),
                  QString::fromStdString(right).split(u'\n'));
}

/// Its state is selected everywhere, in the second run where it is there.
void ComparePanel::showRow(int index) {
    const RunDifference::Row& row = m_difference.rows[std::size_t(index)];
    const Side& side = row.right >= 0 ? m_right : m_left;
    const auto& node = side.tree.node(row.right >= 0 ? row.right : row.left);
    const auto* record = m_feed.recorder().execution(side.execution);
    m_data->setPlainText(
        QStringLiteral("%1\n%2\n\n%3\n%4")
            .arg(tr("Input:"),
                 dataDifference(dataOf(m_left, row.left, false), dataOf(m_right, row.right, false)),
                 tr("Output:"),
                 dataDifference(dataOf(m_left, row.left, true), dataOf(m_right, row.right, true))));
    for (QTextBlock block = m_data->document()->begin(); block.isValid(); block = block.next()) {
        const bool gone = block.text().startsWith(QLatin1String("- "));
        const bool come = block.text().startsWith(QLatin1String("+ "));
        if (!gone && !come)
            continue;
        QTextCursor cursor(block);
        QTextBlockFormat ground;
        ground.setBackground(
            m_theme.status(gone ? theme::Status::Failed : theme::Status::Succeeded).fill);
        cursor.mergeBlockFormat(ground);
    }
    if (!record)
        return;
    feed::Selection::Content content;
    content.machine = QString::fromStdString(record->machine);
    content.execution = side.execution;
    content.state = QString::fromStdString(node.name);
    content.visit = node.index < 0 ? node.firstEvent : 0;
    m_selection.set(content);
}

QString ComparePanel::summary() const {
    return m_summary->text();
}

QString ComparePanel::dataText() const {
    return m_data->toPlainText();
}

} // namespace ws::dataplane
