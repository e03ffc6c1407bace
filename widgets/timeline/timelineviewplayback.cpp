// The half of TimelineView that shows the past: its tools, its banner, and where the time axis
// goes.

#include "widgets/feed/playback.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"
#include "widgets/theme/speedbutton.h"
#include "widgets/timeline/timelineview.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace ws::timeline {

namespace {

using feed::Playback;
using theme::Theme;

constexpr auto kLifecycle = Playback::Subject::Lifecycle;

} // namespace

void TimelineView::buildPlayback(QHBoxLayout& tools) {
    tools.addSpacing(Theme::space(2));
    for (QToolButton** button : {&m_stepBack, &m_play, &m_stepOn, &m_present}) {
        *button = new QToolButton(this);
        (*button)->setAutoRaise(true);
        (*button)->setIconSize(m_clear->iconSize());
        (*button)->setFocusPolicy(Qt::TabFocus);
        tools.addWidget(*button);
    }
    m_speed = new theme::SpeedButton(Playback::kLongestGap, this);
    tools.addWidget(m_speed);
    for (QToolButton* button : {m_stepBack, m_play, m_stepOn, m_present})
        button->hide();
    m_speed->hide();
}

void TimelineView::buildBanner() {
    m_banner = new QFrame(this);
    m_banner->setProperty("banner", QStringLiteral("paused"));
    m_bannerText = new QLabel(m_banner);
    m_bannerText->setTextFormat(Qt::PlainText);
    m_bannerText->setWordWrap(true);
    m_bannerButton = new QPushButton(m_banner);
    auto* row = new QHBoxLayout(m_banner);
    row->setContentsMargins(Theme::space(3), Theme::space(1), Theme::space(2), Theme::space(1));
    row->addWidget(m_bannerText, 1);
    row->addWidget(m_bannerButton);
    m_banner->hide();
}

void TimelineView::attachPlayback(Playback& playback) {
    m_playback = &playback;
    for (QToolButton* button : {m_stepBack, m_play, m_stepOn, m_present})
        button->show();
    m_speed->show();
    placeLegend();
    m_speed->setSpeed(playback.speedIndex());
    m_canvas->attachPlayback(playback);
    connect(m_stepBack, &QToolButton::clicked, &playback,
            [&playback] { playback.stepBack(kLifecycle); });
    connect(m_play, &QToolButton::clicked, &playback, [&playback] { playback.toggle(kLifecycle); });
    connect(m_stepOn, &QToolButton::clicked, &playback,
            [&playback] { playback.stepOn(kLifecycle); });
    connect(m_present, &QToolButton::clicked, &playback, &Playback::toPresent);
    connect(m_bannerButton, &QPushButton::clicked, &playback, &Playback::toPresent);
    connect(m_speed, &theme::SpeedButton::speedChosen, &playback, &Playback::setSpeed);
    connect(&playback, &Playback::speedChanged, m_speed, &theme::SpeedButton::setSpeed);
    connect(&playback, &Playback::changed, this, &TimelineView::followInstant);
    // Who wants to follow the present has had enough of the past.
    connect(&m_range, &TimeRange::followChanged, &playback, [&playback](TimeRange::Follow follow) {
        if (follow == TimeRange::Follow::On)
            playback.toPresent();
    });
    followInstant();
}

void TimelineView::followInstant() {
    const auto instant = m_playback->lifecycleInstant();
    const auto before = std::exchange(m_shownInstant, instant);
    if (instant && !before)
        enterPast();
    if (instant && instant != before)
        m_range.reveal(*instant);
    if (!instant && before)
        leavePast();
    refreshPlayback();
}

/// The axis stands still with what is on it.
void TimelineView::enterPast() {
    m_followed = m_range.follow();
    m_range.setFollow(TimeRange::Follow::Off);
    m_banner->show();
}

void TimelineView::leavePast() {
    m_banner->hide();
    if (m_followed == TimeRange::Follow::On)
        m_range.setFollow(TimeRange::Follow::On);
    takeEvents();
}

QString TimelineView::instantSentence() const {
    const QLocale locale;
    const std::int64_t forgotten = m_playback->firstEvent(kLifecycle) - 1;
    if (m_playback->lastEvent(kLifecycle) == forgotten)
        return tr("As it was at %1. What runs goes on.").arg(theme::timeText(*m_shownInstant));
    return tr("As it was at %1, after event %2 of %3. What runs goes on.")
        .arg(theme::timeText(*m_shownInstant),
             locale.toString(qlonglong(m_playback->shownEvent(kLifecycle) - forgotten)),
             locale.toString(qlonglong(m_playback->lastEvent(kLifecycle) - forgotten)));
}

void TimelineView::refreshPlayback() {
    if (!m_playback)
        return;
    const std::int64_t first = m_playback->firstEvent(kLifecycle);
    const std::int64_t last = m_playback->lastEvent(kLifecycle);
    const std::int64_t shown = m_playback->shownEvent(kLifecycle);
    m_stepBack->setEnabled(shown > first);
    m_stepOn->setEnabled(shown < last);
    m_play->setEnabled(last >= first);
    m_present->setEnabled(m_playback->isPast());
    if (m_playLook != std::pair(m_playback->moves(kLifecycle), m_playback->isPast()))
        refreshPlay();
    if (!m_shownInstant)
        return;
    const QString sentence = instantSentence();
    if (sentence == m_bannerText->text())
        return;
    m_bannerText->setText(sentence);
    // Read out frame by frame nobody would understand it.
    if (m_playback->state() == Playback::State::Paused)
        theme::announce(*m_bannerText, sentence);
}

void TimelineView::refreshPlay() {
    const bool isPast = m_playback && m_playback->isPast();
    const bool moves = m_playback && m_playback->moves(kLifecycle);
    m_playLook = {moves, isPast};
    m_play->setIcon(m_theme.icon(moves ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setAccessibleName(moves    ? tr("Pause what is shown (functions run on)")
                              : isPast ? tr("Play on from here")
                                       : tr("Play the recording again"));
    m_play->setToolTip(
        moves    ? tr("<p>Pause what is shown (Space): lanes and counters stand still, and what "
                         "runs goes on and is recorded.</p>")
        : isPast ? tr("<p>Play on from here, as it happened, until the present (Space). Nothing "
                      "is run again.</p>")
                 : tr("<p>Play the recording again from its first event, as it happened (Space). "
                      "Nothing is run again.</p>"));
}

void TimelineView::retranslatePlayback() {
    const auto name = [](QToolButton* button, const QString& text, const QString& tip) {
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_stepBack, tr("One event back"), tr("Show one event less (,)"));
    name(m_stepOn, tr("One event on"), tr("Show one event more (.)"));
    name(m_present, tr("To the present"), tr("To the present (N)"));
    m_bannerButton->setText(tr("To the present"));
    refreshPlayback();
    refreshPlay();
}

} // namespace ws::timeline
