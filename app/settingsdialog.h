#pragma once

#include "engine/workspace/workbench.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace ws::app {

/// The limits of the local "account", and what becomes of executions that were cut off.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const workspace::Settings& settings, QWidget* parent = nullptr);

    workspace::Settings settings() const;

private:
    QSpinBox* m_concurrency;
    QCheckBox* m_rate;
    QSpinBox* m_idle;
    QComboBox* m_unfinished;
};

} // namespace ws::app
