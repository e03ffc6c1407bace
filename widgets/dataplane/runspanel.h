#pragma once

#include "widgets/dataplane/tablepanel.h"
#include "widgets/feed/pastruns.h"
#include "widgets/feed/selection.h"
#include "widgets/models/pastrunsmodel.h"

class QCheckBox;
class QToolButton;

namespace ws::dataplane {

/// What has run before, in earlier sessions too. One that is opened is shown by all views, as if
/// it had just been; it is compared, redriven and pinned from like any other.
class RunsPanel : public QWidget {
    Q_OBJECT
public:
    RunsPanel(feed::PastRuns& runs, feed::Selection& selection, theme::Theme& theme,
              QWidget* parent = nullptr);

    models::PastRunsModel& model() { return m_model; }
    QTreeView& view() { return m_table->view(); }
    /// The machine whose runs are listed, unless all are.
    void setMachine(const QString& machine);

public Q_SLOTS:
    void openCurrent();
    /// With the run that is shown.
    void compareCurrent();
    void redriveCurrent();

Q_SIGNALS:
    void failed(const ws::base::Error& error);
    /// Its run is selected next.
    void machineRequested(const QString& machine);
    void compareRequested(quint64 earlier, quint64 later);
    void redriveRequested(quint64 execution);

protected:
    void changeEvent(QEvent* event) override;

private:
    using Then = std::function<void(base::ExecutionId, const models::PastRunsModel::Summary&)>;
    void build();
    void retranslate();
    void applyTheme();
    void take();
    void refreshButtons();
    /// Loads the current run and does `then` with it.
    void withCurrent(Then then);

    feed::PastRuns& m_runs;       // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    models::PastRunsModel m_model;
    QString m_machine;
    QCheckBox* m_all = nullptr;
    QToolButton* m_open = nullptr;
    QToolButton* m_compare = nullptr;
    QToolButton* m_redrive = nullptr;
    TablePanel* m_table = nullptr;
};

} // namespace ws::dataplane
