#pragma once

#include "widgets/feed/debugsession.h"
#include "widgets/feed/selection.h"
#include "widgets/models/breakpointsmodel.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace ws::dataplane {

class BreakpointForm;
class EventEditor;
class TablePanel;

/// What a paused execution has in its hands, to be looked at and edited, beside the list of
/// breakpoints.
class DebugPanel : public QWidget {
    Q_OBJECT
public:
    DebugPanel(feed::DebugSession& session, feed::Selection& selection, theme::Theme& theme,
               QWidget* parent = nullptr);

    /// The execution whose data is shown.
    void setExecution(base::ExecutionId execution);
    void editBreakpoint(int index);

    EventEditor& input() { return *m_input; }
    EventEditor& variables() { return *m_variables; }
    BreakpointForm& form() { return *m_form; }
    /// What went wrong with the last edit; empty: nothing.
    QString errorText() const;
    /// Where the execution stands.
    QString whereText() const;

public Q_SLOTS:
    void apply();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildData();
    QWidget* buildBreakpoints();
    void retranslate();
    void applyTheme();
    void refresh();
    void refreshButtons();
    void say(const QString& text, const char* property);
    const feed::DebugSession::Pause* pause() const;
    QString stopText(const feed::DebugSession::Pause& pause) const;

    feed::DebugSession& m_session; // Not owned.
    feed::Selection& m_selection;  // Not owned.
    theme::Theme& m_theme;         // Not owned.
    models::BreakpointsModel m_model;
    base::ExecutionId m_execution{};
    std::string m_shownInput; ///< as the engine has it
    std::string m_shownVariables;

    QLabel* m_where = nullptr;
    QTabWidget* m_tabs = nullptr;
    EventEditor* m_input = nullptr;
    EventEditor* m_variables = nullptr;
    QPushButton* m_apply = nullptr;
    QLabel* m_message = nullptr;
    TablePanel* m_table = nullptr;
    BreakpointForm* m_form = nullptr;
    QToolButton* m_add = nullptr;
    QToolButton* m_remove = nullptr;
};

} // namespace ws::dataplane
