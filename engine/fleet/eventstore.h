#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace ws::fleet {

/// How often each function was invoked in one chain of events.
using EventChain = std::map<std::string, int, std::less<>>;

/// An asynchronous event as it is kept until it is over.
struct StoredEvent {
    std::uint64_t id = 0; ///< never used twice in a store
    std::string function;
    std::string qualifier; ///< as invoked; empty: unqualified
    std::string requestId; ///< the same for every attempt
    std::string payload;
    std::string clientContext;
    base::TimePoint received;
    base::TimePoint due; ///< of the next attempt
    int attempts = 0;    ///< that ran
    std::string tenantId = {};
    EventChain chain = {}; ///< that led to it, without it
};

/// Where events are before their caller is answered and until they are over. One thread.
class EventStore {
public:
    /// Where an event lies; moves when the store tidies up.
    struct Location {
        std::uint32_t segment = 0;
        std::uint32_t ordinal = 0;
        std::uint32_t offset = 0;
    };
    /// What its owner calls an event: small numbers, used again.
    using Slot = std::uint32_t;

    virtual ~EventStore() = default;
    /// Nothing is safe before the next sync().
    virtual Location add(const StoredEvent& event, Slot slot) = 0;
    /// Another attempt is over, or put off.
    virtual void change(std::uint64_t id, int attempts, base::TimePoint due) = 0;
    virtual void remove(std::uint64_t id, const Location& location) = 0;
    /// What was added, changed and removed is on disk.
    virtual base::Status sync() = 0;
    /// Like sync(), without waiting for the disk: survives the program, not the machine.
    virtual base::Status flush() = 0;
    virtual std::optional<StoredEvent> read(const Location& location) = 0;

    /// Everything that is not over, by age, without payload, context and chain; to be called once,
    /// before anything is added. `adopt` names each one's slot.
    using Adopt = std::function<Slot(const StoredEvent& event, const Location& location)>;
    virtual void recover(const Adopt& adopt) = 0;
    /// What the store asks its owner when it tidies up.
    class Owner {
    public:
        virtual ~Owner() = default;
        /// Sets attempts and due time as they are now.
        virtual void refresh(Slot slot, StoredEvent& event) = 0;
        virtual void onMoved(Slot slot, const Location& location) = 0;
    };
    /// Not owned; nullptr when it is gone.
    virtual void setOwner(Owner* owner) = 0;
    /// The largest id that it ever saw.
    virtual std::uint64_t lastId() const = 0;
};

} // namespace ws::fleet
