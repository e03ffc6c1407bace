#include "widgets/timeline/timelinecanvas.h"

#include "widgets/feed/playback.h"
#include "widgets/timeline/timelinemetrics.h"
#include "widgets/timeline/timelinetext.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ws::timeline {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 0.1; ///< of the visible time, for a notch of the wheel

} // namespace

TimelineCanvas::TimelineCanvas(feed::EngineFeed& feed, feed::Selection& selection,
                               theme::Theme& theme, TimeRange& range, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme)
    , m_range(range) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    const auto repaint = [this] { viewport()->update(); };
    connect(&m_range, &TimeRange::visibleChanged, this, repaint);
    connect(&m_range, &TimeRange::cursorChanged, this, repaint);
    connect(&m_theme, &theme::Theme::changed, this, [this] {
        m_painter.reset();
        viewport()->update();
    });
    connect(&m_selection, &feed::Selection::changed, this, &TimelineCanvas::followSelection);
    refresh();
}

TimelineCanvas::~TimelineCanvas() = default;

void TimelineCanvas::attachPlayback(feed::Playback& playback) {
    m_playback = &playback;
    connect(&playback, &feed::Playback::changed, this, &TimelineCanvas::refresh);
    refresh();
}

telemetry::RecordCut TimelineCanvas::cut() const {
    return m_playback ? m_playback->cut() : telemetry::RecordCut(recorder());
}

base::TimePoint TimelineCanvas::now() const {
    return instant().value_or(m_feed.now());
}

std::optional<base::TimePoint> TimelineCanvas::instant() const {
    return m_playback ? m_playback->lifecycleInstant() : std::nullopt;
}

void TimelineCanvas::setFunction(const std::string& function) {
    m_rows.setFunction(function);
    refresh();
}

void TimelineCanvas::setEnded(LaneRows::Ended ended) {
    m_rows.setEnded(ended);
    refresh();
}

void TimelineCanvas::refresh() {
    if (m_rows.update(cut())) {
        updateRowTops();
        updateScrollBar();
        Q_EMIT rowsChanged();
    }
    viewport()->update();
}

void TimelineCanvas::updateRowTops() {
    m_rowTops.assign(1, 0);
    for (const Row& row : m_rows.rows())
        m_rowTops.push_back(m_rowTops.back() + (row.isHeading() ? kHeadingHeight : kLaneHeight));
}

int TimelineCanvas::contentHeight() const {
    return m_rowTops.empty() ? 0 : m_rowTops.back();
}

void TimelineCanvas::updateScrollBar() {
    const int room = std::max(0, viewport()->height() - kRulerHeight);
    const bool atEnd = verticalScrollBar()->maximum() > 0 &&
                       verticalScrollBar()->value() == verticalScrollBar()->maximum();
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(kLaneHeight);
    verticalScrollBar()->setRange(0, std::max(0, contentHeight() - room));
    // Who watches the newest lanes goes on watching them.
    if (atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

QRect TimelineCanvas::plotRect() const {
    return viewport()->rect().adjusted(kGutterWidth, kRulerHeight, 0, 0);
}

PlotScale TimelineCanvas::scale() const {
    return {m_range.visible(), double(std::max(1, plotRect().width())),
            1.0 / viewport()->devicePixelRatioF()};
}

base::TimePoint TimelineCanvas::origin() const {
    return recorder().firstEventAt().value_or(m_range.visible().begin);
}

const telemetry::Lane* TimelineCanvas::laneOfRow(std::size_t row) const {
    return recorder().lane(m_rows.rows()[row].environment);
}

QRect TimelineCanvas::rowRect(std::size_t row) const {
    const int top = kRulerHeight + m_rowTops[row] - verticalScrollBar()->value();
    return {0, top, viewport()->width(), m_rowTops[row + 1] - m_rowTops[row]};
}

std::optional<std::size_t> TimelineCanvas::rowAt(int y) const {
    const int inside = y - kRulerHeight + verticalScrollBar()->value();
    if (y < kRulerHeight || inside < 0 || inside >= contentHeight())
        return {};
    const auto after = std::upper_bound(m_rowTops.begin(), m_rowTops.end(), inside);
    return std::size_t(after - m_rowTops.begin()) - 1;
}

QRect TimelineCanvas::spanRect(base::EnvironmentId environment, std::size_t span) const {
    const auto row = m_rows.rowOf(environment);
    const telemetry::Lane* lane = recorder().lane(environment);
    if (!row || !lane || span >= cut().spanCount(*lane))
        return {};
    const PlotScale plot = scale();
    const telemetry::Span shown = cut().span(*lane, span);
    const double begin = std::clamp(xAt(shown.begin, plot.visible, plot.width), 0.0, plot.width);
    const double end =
        std::clamp(xAt(shown.end.value_or(now()), plot.visible, plot.width), begin, plot.width);
    const QRect rect = rowRect(*row);
    return {kGutterWidth + int(begin), rect.top() + kMarkHeight,
            std::max(kMinimumInvokeWidth, int(end - begin)), kBarHeight};
}

std::optional<TimelineCanvas::Hit> TimelineCanvas::hitAt(QPoint at) const {
    const auto row = rowAt(at.y());
    const telemetry::Lane* lane = row ? laneOfRow(*row) : nullptr;
    if (!lane)
        return {};
    if (at.x() < kGutterWidth)
        return Hit{lane->environment, {}};
    return Hit{lane->environment,
               spanAt(*lane, at.x() - kGutterWidth + 0.5, scale(), kHitReach, cut())};
}

std::optional<std::size_t> TimelineCanvas::currentSpan(const telemetry::Lane& lane) const {
    const std::size_t count = cut().spanCount(lane);
    if (lane.environment != m_currentLane || count == 0)
        return {};
    const std::uint64_t index =
        m_currentSpan < lane.forgottenSpans ? 0 : m_currentSpan - lane.forgottenSpans;
    return std::size_t(std::min<std::uint64_t>(index, count - 1));
}

std::optional<TimelineCanvas::Hit> TimelineCanvas::current() const {
    const telemetry::Lane* lane = recorder().lane(m_currentLane);
    if (!lane || !cut().has(*lane))
        return {};
    return Hit{m_currentLane, currentSpan(*lane)};
}

std::optional<std::size_t> TimelineCanvas::selectedSpan(const telemetry::Lane& lane) const {
    const feed::Selection::Content& content = m_selection.content();
    const telemetry::InvocationRecord* record = recorder().invocation(content.invocation);
    if (!record || !record->started || record->environment != lane.environment)
        return {};
    constexpr std::size_t kLookAhead = 8;
    const std::size_t first = firstEndingAfter(lane, *record->started);
    for (std::size_t i = first; i < std::min(first + kLookAhead, lane.spans.size()); ++i) {
        if (lane.spans[i].invocation == content.invocation &&
            lane.spans[i].phase == telemetry::Phase::Invoke)
            return i;
    }
    return {};
}

void TimelineCanvas::setCurrent(base::EnvironmentId environment, std::size_t span) {
    const telemetry::Lane* lane = recorder().lane(environment);
    if (!lane)
        return;
    m_currentLane = environment;
    m_currentSpan = lane->forgottenSpans + span;
    viewport()->update();
    Q_EMIT currentChanged();
}

void TimelineCanvas::selectSpan(base::EnvironmentId environment, std::optional<std::size_t> span) {
    const telemetry::Lane* lane = recorder().lane(environment);
    if (!lane)
        return;
    feed::Selection::Content content;
    content.function = QString::fromStdString(lane->function);
    content.environment = environment;
    if (span && *span < lane->spans.size())
        content.invocation = lane->spans[*span].invocation;
    if (const auto* record = recorder().invocation(content.invocation)) {
        content.execution = record->execution;
        content.state = QString::fromStdString(record->state);
        if (const auto* execution = recorder().execution(record->execution))
            content.machine = QString::fromStdString(execution->machine);
    }
    if (m_playback)
        m_playback->holdInstant();
    m_selecting = true;
    m_selection.set(content);
    m_selecting = false;
    viewport()->update();
}

/// Brings what was selected elsewhere onto the screen.
void TimelineCanvas::followSelection() {
    viewport()->update();
    if (m_selecting)
        return;
    const feed::Selection::Content& content = m_selection.content();
    const auto* record = recorder().invocation(content.invocation);
    const base::EnvironmentId environment = record && record->environment != base::EnvironmentId{}
                                                ? record->environment
                                                : content.environment;
    if (const auto row = m_rows.rowOf(environment)) {
        const QRect rect = rowRect(*row);
        if (rect.top() < kRulerHeight || rect.bottom() > viewport()->height())
            verticalScrollBar()->setValue(m_rowTops[*row] - verticalScrollBar()->pageStep() / 2);
    }
    const bool seen = record && record->started && *record->started <= now();
    if (seen && m_range.follow() == TimeRange::Follow::Off)
        m_range.reveal(*record->started);
}

void TimelineCanvas::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
    Q_EMIT plotResized();
}

void TimelineCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_pressedAt = event->position().toPoint();
    m_dragging = false;
    if (m_pressedAt.x() < kGutterWidth)
        return;
    const QRect plot = plotRect();
    if (m_playback && m_pressedAt.y() < kRulerHeight) {
        m_tool = std::make_unique<InstantTool>(*m_playback, m_range, plot);
        m_dragging = true; // there at once
        m_tool->moveTo(m_pressedAt);
    } else if (event->modifiers() & Qt::ShiftModifier)
        m_tool = std::make_unique<BandTool>(m_range, plot, m_pressedAt);
    else
        m_tool = std::make_unique<PanTool>(m_range, verticalScrollBar(), plot, m_pressedAt);
}

void TimelineCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const bool far = (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (m_tool && (m_dragging || far)) {
        m_dragging = true;
        m_tool->moveTo(at);
        viewport()->update();
        return;
    }
    if (at.x() < kGutterWidth || m_rows.laneCount() == 0)
        m_range.setCursor({});
    else
        m_range.setCursor(timeAt(at.x() - kGutterWidth, m_range.visible(), scale().width));
    const auto hit = hitAt(at);
    const bool onRuler = m_playback && at.y() < kRulerHeight && at.x() >= kGutterWidth;
    viewport()->setCursor(onRuler            ? Qt::SplitHCursor
                          : hit && hit->span ? Qt::PointingHandCursor
                                             : Qt::ArrowCursor);
}

void TimelineCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const std::unique_ptr<DragTool> tool = std::move(m_tool);
    if (m_dragging && tool) {
        m_dragging = false;
        tool->finish();
        viewport()->update();
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    if (const auto hit = hitAt(at)) {
        if (hit->span)
            setCurrent(hit->environment, *hit->span);
        selectSpan(hit->environment, hit->span);
        return;
    }
    if (const auto row = rowAt(at.y())) {
        feed::Selection::Content content;
        content.function = QString::fromStdString(m_rows.rows()[*row].function);
        if (m_playback)
            m_playback->holdInstant();
        m_selection.set(content);
    }
}

void TimelineCanvas::wheelEvent(QWheelEvent* event) {
    const QPoint delta = event->angleDelta();
    const double notches = double(delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
    if (event->modifiers() & Qt::ControlModifier) {
        const double x = std::max(0.0, event->position().x() - kGutterWidth);
        m_range.zoomAt(std::pow(kZoomStep, -notches), timeAt(x, m_range.visible(), scale().width));
        event->accept();
        return;
    }
    const bool sideways = delta.x() != 0 || (event->modifiers() & Qt::ShiftModifier) ||
                          verticalScrollBar()->maximum() == 0;
    if (!sideways) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    const double length = double(m_range.visible().length().count());
    m_range.pan(base::Duration{std::llround(-notches * kPanStep * length)});
    event->accept();
}

void TimelineCanvas::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    const int key = event->key();
    if (!plain || (!changePlayback(key) && !moveCurrent(key) && !changeView(key)))
        event->ignore();
}

bool TimelineCanvas::moveCurrent(int key) {
    switch (key) {
    case Qt::Key_Up:
        stepLane(-1);
        return true;
    case Qt::Key_Down:
        stepLane(+1);
        return true;
    case Qt::Key_Left:
        stepSpan(-1);
        return true;
    case Qt::Key_Right:
        stepSpan(+1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: // where there is nothing to play
        if (const auto hit = current())
            selectSpan(hit->environment, hit->span);
        return true;
    default:
        return false;
    }
}

bool TimelineCanvas::changePlayback(int key) {
    if (!m_playback)
        return false;
    constexpr auto kLifecycle = feed::Playback::Subject::Lifecycle;
    switch (key) {
    case Qt::Key_Space:
        m_playback->toggle(kLifecycle);
        return true;
    case Qt::Key_Comma:
        m_playback->stepBack(kLifecycle);
        return true;
    case Qt::Key_Period:
        m_playback->stepOn(kLifecycle);
        return true;
    case Qt::Key_BracketLeft:
        m_playback->slower();
        return true;
    case Qt::Key_BracketRight:
        m_playback->faster();
        return true;
    case Qt::Key_N:
        m_playback->toPresent();
        return true;
    default:
        return false;
    }
}

bool TimelineCanvas::changeView(int key) {
    const auto& bounds = m_range.bounds();
    const base::Duration length = m_range.visible().length();
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_range.zoom(1 / kZoomStep);
        return true;
    case Qt::Key_Minus:
        m_range.zoom(kZoomStep);
        return true;
    case Qt::Key_Home:
        m_range.show(moved({bounds.begin, bounds.begin + length}, -length / 20));
        return true;
    case Qt::Key_End:
        m_range.show(moved({bounds.end - length, bounds.end}, length / 20));
        return true;
    case Qt::Key_PageUp:
        m_range.pan(-length / 2);
        return true;
    case Qt::Key_PageDown:
        m_range.pan(length / 2);
        return true;
    case Qt::Key_F:
        m_range.setFollow(m_range.follow() == TimeRange::Follow::On ? TimeRange::Follow::Off
                                                                    : TimeRange::Follow::On);
        return true;
    case Qt::Key_0:
        m_range.fitAll();
        return true;
    default:
        return false;
    }
}

void TimelineCanvas::stepLane(int by) {
    const auto& rows = m_rows.rows();
    const auto from = m_rows.rowOf(m_currentLane);
    auto row = std::ptrdiff_t(from ? *from : 0);
    if (from)
        row += by;
    while (row >= 0 && row < std::ptrdiff_t(rows.size()) && rows[std::size_t(row)].isHeading())
        row += from ? by : 1;
    if (row < 0 || row >= std::ptrdiff_t(rows.size()))
        return;
    const telemetry::Lane* lane = laneOfRow(std::size_t(row));
    const telemetry::Lane* before = recorder().lane(m_currentLane);
    const std::size_t count = lane ? cut().spanCount(*lane) : 0;
    if (count == 0)
        return;
    std::size_t span = 0;
    if (const auto was = before ? currentSpan(*before) : std::nullopt)
        span = firstEndingAfter(*lane, before->spans[*was].begin);
    setCurrent(lane->environment, std::min(span, count - 1));
    revealCurrent();
}

void TimelineCanvas::stepSpan(int by) {
    const telemetry::Lane* lane = recorder().lane(m_currentLane);
    if (!lane || !m_rows.rowOf(m_currentLane)) {
        stepLane(+1);
        return;
    }
    const auto span = currentSpan(*lane);
    if (!span)
        return;
    const auto wanted = std::ptrdiff_t(*span) + by;
    if (wanted < 0 || wanted >= std::ptrdiff_t(cut().spanCount(*lane)))
        return;
    setCurrent(m_currentLane, std::size_t(wanted));
    revealCurrent();
}

void TimelineCanvas::revealCurrent() {
    const auto hit = current();
    const auto row = hit ? m_rows.rowOf(hit->environment) : std::nullopt;
    if (!row || !hit->span)
        return;
    const int room = verticalScrollBar()->pageStep();
    const int top = m_rowTops[*row];
    if (top < verticalScrollBar()->value())
        verticalScrollBar()->setValue(top);
    else if (m_rowTops[*row + 1] > verticalScrollBar()->value() + room)
        verticalScrollBar()->setValue(m_rowTops[*row + 1] - room);
    const telemetry::Span span = cut().span(*recorder().lane(hit->environment), *hit->span);
    const Interval& visible = m_range.visible();
    const bool seen = span.begin < visible.end && span.end.value_or(now()) > visible.begin;
    if (!seen)
        m_range.reveal(span.begin);
}

void TimelineCanvas::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    const bool byKeyboard = event->reason() == Qt::TabFocusReason ||
                            event->reason() == Qt::BacktabFocusReason ||
                            event->reason() == Qt::ShortcutFocusReason;
    if (!current() && byKeyboard)
        stepLane(+1);
    viewport()->update();
}

void TimelineCanvas::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TimelineCanvas::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) {
        m_painter.reset();
        viewport()->update();
    }
}

bool TimelineCanvas::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave)
        m_range.setCursor({});
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        showToolTip(help->pos(), help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineCanvas::showToolTip(QPoint at, QPoint global) {
    if (at.y() < kRulerHeight && at.x() >= kGutterWidth && m_range.cursor()) {
        QToolTip::showText(
            global, m_playback ? rulerToolTip(*m_range.cursor()) : wallClockText(*m_range.cursor()),
            viewport());
        return;
    }
    const auto hit = hitAt(at);
    const auto row = hit ? m_rows.rowOf(hit->environment) : std::nullopt;
    if (!row) {
        QToolTip::hideText();
        return;
    }
    const telemetry::Lane& lane = *recorder().lane(hit->environment);
    const int letter = m_rows.rows()[*row].letter;
    QToolTip::showText(global,
                       hit->span
                           ? spanToolTip(lane, letter, cut().span(lane, *hit->span), cut(), now())
                           : laneToolTip(cut().head(lane), letter, now()),
                       viewport());
}

} // namespace ws::timeline
