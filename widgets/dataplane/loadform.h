#pragma once

#include "engine/base/result.h"
#include "engine/fleet/load.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace ws::dataplane {

/// When the invocations of a load arrive: its kind and the figures that the kind has.
class LoadForm : public QWidget {
    Q_OBJECT
public:
    /// Of the names before the fields, so that other fields can stand in line with them.
    static constexpr int kLabelWidth = 88;

    explicit LoadForm(theme::Theme& theme, QWidget* parent = nullptr);

    /// Errors: "load.syntax" for a time that is none; those of fleet::parseTrace() and of reading
    /// its file, with path; "load.noTrace" while none is chosen.
    base::Result<fleet::Load> load() const;
    void setLoad(const fleet::Load& load);
    std::uint64_t seed() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void applyTheme();
    void showFields();
    void chooseTrace();
    fleet::Load::Kind kind() const;
    void readTrace();

    theme::Theme& m_theme; // Not owned.
    QFormLayout* m_form = nullptr;
    QComboBox* m_kind = nullptr;
    QSpinBox* m_count = nullptr;
    QDoubleSpinBox* m_rate = nullptr;
    QDoubleSpinBox* m_endRate = nullptr;
    QLineEdit* m_duration = nullptr;
    QWidget* m_trace = nullptr;
    QLineEdit* m_tracePath = nullptr;
    QToolButton* m_traceButton = nullptr;
    QSpinBox* m_seed = nullptr;
    base::Result<fleet::Load> m_readTrace;
};

} // namespace ws::dataplane
