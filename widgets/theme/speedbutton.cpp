#include "widgets/theme/speedbutton.h"

#include <QActionGroup>
#include <QEvent>
#include <QMenu>

#include <algorithm>
#include <chrono>

namespace ws::theme {

using telemetry::kPlaySpeeds;

SpeedButton::SpeedButton(base::Duration longestGap, QWidget* parent)
    : QToolButton(parent)
    , m_longestGap(longestGap)
    , m_menu(new QMenu(this)) {
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setPopupMode(QToolButton::InstantPopup);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &SpeedButton::fill);
    retranslate();
}

QString SpeedButton::speedText(telemetry::PlaySpeed speed) {
    const QString share = speed == telemetry::PlaySpeed{1, 4}   ? QStringLiteral("¼")
                          : speed == telemetry::PlaySpeed{1, 2} ? QStringLiteral("½")
                                                                : QString::number(speed.times);
    return tr("×%1", "how many times as fast").arg(share);
}

void SpeedButton::setSpeed(std::size_t index) {
    m_speed = index;
    retranslate();
}

/// Wide enough for every speed, so that what stands beside it stays where it is.
QSize SpeedButton::sizeHint() const {
    QSize size = QToolButton::sizeHint();
    int widest = 0;
    for (const telemetry::PlaySpeed& speed : kPlaySpeeds)
        widest = std::max(widest, fontMetrics().horizontalAdvance(speedText(speed)));
    size.rwidth() += widest - fontMetrics().horizontalAdvance(text());
    return size;
}

void SpeedButton::fill() {
    m_menu->clear();
    auto* group = new QActionGroup(m_menu);
    for (std::size_t i = 0; i < kPlaySpeeds.size(); ++i) {
        QAction* action = m_menu->addAction(speedText(kPlaySpeeds[i]));
        action->setCheckable(true);
        action->setChecked(i == m_speed);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT speedChosen(i); });
    }
}

void SpeedButton::changeEvent(QEvent* event) {
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SpeedButton::retranslate() {
    const QString speed = speedText(kPlaySpeeds[m_speed]);
    setText(speed);
    setAccessibleName(tr("Speed of the playback: %1").arg(speed));
    setToolTip(tr("<p>How fast the recording is played ([ slower, ] faster). What runs keeps its "
                  "own pace. Where nothing happens for long, the wait is cut to %1 s.</p>")
                   .arg(std::chrono::duration_cast<std::chrono::seconds>(m_longestGap).count()));
    updateGeometry();
}

} // namespace ws::theme
