#include "engine/fleet/asyncqueue.h"

#include "engine/function/executionrole.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ws::fleet {

using namespace std::chrono_literals;
using telemetry::AsyncEventMoved;
using Stage = AsyncEventMoved::Stage;

namespace {

/// Callers wait this long for others, so that one sync is for all of them.
constexpr base::Duration kBatch = 2ms;
/// What is over is written at the latest then; lost, it runs once more.
constexpr base::Duration kFlush = 50ms;
/// Above this, events that wait leave what they carry in the store.
constexpr std::size_t kContentInMemory = 64U << 20U;

/// Between the attempts of an event whose function failed (lambda.md B7).
constexpr std::array<base::Duration, 2> kErrorWaits{1min, 2min};
constexpr base::Duration kLongestPutOff = 5min;
/// Of one function in one chain; the next is not run (lambda.md B6).
constexpr int kMostInChain = 16;

/// 1, 2, 4 ... 256, 300 s.
base::Duration putOffFor(int times) {
    return times > 8 ? kLongestPutOff : base::Duration{1s} * (1 << times);
}

} // namespace

std::size_t AsyncQueue::Content::bytes() const {
    return sizeof(Content) + qualifier.size() + requestId.size() + payload.size() +
           clientContext.size() + tenantId.size();
}

AsyncQueue::AsyncQueue(const Parts& parts)
    : m_parts(parts)
    , m_commit(parts.clock, [this] { commit(); })
    , m_flush(parts.clock,
              [this] {
                  if (m_store)
                      (void)m_store->flush(); // said when the next sync fails too
              })
    , m_due(parts.clock, [this] { onDue(); })
    , m_review(parts.clock, [this] { review(); }) {}

AsyncQueue::~AsyncQueue() {
    if (m_store)
        m_store->setOwner(nullptr);
}

// --- the queue

void AsyncQueue::setStore(EventStore* store) {
    if (m_store) {
        (void)m_store->sync();
        m_store->setOwner(nullptr);
    }
    m_era = std::make_shared<int>();
    m_events.clear();
    m_free.clear();
    m_waits.clear();
    m_unsynced.clear();
    m_queues.clear();
    m_open = 0;
    m_contentBytes = 0;
    m_store = store;
    if (!store)
        return;
    store->setOwner(this);
    adopt();
}

void AsyncQueue::adopt() {
    m_store->recover([this](const StoredEvent& stored, const EventStore::Location& location) {
        const Slot slot = takeSlot();
        Event& event = m_events[slot];
        event.id = stored.id;
        event.queue = &queueOf(stored.function);
        event.received = stored.received;
        event.attempts = std::uint16_t(stored.attempts);
        event.location = location;
        ++event.queue->open;
        ++m_open;
        waitUntil(slot, stored.due);
        return slot;
    });
    m_lastId = std::max(m_lastId, m_store->lastId());
}

AsyncQueue::Slot AsyncQueue::takeSlot() {
    if (m_free.empty()) {
        m_events.emplace_back();
        return Slot(m_events.size() - 1);
    }
    const Slot slot = m_free.back();
    m_free.pop_back();
    return slot;
}

void AsyncQueue::free(Slot slot) {
    dropContent(m_events[slot]);
    m_events[slot] = {};
    m_free.push_back(slot);
}

AsyncQueue::FunctionQueue& AsyncQueue::queueOf(const std::string& function) {
    auto& queue = m_queues[function];
    if (!queue) {
        queue = std::make_unique<FunctionQueue>();
        queue->name = function;
    }
    return *queue;
}

void AsyncQueue::add(Request request, std::function<void(const base::Status&)> stored) {
    const Slot slot = takeSlot();
    Event& event = m_events[slot];
    event.id = ++m_lastId;
    event.queue = &queueOf(request.function);
    event.received = m_parts.clock.now();
    event.due = event.received;
    if (m_store)
        event.location =
            m_store->add({event.id, request.function, request.qualifier, request.requestId,
                          request.payload, request.clientContext, event.received, event.received, 0,
                          request.tenantId, request.chain ? *request.chain : EventChain()},
                         slot);
    event.content = std::make_unique<Content>(
        Content{std::move(request.qualifier), std::move(request.requestId),
                std::move(request.payload), std::move(request.clientContext),
                std::move(request.tenantId), std::move(request.chain), std::move(request.origin)});
    m_contentBytes += event.content->bytes();
    if (m_store && m_contentBytes > kContentInMemory)
        dropContent(event);
    ++event.queue->open;
    ++m_open;
    if (m_unsynced.empty())
        m_commit.set(m_parts.clock.now() + (m_store ? kBatch : base::Duration{0}));
    m_unsynced.push_back({slot, std::move(stored)});
}

void AsyncQueue::commit() {
    const base::Status status = m_store ? m_store->sync() : base::Status();
    auto due = std::exchange(m_unsynced, {});
    const std::weak_ptr<int> era = m_era;
    for (Stored& one : due) {
        if (status) {
            tell(m_events[one.slot], Stage::Received);
            makeReady(one.slot);
        } else {
            forget(one.slot); // its caller hears that it was not taken in
        }
        if (one.tell)
            one.tell(status);
        if (era.expired())
            return;
    }
    for (const Stored& one : due) {
        if (FunctionQueue* queue = m_events[one.slot].queue)
            pump(*queue);
    }
}

void AsyncQueue::flushLater() {
    if (m_store && !m_flush.due())
        m_flush.set(m_parts.clock.now() + kFlush);
}

void AsyncQueue::makeReady(Slot slot) {
    Event& event = m_events[slot];
    event.queue->ready.push_back(slot);
    if (m_store && m_contentBytes > kContentInMemory)
        dropContent(event);
}

// --- leasing, pollers and their state manager

int AsyncQueue::windowOf(const FunctionQueue& queue) const {
    return queue.window > 0 ? queue.window : m_settings.fewest * m_settings.eventsPerPoller;
}

int AsyncQueue::pollersOf(const FunctionQueue& queue) const {
    return (windowOf(queue) + m_settings.eventsPerPoller - 1) / m_settings.eventsPerPoller;
}

void AsyncQueue::pump(FunctionQueue& queue) {
    while (!queue.ready.empty() && queue.inFlight < windowOf(queue)) {
        const Slot slot = queue.ready.front();
        queue.ready.pop_front();
        lease(slot);
    }
    if (queue.open > 0 && !m_review.due())
        m_review.set(m_parts.clock.now() + m_settings.review);
}

void AsyncQueue::lease(Slot slot) {
    Event& event = m_events[slot];
    FunctionQueue& queue = *event.queue;
    if (!loadContent(event)) {
        m_parts.bus.publish(telemetry::Notice{{"fleet.eventLost", {{"function", queue.name}}}});
        forget(slot);
        return;
    }
    if (isStopped(queue)) {
        finish(slot, AsyncCondition::ZeroReservedConcurrency);
        return;
    }
    if (m_parts.clock.now() >= expiryOf(event)) {
        finish(slot, AsyncCondition::EventAgeExceeded);
        return;
    }
    if (isLoop(event)) {
        finish(slot, AsyncCondition::RecursiveInvocation);
        return;
    }
    ++queue.inFlight;
    const Content& content = *event.content;
    const Attempt attempt{queue.name,
                          content.qualifier,
                          content.requestId,
                          content.payload,
                          content.clientContext,
                          content.tenantId,
                          content.origin,
                          !std::exchange(event.tried, true),
                          event.attempts + 1,
                          int(queue.open),
                          pollersOf(queue),
                          queue.inFlight,
                          windowOf(queue)};
    m_parts.invoke(attempt, [this, slot, era = std::weak_ptr<int>(m_era)](InvokeResult result) {
        if (!era.expired())
            onAnswer(slot, std::move(result));
    });
}

bool AsyncQueue::loadContent(Event& event) {
    if (event.content)
        return true;
    auto stored = m_store ? m_store->read(event.location) : std::nullopt;
    if (!stored)
        return false;
    ChainBefore chain =
        stored->chain.empty() ? nullptr : std::make_shared<EventChain>(std::move(stored->chain));
    event.content = std::make_unique<Content>(Content{std::move(stored->qualifier),
                                                      std::move(stored->requestId),
                                                      std::move(stored->payload),
                                                      std::move(stored->clientContext),
                                                      std::move(stored->tenantId),
                                                      std::move(chain),
                                                      {}});
    m_contentBytes += event.content->bytes();
    return true;
}

void AsyncQueue::dropContent(Event& event) {
    if (!event.content)
        return;
    m_contentBytes -= event.content->bytes();
    event.content.reset();
}

/// More pollers while events wait for one.
void AsyncQueue::review() {
    bool busy = false;
    std::vector<FunctionQueue*> queues; // a record for another function may make a queue of its own
    for (const auto& [name, queue] : m_queues) {
        if (queue->open > 0 || queue->window > 0)
            queues.push_back(queue.get());
    }
    std::sort(queues.begin(), queues.end(), // equal seeds, equal runs
              [](const auto* a, const auto* b) { return a->name < b->name; });
    for (FunctionQueue* one : queues) {
        FunctionQueue& queue = *one;
        const bool throttled = std::exchange(queue.throttled, false);
        if (queue.open == 0)
            queue.window = 0;
        else if (!throttled && !queue.ready.empty())
            queue.window =
                std::min(m_settings.most * m_settings.eventsPerPoller, windowOf(queue) * 2);
        // The oldest of those that wait may have grown too old.
        while (!queue.ready.empty() &&
               m_parts.clock.now() >= expiryOf(m_events[queue.ready.front()])) {
            const Slot slot = queue.ready.front();
            queue.ready.pop_front();
            lease(slot);
        }
        busy = busy || !queue.ready.empty() || queue.inFlight > 0;
        pump(queue);
    }
    if (busy && !m_review.due())
        m_review.set(m_parts.clock.now() + m_settings.review);
}

// --- what becomes of an attempt

void AsyncQueue::onAnswer(Slot slot, InvokeResult result) {
    Event& event = m_events[slot];
    FunctionQueue& queue = *event.queue;
    --queue.inFlight;
    if (result.statusCode == 200) {
        ++event.attempts;
        event.putOff = 0;
        event.answer = std::make_unique<AsyncAnswer>(
            AsyncAnswer{200, std::move(result.executedVersion), result.functionError,
                        std::move(result.payload)});
        if (result.functionError.empty())
            finish(slot, AsyncCondition::Success);
        else
            onFunctionError(slot);
    } else if (result.statusCode == 404) {
        forget(slot); // the function is gone, and its destinations with it
    } else {
        if (result.statusCode == 429) {
            queue.throttled = true;
            queue.window = std::max(1, queue.inFlight);
        }
        putOff(slot);
    }
    pump(queue);
}

void AsyncQueue::onFunctionError(Slot slot) {
    const Event& event = m_events[slot];
    const int failed = event.attempts;
    const int most = std::min(configurationOf(event).maximumRetryAttempts, int(kErrorWaits.size()));
    if (failed > most)
        finish(slot, AsyncCondition::RetriesExhausted);
    else
        waitUntil(slot, m_parts.clock.now() + kErrorWaits[std::size_t(failed - 1)]);
}

void AsyncQueue::putOff(Slot slot) {
    Event& event = m_events[slot];
    const base::Duration wait = putOffFor(event.putOff);
    ++event.putOff;
    waitUntil(slot, m_parts.clock.now() + wait);
}

/// Not longer than until it is too old.
void AsyncQueue::waitUntil(Slot slot, base::TimePoint due) {
    Event& event = m_events[slot];
    const base::TimePoint now = m_parts.clock.now();
    event.due = std::max(now, due);
    if (event.content) {
        event.due = std::max(now, std::min(due, expiryOf(event)));
        if (m_store)
            m_store->change(event.id, event.attempts, event.due);
        AsyncEventMoved moved;
        moved.wait = event.due - now;
        tell(event, Stage::Returned, std::move(moved));
        flushLater();
        if (m_store && m_contentBytes > kContentInMemory)
            dropContent(event);
    }
    m_waits.push_back({event.due, ++m_lastWait, slot});
    std::push_heap(m_waits.begin(), m_waits.end(), std::greater<>());
    if (m_waits.front().slot == slot)
        m_due.set(event.due);
}

void AsyncQueue::onDue() {
    const base::TimePoint now = m_parts.clock.now();
    std::vector<FunctionQueue*> queues;
    while (!m_waits.empty() && m_waits.front().due <= now) {
        const Slot slot = m_waits.front().slot;
        std::pop_heap(m_waits.begin(), m_waits.end(), std::greater<>());
        m_waits.pop_back();
        FunctionQueue* queue = m_events[slot].queue;
        queue->ready.push_back(slot);
        if (queues.empty() || queues.back() != queue)
            queues.push_back(queue);
    }
    if (!m_waits.empty())
        m_due.set(m_waits.front().due);
    for (FunctionQueue* queue : queues)
        pump(*queue);
}

function::AsyncConfiguration AsyncQueue::configurationOf(const Event& event) const {
    const function::CatalogEntry* entry = m_parts.frontEnd.find(event.queue->name);
    if (!entry)
        return {};
    const bool unqualified = !event.content || event.content->qualifier.empty();
    const std::string& qualifier = unqualified ? "$LATEST" : event.content->qualifier;
    for (const auto& [name, configuration] : entry->asynchronous) {
        if (name == qualifier)
            return configuration;
    }
    return {};
}

base::TimePoint AsyncQueue::expiryOf(const Event& event) const {
    return event.received + std::chrono::seconds{configurationOf(event).maximumEventAgeSeconds};
}

bool AsyncQueue::isStopped(const FunctionQueue& queue) const {
    const function::CatalogEntry* entry = m_parts.frontEnd.find(queue.name);
    return entry && entry->reservedConcurrency == 0;
}

bool AsyncQueue::isLoop(const Event& event) const {
    const EventChain* chain = event.content->chain.get();
    if (!chain)
        return false;
    const auto before = chain->find(event.queue->name);
    const function::CatalogEntry* entry = m_parts.frontEnd.find(event.queue->name);
    return before != chain->end() && before->second >= kMostInChain && entry &&
           entry->loops == function::CatalogEntry::Loops::Stopped;
}

AsyncQueue::ChainBefore AsyncQueue::chainWith(const Event& event) {
    const ChainBefore& before = event.content->chain;
    auto chain = before ? std::make_shared<EventChain>(*before) : std::make_shared<EventChain>();
    ++(*chain)[event.queue->name];
    return chain;
}

// --- the end

void AsyncQueue::finish(Slot slot, AsyncCondition condition) {
    Event& event = m_events[slot];
    const bool success = condition == AsyncCondition::Success;
    AsyncEventMoved moved;
    moved.condition = conditionName(condition);
    tell(event, success ? Stage::Succeeded : Stage::Dropped, std::move(moved));

    const function::Destinations destinations = configurationOf(event).destinations;
    const function::CatalogEntry* entry = m_parts.frontEnd.find(event.queue->name);
    const std::string& target = success ? destinations.onSuccess : destinations.onFailure;
    const std::string deadLetter = success || !entry ? std::string() : entry->deadLetterTarget;
    if (target.empty() && deadLetter.empty()) {
        close(slot);
        return;
    }
    AsyncEnd end;
    end.condition = condition;
    end.requestId = event.content->requestId;
    end.function = event.queue->name;
    end.functionArn = base::functionArn(
        end.function, event.content->qualifier.empty() ? "$LATEST" : event.content->qualifier);
    end.payload = event.content->payload;
    end.attempts = event.attempts;
    end.at = m_parts.clock.now();
    const bool told = event.answer && condition != AsyncCondition::ZeroReservedConcurrency;
    end.answer = told ? event.answer.get() : nullptr;
    event.deliveries = (target.empty() ? 0 : 1) + (deadLetter.empty() ? 0 : 1);
    std::vector<RecordDelivery> deliveries;
    if (!target.empty())
        deliveries.push_back(destinationDelivery(end, target, m_parts.identifiers.requestId()));
    if (!deadLetter.empty())
        deliveries.push_back(deadLetterDelivery(end, deadLetter));
    for (RecordDelivery& delivery : deliveries) {
        if (entry)
            delivery.role = function::executionRole(entry->revisions.front()->configuration);
        deliver(slot, delivery);
    }
}

void AsyncQueue::deliver(Slot slot, const RecordDelivery& delivery) {
    constexpr std::size_t kTopicLimit = 262'144;
    const std::string service = serviceOf(delivery.target);
    const auto done = [this, slot, delivery,
                       era = std::weak_ptr<int>(m_era)](const base::Status& status) {
        if (!era.expired())
            onDelivered(slot, delivery, status);
    };
    if (service == "sns" && delivery.body.size() > kTopicLimit)
        done(base::Error{"fleet.recordTooLarge", {}});
    else if (service == "lambda")
        m_parts.forward(delivery.target, delivery.body, chainWith(m_events[slot]), done);
    else if (!m_parts.destinations)
        done(base::Error{"fleet.noDestination", {}});
    else
        m_parts.destinations->deliver(delivery, done);
}

/// What is not taken is not sent again: it counts as DestinationDeliveryFailures or
/// DeadLetterErrors, which is all that the service says of it.
void AsyncQueue::onDelivered(Slot slot, const RecordDelivery& delivery,
                             const base::Status& status) {
    Event& event = m_events[slot];
    AsyncEventMoved moved;
    moved.target = delivery.target;
    moved.deadLetter = delivery.kind == RecordDelivery::Kind::DeadLetter;
    tell(event, status ? Stage::Recorded : Stage::DeliveryFailed, std::move(moved));
    if (--event.deliveries == 0)
        close(slot);
}

/// Without a record.
void AsyncQueue::forget(Slot slot) {
    tell(m_events[slot], Stage::Dropped);
    close(slot);
}

void AsyncQueue::close(Slot slot) {
    Event& event = m_events[slot];
    if (m_store) {
        m_store->remove(event.id, event.location);
        flushLater();
    }
    --event.queue->open;
    --m_open;
    free(slot);
}

void AsyncQueue::tell(const Event& event, Stage stage, AsyncEventMoved moved) {
    if (!m_parts.bus.hasSinks())
        return;
    moved.event = event.id;
    moved.stage = stage;
    moved.function = event.queue->name;
    if (event.content)
        moved.requestId = event.content->requestId;
    moved.attempts = event.attempts;
    moved.age = m_parts.clock.now() - event.received;
    moved.waiting = event.queue->open;
    m_parts.bus.publish(std::move(moved));
}

void AsyncQueue::refresh(Slot slot, StoredEvent& event) {
    event.attempts = m_events[slot].attempts;
    event.due = m_events[slot].due;
}

void AsyncQueue::onMoved(Slot slot, const EventStore::Location& location) {
    m_events[slot].location = location;
}

} // namespace ws::fleet
