#pragma once

#include "engine/telemetry/rundifference.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTreeWidget;

namespace ws::dataplane {

/// Two runs side by side: where they first differ, how long each visit took in both, and the
/// differences of its data.
class ComparePanel : public QWidget {
    Q_OBJECT
public:
    ComparePanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                 QWidget* parent = nullptr);

    void compare(base::ExecutionId left, base::ExecutionId right);
    const telemetry::RunDifference& difference() const { return m_difference; }
    QString summary() const;
    /// The texts of the differences of the current row's data.
    QString dataText() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Side {
        base::ExecutionId execution{};
        telemetry::RunTree tree;
        std::vector<telemetry::HistoryEvent> history;
    };
    void build();
    void retranslate();
    void fillRuns();
    void load(Side& side, base::ExecutionId execution);
    void fill();
    void showRow(int row);
    QString dataDifference(const std::string& left, const std::string& right) const;
    std::string dataOf(const Side& side, int node, bool output) const; // NOLINT: private

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    Side m_left;
    Side m_right;
    telemetry::RunDifference m_difference;
    bool m_filling = false;

    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QComboBox* m_leftRuns = nullptr;
    QComboBox* m_rightRuns = nullptr;
    QCheckBox* m_only = nullptr;
    QLabel* m_summary = nullptr;
    QTreeWidget* m_list = nullptr;
    QPlainTextEdit* m_data = nullptr;
};

} // namespace ws::dataplane
