#pragma once

#include "engine/base/clock.h"
#include "engine/telemetry/playspeed.h"
#include "engine/telemetry/recordcut.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace ws::feed {

/// Shows what was recorded at another pace than it happened: one instant for all views of a window,
/// as of a video that is still being recorded. The engine and what runs in it know nothing of it.
///
/// What is played is a list of events, each with its time: those of a run's history, or those of
/// the lifecycle. Whichever it is, the other is shown as it was at the same instant; of a run that
/// is Selection::Content::event, which this object moves and follows.
class Playback : public QObject {
    Q_OBJECT
public:
    enum class Subject { Run, Lifecycle };
    enum class State {
        Present, ///< all that has come is shown, and what comes at once
        Paused,  ///< an instant of the past, and nothing that comes
        Playing, ///< likewise, moving
    };
    /// The longest that nothing happens on the screen between two events, at any speed.
    static constexpr base::Duration kLongestGap = std::chrono::seconds{5};
    /// On the screen, at most one change in this time.
    static constexpr base::Duration kFrame = std::chrono::milliseconds{16};

    /// None of them is owned. The clock is that of the person who looks.
    Playback(EngineFeed& feed, Selection& selection, base::Clock& clock, QObject* parent = nullptr);
    ~Playback() override;

    /// The run on the canvas: what is shown, and played as Subject::Run, where none is selected.
    void setRun(const QString& machine, base::ExecutionId execution);

    State state() const { return m_state; }
    bool isPast() const { return m_state != State::Present; }
    /// What has been played last, or stepped through.
    Subject subject() const { return m_subject; }
    /// The time of what is shown; nullopt in the present.
    std::optional<base::TimePoint> instant() const;
    /// The same for the lifecycle. Of a run of an earlier time there is none: nothing of the
    /// lifecycle was recorded then, and that of the present stays.
    std::optional<base::TimePoint> lifecycleInstant() const;
    /// What of the lifecycle is shown.
    telemetry::RecordCut cut() const;
    /// The last event that is shown, of those that there are; 0: there is none.
    std::int64_t shownEvent(Subject subject) const;
    std::int64_t firstEvent(Subject subject) const;
    std::int64_t lastEvent(Subject subject) const;
    /// Whether more is to come by itself.
    bool isLive(Subject subject) const;
    /// Whether toggle() pauses.
    bool moves(Subject subject) const {
        return m_state == State::Playing || (!isPast() && isLive(subject));
    }
    telemetry::PlaySpeed speed() const { return telemetry::kPlaySpeeds[m_speed]; }
    /// In telemetry::kPlaySpeeds.
    std::size_t speedIndex() const { return m_speed; }
    /// While true, a change of the selection is one of its instant.
    bool isMovingSelection() const { return m_telling; }

public Q_SLOTS:
    /// On from what is shown; from the first event on, where that is the end.
    void play(ws::feed::Playback::Subject subject);
    void pause(ws::feed::Playback::Subject subject);
    /// Pauses what moves, be it the present, and plays what stands.
    void toggle(ws::feed::Playback::Subject subject);
    /// Pauses and shows exactly one event more, or one less.
    void stepOn(ws::feed::Playback::Subject subject) { step(subject, +1); }
    void stepBack(ws::feed::Playback::Subject subject) { step(subject, -1); }
    /// Pauses there. The last event of what is over is the present.
    void goToEvent(ws::feed::Playback::Subject subject, std::int64_t event);
    /// The lifecycle as it was then, paused.
    void goToTime(ws::base::TimePoint at);
    void toPresent();
    /// What is selected from now on is shown as it is at the instant, too: the instant is no more
    /// that of one run alone.
    void holdInstant();
    void setSpeed(std::size_t index);
    void faster() { setSpeed(m_speed + 1); }
    void slower() { setSpeed(m_speed > 0 ? m_speed - 1 : 0); }

Q_SIGNALS:
    /// What is shown, or how it moves.
    void changed();
    void speedChanged(std::size_t index);

private:
    const telemetry::ExecutionRecord* run() const;
    base::TimePoint timeOf(std::int64_t event) const;
    /// From the shown event to the next, in the recording.
    base::Duration gap() const;
    base::Duration shownGap() const;
    void step(Subject subject, int by);
    void standAt(std::int64_t event, base::TimePoint at);
    void takeCanvasRun(Subject subject);
    void choose(Subject subject);
    void moveTo(std::int64_t event, base::TimePoint at);
    /// The clock goes on from where in the gap the instant is.
    void anchor();
    void schedule();
    void tick();
    void advance();
    void rest();
    void show();
    void showEvent(std::int64_t event);
    std::int64_t eventOfSelection() const;
    std::int64_t eventAt(const telemetry::ExecutionRecord& record) const;
    void takeSelection(const Selection::Content& content);
    void takeRunsEvent(const Selection::Content& content);
    void forget();

    EngineFeed& m_feed;
    Selection& m_selection;
    base::Clock& m_clock;
    QString m_machine;
    base::ExecutionId m_canvasRun{};

    State m_state = State::Present;
    std::size_t m_speed = telemetry::kNormalSpeed;
    Subject m_subject = Subject::Run;
    base::ExecutionId m_run{}; ///< whose events are played, with Subject::Run
    std::int64_t m_event = 0;  ///< the last one that is shown, in the past
    std::uint64_t m_moment = 0;
    base::TimePoint m_at;    ///< of the recording, at or after that of m_event
    base::TimePoint m_since; ///< of the clock: when m_event was due, while playing
    std::optional<base::TimerId> m_timer;
    bool m_telling = false;
};

} // namespace ws::feed
