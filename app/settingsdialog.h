#pragma once

#include "engine/workspace/workbench.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QSpinBox;

namespace ws::app {

/// The limits of the local "account", and what becomes of executions that were cut off.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const workspace::Settings& settings, QWidget* parent = nullptr);

    workspace::Settings settings() const;

private:
    fleet::Day day() const;
    /// What was different on the chosen day.
    void explainDay();
    void keepWhole();

    QSpinBox* m_concurrency;
    QCheckBox* m_rate;
    QCheckBox* m_network;
    QSpinBox* m_idle;
    QComboBox* m_unfinished;
    QCheckBox* m_today;
    QDateEdit* m_asOf;
    QLabel* m_era;
};

} // namespace ws::app
