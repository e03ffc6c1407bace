#pragma once

#include "engine/fleet/load.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

namespace ws::dataplane {

/// The invocations of a load that is about to be sent: how many arrive in each part of its time.
class ArrivalsChart : public QWidget {
    Q_OBJECT
public:
    /// More arrivals than this are not drawn one by one; the chart then ends where they do.
    static constexpr std::int64_t kMost = 500'000;

    explicit ArrivalsChart(theme::Theme& theme, QWidget* parent = nullptr);

    /// nullopt: nothing to show.
    void setLoad(const std::optional<fleet::Load>& load, std::uint64_t seed);
    /// How far the load has come, 0 to 1; nullopt: none runs.
    void setProgress(std::optional<double> progress);
    std::int64_t arrivals() const { return m_arrivals; }
    base::Duration span() const { return m_span; }
    const std::vector<int>& bars() const { return m_bars; }
    QSize sizeHint() const override { return {320, 96}; }
    QSize minimumSizeHint() const override { return {160, 64}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRect plot() const;
    void describe();

    theme::Theme& m_theme; // Not owned.
    std::vector<int> m_bars;
    std::int64_t m_arrivals = 0;
    bool m_isWhole = true;
    base::Duration m_span{0};
    std::optional<double> m_progress;
};

} // namespace ws::dataplane
