#include "widgets/models/testsmodel.h"

#include "widgets/theme/messages.h"

#include <algorithm>

namespace ws::models {

using workspace::Scenario;
using workspace::ScenarioFile;
using workspace::ScenarioResult;
using Wanted = workspace::ScenarioRunner::Wanted;

namespace {

/// Rows of tests know the row of their file; files have this.
constexpr quintptr kFile = ~quintptr{0};

theme::Status statusOf(TestsModel::State state) {
    switch (state) {
    case TestsModel::State::NotRun:
        return theme::Status::NotStarted;
    case TestsModel::State::Waiting:
        return theme::Status::Queued;
    case TestsModel::State::Running:
        return theme::Status::Running;
    case TestsModel::State::Passed:
        return theme::Status::Succeeded;
    case TestsModel::State::Failed:
        break;
    }
    return theme::Status::Failed;
}

} // namespace

TestsModel::TestsModel(theme::Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_theme(theme) {
    connect(&m_theme, &theme::Theme::changed, this, &TestsModel::retranslate);
}

void TestsModel::setFiles(std::vector<ScenarioFile> files) {
    beginResetModel();
    m_files = std::move(files);
    std::map<Key, Run> kept;
    for (const ScenarioFile& file : m_files) {
        if (!file.scenarios)
            continue;
        for (const Scenario& scenario : *file.scenarios) {
            const Key key{scenario.target, scenario.name};
            kept[key] = std::move(m_runs[key]);
        }
    }
    m_runs = std::move(kept);
    endResetModel();
}

void TestsModel::retranslate() {
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex file = index(row, 0);
        Q_EMIT dataChanged(file, index(row, ColumnCount - 1));
        if (const int rows = rowCount(file))
            Q_EMIT dataChanged(index(0, 0, file), index(rows - 1, ColumnCount - 1, file));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

std::vector<Wanted> TestsModel::wanted(const QModelIndex& at) const {
    std::vector<Wanted> out;
    const Scenario* only = scenario(at);
    const ScenarioFile* of = file(at);
    for (const ScenarioFile& each : m_files) {
        if ((of && of != &each) || !each.scenarios)
            continue;
        for (const Scenario& test : *each.scenarios) {
            if (!only || only == &test)
                out.push_back({each.kind, test});
        }
    }
    return out;
}

void TestsModel::begin(const std::vector<Wanted>& wanted) {
    m_waiting.clear();
    for (const Wanted& each : wanted) {
        m_waiting.emplace_back(each.scenario.target, each.scenario.name);
        setState(m_waiting.back(), State::Waiting);
    }
    startNext();
}

void TestsModel::startNext() {
    if (!m_waiting.empty())
        setState(m_waiting.front(), State::Running);
}

void TestsModel::take(const ScenarioResult& result) {
    const Key key{result.target, result.name};
    std::erase(m_waiting, key);
    if (const auto found = m_runs.find(key); found != m_runs.end()) {
        found->second.result = result;
        setState(key, result.passed() ? State::Passed : State::Failed);
    }
    startNext();
}

void TestsModel::finish() {
    for (const Key& key : std::exchange(m_waiting, {}))
        setState(key, State::NotRun);
}

void TestsModel::setState(const Key& key, State state) {
    const auto found = m_runs.find(key);
    if (found == m_runs.end())
        return;
    found->second.state = state;
    touch(key);
}

void TestsModel::touch(const Key& key) {
    const QModelIndex test = indexOf(key.first, key.second);
    if (!test.isValid())
        return;
    Q_EMIT dataChanged(test, test.siblingAtColumn(ColumnCount - 1));
    const QModelIndex file = test.parent();
    Q_EMIT dataChanged(file, file.siblingAtColumn(ColumnCount - 1));
}

TestsModel::Counts TestsModel::counts() const {
    Counts counts;
    for (const ScenarioFile& each : m_files) {
        if (!each.scenarios) {
            ++counts.broken;
            continue;
        }
        for (const Scenario& test : *each.scenarios) {
            const State state = runOf(test).state;
            ++counts.total;
            counts.passed += state == State::Passed ? 1 : 0;
            counts.failed += state == State::Failed ? 1 : 0;
            counts.waiting += state == State::Waiting || state == State::Running ? 1 : 0;
        }
    }
    return counts;
}

const ScenarioResult* TestsModel::result(const QModelIndex& at) const {
    const Scenario* test = scenario(at);
    if (!test || !runOf(*test).result)
        return nullptr;
    return &*runOf(*test).result;
}

const ScenarioFile* TestsModel::file(const QModelIndex& at) const {
    if (!at.isValid())
        return nullptr;
    const auto row = at.internalId() == kFile ? quintptr(at.row()) : at.internalId();
    return row < m_files.size() ? &m_files[row] : nullptr;
}

const Scenario* TestsModel::scenario(const QModelIndex& at) const {
    if (!at.isValid() || at.internalId() == kFile)
        return nullptr;
    const ScenarioFile* of = file(at);
    if (!of || !of->scenarios || std::size_t(at.row()) >= of->scenarios->size())
        return nullptr;
    return &(*of->scenarios)[std::size_t(at.row())];
}

QString TestsModel::testName(const QModelIndex& at) const {
    const Scenario* test = scenario(at);
    return test ? QString::fromStdString(test->name) : QString();
}

QModelIndex TestsModel::indexOf(const std::string& target, const std::string& name) const {
    for (std::size_t row = 0; row < m_files.size(); ++row) {
        if (!m_files[row].scenarios)
            continue;
        const auto& tests = *m_files[row].scenarios;
        for (std::size_t i = 0; i < tests.size(); ++i) {
            if (tests[i].target == target && tests[i].name == name)
                return createIndex(int(i), 0, quintptr(row));
        }
    }
    return {};
}

const TestsModel::Run& TestsModel::runOf(const Scenario& test) const {
    static const Run kNone;
    const auto found = m_runs.find({test.target, test.name});
    return found == m_runs.end() ? kNone : found->second;
}

TestsModel::State TestsModel::stateOf(const ScenarioFile& of) const {
    if (!of.scenarios)
        return State::Failed;
    const auto any = [&](State state) {
        return std::any_of(of.scenarios->begin(), of.scenarios->end(),
                           [&](const Scenario& test) { return runOf(test).state == state; });
    };
    for (const State state : {State::Running, State::Failed, State::Waiting, State::NotRun}) {
        if (any(state))
            return state;
    }
    return of.scenarios->empty() ? State::NotRun : State::Passed;
}

QModelIndex TestsModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : kFile);
}

QModelIndex TestsModel::parent(const QModelIndex& at) const {
    if (!at.isValid() || at.internalId() == kFile)
        return {};
    return createIndex(int(at.internalId()), 0, kFile);
}

int TestsModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return int(m_files.size());
    if (parent.column() != 0 || parent.internalId() != kFile)
        return 0;
    const ScenarioFile* of = file(parent);
    return of && of->scenarios ? int(of->scenarios->size()) : 0;
}

int TestsModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QVariant TestsModel::data(const QModelIndex& at, int role) const {
    if (const Scenario* test = scenario(at))
        return testData(*test, at.column(), role);
    if (const ScenarioFile* of = file(at))
        return fileData(*of, at.column(), role);
    return {};
}

QIcon TestsModel::icon(State state) const {
    const theme::StatusStyle style = m_theme.status(statusOf(state));
    if (style.icon.isEmpty())
        return {};
    return m_theme.icon(style.icon, style.border);
}

QString TestsModel::text(State state) {
    switch (state) {
    case State::NotRun:
        return tr("Not run");
    case State::Waiting:
        return tr("Waiting");
    case State::Running:
        return tr("Running");
    case State::Passed:
        return tr("Passed");
    case State::Failed:
        break;
    }
    return tr("Failed");
}

QVariant TestsModel::fileData(const ScenarioFile& of, int column, int role) const {
    const bool isName = column == Name;
    switch (role) {
    case Qt::DisplayRole:
        if (isName)
            return QString::fromStdString(of.target);
        return column == Outcome && !of.scenarios ? tr("Cannot be read") : QVariant();
    case Qt::DecorationRole:
        if (isName)
            return m_theme.icon(of.kind == ScenarioFile::Kind::Machine
                                    ? QStringLiteral("machine")
                                    : QStringLiteral("function"));
        return column == Outcome ? icon(stateOf(of)) : QVariant();
    case Qt::ToolTipRole:
        return of.scenarios ? QString::fromStdString(of.path)
                            : theme::message(of.scenarios.error());
    case Qt::AccessibleTextRole:
        if (isName)
            return tr("%1: %2").arg(QString::fromStdString(of.target), text(stateOf(of)));
        return column == Outcome && of.scenarios ? text(stateOf(of)) : QVariant();
    default:
        return {};
    }
}

QVariant TestsModel::testData(const Scenario& test, int column, int role) const {
    const Run& run = runOf(test);
    const bool hasRun = run.result && (run.state == State::Passed || run.state == State::Failed);
    switch (role) {
    case Qt::DisplayRole:
        if (column == Name)
            return QString::fromStdString(test.name);
        if (column == Duration)
            return hasRun ? theme::durationText(run.result->took) : QString();
        return hasRun && !run.result->passed() ? theme::message(run.result->differences.front())
                                               : text(run.state);
    case Qt::DecorationRole:
        return column == Outcome ? icon(run.state) : QVariant();
    case Qt::ToolTipRole: {
        QStringList lines;
        if (hasRun) {
            for (const base::Error& difference : run.result->differences)
                lines << theme::message(difference);
        }
        return lines.isEmpty() ? QString::fromStdString(test.name) : lines.join(u'\n');
    }
    case Qt::AccessibleTextRole:
        return column == Name ? tr("%1: %2").arg(QString::fromStdString(test.name), text(run.state))
                              : QVariant();
    default:
        return {};
    }
}

QVariant TestsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Test");
    case Outcome:
        return tr("Outcome");
    case Duration:
        return tr("Duration");
    default:
        return {};
    }
}

} // namespace ws::models
