#pragma once

#include "engine/statemachine/difference.h"
#include "widgets/designer/workflowview.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <optional>

class QLabel;
class QSplitter;
class QTreeView;

namespace ws::designer {

/// What became of a state, for people: "Renamed from “B”", "Edited: Seconds", a line each.
QStringList differenceTexts(const statemachine::DefinitionDifference& difference,
                            const statemachine::StateDifference& state);
/// The icon and the role of the most that became of it.
QString differenceIcon(unsigned what);
theme::Role differenceRole(unsigned what);

/// The states that are not the same in both versions, and the machine itself when its own fields
/// differ.
class DifferencesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, What, ColumnCount };

    explicit DifferencesModel(theme::Theme& theme, QObject* parent = nullptr);

    void setDifference(statemachine::DefinitionDifference difference);
    const statemachine::DefinitionDifference& difference() const { return m_difference; }
    /// nullptr for the machine's own row.
    const statemachine::StateDifference* state(const QModelIndex& index) const;
    /// -1 when the node is the same in both.
    int rowOfOld(int node) const;
    int rowOfNew(int node) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    theme::Theme& m_theme; // Not owned.
    statemachine::DefinitionDifference m_difference;
    std::vector<int> m_rows; ///< positions in m_difference.states; -1: the machine
};

/// Two versions of a definition drawn side by side, each state marked with what became of it.
class DifferenceView : public QWidget {
    Q_OBJECT
public:
    explicit DifferenceView(theme::Theme& theme, QWidget* parent = nullptr);
    ~DifferenceView() override;

    /// Error "json.syntax" with path: the title of the side that is no JSON.
    base::Status compare(const QString& oldTitle, const std::string& oldText,
                         const QString& newTitle, const std::string& newText);
    DifferencesModel& model() { return m_model; }
    QTreeView& list() { return *m_list; }
    WorkflowScene& oldScene() { return m_oldScene; }
    WorkflowScene& newScene() { return m_newScene; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void retranslate();
    void mark();
    void showRow(const QModelIndex& index);
    void pickOld(int node);
    void pickNew(int node);

    theme::Theme& m_theme; // Not owned.
    DifferencesModel m_model;
    WorkflowScene m_oldScene;
    WorkflowScene m_newScene;
    WorkflowView* m_oldView = nullptr;
    WorkflowView* m_newView = nullptr;
    QLabel* m_oldTitle = nullptr;
    QLabel* m_newTitle = nullptr;
    QLabel* m_summary = nullptr;
    QTreeView* m_list = nullptr;
    bool m_opened = false;
};

} // namespace ws::designer
