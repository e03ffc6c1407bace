#pragma once

#include "engine/telemetry/callchoice.h"
#include "engine/telemetry/forebears.h"
#include "engine/telemetry/recorder.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QRegularExpression>
#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStackedWidget;
class QTextCursor;
class QToolButton;

namespace ws::dataplane {

class ElidedLabel;

/// The lines of all functions as they come, with filters. Shows the last kMaxLines; a click on a
/// line selects its invocation. While a past run is looked at, its lines stand in place of them.
/// What a run has from an earlier one that it goes on from, that one's calls have written: their
/// lines come first, under its name.
class LogPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaxLines = 20'000;

    LogPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
             QWidget* parent = nullptr);

    QString text() const;
    void setFilter(const QString& filter);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void retranslate();
    void applyTheme();
    void fillFunctions();
    void readFilter();
    void takeEvents(const std::vector<telemetry::Event>& events);
    void takeSelection(const feed::Selection::Content& content);
    void rebuild();
    void appendNew();
    /// The past run that is selected; null: none is.
    const telemetry::PastCalls* pastCalls() const;
    /// What is selected, what it goes on from, and all that those began.
    std::vector<base::ExecutionId> family() const;
    void showPast();
    void showInherited();
    std::vector<const telemetry::LogEntry*> pastLines() const;
    /// The run of an earlier part that the line is of; null: it is of none.
    const telemetry::Forebear* forebearOf(const telemetry::LogEntry& entry) const;
    bool isInTime(const telemetry::LogEntry& entry) const;
    void announceRun(QTextCursor& cursor, const telemetry::LogEntry& entry);
    QString missingRun() const;
    void append(const std::vector<const telemetry::LogEntry*>& entries);
    QString whyEmpty() const;
    QString whyEmptyPast() const;
    void showLeftOut();
    void showLeftOutOfPast();
    void write(QTextCursor& cursor, const telemetry::LogEntry& entry);
    bool passes(const telemetry::LogEntry& entry) const;
    void findCalls(const feed::Selection::Content& content);
    void selectLineAt(const QPoint& position);
    void showState();

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    QLineEdit* m_filter = nullptr;
    QToolButton* m_regex = nullptr;
    QComboBox* m_functions = nullptr;
    QToolButton* m_selectedOnly = nullptr;
    QToolButton* m_follow = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_clear = nullptr;
    ElidedLabel* m_dropped = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QPlainTextEdit* m_view = nullptr;
    QTimer m_filterTimer;
    QTimer m_momentTimer; // While one drags through a run, lines follow a little later.
    /// Those whose lines belong to the selected run, or to its selected state, visit or attempt;
    /// nullopt: lines are not chosen by that.
    std::optional<telemetry::ChosenCalls> m_calls;
    std::vector<telemetry::Forebear> m_forebears; // Of the selected run, while m_calls is there.
    base::ExecutionId m_written{};          // The earlier run that the last line is of; 0: of none.
    base::ExecutionId m_clearedRun{};       // Selected when the view was cleared.
    std::optional<base::TimePoint> m_until; // Later lines are not shown.
    base::ExecutionId m_past{};             // The past run whose lines are shown; 0: none.
    QRegularExpression m_expression;
    std::uint64_t m_last = 0;    // Sequence of the newest entry that was looked at.
    std::uint64_t m_cleared = 0; // Entries up to here were cleared away by the user.
};

} // namespace ws::dataplane
