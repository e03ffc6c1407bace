#pragma once

#include "widgets/feed/debugsession.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QTimer>

#include <functional>
#include <map>
#include <string>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace ws::designer {

/// What one does with an execution that is under way: where it stands and why, and the buttons that
/// pause it, step it and let it go on. Shows itself while there is something to say.
class DebugBar : public QFrame {
    Q_OBJECT
public:
    DebugBar(feed::DebugSession& session, theme::Theme& theme, QWidget* parent);

    /// The machine on the canvas and the execution of it that is shown.
    void setSubject(const QString& machine, base::ExecutionId execution);
    /// The states of a machine whose calls are answered by mocks. Asked until it is set again.
    using Mocked = std::function<std::vector<std::string>(const QString& machine)>;
    void setMocked(Mocked mocked);
    /// The executions that the canvas draws inside Tasks. Asked each time.
    using Drawn = std::function<std::vector<base::ExecutionId>()>;
    void setDrawn(Drawn drawn);
    /// What the buttons act on: the canvas's execution, or while only that is paused, one that is
    /// drawn inside a Task.
    base::ExecutionId target() const;
    void setSelectedState(const QString& state);
    /// The selected state is of a machine that is drawn inside a Task.
    void setSelectedInside(const QString& machine, const QString& state);
    bool isPaused() const;
    /// Flags of NodeLook by state: breakpoints, mocks, and where it is paused.
    std::map<std::string, int> marks() const;
    /// The same of a machine that is drawn inside a Task, with the execution that is drawn.
    std::map<std::string, int> marksInside(const QString& machine,
                                           base::ExecutionId execution) const;
    /// What can be done at a state, for its context menu.
    void fillMenu(QMenu& menu, const QString& state);
    void fillMenuInside(QMenu& menu, const QString& machine, const QString& state);
    /// What the bar says.
    QString text() const;

public Q_SLOTS:
    /// Lets go on what is paused; else asks for a run.
    void proceed();
    void pause();
    /// To the next state; where nothing runs, asks for a run that is paused before its first.
    void step();
    void stepOver();
    /// Until the Parallel, Map or iteration around it is left.
    void stepOut();
    void stepEvent();
    void runToSelected();
    void toggleBreakpoint();

Q_SIGNALS:
    void marksChanged();
    void runRequested();
    void pausedRunRequested();
    void stopRequested();
    /// The input and the variables of what is paused are to be looked at or edited.
    void dataRequested();
    /// The breakpoint is to be edited; an index of feed::Breakpoints.
    void breakpointRequested(int index);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Button;
    /// A state may be of another machine than the canvas's.
    struct Place {
        QString machine;
        QString state;
    };
    QToolButton* addButton();
    void build();
    void restyle();
    void retranslate();
    void refresh();
    void refreshVisibility();
    void stepOr(execution::StepSize size);
    bool isRunning() const;
    QString sentences(const feed::DebugSession::Pause& pause) const;
    QString reasonText(const feed::DebugSession::Pause& pause) const;
    QString nextText(const feed::DebugSession::Pause& pause) const;
    /// Whether there is a container around where it is paused.
    bool isInside() const;
    /// The selected state, where it is of what the buttons act on; empty: none is.
    QString stateToReach() const;
    /// Of what the buttons act on.
    QString targetMachine() const;
    void addRunTo(QMenu& menu, const Place& place);
    const std::vector<std::string>& mockedStates(const QString& machine) const;
    void fillBreakpoints(QMenu& menu, const Place& place);
    void addBreakpoint(execution::Breakpoint::Kind kind, const Place& place);

    feed::DebugSession& m_session; // Not owned.
    theme::Theme& m_theme;         // Not owned.
    QString m_machine;
    QString m_state; ///< selected, of the machine on the canvas
    Place m_inside;  ///< selected, of another; empty: none is
    Mocked m_mocked;
    Drawn m_drawn;
    mutable std::map<QString, std::vector<std::string>> m_known; ///< what m_mocked has answered
    base::ExecutionId m_execution{};
    QTimer m_later; ///< a run that is over at once needs no bar

    QBoxLayout* m_rows = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QToolButton* m_proceed = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_step = nullptr;
    QToolButton* m_stepOver = nullptr;
    QToolButton* m_stepOut = nullptr;
    QToolButton* m_runTo = nullptr;
    QToolButton* m_data = nullptr;
    QToolButton* m_stop = nullptr;
};

} // namespace ws::designer
