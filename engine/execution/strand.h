#pragma once

#include "engine/execution/childstory.h"
#include "engine/execution/failure.h"
#include "engine/execution/interpreter.h"
#include "engine/execution/retrypolicy.h"

#include <deque>
#include <unordered_map>

namespace ws::execution {

using Variables = std::unordered_map<std::string, json::Value>;

/// The execution that a state believes to be in: the started one, or the child of a distributed
/// Map, whose events nobody records.
struct Run {
    bool recorded = true;
    std::string arn;
    std::string name;
    base::TimePoint startedAt;
    json::Value input;
    json::Value context;               ///< `$$.Execution`; null where nobody looks at it
    json::Value machine;               ///< `$$.StateMachine`
    std::shared_ptr<MapChild> child;   ///< what is told of it, when it is one of a Map Run
    std::shared_ptr<ChildStory> story; ///< for who watches; null: nobody does
    std::int64_t hiddenEvents = 0;     ///< how many ids an unrecorded one has used
    std::int64_t redrives = 0;         ///< of the child of a distributed Map
    std::optional<base::TimePoint> redrivenAt;
};

struct Fork;

/// What a task is besides one call: somebody else ends it, or it shows signs of life.
struct OpenCall {
    std::string token; ///< of an activity or of .waitForTaskToken
    std::string roleArn;
    std::optional<double> seconds;
    std::optional<double> heartbeatSeconds;
    WakeId heartbeat{};
    enum class Phase : std::uint8_t {
        Called,   ///< the call itself is not answered yet
        Submitted ///< it is, and the task goes on
    };
    Phase phase = Phase::Called;
    std::optional<TaskAnsweredInput> early; ///< came before the call was answered
};

/// One line of control: the machine itself, a branch or an iteration. It is in one state at a time.
struct Strand {
    enum class Stage : std::uint8_t {
        Enter,      ///< ready to enter `state`
        Iterate,    ///< ready to begin an iteration, then to enter `state`
        Again,      ///< ready to try `state` once more
        Inside,     ///< entered and not waiting for anything yet
        Waiting,    ///< a Wait state's timer runs
        Calling,    ///< a task is out
        Forked,     ///< branches or iterations run
        BackingOff, ///< a retry's timer runs
        Done        ///< its branch or iteration has ended, and there is no other
    };

    Strand* parent = nullptr; ///< whose Parallel or Map state this belongs to
    std::int32_t index = 0;   ///< branch or item number
    Stage stage = Stage::Enter;
    bool dead = false; ///< aborted; nothing happens to it any more, unless it is redriven
    statemachine::StateIndex state = statemachine::kNoState;
    statemachine::StateIndex from = statemachine::kNoState; ///< left before; in this iteration

    std::int64_t lastEvent = 0; ///< what the next event follows
    std::int64_t enteredEvent = 0;
    std::int64_t beforeEntered = 0;  ///< what the state's first event follows
    std::int64_t succeededEvent = 0; ///< of the Parallel or Map that it did last
    std::int64_t iterationEvent = 0; ///< of an inline Map's iteration that has begun
    base::TimePoint enteredAt;
    json::Value input;     ///< as it came into the state
    json::Value effective; ///< after InputPath and Parameters
    RetryCounter retries;

    TaskId task{};
    WakeId timer{};    ///< of a Wait or a retry
    WakeId deadline{}; ///< of a task
    std::unique_ptr<OpenCall> call;

    std::shared_ptr<const Variables> variables; ///< shared until one of the holders assigns
    std::size_t variableBytes = 0;              ///< of those that this strand has assigned
    std::shared_ptr<Run> run;
    std::int64_t itemIndex = -1; ///< `$$.Map.Item` of the innermost Map around; -1: none
    json::Value itemValue;
    std::string itemKey;        ///< of an item that is a member of an object
    std::string itemSource;     ///< of a distributed Map
    std::int64_t itemCount = 1; ///< of a batch
    std::unique_ptr<Fork> fork;
    /// What all branches or iterations together have come to, until the state is left: where what
    /// is made of it fails, they need not run again.
    std::optional<json::Value> joined;
    std::int64_t joinedEvent = 0; ///< what the state goes on from then

    /// In a state that it has entered and not left.
    bool isInside() const {
        return stage != Stage::Enter && stage != Stage::Iterate && stage != Stage::Done;
    }
};

/// A child execution that did not succeed, as it stood. Its strand is in no fork.
struct UnsuccessfulChild {
    std::unique_ptr<Strand> strand;
    std::int64_t MapRunCounts::*outcome = nullptr; ///< where it is counted
};

/// What a distributed Map has beside its strands. Items are taken when a strand has nothing to do,
/// so that there are never more of them here than were read ahead.
struct Distribution {
    std::shared_ptr<MapRun> run;
    std::size_t toldFailures = 0; ///< children that were told of because they have failed
    std::string childArn;         ///< what the ARNs of child executions begin with
    bool needsContext = false;    ///< some state of a child looks at its execution
    TaskId handle{};              ///< of its reader and its writer

    std::shared_ptr<const ItemSource> source; ///< null: the items are the fork's
    enum class Reading : std::uint8_t { Rests, Asked, Ended };
    Reading reading = Reading::Ended;
    std::deque<ReadItem> queue;
    std::string sourceName;
    json::Value context; ///< of the Map itself, for its selector; null where nobody looks at it
    std::int64_t nextItem = 0;
    std::vector<Strand*> idle; ///< wait for items
    std::size_t skipped = 0;   ///< items that were read before the last redrive
    std::vector<UnsuccessfulChild> unsuccessful;
    std::deque<UnsuccessfulChild> redriven; ///< whose turn has not come yet

    std::optional<std::int64_t> batchItems;
    std::optional<std::int64_t> batchBytes;
    json::Value batchInput;    ///< null: none
    json::Value::Array batch;  ///< begun, and not full
    std::size_t batchSize = 0; ///< of its items in bytes

    std::shared_ptr<const ResultTarget> target; ///< null: the results are the state's
    std::string folder;                         ///< of the target before any redrive
    statemachine::ResultWriterFields::Transformation form =
        statemachine::ResultWriterFields::Transformation::Compact;
    std::size_t resultBytes = 0;
    bool overflown = false; ///< the results are beyond what a state may return; none is kept
    bool ending = false;
    std::optional<Failure> failure; ///< what the Map ends with once its results are written

    bool isBatched() const { return batchItems || batchBytes; }
    bool keepsRecords() const {
        return target || form == statemachine::ResultWriterFields::Transformation::None;
    }
};

/// The branches of a Parallel or the iterations of a Map that is running.
struct Fork {
    std::vector<std::unique_ptr<Strand>> strands; ///< reused for the next items
    json::Value::Array results;
    json::Value items;
    std::size_t started = 0;
    std::size_t running = 0;
    std::size_t concurrency = 0;
    std::size_t asked = 0;          ///< MaxConcurrency as the definition has it
    std::int64_t lastIteration = 0; ///< event that the end of the Map follows
    std::int64_t startedEvent = 0;  ///< of the Parallel or Map
    // Of a distributed Map
    std::unique_ptr<Distribution> distribution;
    std::vector<bool> failed; ///< per item, once one has failed
    std::size_t failures = 0;
    std::optional<double> toleratedCount;
    std::optional<double> toleratedPercentage;
};

} // namespace ws::execution
