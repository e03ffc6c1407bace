#include "engine/workspace/historystore.h"

#include "engine/workspace/historycalls.h"
#include "engine/workspace/historydatabase.h"
#include "engine/workspace/historyrunreader.h"
#include "engine/workspace/historyruns.h"
#include "engine/workspace/historyschema.h"
#include "engine/workspace/historysessions.h"

#include <QSqlError>

#include <algorithm>

namespace ws::workspace {

namespace {

/// Rows are counted and old ones deleted once per so many new ones.
constexpr std::size_t kPruneEvery = 1'000;

base::Error notFound(std::int64_t id) {
    return {"history.notFound", {{"id", std::to_string(id)}}};
}

} // namespace

class HistoryStore::Private {
public:
    explicit Private(const RunHistory::Parts& parts)
        : database({parts.folder, parts.notice, [this] { return prepare(); }})
        , sessions(database, parts.unfinished)
        , calls(database, parts.limits)
        , runs(database, sessions, parts.limits)
        , reader(database) {
        // A file of an earlier run is looked at now (what was interrupted becomes so); a first one
        // is made when there is something to write.
        database.openExisting();
    }

    ~Private() {
        if (database.isOpen()) {
            sessions.end();
            calls.interruptOrphans();
        }
        release();
    }

    bool prepare() {
        if (!bringUpToDate(database) || !sessions.begin())
            return false;
        sessions.takeOver();
        calls.interruptOrphans();
        prune();
        return true;
    }

    void apply(const InvocationEntry& entry) {
        const std::int64_t caller = runs.rowOf(entry.record.execution);
        count(calls.add(entry, caller), caller);
    }
    void apply(const InvocationPart& part) {
        const std::int64_t caller = runs.rowOf(part.record.execution);
        count(calls.add(part, caller, sessions.current()), caller);
    }
    template <typename Other>
    void apply(const Other& entry) {
        runs.apply(entry);
    }

    void count(HistoryCalls::Added added, std::int64_t caller) {
        if (added == HistoryCalls::Added::Known)
            return;
        if (caller > 0)
            runs.countCalls(caller, 1);
        ++sincePrune;
    }

    void pruneSometimes() {
        if (sincePrune + runs.begunSincePrune() >= kPruneEvery || calls.isOverfull())
            prune();
    }

    void prune() {
        sincePrune = 0;
        calls.prune();
        runs.prune();
    }

    void recoverFromDamage() {
        if (!database.isDamaged())
            return;
        calls.forget();
        runs.forget();
        database.replaceDamaged();
    }

    void release() {
        calls.release();
        runs.release();
    }

    HistoryDatabase database;
    HistorySessions sessions;
    HistoryCalls calls;
    HistoryRuns runs;
    HistoryRunReader reader;
    std::size_t sincePrune = 0;
};

HistoryStore::HistoryStore(const RunHistory::Parts& parts)
    : d(std::make_unique<Private>(parts)) {}

HistoryStore::~HistoryStore() = default;

void HistoryStore::write(const std::vector<HistoryEntry>& entries) {
    d->database.ensureOpen();
    d->database.handle().transaction();
    for (const HistoryEntry& entry : entries)
        std::visit([this](const auto& body) { d->apply(body); }, entry);
    d->runs.endBatch();
    d->pruneSometimes();
    if (!d->database.handle().commit())
        d->database.note(d->database.handle().lastError());
    d->recoverFromDamage();
}

std::vector<RunHistory::InvocationSummary> HistoryStore::recentInvocations(std::size_t limit) {
    return isOpen() ? d->calls.recent(limit) : std::vector<RunHistory::InvocationSummary>();
}

std::vector<RunHistory::ExecutionSummary> HistoryStore::recentExecutions(std::size_t limit) {
    return isOpen() ? d->reader.recent(limit) : std::vector<RunHistory::ExecutionSummary>();
}

std::vector<RunHistory::ExecutionSummary> HistoryStore::nestedIn(const std::string& arn) {
    return isOpen() ? d->reader.nestedIn(arn) : std::vector<RunHistory::ExecutionSummary>();
}

std::optional<RunHistory::ExecutionSummary> HistoryStore::withArn(const std::string& arn) {
    return isOpen() ? d->reader.withArn(arn) : std::nullopt;
}

base::Result<RunHistory::StoredInvocation> HistoryStore::loadInvocation(std::int64_t id) {
    if (!isOpen())
        return notFound(id);
    return d->calls.load(id);
}

base::Result<telemetry::ExecutionRecord> HistoryStore::loadExecution(std::int64_t id) {
    if (!isOpen())
        return notFound(id);
    return d->reader.load(id);
}

base::Result<RunHistory::Calls> HistoryStore::loadCalls(std::int64_t id) {
    const auto counted =
        isOpen() ? d->database.ask("SELECT calls FROM execution WHERE id = ?", {qint64{id}})
                 : std::nullopt;
    if (!counted)
        return notFound(id);
    RunHistory::Calls calls;
    calls.kept = counted->isNull() ? RunHistory::Calls::Kept::NotYet : RunHistory::Calls::Kept::Yes;
    calls.invocations = d->calls.ofExecution(id);
    const std::size_t count = counted->toULongLong();
    calls.leftOut = count - std::min(count, calls.invocations.size());
    return calls;
}

std::optional<telemetry::ExecutionRecord> HistoryStore::lastEnded(const std::string& arn) {
    return isOpen() ? d->reader.lastEnded(arn) : std::nullopt;
}

std::optional<RunHistory::LastAnswer> HistoryStore::lastInvocationOf(const std::string& function) {
    return isOpen() ? d->calls.lastOf(function) : std::nullopt;
}

std::optional<telemetry::ExecutionRecord>
HistoryStore::lastExecutionOf(const std::string& machine) {
    return isOpen() ? d->reader.lastOf(machine) : std::nullopt;
}

base::Result<execution::Journal> HistoryStore::loadJournal(std::int64_t id) {
    if (!isOpen())
        return notFound(id);
    return d->reader.loadJournal(id);
}

std::vector<RunHistory::UnfinishedExecution> HistoryStore::takeUnfinished() {
    std::vector<RunHistory::UnfinishedExecution> out;
    for (const std::int64_t row : d->sessions.takeTaken()) {
        if (auto found = d->reader.unfinished(row))
            out.push_back(*std::move(found));
    }
    return out;
}

std::vector<std::int64_t> HistoryStore::interrupted() const {
    return d->sessions.interrupted();
}

bool HistoryStore::isOpen() const {
    return d->database.isOpen();
}

} // namespace ws::workspace
