#include "widgets/designer/scrubber.h"

#include "widgets/feed/playback.h"
#include "widgets/theme/messages.h"
#include "widgets/theme/speedbutton.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace ws::designer {

using theme::Role;

namespace {

constexpr int kHeight = 26;
constexpr int kMargin = 9;  // half of the handle, and the focus ring
constexpr int kTrack = 120; // the least that can be dragged on
constexpr int kWide = 530;  // room for the track and the words
constexpr int kIcon = 16;

} // namespace

ScrubTrack::ScrubTrack(theme::Theme& theme, QWidget* parent)
    : QAbstractSlider(parent)
    , m_theme(theme) {
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(60);
    setPageStep(20);
    connect(&theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ScrubTrack::sizeHint() const {
    return {240, kHeight};
}

void ScrubTrack::setHistory(const std::vector<telemetry::HistoryEvent>& history) {
    // A history only grows; another one is told apart by its first moment.
    const bool grown = !m_moments.empty() && m_moments.size() <= history.size() &&
                       history.front().at == m_moments.front();
    if (grown && m_moments.size() == history.size())
        return;
    if (!grown) {
        m_moments.clear();
        m_marks.clear();
    }
    for (std::size_t i = m_moments.size(); i < history.size(); ++i) {
        const auto& event = history[i];
        const std::string_view type = telemetry::historyEventTypeName(event.type);
        m_moments.push_back(event.at);
        m_marks.push_back(event.error                      ? Mark::Failed
                          : type.ends_with("StateEntered") ? Mark::Entered
                                                           : Mark::Plain);
    }
    m_time = telemetry::FoldedTime(m_moments);
    setRange(history.empty() ? 0 : 1, int(history.size()));
    update();
}

QRect ScrubTrack::groove() const {
    return {kMargin, height() / 2 - 3, std::max(1, width() - 2 * kMargin), 6};
}

int ScrubTrack::xOf(std::int64_t event) const {
    const QRect bar = groove();
    return bar.left() + int(std::lround(m_time.placeOf(std::size_t(event) - 1) * bar.width()));
}

std::int64_t ScrubTrack::eventAt(int x) const {
    const QRect bar = groove();
    if (m_moments.empty())
        return 0;
    // Half a pixel more, so that the place of an event is the event.
    const double place = (x - bar.left() + 0.5) / double(bar.width());
    return std::int64_t(m_time.momentAt(std::clamp(place, 0.0, 1.0))) + 1;
}

void ScrubTrack::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect bar = groove();
    painter.setPen(QPen(m_theme.colour(Role::FieldBorder), 1));
    painter.setBrush(m_theme.colour(Role::Field));
    painter.drawRoundedRect(bar, 3, 3);
    if (m_moments.empty())
        return;
    const int x = xOf(value());
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(Role::Accent));
    painter.drawRoundedRect(QRect(bar.topLeft(), QPoint(x, bar.bottom())), 3, 3);
    // One mark per column of pixels; a failure is not hidden by what lies beside it.
    int last = -1;
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const int at = xOf(std::int64_t(i) + 1);
        if (m_marks[i] == Mark::Plain || (at == last && m_marks[i] != Mark::Failed))
            continue;
        last = at;
        const bool failed = m_marks[i] == Mark::Failed;
        const double width = failed ? 2 : 1;
        const double length = failed ? 6 : 4;
        constexpr int kApart = 2; // from the groove, on whose colours they would be lost
        const QColor colour = m_theme.colour(failed ? Role::Error : Role::TextSecondary);
        painter.fillRect(QRectF(at, bar.top() - kApart - length, width, length), colour);
        if (failed)
            painter.fillRect(QRectF(at, bar.bottom() + 1 + kApart, width, length), colour);
    }
    painter.setPen(QPen(m_theme.colour(hasFocus() ? Role::Accent : Role::FieldBorder), 2));
    painter.setBrush(m_theme.colour(Role::Panel));
    painter.drawEllipse(QPointF(x, height() / 2.0), 7, 7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(Role::Accent));
    painter.drawEllipse(QPointF(x, height() / 2.0), 3, 3);
}

void ScrubTrack::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setSliderPosition(int(eventAt(event->pos().x())));
}

void ScrubTrack::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown())
        setSliderPosition(int(eventAt(event->pos().x())));
}

void ScrubTrack::mouseReleaseEvent(QMouseEvent*) {
    setSliderDown(false);
}

void ScrubTrack::keyPressEvent(QKeyEvent* event) {
    // Left is earlier, also where up would be more.
    if (event->key() == Qt::Key_Up)
        setValue(value() - 1);
    else if (event->key() == Qt::Key_Down)
        setValue(value() + 1);
    else
        QAbstractSlider::keyPressEvent(event);
}

Scrubber::Scrubber(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                   QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme) {
    build();
    connect(&m_selection, &feed::Selection::changed, this, &Scrubber::refresh);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &Scrubber::refresh);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, &Scrubber::refresh);
    connect(&m_theme, &theme::Theme::changed, this, &Scrubber::restyle);
    restyle();
    retranslate();
}

void Scrubber::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::Theme::space(2), 2, theme::Theme::space(2), 2);
    row->setSpacing(2);
    const auto button = [this, row] {
        auto* made = new QToolButton(this);
        made->setIconSize({kIcon, kIcon});
        made->setAutoRaise(true);
        row->addWidget(made);
        return made;
    };
    m_first = button();
    m_back = button();
    m_play = button();
    m_forward = button();
    m_last = button();
    m_speed = new theme::SpeedButton(feed::Playback::kLongestGap, this);
    row->addWidget(m_speed);
    m_play->hide();
    m_speed->hide();
    m_track = new ScrubTrack(m_theme, this);
    m_track->setMinimumWidth(kTrack);
    row->addWidget(m_track, 1);
    m_text = new QLabel(this);
    m_text->setProperty("muted", true);
    m_text->setIndent(theme::Theme::space(1)); // the track's handle reaches to its end
    row->addWidget(m_text);
    m_continue = button();
    connect(m_first, &QToolButton::clicked, this, &Scrubber::toFirst);
    connect(m_play, &QToolButton::clicked, this, &Scrubber::togglePlaying);
    connect(m_back, &QToolButton::clicked, this, &Scrubber::back);
    connect(m_forward, &QToolButton::clicked, this, &Scrubber::forward);
    connect(m_last, &QToolButton::clicked, this, &Scrubber::toLast);
    connect(m_track, &ScrubTrack::valueChanged, this, [this](int value) { show(value); });
    connect(m_continue, &QToolButton::clicked, this,
            [this] { Q_EMIT continueRequested(qint64(shownEvent())); });
}

void Scrubber::restyle() {
    m_first->setIcon(m_theme.icon(QStringLiteral("first")));
    m_back->setIcon(m_theme.icon(QStringLiteral("chevron-left")));
    m_forward->setIcon(m_theme.icon(QStringLiteral("chevron-right")));
    m_last->setIcon(m_theme.icon(QStringLiteral("last")));
    refreshPlay();
    m_continue->setIcon(m_theme.icon(QStringLiteral("branch")));
}

void Scrubber::retranslate() {
    const auto name = [](QToolButton* button, const QString& text, const QString& tip) {
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_first, tr("First event"), tr("To the first event of the run (Home)"));
    name(m_back, tr("One event back"), tr("One event back (Left)"));
    name(m_forward, tr("One event on"), tr("One event on (Right)"));
    name(m_last, tr("Present"), tr("To the present of the run (End)"));
    name(m_continue, tr("Continue from here"),
         tr("Begin a new run here: what had completed is not done again. It is paused at once, so "
            "that its input and variables can be edited."));
    refreshPlay();
    m_track->setAccessibleName(tr("Moment of the run"));
    m_track->setToolTip(tr("Drag to look at an earlier moment of the run"));
    refresh();
}

/// Where there is no room for both, the track stays: it says the same when it is read out.
void Scrubber::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_text->setVisible(width() >= kWide);
}

void Scrubber::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

const telemetry::ExecutionRecord* Scrubber::record() const {
    return m_feed.recorder().execution(m_execution);
}

void Scrubber::attachPlayback(feed::Playback& playback) {
    m_playback = &playback;
    m_play->show();
    m_speed->show();
    m_speed->setSpeed(playback.speedIndex());
    connect(&playback, &feed::Playback::changed, this, &Scrubber::refresh);
    connect(&playback, &feed::Playback::speedChanged, m_speed, &theme::SpeedButton::setSpeed);
    connect(m_speed, &theme::SpeedButton::speedChosen, &playback, &feed::Playback::setSpeed);
    playback.setRun(m_machine, m_execution);
    refresh();
}

void Scrubber::setSubject(const QString& machine, base::ExecutionId execution) {
    m_machine = machine;
    m_execution = execution;
    if (m_playback)
        m_playback->setRun(machine, execution);
    refresh();
}

std::int64_t Scrubber::shownEvent() const {
    const auto* shown = record();
    const auto last = shown ? std::int64_t(shown->history.size()) : 0;
    const auto& content = m_selection.content();
    return content.execution == m_execution && content.event > 0 ? std::min(content.event, last)
                                                                 : last;
}

void Scrubber::show(std::int64_t event) {
    const auto* shown = record();
    if (!shown)
        return;
    feed::Selection::Content content = m_selection.content();
    const bool present = event >= std::int64_t(shown->history.size());
    if (present && m_playback)
        m_playback->toPresent();
    if (content.machine != m_machine)
        content.state.clear();
    content.machine = m_machine;
    content.execution = m_execution;
    content.event = present ? 0 : event;
    m_selection.set(content);
}

void Scrubber::back() {
    if (m_playback)
        m_playback->stepBack(feed::Playback::Subject::Run);
    else
        m_track->setValue(m_track->value() - 1);
}

void Scrubber::forward() {
    if (m_playback)
        m_playback->stepOn(feed::Playback::Subject::Run);
    else
        m_track->setValue(m_track->value() + 1);
}

void Scrubber::toFirst() {
    m_track->setValue(m_track->minimum());
}

void Scrubber::toLast() {
    m_track->setValue(m_track->maximum());
    if (m_playback)
        m_playback->toPresent(); // also from the last event, where it was paused
}

void Scrubber::togglePlaying() {
    if (m_playback)
        m_playback->toggle(feed::Playback::Subject::Run);
}

/// What the track leaves: it has the arrows.
void Scrubber::keyPressEvent(QKeyEvent* event) {
    if (m_playback && event->key() == Qt::Key_Space)
        togglePlaying();
    else if (m_playback && event->key() == Qt::Key_BracketLeft)
        m_playback->slower();
    else if (m_playback && event->key() == Qt::Key_BracketRight)
        m_playback->faster();
    else
        QWidget::keyPressEvent(event);
}

QString Scrubber::text() const {
    return m_text->text();
}

void Scrubber::refresh() {
    const auto* shown = record();
    const bool any = shown && !shown->history.empty();
    setVisible(any);
    if (!any)
        return;
    const std::int64_t at = shownEvent();
    const auto last = std::int64_t(shown->history.size());
    {
        const QSignalBlocker quiet(m_track);
        m_track->setHistory(shown->history);
        m_track->setValue(int(at));
        m_track->update();
    }
    const auto& event = shown->history[std::size_t(at) - 1];
    m_text->setText(tr("%1 of %2 · +%3")
                        .arg(at)
                        .arg(last)
                        .arg(theme::durationText(event.at - shown->history.front().at)));
    const auto type = telemetry::historyEventTypeName(event.type);
    m_text->setToolTip(QStringLiteral("%1 · %2").arg(
        QString::fromUtf8(type.data(), qsizetype(type.size())), theme::timeText(event.at)));
    refreshButtons(at, last);
}

void Scrubber::refreshButtons(std::int64_t at, std::int64_t last) {
    m_first->setEnabled(at > 1);
    m_back->setEnabled(at > 1);
    m_forward->setEnabled(at < last);
    m_last->setEnabled(at < last || (m_playback && m_playback->isPast()));
    if (m_playback && m_playLook != std::pair(m_playback->moves(feed::Playback::Subject::Run),
                                              m_playback->isPast()))
        refreshPlay();
}

/// Beside the debugger's buttons its words have to say that the execution itself is left alone.
void Scrubber::refreshPlay() {
    const bool isPast = m_playback && m_playback->isPast();
    const bool moves = m_playback && m_playback->moves(feed::Playback::Subject::Run);
    m_playLook = {moves, isPast};
    m_play->setIcon(m_theme.icon(moves ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setAccessibleName(moves    ? tr("Pause the playback (the execution goes on)")
                              : isPast ? tr("Play the run on from here")
                                       : tr("Play the run again"));
    m_play->setToolTip(
        moves ? tr("<p>Pause the playback (Space): what is shown stands still, and the execution "
                   "goes on. The debugger pauses the execution itself (F7).</p>")
        : isPast
            ? tr("<p>Play on from here, as it happened, until the present (Space). Nothing is "
                 "executed again.</p>")
            : tr("<p>Play the run again, as it happened (Space). Nothing is executed again.</p>"));
}

} // namespace ws::designer
