#include "widgets/timeline/timelineview.h"

#include "widgets/timeline/timelineaccessible.h"
#include "widgets/timeline/timelinelegend.h"
#include "widgets/timeline/timelinetext.h"

#include <QAccessible>
#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ws::timeline {

namespace {

using theme::Theme;

constexpr int kFrameMs = 33;
constexpr int kAgeMs = 1'000;
constexpr double kZoomStep = 1.6;
constexpr int kFilterWidth = 150; // px, of a function's name

QToolButton* makeButton(QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIconSize(QSize(18, 18));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

TimelineView::TimelineView(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                           QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_theme(theme) {
    static const bool registered = [] {
        QAccessible::installFactory(makeTimelineAccessible);
        return true;
    }();
    Q_UNUSED(registered)
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_canvas = new TimelineCanvas(feed, selection, theme, m_range, this);
    buildTools();

    m_frame.setInterval(kFrameMs);
    m_ages.setInterval(kAgeMs);
    connect(&m_frame, &QTimer::timeout, this, &TimelineView::tick);
    connect(&m_ages, &QTimer::timeout, m_canvas->viewport(), qOverload<>(&QWidget::update));
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &TimelineView::takeEvents);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, [this] {
        m_range.reset();
        takeEvents();
    });
    connect(m_canvas, &TimelineCanvas::plotResized, this, &TimelineView::plotMoved);
    connect(m_canvas, &TimelineCanvas::currentChanged, this, &TimelineView::announceCurrent);
    connect(&m_theme, &Theme::changed, this, &TimelineView::updateIcons);
    retranslate();
    updateIcons();
    takeEvents();
}

void TimelineView::buildTools() {
    auto* tools = m_tools = new QHBoxLayout;
    tools->setContentsMargins(Theme::space(2), Theme::space(1), Theme::space(3), Theme::space(1));
    tools->setSpacing(Theme::space(1));
    for (QToolButton** button : {&m_zoomIn, &m_zoomOut, &m_fit, &m_follow, &m_filter, &m_clear}) {
        *button = makeButton(this);
        tools->addWidget(*button);
    }
    buildPlayback(*tools);
    m_legend = new TimelineLegend(m_theme, this);
    m_legend->setContentsMargins(Theme::space(3), 0, 0, 0);
    m_head = new QBoxLayout(QBoxLayout::LeftToRight);
    m_head->setContentsMargins(0, 0, 0, 0);
    m_head->setSpacing(0);
    m_head->addLayout(tools);
    m_head->addWidget(m_legend, 1);

    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_filter->setPopupMode(QToolButton::InstantPopup);
    m_filterMenu = new QMenu(m_filter);
    m_filter->setMenu(m_filterMenu);

    connect(m_zoomIn, &QToolButton::clicked, this, [this] { m_range.zoom(1 / kZoomStep); });
    connect(m_zoomOut, &QToolButton::clicked, this, [this] { m_range.zoom(kZoomStep); });
    connect(m_fit, &QToolButton::clicked, this, [this] { m_range.fitAll(); });
    connect(m_follow, &QToolButton::clicked, this, [this](bool on) {
        m_range.setFollow(on ? TimeRange::Follow::On : TimeRange::Follow::Off);
    });
    connect(&m_range, &TimeRange::followChanged, this, [this](TimeRange::Follow follow) {
        m_follow->setChecked(follow == TimeRange::Follow::On);
    });
    connect(m_clear, &QToolButton::clicked, &m_feed, &feed::EngineFeed::clearRecording);
    connect(m_filterMenu, &QMenu::aboutToShow, this, &TimelineView::fillFilter);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_head);
    buildBanner();
    column->addWidget(m_banner);
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
}

/// What the tools leave out is found by other ways: by the menu, by keys and by the wheel.
void TimelineView::fitTools() {
    const auto fits = [this] {
        m_tools->invalidate();
        return width() >= m_tools->sizeHint().width();
    };
    m_filter->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QToolButton* button : {m_zoomIn, m_zoomOut})
        button->show();
    if (!fits())
        m_filter->setToolButtonStyle(Qt::ToolButtonIconOnly);
    if (!fits()) {
        for (QToolButton* button : {m_zoomIn, m_zoomOut})
            button->hide();
    }
    m_tools->invalidate();
}

QSize TimelineView::minimumSizeHint() const {
    constexpr int kLeast = 360; // with what fitTools() leaves
    return {kLeast, QWidget::minimumSizeHint().height()};
}

/// What the colours mean has a line of its own where there is no room for it beside the tools.
void TimelineView::placeLegend() {
    fitTools();
    const int wanted = m_tools->sizeHint().width() + m_legend->sizeHint().width();
    const bool isWide = width() >= wanted;
    m_head->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_head->setAlignment(m_tools, isWide ? Qt::Alignment() : Qt::AlignLeft);
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeLegend();
    layout()->activate(); // before it is painted: a tool that comes back has no place yet
}

/// When an environment does something other than waiting for the next request.
bool TimelineView::isActive() const {
    return std::ranges::any_of(m_feed.recorder().lanes(), [](const telemetry::Lane& lane) {
        return !lane.isOver() && !lane.spans.empty() &&
               lane.spans.back().phase != telemetry::Phase::Idle;
    });
}

Interval TimelineView::bounds() const {
    const telemetry::Recorder& recorder = m_feed.recorder();
    const base::TimePoint present = m_feed.now();
    if (!recorder.firstEventAt() || !recorder.lastEventAt())
        return {present, present};
    return {*recorder.firstEventAt(), isActive() ? present : *recorder.lastEventAt()};
}

void TimelineView::takeEvents() {
    if (!isVisible())
        return;
    m_range.setBounds(bounds());
    m_canvas->refresh();
    const bool alive = std::ranges::any_of(
        m_feed.recorder().lanes(), [](const telemetry::Lane& lane) { return !lane.isOver(); });
    refreshPlayback();
    if (isActive() && !m_shownInstant && !m_frame.isActive())
        m_frame.start();
    if (alive && !m_ages.isActive())
        m_ages.start();
    else if (!alive)
        m_ages.stop();
}

void TimelineView::tick() {
    m_range.setBounds(bounds());
    m_canvas->viewport()->update();
    if (!isVisible() || m_shownInstant || !isActive())
        m_frame.stop();
}

void TimelineView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    takeEvents();
}

void TimelineView::fillFilter() {
    m_filterMenu->clear();
    auto* group = new QActionGroup(m_filterMenu);
    const auto addChoice = [&](const QString& text, const std::string& function) {
        QAction* action = m_filterMenu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_canvas->rows().function() == function);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, function] {
            m_canvas->setFunction(function);
            updateFilter();
        });
    };
    addChoice(tr("All functions"), {});
    for (const std::string& function : m_canvas->rows().functions())
        addChoice(QString::fromStdString(function), function);
    m_filterMenu->addSeparator();
    QAction* ended = m_filterMenu->addAction(tr("Hide ended environments"));
    ended->setCheckable(true);
    ended->setChecked(m_canvas->rows().ended() == LaneRows::Ended::Hide);
    connect(ended, &QAction::triggered, this, [this](bool hide) {
        m_canvas->setEnded(hide ? LaneRows::Ended::Hide : LaneRows::Ended::Show);
    });
}

void TimelineView::updateFilter() {
    const std::string& function = m_canvas->rows().function();
    const QString text = function.empty() ? tr("All functions") : QString::fromStdString(function);
    m_filter->setText(m_filter->fontMetrics().elidedText(text, Qt::ElideMiddle, kFilterWidth));
    placeLegend();
}

/// Assistive technology hears where the keyboard has gone.
void TimelineView::announceCurrent() {
    const auto hit = m_canvas->current();
    const telemetry::Lane* lane = hit ? m_feed.recorder().lane(hit->environment) : nullptr;
    if (!lane || !hit->span)
        return;
    m_canvas->setAccessibleDescription(
        spanDescription(m_canvas->cut().span(*lane, *hit->span), m_canvas->cut(), m_canvas->now()));
    QAccessibleEvent event(m_canvas, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    QAccessibleValueChangeEvent value(m_canvas, m_canvas->accessibleDescription());
    QAccessible::updateAccessibility(&value);
}

void TimelineView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TimelineView::retranslate() {
    const auto name = [](QToolButton* button, const QString& text, const QString& tip) {
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_zoomIn, tr("Zoom in"), tr("Zoom in (+)"));
    name(m_zoomOut, tr("Zoom out"), tr("Zoom out (-)"));
    name(m_fit, tr("Show everything"), tr("Show everything (0)"));
    name(m_follow, tr("Follow the present"), tr("Follow the present (F)"));
    name(m_filter, tr("Filter"), tr("Choose whose environments are shown"));
    name(m_clear, tr("Clear"), tr("Forget the past; what runs goes on"));
    updateFilter();
    m_canvas->setAccessibleName(tr("Lifecycle timeline"));
    m_canvas->setWhatsThis(
        tr("Arrow keys walk lanes and phases, Enter selects, + and - zoom, 0 shows "
           "everything, F follows the present, Home and End go to the ends. Space plays and "
           "pauses what is shown, comma and full stop step by one event, [ and ] change the "
           "speed, N goes to the present."));
    retranslatePlayback();
}

void TimelineView::updateIcons() {
    m_zoomIn->setIcon(m_theme.icon(QStringLiteral("zoom-in")));
    m_zoomOut->setIcon(m_theme.icon(QStringLiteral("zoom-out")));
    m_fit->setIcon(m_theme.icon(QStringLiteral("fit")));
    m_follow->setIcon(m_theme.icon(QStringLiteral("follow")));
    m_filter->setIcon(m_theme.icon(QStringLiteral("filter")));
    m_clear->setIcon(m_theme.icon(QStringLiteral("clear")));
    m_stepBack->setIcon(m_theme.icon(QStringLiteral("chevron-left")));
    m_stepOn->setIcon(m_theme.icon(QStringLiteral("chevron-right")));
    m_present->setIcon(m_theme.icon(QStringLiteral("last")));
    refreshPlay();
}

} // namespace ws::timeline
