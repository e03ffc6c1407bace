#include "widgets/feed/playback.h"

#include "engine/telemetry/childruns.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace ws::feed {

using telemetry::ExecutionRecord;

Playback::Playback(EngineFeed& feed, Selection& selection, base::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_clock(clock) {
    connect(&m_selection, &Selection::changed, this, &Playback::takeSelection);
    connect(&m_feed, &EngineFeed::recordingCleared, this, &Playback::toPresent);
    connect(&m_feed, &EngineFeed::eventsArrived, this, &Playback::forget);
}

Playback::~Playback() {
    rest();
}

void Playback::setRun(const QString& machine, base::ExecutionId execution) {
    if (m_machine == machine && m_canvasRun == execution)
        return;
    m_machine = machine;
    m_canvasRun = execution;
    if (isPast() && m_subject == Subject::Lifecycle)
        show();
}

/// Of the past it is the one that is played, whatever has come onto the canvas since.
const ExecutionRecord* Playback::run() const {
    const bool chosen = isPast() && m_subject == Subject::Run;
    return m_feed.recorder().execution(chosen ? m_run : m_canvasRun);
}

std::optional<base::TimePoint> Playback::instant() const {
    return isPast() ? std::optional(m_at) : std::nullopt;
}

std::optional<base::TimePoint> Playback::lifecycleInstant() const {
    const auto first = m_feed.recorder().firstEventAt();
    const bool isRecorded = m_subject == Subject::Lifecycle || (first && m_at >= *first);
    return isRecorded ? instant() : std::nullopt;
}

telemetry::RecordCut Playback::cut() const {
    return lifecycleInstant() ? telemetry::RecordCut(m_feed.recorder(), m_moment)
                              : telemetry::RecordCut(m_feed.recorder());
}

std::int64_t Playback::firstEvent(Subject subject) const {
    if (subject == Subject::Lifecycle)
        return std::int64_t(m_feed.recorder().firstMoment());
    return 1;
}

std::int64_t Playback::lastEvent(Subject subject) const {
    if (subject == Subject::Lifecycle)
        return std::int64_t(m_feed.recorder().lastMoment());
    const ExecutionRecord* record = run();
    return record ? std::int64_t(record->history.size()) : 0;
}

std::int64_t Playback::shownEvent(Subject subject) const {
    const std::int64_t last = lastEvent(subject);
    if (last < firstEvent(subject))
        return 0;
    if (!isPast())
        return last;
    if (subject == m_subject)
        return m_event;
    return subject == Subject::Lifecycle ? std::int64_t(m_moment) : eventAt(*run());
}

bool Playback::isLive(Subject subject) const {
    if (subject == Subject::Lifecycle)
        return m_feed.recorder().running() > 0;
    const ExecutionRecord* record = run();
    return record && !record->isOver();
}

base::TimePoint Playback::timeOf(std::int64_t event) const {
    if (m_subject == Subject::Lifecycle)
        return m_feed.recorder().moment(std::uint64_t(event)).at;
    return run()->history[std::size_t(event) - 1].at;
}

base::Duration Playback::gap() const {
    return std::max(base::Duration{0}, timeOf(m_event + 1) - timeOf(m_event));
}

base::Duration Playback::shownGap() const {
    return std::min(speed().shown(gap()), kLongestGap);
}

/// What is shown stays; from now on it is an event of this list.
void Playback::choose(Subject subject) {
    if (!isPast())
        m_at = m_feed.now();
    m_event = std::max(shownEvent(subject), firstEvent(subject));
    m_subject = subject;
}

/// Of another run than the one on the canvas, whose instant is shown, it is the time that counts.
void Playback::takeCanvasRun(Subject subject) {
    if (subject != Subject::Run || m_run == m_canvasRun)
        return;
    if (isPast() && m_subject == Subject::Run) {
        m_subject = Subject::Lifecycle;
        m_event = std::max(std::int64_t(m_moment), firstEvent(m_subject));
    }
    m_run = m_canvasRun;
}

void Playback::play(Subject subject) {
    if (m_state == State::Playing)
        return;
    takeCanvasRun(subject);
    if (lastEvent(subject) < firstEvent(subject))
        return;
    const bool present = !isPast();
    choose(subject);
    m_state = State::Playing;
    if (present)
        moveTo(firstEvent(subject), timeOf(firstEvent(subject)));
    anchor();
    tick();
}

void Playback::pause(Subject subject) {
    if (lastEvent(subject) < firstEvent(subject) || m_state == State::Paused)
        return;
    rest();
    if (m_state == State::Present) {
        takeCanvasRun(subject);
        choose(subject);
        if (!isLive(subject))
            m_at = timeOf(m_event);
        m_state = State::Paused;
        // What arrives later is not shown, though it may have happened before.
        m_moment = m_feed.recorder().lastMoment();
        show();
        return;
    }
    advance();
    m_state = State::Paused;
    show();
}

void Playback::toggle(Subject subject) {
    moves(subject) ? pause(subject) : play(subject);
}

void Playback::step(Subject subject, int by) {
    if (m_state == State::Playing)
        pause(subject);
    takeCanvasRun(subject);
    const std::int64_t event = shownEvent(subject) + by;
    if (event >= firstEvent(subject) && event <= lastEvent(subject))
        goToEvent(subject, event);
}

void Playback::goToEvent(Subject subject, std::int64_t event) {
    takeCanvasRun(subject);
    const std::int64_t first = firstEvent(subject);
    const std::int64_t last = lastEvent(subject);
    if (last < first)
        return;
    choose(subject);
    event = std::clamp(event, first, last);
    standAt(event, timeOf(event));
}

void Playback::goToTime(base::TimePoint at) {
    const std::int64_t first = firstEvent(Subject::Lifecycle);
    const std::int64_t last = lastEvent(Subject::Lifecycle);
    if (last < first)
        return;
    choose(Subject::Lifecycle);
    const auto then = std::int64_t(m_feed.recorder().momentAt(at));
    const std::int64_t event = std::clamp(then, first, last);
    if (event == last && at >= m_feed.now())
        toPresent();
    else
        standAt(event, std::max(at, timeOf(event)));
}

void Playback::standAt(std::int64_t event, base::TimePoint at) {
    rest();
    m_state = State::Paused;
    moveTo(event, at);
    if (event == lastEvent(m_subject) && !isLive(m_subject))
        toPresent();
    else
        show();
}

void Playback::toPresent() {
    rest();
    if (!isPast())
        return;
    m_state = State::Present;
    showEvent(0);
    Q_EMIT changed();
}

void Playback::holdInstant() {
    if (!isPast() || m_subject == Subject::Lifecycle)
        return;
    rest();
    m_state = State::Paused;
    m_subject = Subject::Lifecycle;
    m_event = std::max(std::int64_t(m_moment), firstEvent(Subject::Lifecycle));
    Q_EMIT changed();
}

void Playback::setSpeed(std::size_t index) {
    index = std::min(index, telemetry::kPlaySpeeds.size() - 1);
    if (index == m_speed)
        return;
    if (m_state == State::Playing)
        advance();
    m_speed = index;
    if (m_state == State::Playing) {
        anchor();
        tick();
    }
    Q_EMIT speedChanged(m_speed);
}

void Playback::moveTo(std::int64_t event, base::TimePoint at) {
    m_event = event;
    m_at = at;
    m_moment =
        m_subject == Subject::Lifecycle ? std::uint64_t(event) : m_feed.recorder().momentAt(at);
}

void Playback::anchor() {
    m_since = m_clock.now();
    if (m_event >= lastEvent(m_subject))
        return;
    const auto whole = double(std::max<std::int64_t>(1, gap().count()));
    const double share = std::clamp(double((m_at - timeOf(m_event)).count()) / whole, 0.0, 1.0);
    m_since -= base::Duration{std::int64_t(share * double(shownGap().count()))};
}

/// To where the clock says that it is.
void Playback::advance() {
    const base::TimePoint now = m_clock.now();
    const std::int64_t last = lastEvent(m_subject);
    while (m_event < last && m_since + shownGap() <= now) {
        m_since += shownGap();
        ++m_event;
    }
    base::TimePoint at = timeOf(m_event);
    if (m_event < last) {
        const double share = double((now - m_since).count()) / double(shownGap().count());
        at += base::Duration{std::int64_t(share * double(gap().count()))};
    }
    moveTo(m_event, at);
}

void Playback::tick() {
    rest();
    advance();
    if (m_event >= lastEvent(m_subject)) {
        toPresent();
        return;
    }
    show();
    schedule();
}

/// Frame by frame, and no frame without the event that is due soon after it.
void Playback::schedule() {
    if (m_state != State::Playing)
        return;
    const base::Duration left = m_since + shownGap() - m_clock.now();
    const base::Duration wait = left >= 2 * kFrame ? kFrame : std::max(left, kFrame);
    rest();
    m_timer = m_clock.after(wait, [this] { tick(); });
}

void Playback::rest() {
    if (const auto timer = std::exchange(m_timer, {}))
        m_clock.cancel(*timer);
}

/// Tells the run's instant to the selection, and that there is another to all.
void Playback::show() {
    showEvent(m_subject == Subject::Run ? m_event : eventOfSelection());
    Q_EMIT changed();
}

/// Of the run that is selected, else of the one on the canvas: never 0, which is the present.
std::int64_t Playback::eventOfSelection() const {
    const auto& recorder = m_feed.recorder();
    const ExecutionRecord* record = recorder.execution(m_selection.content().execution);
    if (!record)
        record = recorder.execution(m_canvasRun);
    return !record || record->history.empty() ? 0 : eventAt(*record);
}

/// Before its first event a run is shown as with that one.
std::int64_t Playback::eventAt(const ExecutionRecord& record) const {
    return std::max<std::int64_t>(1, std::int64_t(telemetry::eventsUntil(record, m_at)));
}

void Playback::showEvent(std::int64_t event) {
    Selection::Content content = m_selection.content();
    const auto& recorder = m_feed.recorder();
    const bool isPlayed = isPast() && m_subject == Subject::Run;
    if (event > 0 &&
        (isPlayed ? content.execution != m_run : !recorder.execution(content.execution))) {
        content.execution = isPlayed ? m_run : m_canvasRun;
        if (content.machine != m_machine)
            content.state.clear();
        content.machine = m_machine;
    }
    content.event = event;
    const QScopedValueRollback telling(m_telling, true);
    m_selection.set(content);
}

void Playback::takeSelection(const Selection::Content& content) {
    if (m_telling)
        return;
    if (content.event > 0)
        takeRunsEvent(content);
    else if (isPast() && m_subject == Subject::Run)
        toPresent();
    else if (isPast())
        show();
}

/// Somebody has gone to an instant of a run by hand: it stands there.
void Playback::takeRunsEvent(const Selection::Content& content) {
    const ExecutionRecord* record = m_feed.recorder().execution(content.execution);
    if (!record || content.event > std::int64_t(record->history.size()))
        return;
    if (isPast() && content.event == (m_subject == Subject::Run && content.execution == m_run
                                          ? m_event
                                          : eventOfSelection()))
        return; // what else is selected there
    rest();
    m_state = State::Paused;
    m_subject = Subject::Run;
    m_run = content.execution;
    moveTo(content.event, record->history[std::size_t(content.event) - 1].at);
    Q_EMIT changed();
}

/// What is shown may be forgotten by the recorder in time.
void Playback::forget() {
    if (!isPast())
        return;
    const std::int64_t first = firstEvent(m_subject);
    const bool isAny = lastEvent(m_subject) >= first;
    if (!isAny && m_subject == Subject::Run) {
        toPresent();
    } else if (isAny && m_event < first) {
        moveTo(first, timeOf(first));
        show();
    }
}

} // namespace ws::feed
