#include "widgets/timeline/timelinelegend.h"

#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"
#include "widgets/timeline/lanepainter.h"
#include "widgets/timeline/timelinemetrics.h"

#include <QEvent>
#include <QPainter>

#include <optional>

namespace ws::timeline {

namespace {

using telemetry::Phase;
using theme::Status;
using theme::Theme;

constexpr int kSwatch = 18;

} // namespace

struct TimelineLegend::Item {
    QString text;
    std::optional<Phase> phase;
    Status outcome = Status::Succeeded;
};

TimelineLegend::TimelineLegend(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    theme::setAccessibleRole(*this, QAccessible::Graphic);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
}

std::vector<TimelineLegend::Item> TimelineLegend::items() {
    return {{tr("Starting"), Phase::Starting, {}},   {tr("Init"), Phase::Init, {}},
            {tr("Restore"), Phase::Restore, {}},     {tr("Succeeded"), {}, Status::Succeeded},
            {tr("Running"), {}, Status::Running},    {tr("Failed"), {}, Status::Failed},
            {tr("Timed out"), {}, Status::TimedOut}, {tr("Idle"), Phase::Idle, {}},
            {tr("Reset"), Phase::Reset, {}},         {tr("Shutdown"), Phase::Shutdown, {}}};
}

int TimelineLegend::widthOf(const Item& item) const {
    return kSwatch + Theme::space(1) +
           QFontMetrics(m_theme.textFont(-1)).horizontalAdvance(item.text) + Theme::space(4);
}

QSize TimelineLegend::sizeHint() const {
    int width = 0;
    for (const Item& item : items())
        width += widthOf(item);
    return {contentsMargins().left() + width, 24};
}

void TimelineLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    LanePainter bars(m_theme, devicePixelRatioF());
    int x = contentsRect().left();
    for (const Item& item : items()) {
        if (x + widthOf(item) - Theme::space(4) > width())
            return;
        const QRectF bar(x, (height() - kBarHeight) / 2, kSwatch, kBarHeight);
        if (item.phase)
            bars.paintPhase(painter, bar, *item.phase);
        else
            bars.paintOutcome(painter, bar, item.outcome);
        painter.setFont(m_theme.textFont(-1));
        painter.setPen(m_theme.colour(theme::Role::TextSecondary));
        painter.drawText(QRect(x + kSwatch + Theme::space(1), 0, widthOf(item), height()),
                         Qt::AlignVCenter | Qt::AlignLeft, item.text);
        x += widthOf(item);
    }
}

void TimelineLegend::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TimelineLegend::retranslate() {
    QStringList names;
    for (const Item& item : items())
        names << item.text;
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    setToolTip(tr("<p>Amber hatching: the environment starts and initialises; leaning the "
                  "other way: it is restored from a snapshot. Solid: it runs a "
                  "request, coloured by the outcome. Thin line: it is frozen and waits. The number "
                  "above a bar is the request's.</p>"));
    updateGeometry();
    update();
}

} // namespace ws::timeline
