#include "engine/fleet/eventjournal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ws::fleet {

namespace {

enum class Kind : std::uint8_t { Added = 1, Changed = 2, Removed = 3 };

constexpr std::size_t kHeader = 9; ///< length, checksum, kind
constexpr EventStore::Slot kDead = ~EventStore::Slot{0};
/// A record is written at once when this much waits.
constexpr std::size_t kBuffer = 1U << 20U;
/// The oldest files are kept while they are few.
constexpr std::size_t kTidyAbove = 4;

std::uint32_t checksumOf(std::string_view bytes) {
    std::uint32_t hash = 2'166'136'261U; // FNV-1a
    for (const char byte : bytes)
        hash = (hash ^ std::uint8_t(byte)) * 16'777'619U;
    return hash;
}

template <typename T>
void put(std::string& out, T value) {
    std::array<char, sizeof(T)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof(T));
    out.append(bytes.data(), bytes.size());
}

void put(std::string& out, const std::string& text) {
    put(out, std::uint32_t(text.size()));
    out += text;
}

/// Reads what put() wrote; `ok` turns false at the first thing that is not there.
struct Reader {
    std::string_view rest;
    bool ok = true;

    template <typename T>
    T number() {
        T value{};
        if (rest.size() < sizeof(T)) {
            ok = false;
            return value;
        }
        std::memcpy(&value, rest.data(), sizeof(T));
        rest.remove_prefix(sizeof(T));
        return value;
    }
    std::string text() {
        const auto size = number<std::uint32_t>();
        if (!ok || rest.size() < size) {
            ok = false;
            return {};
        }
        std::string value(rest.substr(0, size));
        rest.remove_prefix(size);
        return value;
    }
};

std::int64_t micros(base::TimePoint at) {
    return at.time_since_epoch().count();
}

base::TimePoint timeOf(std::int64_t micros) {
    return base::TimePoint{base::Duration{micros}};
}

std::string encode(const StoredEvent& event) {
    std::string body;
    body.reserve(96 + event.payload.size());
    put(body, event.id);
    put(body, micros(event.received));
    put(body, micros(event.due));
    put(body, std::int32_t(event.attempts));
    for (const std::string* text : {&event.function, &event.qualifier, &event.requestId,
                                    &event.payload, &event.clientContext, &event.tenantId})
        put(body, *text);
    put(body, std::uint32_t(event.chain.size()));
    for (const auto& [function, times] : event.chain) {
        put(body, function);
        put(body, std::int32_t(times));
    }
    return body;
}

EventChain readChain(Reader& in) {
    EventChain chain;
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok; --left) {
        std::string function = in.text();
        chain.insert_or_assign(std::move(function), in.number<std::int32_t>());
    }
    return chain;
}

std::optional<StoredEvent> decode(std::string_view body) {
    Reader in{body};
    StoredEvent event;
    event.id = in.number<std::uint64_t>();
    event.received = timeOf(in.number<std::int64_t>());
    event.due = timeOf(in.number<std::int64_t>());
    event.attempts = in.number<std::int32_t>();
    for (std::string* text : {&event.function, &event.qualifier, &event.requestId, &event.payload,
                              &event.clientContext})
        *text = in.text();
    if (in.ok && !in.rest.empty()) { // a journal of before knew neither
        event.tenantId = in.text();
        event.chain = readChain(in);
    }
    return in.ok ? std::optional(std::move(event)) : std::nullopt;
}

bool readFully(int file, char* into, std::size_t size, off_t offset) {
    while (size > 0) {
        const ssize_t got = ::pread(file, into, size, offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        into += got;
        size -= std::size_t(got);
        offset += got;
    }
    return true;
}

} // namespace

class EventJournal::Private {
public:
    struct Segment {
        std::uint32_t number = 0;
        int file = -1;
        std::uint32_t bytes = 0;
        std::vector<Slot> slots; ///< of the events in it, kDead once over
        std::size_t live = 0;
    };
    struct Record {
        Kind kind = Kind::Added;
        std::string body;
        std::uint32_t offset = 0;
    };

    ~Private() {
        write();
        for (const Segment& segment : segments)
            ::close(segment.file);
        if (lock >= 0)
            ::close(lock);
    }

    /// Ends with the program, however it ends.
    base::Status takeLock() {
        const std::string path = folder + "/lock";
        lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock < 0)
            return errorAt(path);
        if (::flock(lock, LOCK_EX | LOCK_NB) != 0)
            return base::Error{"fleet.eventsInUse", {{"path", folder}}};
        return {};
    }

    std::string pathOf(std::uint32_t number) const {
        std::array<char, 32> name{};
        std::snprintf(name.data(), name.size(), "/events-%010u.log", number);
        return folder + name.data();
    }
    base::Error errorAt(const std::string& path) const {
        return {"file.unwritable", {{"path", path}, {"reason", std::strerror(errno)}}};
    }

    base::Status openSegment(std::uint32_t number) {
        const std::string path = pathOf(number);
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0)
            return errorAt(path);
        struct stat status {};
        ::fstat(file, &status);
        segments.push_back({number, file, std::uint32_t(status.st_size), {}, 0});
        return {};
    }

    base::Status openAll() {
        std::vector<std::uint32_t> numbers;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            unsigned number = 0;
            if (std::sscanf(entry.path().filename().c_str(), "events-%10u.log", &number) == 1)
                numbers.push_back(number);
        }
        std::sort(numbers.begin(), numbers.end());
        for (const std::uint32_t number : numbers) {
            if (auto opened = openSegment(number); !opened)
                return opened;
        }
        return {};
    }

    /// A new file for what comes; the folder's entry must be as safe as the content.
    base::Status begin() {
        if (auto opened = openSegment(segments.empty() ? 1 : segments.back().number + 1); !opened)
            return opened;
        if (const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            handle >= 0) {
            ::fsync(handle);
            ::close(handle);
        }
        return {};
    }

    std::uint32_t append(Kind kind, std::string_view body) {
        if (segments.back().bytes >= options.segmentBytes) {
            write();
            if (::fdatasync(segments.back().file) != 0 || !begin())
                failed = true;
        }
        Segment& segment = segments.back();
        const std::uint32_t offset = segment.bytes;
        put(buffer, std::uint32_t(body.size()));
        put(buffer, checksumOf(body));
        put(buffer, kind);
        buffer += body;
        segment.bytes += std::uint32_t(kHeader + body.size());
        if (buffer.size() >= kBuffer)
            write();
        return offset;
    }

    /// The buffer always belongs to the end of the last file.
    void write() {
        std::string_view rest = buffer;
        if (rest.empty())
            return;
        Segment& segment = segments.back();
        off_t offset = off_t(segment.bytes) - off_t(rest.size());
        while (!rest.empty()) {
            const ssize_t written = ::pwrite(segment.file, rest.data(), rest.size(), offset);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0) {
                failed = true;
                break;
            }
            rest.remove_prefix(std::size_t(written));
            offset += written;
        }
        buffer.clear();
    }

    Location place(const StoredEvent& event, Slot slot) {
        const std::uint32_t offset = append(Kind::Added, encode(event));
        Segment& segment = segments.back();
        segment.slots.push_back(slot);
        ++segment.live;
        return {segment.number, std::uint32_t(segment.slots.size() - 1), offset};
    }

    Segment* find(std::uint32_t number) {
        const auto found = std::lower_bound(
            segments.begin(), segments.end(), number,
            [](const Segment& segment, std::uint32_t wanted) { return segment.number < wanted; });
        return found != segments.end() && found->number == number ? &*found : nullptr;
    }

    std::optional<Record> readRecord(const Segment& segment, std::uint32_t offset) const {
        std::array<char, kHeader> header{};
        if (offset + kHeader > segment.bytes ||
            !readFully(segment.file, header.data(), header.size(), off_t(offset)))
            return std::nullopt;
        Reader in{{header.data(), header.size()}};
        const auto size = in.number<std::uint32_t>();
        const auto checksum = in.number<std::uint32_t>();
        Record record{in.number<Kind>(), std::string(), offset};
        if (size > segment.bytes - offset - kHeader)
            return std::nullopt;
        record.body.resize(size);
        if (!readFully(segment.file, record.body.data(), size, off_t(offset + kHeader)) ||
            checksumOf(record.body) != checksum)
            return std::nullopt;
        return record;
    }

    /// Every record up to the first that is not whole.
    template <typename Take>
    std::uint32_t scan(const Segment& segment, Take take) const {
        std::uint32_t offset = 0;
        while (auto record = readRecord(segment, offset)) {
            offset += std::uint32_t(kHeader + record->body.size());
            take(*record);
        }
        return offset;
    }

    void drop() {
        ::unlink(pathOf(segments.front().number).c_str());
        ::close(segments.front().file);
        segments.pop_front();
    }

    /// Old files go as soon as nothing in them is alive, and one by one when little is.
    void tidy() {
        while (segments.size() > 1 && segments.front().live == 0)
            drop();
        while (segments.size() > kTidyAbove &&
               segments.front().live * 4 < segments.front().slots.size()) {
            if (!copyForward())
                return;
        }
    }

    bool copyForward() {
        Segment& oldest = segments.front();
        std::size_t ordinal = 0;
        scan(oldest, [&](const Record& record) {
            if (record.kind != Kind::Added)
                return;
            const Slot slot = segments.front().slots[ordinal++];
            auto event = slot == kDead ? std::nullopt : decode(record.body);
            if (!event)
                return;
            if (owner)
                owner->refresh(slot, *event);
            const Location location = place(*event, slot);
            if (owner)
                owner->onMoved(slot, location);
        });
        // Their copies must be safe before the originals go.
        write();
        if (failed || ::fdatasync(segments.back().file) != 0)
            return false;
        drop();
        return true;
    }

    struct Found {
        StoredEvent event; ///< without payload
        Location location;
    };
    /// Cuts the last file where a killed program left it unfinished.
    void scanAll(std::unordered_map<std::uint64_t, Found>& found) {
        for (Segment& segment : segments) {
            const std::uint32_t end =
                scan(segment, [&](const Record& record) { take(segment, record, found); });
            if (&segment == &segments.back() && end < segment.bytes) {
                if (::ftruncate(segment.file, off_t(end)) == 0)
                    segment.bytes = end;
            }
        }
    }

    void take(Segment& segment, const Record& record,
              std::unordered_map<std::uint64_t, Found>& found) {
        if (record.kind == Kind::Added) {
            segment.slots.push_back(kDead);
            auto event = decode(record.body);
            if (!event)
                return;
            lastId = std::max(lastId, event->id);
            event->payload.clear();
            event->clientContext.clear();
            event->chain.clear();
            const std::uint64_t id = event->id;
            const auto ordinal = std::uint32_t(segment.slots.size() - 1);
            found.insert_or_assign(
                id, Found{std::move(*event), {segment.number, ordinal, record.offset}});
            return;
        }
        Reader in{record.body};
        const auto id = in.number<std::uint64_t>();
        lastId = std::max(lastId, id);
        if (record.kind == Kind::Removed) {
            found.erase(id);
        } else if (const auto known = found.find(id); known != found.end()) {
            known->second.event.attempts = in.number<std::int32_t>();
            known->second.event.due = timeOf(in.number<std::int64_t>());
        }
    }

    std::string folder;
    Options options;
    int lock = -1;
    std::deque<Segment> segments; ///< by number
    std::string buffer;           ///< not yet written
    bool failed = false;          ///< since the last sync
    Owner* owner = nullptr;
    std::uint64_t lastId = 0;
};

base::Result<std::unique_ptr<EventJournal>> EventJournal::open(const std::string& folder,
                                                               const Options& options) {
    auto d = std::make_unique<Private>();
    d->folder = folder;
    d->options = options;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return base::Error{"file.unwritable", {{"path", folder}, {"reason", error.message()}}};
    if (auto locked = d->takeLock(); !locked)
        return locked.error();
    if (auto opened = d->openAll(); !opened)
        return opened.error();
    return std::unique_ptr<EventJournal>(new EventJournal(std::move(d)));
}

EventJournal::EventJournal(std::unique_ptr<Private> d)
    : d(std::move(d)) {}

EventJournal::~EventJournal() = default;

EventStore::Location EventJournal::add(const StoredEvent& event, Slot slot) {
    d->lastId = std::max(d->lastId, event.id);
    return d->place(event, slot);
}

void EventJournal::change(std::uint64_t id, int attempts, base::TimePoint due) {
    std::string body;
    put(body, id);
    put(body, std::int32_t(attempts));
    put(body, micros(due));
    d->append(Kind::Changed, body);
}

void EventJournal::remove(std::uint64_t id, const Location& location) {
    std::string body;
    put(body, id);
    d->append(Kind::Removed, body);
    Private::Segment* segment = d->find(location.segment);
    if (!segment || location.ordinal >= segment->slots.size() ||
        segment->slots[location.ordinal] == kDead)
        return;
    segment->slots[location.ordinal] = kDead;
    --segment->live;
    if (segment->live == 0)
        d->tidy();
}

base::Status EventJournal::flush() {
    d->write();
    if (std::exchange(d->failed, false))
        return d->errorAt(d->folder);
    d->tidy();
    return {};
}

base::Status EventJournal::sync() {
    if (auto flushed = flush(); !flushed)
        return flushed;
    if (::fdatasync(d->segments.back().file) != 0)
        return d->errorAt(d->folder);
    return {};
}

std::optional<StoredEvent> EventJournal::read(const Location& location) {
    const Private::Segment* segment = d->find(location.segment);
    if (!segment)
        return std::nullopt;
    d->write();
    const auto record = d->readRecord(*segment, location.offset);
    return record ? decode(record->body) : std::nullopt;
}

void EventJournal::recover(const Adopt& adopt) {
    std::unordered_map<std::uint64_t, Private::Found> found;
    d->scanAll(found);
    std::vector<const Private::Found*> ordered;
    ordered.reserve(found.size());
    for (const auto& [id, one] : found)
        ordered.push_back(&one);
    std::sort(ordered.begin(), ordered.end(),
              [](const auto* a, const auto* b) { return a->event.id < b->event.id; });
    for (const Private::Found* one : ordered) {
        Private::Segment& segment = *d->find(one->location.segment);
        segment.slots[one->location.ordinal] = adopt(one->event, one->location);
        ++segment.live;
    }
    if (!d->begin())
        d->failed = true;
    d->tidy();
}

void EventJournal::setOwner(Owner* owner) {
    d->owner = owner;
}

std::uint64_t EventJournal::lastId() const {
    return d->lastId;
}

std::size_t EventJournal::segmentCount() const {
    return d->segments.size();
}

} // namespace ws::fleet
