#pragma once

#include "engine/workspace/scenariorunner.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModel>

#include <map>
#include <optional>
#include <vector>

namespace ws::models {

/// The tests of a workspace below the machines and functions that they are about, each with how it
/// went last.
class TestsModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Outcome, Duration, ColumnCount };
    enum class State { NotRun, Waiting, Running, Passed, Failed };
    struct Counts {
        int total = 0;
        int passed = 0;
        int failed = 0;
        int waiting = 0; ///< or running
        int broken = 0;  ///< files that cannot be read
    };

    explicit TestsModel(theme::Theme& theme, QObject* parent = nullptr);

    /// Tests that stay keep how they went.
    void setFiles(std::vector<workspace::ScenarioFile> files);
    void retranslate();

    /// All below the index, or the one it is; an invalid index stands for everything.
    std::vector<workspace::ScenarioRunner::Wanted> wanted(const QModelIndex& index) const;
    /// Those are about to run, the first at once.
    void begin(const std::vector<workspace::ScenarioRunner::Wanted>& wanted);
    void take(const workspace::ScenarioResult& result);
    /// What waited has not been run.
    void finish();

    Counts counts() const;
    /// nullptr for what is no test or was not run.
    const workspace::ScenarioResult* result(const QModelIndex& index) const;
    /// The file of a row; nullptr for an invalid index.
    const workspace::ScenarioFile* file(const QModelIndex& index) const;
    /// Name of the test; empty for a file.
    QString testName(const QModelIndex& index) const;
    QModelIndex indexOf(const std::string& target, const std::string& test) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Run {
        State state = State::NotRun;
        std::optional<workspace::ScenarioResult> result;
    };
    using Key = std::pair<std::string, std::string>; ///< target and name of the test

    const workspace::Scenario* scenario(const QModelIndex& index) const;
    const Run& runOf(const workspace::Scenario& scenario) const;
    /// That of the worst test below a file.
    State stateOf(const workspace::ScenarioFile& file) const;
    State stateOf(const QModelIndex& index) const;
    QVariant fileData(const workspace::ScenarioFile& file, int column, int role) const;
    QVariant testData(const workspace::Scenario& scenario, int column, int role) const;
    QIcon icon(State state) const;
    static QString text(State state);
    void setState(const Key& key, State state);
    void touch(const Key& key);
    void startNext();

    theme::Theme& m_theme; // Not owned.
    std::vector<workspace::ScenarioFile> m_files;
    std::map<Key, Run> m_runs;
    std::vector<Key> m_waiting; ///< in the order in which they will run
};

} // namespace ws::models
