#include "widgets/charts/concurrencychart.h"

#include "widgets/feed/playback.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"
#include "widgets/timeline/series.h"
#include "widgets/timeline/timelinemetrics.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <climits>
#include <cmath>
#include <functional>
#include <span>

namespace ws::charts {

namespace {

using theme::Role;
using theme::Theme;
using timeline::kGutterWidth;

constexpr int kTopPad = 10;
constexpr int kBottomPad = 8;
/// Room above the highest value, for the throttle crosses.
constexpr double kHeadroom = 1.2;
constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 0.1;
/// The limit line appears when the count reaches this share of it; before, it would squeeze the
/// curve flat.
constexpr double kNearLimit = 0.4;

} // namespace

ConcurrencyChart::ConcurrencyChart(feed::EngineFeed& feed, Theme& theme, timeline::TimeRange& range,
                                   QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_theme(theme)
    , m_range(range) {
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    theme::setAccessibleRole(*this, QAccessible::Chart);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    const auto repaint = [this] { update(); };
    connect(&m_range, &timeline::TimeRange::visibleChanged, this, repaint);
    connect(&m_range, &timeline::TimeRange::cursorChanged, this, repaint);
    connect(&m_theme, &Theme::changed, this, repaint);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, repaint);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this,
            [this](const std::vector<telemetry::Event>& events) {
                takeEvents(events);
                update();
                describe();
            });
    retranslate();
}

void ConcurrencyChart::setRightMargin(int pixels) {
    if (pixels == m_rightMargin)
        return;
    m_rightMargin = pixels;
    update();
}

void ConcurrencyChart::setLimit(int concurrency) {
    m_limit = concurrency;
    update();
}

void ConcurrencyChart::attachPlayback(feed::Playback& playback) {
    m_playback = &playback;
    connect(&playback, &feed::Playback::changed, this, [this] {
        update();
        describe();
    });
    update();
}

telemetry::RecordCut ConcurrencyChart::cut() const {
    return m_playback ? m_playback->cut() : telemetry::RecordCut(recorder());
}

std::optional<base::TimePoint> ConcurrencyChart::instant() const {
    return m_playback ? m_playback->lifecycleInstant() : std::nullopt;
}

base::TimePoint ConcurrencyChart::now() const {
    return instant().value_or(m_feed.now());
}

QRect ConcurrencyChart::plotRect() const {
    return rect().adjusted(kGutterWidth, kTopPad, -m_rightMargin, -kBottomPad);
}

ConcurrencyChart::Reading ConcurrencyChart::readingAt(base::TimePoint at) const {
    at = cut().isPresent() ? at : std::min(at, now());
    const auto throttles = std::span(recorder().throttles()).first(cut().throttleCount());
    const auto past = std::ranges::upper_bound(throttles, at) - throttles.begin();
    return {at, timeline::runningAt(cut(), at), timeline::environmentsAt(cut(), at), int(past)};
}

Columns ConcurrencyChart::runningColumns(int width) const {
    return cut().isPresent()
               ? columnsOf(recorder().concurrencySeries(), m_range.visible(), width, now())
               : columnsOf(cut().concurrencySeries(), m_range.visible(), width, now());
}

Columns ConcurrencyChart::environmentColumns(int width) const {
    return cut().isPresent()
               ? columnsOf(recorder().environmentSeries(), m_range.visible(), width, now())
               : columnsOf(cut().environmentSeries(), m_range.visible(), width, now());
}

int ConcurrencyChart::highest(const Columns& running, const Columns& environments) const {
    int value = 1;
    for (const auto* columns : {&running, &environments}) {
        for (const Column& column : columns->values)
            value = std::max(value, column.high);
    }
    int top = value;
    for (const Limit& limit : limits()) {
        if (value >= limit.value * kNearLimit)
            top = std::max(top, limit.value);
    }
    return top;
}

std::vector<ConcurrencyChart::Limit> ConcurrencyChart::limits() const {
    const QLocale locale;
    std::vector<Limit> limits;
    if (m_limit > 0)
        limits.push_back({tr("Account limit %1").arg(locale.toString(m_limit)), m_limit});
    for (const workspace::FunctionEntry& entry : m_feed.snapshot().functions) {
        if (const auto& reserved = entry.configuration.reservedConcurrency)
            limits.push_back(
                {tr("Reserved for %1: %2")
                     .arg(QString::fromStdString(entry.name), locale.toString(*reserved)),
                 *reserved});
    }
    for (const auto& [order, allocated] : m_provisioned)
        limits.push_back(
            {tr("Provisioned for %1:%2: %3")
                 .arg(QString::fromStdString(order.first), QString::fromStdString(order.second),
                      locale.toString(allocated)),
             allocated});
    return limits;
}

void ConcurrencyChart::takeEvents(const std::vector<telemetry::Event>& events) {
    using Status = telemetry::ProvisionedConcurrencyChanged::Status;
    for (const telemetry::Event& event : events) {
        const auto* changed = std::get_if<telemetry::ProvisionedConcurrencyChanged>(&event.body);
        if (!changed)
            continue;
        const std::pair order(changed->function, changed->qualifier);
        if (changed->status == Status::Removed || changed->available == 0)
            m_provisioned.erase(order);
        else
            m_provisioned[order] = changed->available;
    }
}

QString ConcurrencyChart::throttleReasonAt(base::TimePoint at) const {
    constexpr int kLookBack = 5'000; // records: a tooltip may not take long
    const auto& all = recorder().invocations();
    int seen = 0;
    for (auto record = all.rbegin(); record != all.rend() && seen < kLookBack; ++record, ++seen) {
        const bool isTold = record->throttled && record->overMoment <= cut().moment();
        if (record->arrived <= at && isTold && record->cause)
            return theme::throttleExplanation(*record->cause, record->used, record->limit);
    }
    return {};
}

double ConcurrencyChart::yOf(double value) const {
    const QRect plot = plotRect();
    return plot.bottom() - value * plot.height() / m_top;
}

void ConcurrencyChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(Role::Canvas));
    const QRect plot = plotRect();
    const Columns running = runningColumns(plot.width());
    const Columns environments = environmentColumns(plot.width());
    constexpr int kLeastGap = 26;
    const int most = highest(running, environments);
    m_ticks = valueTicks(most, std::max(1, plot.height() / kLeastGap));
    m_top = most * kHeadroom;

    paintGrid(painter);
    painter.setClipRect(rect().adjusted(kGutterWidth, 0, -m_rightMargin, 0));
    paintArea(painter, running);
    paintLine(painter, environments, m_theme.colour(Role::SeriesEnvironments), 1.5);
    paintLine(painter, running, m_theme.colour(Role::SeriesConcurrency), 1.5);
    paintLimits(painter);
    paintThrottles(painter);
    paintInstant(painter);
    painter.setClipping(false);
    paintKey(painter);
    paintCursor(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.colour(Role::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void ConcurrencyChart::paintGrid(QPainter& painter) const {
    const QRect plot = plotRect();
    painter.fillRect(QRect(kGutterWidth - 1, 0, 1, height()), m_theme.colour(Role::Border));
    if (!recorder().firstEventAt())
        return;
    const QColor grid = m_theme.colour(Role::CanvasGrid);
    const base::TimePoint origin = recorder().firstEventAt().value_or(m_range.visible().begin);
    const auto ticks =
        timeline::ticksFor(m_range.visible(), plot.width(), origin, timeline::kMinimumTickGap);
    for (const base::TimePoint at : ticks.at) {
        const int x =
            plot.left() + int(std::lround(timeline::xAt(at, m_range.visible(), plot.width())));
        painter.fillRect(QRect(x, 0, 1, height()), grid);
    }
    painter.setFont(m_theme.textFont(-1));
    for (const int value : m_ticks) {
        if (value > m_top)
            break;
        const int y = int(std::lround(yOf(value)));
        painter.fillRect(QRect(plot.left(), y, plot.width(), 1),
                         value == 0 ? m_theme.colour(Role::Border) : grid);
        painter.setPen(m_theme.colour(Role::TextSecondary));
        painter.drawText(QRect(kGutterWidth - 56, y - 8, 48, 16),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         QLocale().toString(value));
    }
}

void ConcurrencyChart::paintArea(QPainter& painter, const Columns& columns) const {
    const QRect plot = plotRect();
    const auto& values = columns.values;
    QColor fill = m_theme.colour(Role::SeriesConcurrency);
    fill.setAlphaF(m_theme.isDark() ? 0.34F : 0.22F);
    // Equal neighbours in one rectangle: most of a chart is flat.
    for (std::size_t x = 0; x < values.size();) {
        std::size_t end = x + 1;
        while (end < values.size() && values[end].high == values[x].high)
            ++end;
        const double top = std::round(yOf(values[x].high));
        if (values[x].high > 0)
            painter.fillRect(QRectF(plot.left() + columns.left + double(x), top, double(end - x),
                                    plot.bottom() - top),
                             fill);
        x = end;
    }
}

void ConcurrencyChart::paintLine(QPainter& painter, const Columns& columns, const QColor& colour,
                                 double width) const {
    const QRect plot = plotRect();
    const auto& values = columns.values;
    QPolygonF line;
    for (std::size_t x = 0; x < values.size(); ++x) {
        const Column& column = values[x];
        const double left = plot.left() + columns.left + double(x);
        const bool flat = column.low == column.high;
        const bool same = x > 0 && flat && x + 1 < values.size() && values[x - 1] == column &&
                          values[x + 1] == column;
        if (same)
            continue;
        if (!flat) {
            line << QPointF(left, std::round(yOf(column.high)))
                 << QPointF(left, std::round(yOf(column.low)));
        }
        line << QPointF(left, std::round(yOf(column.last)))
             << QPointF(left + 1, std::round(yOf(column.last)));
    }
    painter.setPen(QPen(colour, width));
    painter.drawPolyline(line);
}

void ConcurrencyChart::paintLimits(QPainter& painter) const {
    const QRect plot = plotRect();
    const QFont font = m_theme.textFont(-1);
    const QFontMetrics metrics(font);
    const QColor colour = m_theme.colour(Role::SeriesLimit);
    int right = plot.right() - 4;
    int before = INT_MIN;
    std::vector<Limit> shown = limits();
    std::erase_if(shown, [this](const Limit& limit) { return limit.value > m_top; });
    std::ranges::stable_sort(shown, std::ranges::greater(), &Limit::value);
    painter.setFont(font);
    for (const Limit& limit : shown) {
        const int y = int(std::round(yOf(limit.value)));
        painter.setPen(QPen(colour, 1, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y + 0.5), QPointF(plot.right(), y + 0.5));
        const int width = metrics.horizontalAdvance(limit.text) + 4;
        // Names of lines that lie close together stand beside one another.
        right = y - before < metrics.height() + 4 ? right - 8 : plot.right() - 4;
        before = y;
        const int above =
            y + 2 + metrics.height() > plot.bottom() ? y - metrics.height() - 2 : y + 2;
        const QRect place(right - width, above, width, metrics.height());
        right = place.left();
        painter.fillRect(place, m_theme.colour(Role::Canvas));
        painter.setPen(colour);
        painter.drawText(place, Qt::AlignCenter, limit.text);
    }
}

/// A cross per throttled invocation, no more than one per few pixels.
void ConcurrencyChart::paintThrottles(QPainter& painter) const {
    const QRect plot = plotRect();
    const auto throttles = std::span(recorder().throttles()).first(cut().throttleCount());
    constexpr double kGap = 5;
    constexpr double kArm = 3.5;
    double lastX = -kGap;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colour(Role::Throttle), 2));
    for (auto at = std::ranges::lower_bound(throttles, m_range.visible().begin);
         at != throttles.end() && *at <= m_range.visible().end; ++at) {
        const double x = timeline::xAt(*at, m_range.visible(), plot.width());
        if (x - lastX < kGap)
            continue;
        lastX = x;
        const QPointF centre(plot.left() + x, plot.top() + kArm);
        painter.drawLine(centre - QPointF(kArm, kArm), centre + QPointF(kArm, kArm));
        painter.drawLine(centre - QPointF(kArm, -kArm), centre + QPointF(kArm, -kArm));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// What the lines are, with their values at the cursor or now.
void ConcurrencyChart::paintKey(QPainter& painter) const {
    const Reading reading = readingAt(m_range.cursor().value_or(now()));
    const struct {
        QString text;
        Role role;
    } lines[] = {
        {tr("Running %1").arg(QLocale().toString(reading.running)), Role::SeriesConcurrency},
        {tr("Environments %1").arg(QLocale().toString(reading.environments)),
         Role::SeriesEnvironments},
        {tr("Throttled %1").arg(QLocale().toString(reading.throttled)), Role::Throttle}};
    const QFont font = m_theme.textFont(-1);
    const QFontMetrics metrics(font);
    const int lineHeight = std::max(16, metrics.height() + 2);
    int y = kTopPad - 4;
    painter.setFont(font);
    for (const auto& line : lines) {
        painter.fillRect(QRect(Theme::space(2), y + lineHeight / 2 - 2, 12, 4),
                         m_theme.colour(line.role));
        painter.setPen(m_theme.colour(Role::Text));
        const QRect place(Theme::space(2) + 18, y, kGutterWidth - 56 - Theme::space(2) - 18,
                          lineHeight);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(line.text, Qt::ElideRight, place.width()));
        y += lineHeight;
    }
}

/// Where the past that is shown ends.
void ConcurrencyChart::paintInstant(QPainter& painter) const {
    if (!instant())
        return;
    const QRect plot = plotRect();
    const int x = plot.left() + int(timeline::xAt(*instant(), m_range.visible(), plot.width()));
    painter.fillRect(QRect(x, 0, 2, height()), m_theme.colour(Role::Link));
}

void ConcurrencyChart::paintCursor(QPainter& painter) const {
    const auto cursor = m_range.cursor();
    if (!cursor || !m_range.visible().contains(*cursor))
        return;
    const QRect plot = plotRect();
    const double x = plot.left() + timeline::xAt(*cursor, m_range.visible(), plot.width());
    painter.fillRect(QRect(int(x), 0, 1, height()), m_theme.colour(Role::TextSecondary));
    const Reading reading = readingAt(*cursor);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& [value, role] : {std::pair(reading.environments, Role::SeriesEnvironments),
                                      std::pair(reading.running, Role::SeriesConcurrency)}) {
        painter.setPen(QPen(m_theme.colour(Role::Canvas), 1.5));
        painter.setBrush(m_theme.colour(role));
        painter.drawEllipse(QPointF(int(x) + 0.5, std::round(yOf(value))), 4, 4);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ConcurrencyChart::mousePressEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (at.x() < kGutterWidth)
        return;
    if (event->modifiers() & Qt::ShiftModifier)
        m_tool = std::make_unique<timeline::BandTool>(m_range, plotRect(), at);
    else
        m_tool = std::make_unique<timeline::PanTool>(m_range, nullptr, plotRect(), at);
}

void ConcurrencyChart::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (m_tool) {
        m_tool->moveTo(at);
        update();
        return;
    }
    const QRect plot = plotRect();
    if (at.x() < plot.left() || at.x() > plot.right() || !recorder().firstEventAt())
        m_range.setCursor({});
    else
        m_range.setCursor(timeline::timeAt(at.x() - plot.left(), m_range.visible(), plot.width()));
}

void ConcurrencyChart::mouseReleaseEvent(QMouseEvent*) {
    if (const auto tool = std::move(m_tool))
        tool->finish();
    update();
}

void ConcurrencyChart::wheelEvent(QWheelEvent* event) {
    const QRect plot = plotRect();
    const QPoint delta = event->angleDelta();
    const double notches = double(delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
    if (event->modifiers() & Qt::ControlModifier) {
        const double x = std::max(0.0, event->position().x() - plot.left());
        m_range.zoomAt(std::pow(kZoomStep, -notches),
                       timeline::timeAt(x, m_range.visible(), plot.width()));
    } else {
        const double length = double(m_range.visible().length().count());
        m_range.pan(base::Duration{std::llround(-notches * kPanStep * length)});
    }
    event->accept();
}

/// Left and right move the cursor along, so that the values can be read without a mouse.
void ConcurrencyChart::keyPressEvent(QKeyEvent* event) {
    const timeline::Interval& visible = m_range.visible();
    const base::Duration step = visible.length() / 50;
    const base::TimePoint at = m_range.cursor().value_or(visible.begin + visible.length() / 2);
    switch (event->key()) {
    case Qt::Key_Left:
        m_range.setCursor(std::max(visible.begin, at - step));
        break;
    case Qt::Key_Right:
        m_range.setCursor(std::min(visible.end, at + step));
        break;
    case Qt::Key_Escape:
        m_range.setCursor({});
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_range.zoom(1 / kZoomStep);
        break;
    case Qt::Key_Minus:
        m_range.zoom(kZoomStep);
        break;
    case Qt::Key_0:
        m_range.fitAll();
        break;
    default:
        event->ignore();
        return;
    }
    describe();
}

void ConcurrencyChart::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    m_range.setCursor({});
}

void ConcurrencyChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool ConcurrencyChart::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (!m_range.cursor()) {
        QToolTip::hideText();
        return true;
    }
    const Reading reading = readingAt(*m_range.cursor());
    QString text =
        tr("<p><b>%1</b></p><p>Running: %2<br>Environments: %3<br>Throttled so far: %4</p>")
            .arg(theme::timeText(reading.at))
            .arg(reading.running)
            .arg(reading.environments)
            .arg(reading.throttled);
    if (const QString reason = throttleReasonAt(reading.at); !reason.isEmpty())
        text += tr("<p>Last throttle: %1</p>").arg(reason.toHtmlEscaped());
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

/// Built only when somebody listens: a description per frame would cost more than the chart.
void ConcurrencyChart::describe() {
    if (!QAccessible::isActive() && !hasFocus())
        return;
    const Reading reading = readingAt(m_range.cursor().value_or(now()));
    setAccessibleDescription(tr("Running: %1, environments: %2, throttled: %3")
                                 .arg(reading.running)
                                 .arg(reading.environments)
                                 .arg(reading.throttled));
}

void ConcurrencyChart::retranslate() {
    setAccessibleName(tr("Concurrency chart"));
    describe();
    update();
}

} // namespace ws::charts
