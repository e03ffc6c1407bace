#pragma once

#include "engine/base/clock.h"
#include "engine/telemetry/playspeed.h"

#include <QToolButton>

class QMenu;

namespace ws::theme {

/// Shows the speed chosen, "×1" at first, with "×¼" to "×16" in its menu: how fast a recording is
/// shown.
class SpeedButton : public QToolButton {
    Q_OBJECT
public:
    /// `longestGap`: what is passed over where nothing happens, for the tooltip.
    SpeedButton(base::Duration longestGap, QWidget* parent);

    /// In telemetry::kPlaySpeeds.
    void setSpeed(std::size_t index);
    static QString speedText(telemetry::PlaySpeed speed);

    QSize sizeHint() const override;

Q_SIGNALS:
    void speedChosen(std::size_t index);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void retranslate();

    const base::Duration m_longestGap;
    QMenu* m_menu;
    std::size_t m_speed = telemetry::kNormalSpeed;
};

} // namespace ws::theme
