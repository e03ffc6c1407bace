#include "widgets/timeline/lanepainter.h"

#include "widgets/theme/messages.h"
#include "widgets/timeline/timelinemetrics.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ws::timeline {

namespace {

using telemetry::InvocationStatus;
using telemetry::Phase;
using theme::Role;
using theme::Status;

constexpr int kIconSize = 11;
constexpr int kHatchSize = 6;
/// Making and measuring text is dear, and most bars are far too narrow for any.
constexpr double kLeastTextWidth = 36;

/// A mixture that keeps the hatch's ground apart from canvas and lines.
QColor tinted(const QColor& colour, const QColor& ground, double share) {
    const auto mix = [&](float a, float b) { return float(a * share + b * (1 - share)); };
    return QColor::fromRgbF(mix(colour.redF(), ground.redF()),
                            mix(colour.greenF(), ground.greenF()),
                            mix(colour.blueF(), ground.blueF()));
}

bool isHatched(Phase phase) {
    return phase == Phase::Starting || phase == Phase::Init || phase == Phase::Restore ||
           phase == Phase::SuppressedInit || phase == Phase::Reset;
}

} // namespace

Status statusOf(InvocationStatus status) {
    switch (status) {
    case InvocationStatus::Succeeded:
        return Status::Succeeded;
    case InvocationStatus::FunctionError:
    case InvocationStatus::RuntimeExited:
        return Status::Failed;
    case InvocationStatus::TimedOut:
        return Status::TimedOut;
    case InvocationStatus::Refused:
        return Status::Aborted;
    }
    return Status::Failed;
}

LanePainter::LanePainter(const theme::Theme& theme, double devicePixelRatio)
    : m_theme(theme)
    , m_pixel(1.0 / devicePixelRatio)
    , m_markFont(theme.textFont(-1))
    , m_metrics(m_markFont) {
    m_markFont.setPixelSize(10);
    m_metrics = QFontMetricsF(m_markFont);
    m_startingHatch = hatch(theme.colour(Role::PhaseStarting), Slope::Rising);
    m_initHatch = hatch(theme.colour(Role::PhaseInit), Slope::Rising);
    m_restoreHatch = hatch(theme.colour(Role::PhaseInit), Slope::Falling);
    m_resetHatch = hatch(theme.colour(Role::PhaseReset), Slope::Rising);
    for (int i = 0; i <= int(Status::Aborted); ++i) {
        const theme::StatusStyle style = theme.status(Status(i));
        const bool needsIcon = Status(i) != Status::Succeeded && Status(i) != Status::Running;
        m_looks.push_back(
            {style.border, needsIcon && !style.icon.isEmpty()
                               ? theme.pixmap(style.icon, style.border, kIconSize, devicePixelRatio)
                               : QPixmap()});
    }
    for (std::size_t i = 0; i < m_phaseColours.size(); ++i)
        m_phaseColours[i] = themeColour(Phase(i));
}

QBrush LanePainter::hatch(const QColor& colour, Slope slope) const {
    const double ratio = 1.0 / m_pixel;
    QImage tile(QSize(kHatchSize, kHatchSize) * ratio, QImage::Format_RGB32);
    tile.setDevicePixelRatio(ratio);
    tile.fill(tinted(colour, m_theme.colour(Role::Canvas), m_theme.isDark() ? 0.28 : 0.2));
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.6));
    for (const int shift : {-kHatchSize, 0, kHatchSize})
        painter.drawLine(QPointF(shift - 1, kHatchSize + 1), QPointF(shift + kHatchSize + 1, -1));
    painter.end();
    QBrush brush(slope == Slope::Rising ? tile : tile.mirrored(true, false));
    brush.setTransform(QTransform::fromScale(m_pixel, m_pixel));
    return brush;
}

const LanePainter::StatusLook& LanePainter::look(Status status) const {
    return m_looks[std::size_t(status)];
}

QColor LanePainter::phaseColour(Phase phase) const {
    return m_phaseColours[std::size_t(phase)];
}

QColor LanePainter::themeColour(Phase phase) const {
    switch (phase) {
    case Phase::Starting:
        return m_theme.colour(Role::PhaseStarting);
    case Phase::Init:
    case Phase::Restore:
    case Phase::SuppressedInit:
        return m_theme.colour(Role::PhaseInit);
    case Phase::Idle:
        return m_theme.colour(Role::PhaseIdle);
    case Phase::Invoke:
        return look(Status::Succeeded).colour;
    case Phase::Reset:
        return m_theme.colour(Role::PhaseReset);
    case Phase::Shutdown:
    case Phase::Gone:
        break;
    }
    return m_theme.colour(Role::PhaseShutdown);
}

void LanePainter::paint(QPainter& painter, const Lane& lane, const telemetry::RecordCut& cut) {
    // What is thin or long lies below what is short and matters: a warm invoke is drawn wider than
    // it is.
    for (const Segment& segment : lane.segments) {
        if (segment.merged == 1 && segment.phase == Phase::Idle)
            paintSegment(painter, segment, lane, cut);
    }
    paintMerged(painter, lane);
    for (const Segment& segment : lane.segments) {
        if (segment.merged == 1 && segment.phase != Phase::Idle)
            paintSegment(painter, segment, lane, cut);
    }
    paintMarks(painter, lane, cut);
    for (const Segment& segment : lane.segments) {
        const auto holds = [&](const std::optional<std::size_t>& span) {
            return span && *span >= segment.span && *span < segment.span + segment.merged;
        };
        if (holds(lane.selected))
            paintOutline(painter, barOf(segment, lane), Qt::SolidLine);
        else if (holds(lane.current))
            paintOutline(painter, barOf(segment, lane), Qt::DashLine);
    }
}

QRectF LanePainter::barOf(const Segment& segment, const Lane& lane) const {
    const double end = segment.lasting ? lane.presentX : segment.end;
    const bool isIdle = segment.phase == Phase::Idle;
    const double width =
        std::max(end - segment.begin, isIdle || segment.merged > 1 ? m_pixel : kMinimumInvokeWidth);
    return {lane.rect.left() + segment.begin, lane.rect.top() + kMarkHeight, width,
            double(kBarHeight)};
}

/// All merged columns of the lane at once: one scanline, drawn as high as a bar.
void LanePainter::paintMerged(QPainter& painter, const Lane& lane) {
    const bool any = std::ranges::any_of(lane.segments,
                                         [](const Segment& segment) { return segment.merged > 1; });
    if (!any)
        return;
    const int width = int(std::ceil(lane.rect.width() / m_pixel));
    if (m_strip.width() != width)
        m_strip = QImage(width, 1, QImage::Format_ARGB32_Premultiplied);
    m_strip.fill(Qt::transparent);
    auto* columns = reinterpret_cast<QRgb*>(m_strip.scanLine(0));
    for (const Segment& segment : lane.segments) {
        if (segment.merged == 1)
            continue;
        const QColor colour =
            segment.failed ? look(Status::Failed).colour : phaseColour(segment.phase);
        const int from = std::clamp(int(std::lround(segment.begin / m_pixel)), 0, width);
        const int to = std::clamp(int(std::lround(segment.end / m_pixel)), from, width);
        std::fill(columns + from, columns + to, colour.rgb());
    }
    painter.drawImage(
        QRectF(lane.rect.left(), lane.rect.top() + kMarkHeight, width * m_pixel, kBarHeight),
        m_strip);
}

void LanePainter::paintSegment(QPainter& painter, const Segment& segment, const Lane& lane,
                               const telemetry::RecordCut& cut) {
    const telemetry::Span span = cut.span(lane.lane, segment.span);
    const QRectF bar = barOf(segment, lane);
    if (span.phase != Phase::Invoke) {
        paintPhase(painter, bar, span.phase);
        if (isHatched(span.phase) && span.end && bar.width() >= kLeastTextWidth)
            paintBarText(painter, bar,
                         theme::phaseName(span.phase) + QStringLiteral("  ") +
                             theme::durationText(*span.end - span.begin),
                         m_theme.colour(Role::Text));
        return;
    }
    paintInvoke(painter, bar, span, cut);
}

void LanePainter::paintPhase(QPainter& painter, const QRectF& bar, Phase phase) const {
    const QColor colour = phaseColour(phase);
    if (phase == Phase::Idle) {
        const double y = std::round((bar.center().y() - 0.5) / m_pixel) * m_pixel;
        painter.fillRect(QRectF(bar.left(), y, bar.width(), 1.5), colour);
        return;
    }
    if (phase == Phase::Shutdown || phase == Phase::Gone) {
        painter.fillRect(QRectF(bar.left(), bar.center().y() - 1.5, bar.width(), 3), colour);
        painter.fillRect(QRectF(bar.right() - 2, bar.top(), 2, bar.height()), colour);
        return;
    }
    if (!isHatched(phase)) {
        paintOutcome(painter, bar, Status::Succeeded);
        return;
    }
    painter.setBrushOrigin(bar.topLeft());
    painter.fillRect(bar, hatchOf(phase));
    painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), 1), colour);
    painter.fillRect(QRectF(bar.left(), bar.bottom() - 1, bar.width(), 1), colour);
}

const QBrush& LanePainter::hatchOf(Phase phase) const {
    switch (phase) {
    case Phase::Starting:
        return m_startingHatch;
    case Phase::Restore:
        return m_restoreHatch;
    case Phase::Reset:
        return m_resetHatch;
    default:
        return m_initHatch;
    }
}

void LanePainter::paintOutcome(QPainter& painter, const QRectF& bar, Status status) const {
    const QColor& colour = look(status).colour;
    constexpr double kRadius = 2.5;
    if (bar.width() < 3 * kRadius) {
        painter.fillRect(bar, colour);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(bar, kRadius, kRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// Only what is not plain success is worth a look into the recorder: there may be thousands.
Status LanePainter::statusOfSpan(const telemetry::Span& span,
                                 const telemetry::RecordCut& cut) const {
    if (!span.end)
        return Status::Running;
    if (!span.failed)
        return Status::Succeeded;
    const telemetry::InvocationRecord* record = cut.finished(span.invocation);
    return record ? statusOf(record->result->status) : Status::Failed;
}

void LanePainter::paintInvoke(QPainter& painter, const QRectF& bar, const telemetry::Span& span,
                              const telemetry::RecordCut& cut) {
    paintOutcome(painter, bar, statusOfSpan(span, cut));
    if (span.end && bar.width() >= kLeastTextWidth)
        paintBarText(painter, bar, theme::durationText(*span.end - span.begin),
                     m_theme.colour(Role::AccentText));
}

void LanePainter::paintBarText(QPainter& painter, const QRectF& bar, const QString& text,
                               const QColor& colour) const {
    const QRectF seen = bar.intersected(painter.clipBoundingRect());
    constexpr double kPad = 6;
    const double width = m_metrics.horizontalAdvance(text);
    if (width + 2 * kPad > seen.width())
        return;
    const QRectF place(seen.left() + kPad, bar.top() - 0.5, width, bar.height());
    if (colour == m_theme.colour(Role::Text)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(Role::Canvas));
        painter.drawRoundedRect(place.adjusted(-3, 1, 3, -1), 3, 3);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.setFont(m_markFont);
    painter.setPen(colour);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, text);
}

void LanePainter::paintMarks(QPainter& painter, const Lane& lane, const telemetry::RecordCut& cut) {
    constexpr double kGap = 4;
    const Segment* waiting = nullptr;
    double free = lane.rect.left() - kIconSize;
    // Each invoke waits for the next one, to know how much room it has.
    const auto flush = [&](double until) {
        if (waiting) {
            const double x = std::max(lane.rect.left() + waiting->begin, free);
            free = std::max(free, paintMark(painter, *waiting, lane, cut, x, until) + kGap);
        }
    };
    for (const Segment& segment : lane.segments) {
        if (segment.phase != Phase::Invoke && !segment.failed)
            continue;
        const double x = std::max(lane.rect.left() + segment.begin, lane.rect.left());
        flush(x);
        waiting = &segment;
    }
    flush(lane.rect.right());
}

double LanePainter::paintMark(QPainter& painter, const Segment& segment, const Lane& lane,
                              const telemetry::RecordCut& cut, double x, double until) const {
    constexpr double kFarFromItsBar = 6;
    if (x > std::max(lane.rect.left(), lane.rect.left() + segment.begin) + kFarFromItsBar)
        return 0;
    const telemetry::Span span = cut.span(lane.lane, segment.span);
    const bool single = segment.merged == 1;
    const Status status = !single          ? (segment.failed ? Status::Failed : Status::Succeeded)
                          : segment.failed ? statusOfSpan(span, cut)
                                           : Status::Succeeded;
    const QPixmap& icon = look(status).icon;
    double right = 0;
    if (!icon.isNull()) {
        painter.drawPixmap(QPointF(x, lane.rect.top() + 0.5), icon);
        right = x + kIconSize;
        x = right + 2;
    }
    constexpr double kDigit = 5;
    if (!single || span.phase != Phase::Invoke || until - x < kDigit)
        return right;
    const QString number = QString::number(std::uint64_t(span.invocation));
    if (x + kDigit * double(number.size()) + 2 > until)
        return right;
    painter.setFont(m_markFont);
    painter.setPen(icon.isNull() ? m_theme.colour(Role::TextSecondary) : look(status).colour);
    painter.drawText(QPointF(x, lane.rect.top() + kMarkHeight - 2.5), number);
    return x + m_metrics.horizontalAdvance(number);
}

void LanePainter::paintOutline(QPainter& painter, const QRectF& bar, Qt::PenStyle style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    // A ring of the canvas first: the accent must not touch the bar's own colour.
    painter.setPen(QPen(m_theme.colour(Role::Canvas), 2));
    painter.drawRoundedRect(bar.adjusted(-1, -1, 1, 1), 3, 3);
    painter.setPen(
        QPen(m_theme.colour(style == Qt::SolidLine ? Role::Accent : Role::Text), 2, style));
    painter.drawRoundedRect(bar.adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace ws::timeline
