#pragma once

#include "engine/base/alarm.h"
#include "engine/fleet/asyncrecord.h"
#include "engine/fleet/eventstore.h"
#include "engine/fleet/frontend.h"
#include "engine/fleet/identifiers.h"
#include "engine/fleet/settings.h"
#include "engine/telemetry/eventbus.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ws::fleet {

/// The service's internal queue with its Leasing, Pollers and State Manager (lambda.md B7, B15):
/// stores events before their callers are answered, invokes the function for each, and tells its
/// destinations how that ended. Each event is delivered at least once.
class AsyncQueue : private EventStore::Owner {
public:
    /// Who sent an event; forgotten when the program ends, and while it is left in the store.
    struct Origin {
        base::InvocationId invocation{}; ///< that the caller was answered with: the first attempt's
        base::ExecutionId execution{};
        std::string state;
        std::int64_t scheduledEvent = 0;
    };
    /// That led to an event, without it; nullptr: it is the first.
    using ChainBefore = std::shared_ptr<const EventChain>;
    /// One attempt, as the front end is asked for it.
    struct Attempt {
        const std::string& function;
        const std::string& qualifier;
        const std::string& requestId;
        const std::string& payload;
        const std::string& clientContext;
        const std::string& tenantId;
        const Origin& origin;
        bool isFirst = true; ///< throttled ones count
        int number = 1;
        int waiting = 0;  ///< events of the function
        int pollers = 0;  ///< leased to it
        int inFlight = 0; ///< with this one
        int window = 0;   ///< what inFlight may be
    };
    struct Parts {
        base::Clock& clock;
        telemetry::EventBus& bus;
        Identifiers& identifiers;
        const FrontEnd& frontEnd;
        DestinationSink* destinations =
            nullptr; ///< not owned; nullptr: only functions take records
        /// As RequestResponse; the answer never comes from inside.
        std::function<void(const Attempt&, InvokeCallback)> invoke;
        /// A record for another function, as an event at the end of a chain; `done` when it is
        /// taken in, or refused.
        std::function<void(const std::string& target, const std::string& record, ChainBefore chain,
                           std::function<void(const base::Status&)> done)>
            forward;
    };
    explicit AsyncQueue(const Parts& parts);
    ~AsyncQueue() override;

    void setSettings(const PollerSettings& settings) { m_settings = settings; }
    /// Takes up what the store holds; without one, events live as long as the program. Events of
    /// the store before stay in that one.
    void setStore(EventStore* store);

    struct Request {
        std::string function;
        std::string qualifier;
        std::string requestId;
        std::string payload;
        std::string clientContext;
        std::string tenantId;
        ChainBefore chain;
        Origin origin;
    };
    /// `stored` is called once, never from inside: when the event is safe, or cannot be.
    void add(Request request, std::function<void(const base::Status&)> stored);

    /// Events that are not over.
    std::int64_t waiting() const { return m_open; }

private:
    using Slot = EventStore::Slot;
    /// What an event carries; left on disk while much waits.
    struct Content {
        std::string qualifier;
        std::string requestId;
        std::string payload;
        std::string clientContext;
        std::string tenantId;
        ChainBefore chain;
        Origin origin;
        std::size_t bytes() const;
    };
    struct FunctionQueue;
    struct Event {
        std::uint64_t id = 0;
        FunctionQueue* queue = nullptr; ///< nullptr: free
        base::TimePoint received;
        base::TimePoint due;
        std::uint16_t attempts = 0;
        std::uint16_t putOff = 0; ///< throttles and faults in a row
        bool tried = false;
        int deliveries = 0; ///< under way, once over
        EventStore::Location location;
        std::unique_ptr<Content> content; ///< nullptr: in the store
        std::unique_ptr<AsyncAnswer> answer;
    };
    struct FunctionQueue {
        std::string name;
        std::deque<Slot> ready; ///< due, by age
        std::int64_t open = 0;
        int inFlight = 0;
        int window = 0;         ///< what inFlight may be; 0: as at first
        bool throttled = false; ///< since the last review
    };
    /// Of the heap of those that are not due.
    struct Wait {
        base::TimePoint due;
        std::uint64_t order;
        Slot slot;
        bool operator>(const Wait& other) const {
            return due != other.due ? due > other.due : order > other.order;
        }
    };
    struct Stored {
        Slot slot;
        std::function<void(const base::Status&)> tell;
    };

    Slot takeSlot();
    void free(Slot slot);
    FunctionQueue& queueOf(const std::string& function);
    void adopt();
    void commit();
    void flushLater();
    void makeReady(Slot slot);

    void pump(FunctionQueue& queue);
    int windowOf(const FunctionQueue& queue) const;
    int pollersOf(const FunctionQueue& queue) const;
    void lease(Slot slot);
    bool loadContent(Event& event);
    void dropContent(Event& event);
    void onAnswer(Slot slot, InvokeResult result);
    void onFunctionError(Slot slot);
    void putOff(Slot slot);
    void waitUntil(Slot slot, base::TimePoint due);
    void onDue();
    void review();

    function::AsyncConfiguration configurationOf(const Event& event) const;
    base::TimePoint expiryOf(const Event& event) const;
    bool isStopped(const FunctionQueue& queue) const;
    bool isLoop(const Event& event) const;
    static ChainBefore chainWith(const Event& event);
    void finish(Slot slot, AsyncCondition condition);
    void forget(Slot slot);
    void deliver(Slot slot, const RecordDelivery& delivery);
    void onDelivered(Slot slot, const RecordDelivery& delivery, const base::Status& status);
    void close(Slot slot);
    void tell(const Event& event, telemetry::AsyncEventMoved::Stage stage,
              telemetry::AsyncEventMoved moved = {});

    void refresh(Slot slot, StoredEvent& event) override;
    void onMoved(Slot slot, const EventStore::Location& location) override;

    const Parts m_parts;
    PollerSettings m_settings;
    EventStore* m_store = nullptr;
    std::deque<Event> m_events; ///< by slot
    std::vector<Slot> m_free;
    std::unordered_map<std::string, std::unique_ptr<FunctionQueue>> m_queues; ///< never erased
    std::vector<Wait> m_waits;
    std::vector<Stored> m_unsynced;
    base::Alarm m_commit;
    base::Alarm m_flush;
    base::Alarm m_due;
    base::Alarm m_review;
    std::uint64_t m_lastId = 0;
    std::uint64_t m_lastWait = 0;
    std::int64_t m_open = 0;
    std::size_t m_contentBytes = 0;
    /// Callbacks of an earlier store's events ask whether they still mean something.
    std::shared_ptr<int> m_era = std::make_shared<int>();
};

} // namespace ws::fleet
