#pragma once

#include "engine/fleet/eventstore.h"

#include <memory>
#include <string>

namespace ws::fleet {

/// Events in files that only grow: what is added, changed and removed is appended, many at a time.
/// The oldest file is deleted when nothing in it is alive; the few that keep one alive for long are
/// copied forward. One program at a time has the folder. A killed program leaves at worst an
/// incomplete last record, which is cut off.
class EventJournal : public EventStore {
public:
    struct Options {
        std::uint32_t segmentBytes = 16U << 20U;
    };
    /// Makes the folder if it is missing. Errors "file.unwritable" with path and reason,
    /// "fleet.eventsInUse" with path while another program has it open.
    static base::Result<std::unique_ptr<EventJournal>> open(const std::string& folder,
                                                            const Options& options);
    static base::Result<std::unique_ptr<EventJournal>> open(const std::string& folder) {
        return open(folder, Options{});
    }
    ~EventJournal() override;

    Location add(const StoredEvent& event, Slot slot) override;
    void change(std::uint64_t id, int attempts, base::TimePoint due) override;
    void remove(std::uint64_t id, const Location& location) override;
    base::Status sync() override;
    base::Status flush() override;
    std::optional<StoredEvent> read(const Location& location) override;
    void recover(const Adopt& adopt) override;
    void setOwner(Owner* owner) override;
    std::uint64_t lastId() const override;

    std::size_t segmentCount() const;

private:
    class Private;
    explicit EventJournal(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace ws::fleet
