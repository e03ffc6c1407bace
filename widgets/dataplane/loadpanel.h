#pragma once

#include "widgets/dataplane/arrivalschart.h"
#include "widgets/dataplane/loadform.h"
#include "widgets/dataplane/simulationthread.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/models/loadresultsmodel.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTreeView;

namespace ws::dataplane {

/// Puts a function under load, in real execution environments or in a simulation, and shows what
/// came of it beside the load before.
class LoadPanel : public QWidget {
    Q_OBJECT
public:
    LoadPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
              QWidget* parent = nullptr);
    ~LoadPanel() override;

    enum class Where { Real, Simulated };
    LoadForm& form() { return *m_form; }
    ArrivalsChart& chart() { return *m_chart; }
    models::LoadResultsModel& results() { return m_results; }
    void setFunction(const QString& function);
    void setWhere(Where where);
    /// Of a simulation; as sandbox::parseDistribution() reads it. Empty: as was measured here.
    void setDuration(const QString& text);
    bool isRunning() const { return m_running; }
    QString statusText() const;

public Q_SLOTS:
    void start();
    void stop();

Q_SIGNALS:
    void aboutToRun();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void applyTheme();
    void fillFunctions();
    void fillEvents();
    void preview();
    void refresh();
    enum class Tone { Plain, Error };
    void say(const QString& text, Tone tone = Tone::Plain);
    void startReal(const fleet::Load& load);
    void takeReal(const workspace::LoadProgress& progress);
    void startSimulation(const fleet::Load& load);
    void takeSimulated(double progress, const fleet::FleetStatistics& statistics);
    void finish();
    base::Result<sandbox::Behaviour> behaviour() const;
    base::Result<std::string> eventText() const;
    QString function() const;
    /// That send the load: 0 for a function that knows none.
    int tenants() const;
    Where where() const;
    models::LoadResult resultOf(const fleet::FleetStatistics& statistics) const;

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    models::LoadResultsModel m_results;
    std::unique_ptr<SimulationThread> m_simulation;
    bool m_running = false;
    int m_round = 0; ///< answers of an earlier round are not shown
    QString m_title; ///< of the load that runs

    QComboBox* m_functions = nullptr;
    QComboBox* m_events = nullptr;
    QString m_eventsOf;            ///< the function whose events they are; empty: of none yet
    QSpinBox* m_tenants = nullptr; ///< of functions that are isolated by tenant
    LoadForm* m_form = nullptr;
    QComboBox* m_where = nullptr;
    QLineEdit* m_duration = nullptr;
    QLabel* m_functionLabel = nullptr;
    QLabel* m_eventLabel = nullptr;
    QLabel* m_tenantsLabel = nullptr;
    QLabel* m_whereLabel = nullptr;
    QLabel* m_durationLabel = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QLabel* m_status = nullptr;
    ArrivalsChart* m_chart = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QTreeView* m_table = nullptr;
};

} // namespace ws::dataplane
