#include "engine/fleet/eventjournal.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>

using namespace ws;
using namespace std::chrono_literals;
using fleet::EventJournal;
using fleet::EventStore;
using fleet::StoredEvent;

namespace {

StoredEvent eventOf(std::uint64_t id, std::size_t bytes = 20) {
    StoredEvent event;
    event.id = id;
    event.function = "work";
    event.requestId = "request-" + std::to_string(id);
    event.payload = std::string(bytes, char('a' + id % 26));
    event.received = base::TimePoint{base::Duration{std::int64_t(id)}};
    event.due = event.received;
    return event;
}

/// Plays the queue: knows what lives and where.
struct Keeper : EventStore::Owner {
    explicit Keeper(const std::string& folder, std::uint32_t segmentBytes = 16U << 20U) {
        auto opened = EventJournal::open(folder, {segmentBytes});
        journal = std::move(opened).value();
        journal->setOwner(this);
        journal->recover([this](const StoredEvent& event, const EventStore::Location& location) {
            live.emplace(EventStore::Slot(event.id), Kept{event, location});
            return EventStore::Slot(event.id);
        });
    }

    void add(const StoredEvent& event) {
        const auto slot = EventStore::Slot(event.id);
        const auto location = journal->add(event, slot);
        live.emplace(slot, Kept{event, location});
    }
    void change(std::uint64_t id, int attempts) {
        Kept& kept = live.at(EventStore::Slot(id));
        kept.event.attempts = attempts;
        journal->change(id, attempts, kept.event.due);
    }
    void remove(std::uint64_t id) {
        auto node = live.extract(EventStore::Slot(id));
        journal->remove(id, node.mapped().location);
    }
    void refresh(EventStore::Slot slot, StoredEvent& event) override {
        event.attempts = live.at(slot).event.attempts;
    }
    void onMoved(EventStore::Slot slot, const EventStore::Location& location) override {
        live.at(slot).location = location;
    }

    struct Kept {
        StoredEvent event;
        EventStore::Location location;
    };
    std::map<EventStore::Slot, Kept> live;
    std::unique_ptr<EventJournal> journal;
};

std::string lastFile(const std::string& folder) {
    std::string last;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".log")
            last = std::max(last, entry.path().string());
    }
    return last;
}

} // namespace

class TestEventJournal : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->path().toStdString() + "/events";
    }

    void whatIsNotOverIsThereAgain() {
        {
            Keeper keeper(m_path);
            for (std::uint64_t id = 1; id <= 5; ++id)
                keeper.add(eventOf(id));
            keeper.remove(2);
            keeper.change(4, 2);
            QVERIFY(keeper.journal->sync());
        }
        Keeper keeper(m_path);
        QCOMPARE(keeper.live.size(), std::size_t(4));
        QVERIFY(!keeper.live.contains(2));
        QCOMPARE(keeper.live.at(4).event.attempts, 2);
        QCOMPARE(keeper.journal->lastId(), std::uint64_t(5));
        const auto read = keeper.journal->read(keeper.live.at(3).location);
        QVERIFY(read.has_value());
        QCOMPARE(read->payload, eventOf(3).payload);
        QCOMPARE(read->requestId, eventOf(3).requestId);
    }

    void whoItIsForAndWhatLedToItIsThereAgain() {
        StoredEvent event = eventOf(1);
        event.tenantId = "blue";
        event.chain = {{"ping", 16}, {"pong", 15}};
        {
            Keeper keeper(m_path);
            keeper.add(event);
        }
        Keeper keeper(m_path);
        const auto read = keeper.journal->read(keeper.live.at(1).location);
        QVERIFY(read.has_value());
        QCOMPARE(read->tenantId, event.tenantId);
        QVERIFY(read->chain == event.chain);
        QCOMPARE(read->payload, event.payload);
    }

    /// Such a record ends after the client context.
    void aJournalFromBeforeTenantsIsRead() {
        std::filesystem::create_directories(m_path);
        const auto text = [](const std::string& value) {
            const auto size = std::uint32_t(value.size());
            return std::string(reinterpret_cast<const char*>(&size), sizeof(size)) + value;
        };
        const StoredEvent event = eventOf(1);
        std::string body(28, '\0'); // id, times, attempts
        body[0] = 1;
        for (const std::string& value : {event.function, std::string(), event.requestId,
                                         event.payload, std::string("{\"custom\":1}")})
            body += text(value);
        std::uint32_t hash = 2'166'136'261U;
        for (const char byte : body)
            hash = (hash ^ std::uint8_t(byte)) * 16'777'619U;
        std::string checksum(reinterpret_cast<const char*>(&hash), sizeof(hash));
        const std::string length = text(body).substr(0, sizeof(std::uint32_t));
        std::ofstream(m_path + "/events-0000000001.log", std::ios::binary)
            << length << checksum << '\1' << body;
        Keeper keeper(m_path);
        QCOMPARE(keeper.live.size(), std::size_t(1));
        const auto read = keeper.journal->read(keeper.live.at(1).location);
        QVERIFY(read.has_value());
        QCOMPARE(read->clientContext, std::string("{\"custom\":1}"));
        QVERIFY(read->tenantId.empty() && read->chain.empty());
    }

    void anUnfinishedLastRecordIsCutOff() {
        {
            Keeper keeper(m_path);
            keeper.add(eventOf(1));
            keeper.add(eventOf(2));
        }
        const std::string file = lastFile(m_path);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 3);
        {
            Keeper keeper(m_path);
            QCOMPARE(keeper.live.size(), std::size_t(1));
            keeper.add(eventOf(3));
        }
        Keeper keeper(m_path);
        QVERIFY(keeper.live.contains(1) && keeper.live.contains(3));
        QCOMPARE(keeper.live.size(), std::size_t(2));
    }

    void aFlippedByteCostsNoMoreThanWhatFollowsIt() {
        {
            Keeper keeper(m_path);
            for (std::uint64_t id = 1; id <= 3; ++id)
                keeper.add(eventOf(id));
        }
        std::fstream file(lastFile(m_path), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-5, std::ios::end);
        file.put('!');
        file.close();
        Keeper keeper(m_path);
        QCOMPARE(keeper.live.size(), std::size_t(2));
    }

    void oneProgramAtATimeHasTheFolder() {
        Keeper keeper(m_path);
        const auto second = EventJournal::open(m_path);
        QVERIFY(!second);
        QCOMPARE(second.error().code, std::string("fleet.eventsInUse"));
        keeper.journal.reset();
        QVERIFY(EventJournal::open(m_path).ok());
    }

    void filesGoWhenNothingInThemLives() {
        Keeper keeper(m_path, 10'000);
        for (std::uint64_t id = 1; id <= 2'000; ++id) {
            keeper.add(eventOf(id));
            if (id > 50)
                keeper.remove(id - 50);
        }
        QVERIFY(keeper.journal->segmentCount() < 5);
    }

    /// One event that stays must not keep every file after it.
    void anOldEventIsCopiedForward() {
        {
            Keeper keeper(m_path, 10'000);
            keeper.add(eventOf(1));
            keeper.change(1, 2);
            for (std::uint64_t id = 2; id <= 2'000; ++id) {
                keeper.add(eventOf(id));
                keeper.remove(id);
            }
            QVERIFY(keeper.journal->sync());
            QVERIFY(keeper.journal->segmentCount() < 8);
            QCOMPARE(keeper.journal->read(keeper.live.at(1).location)->payload, eventOf(1).payload);
        }
        Keeper keeper(m_path, 10'000);
        QCOMPARE(keeper.live.size(), std::size_t(1));
        QCOMPARE(keeper.live.at(1).event.attempts, 2);
    }

    /// Random work with ends in between, the last file cut at random.
    void nothingThatWasSyncedIsLost_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void nothingThatWasSyncedIsLost() {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        const auto upTo = [&](std::size_t most) {
            return std::uniform_int_distribution<std::size_t>(1, most)(random);
        };
        std::map<EventStore::Slot, int> synced; // and their attempts
        std::uint64_t nextId = 1;
        for (int life = 0; life < 8; ++life) {
            {
                Keeper keeper(m_path, 4'000);
                for (const auto& [slot, attempts] : synced) {
                    QVERIFY(keeper.live.contains(slot));
                    QVERIFY(keeper.live.at(slot).event.attempts >= attempts);
                    QCOMPARE(keeper.journal->read(keeper.live.at(slot).location)->payload,
                             eventOf(slot, 20).payload);
                }
                for (std::size_t step = upTo(300); step > 0; --step) {
                    const std::size_t what = upTo(10);
                    if (what <= 5 || keeper.live.empty()) {
                        keeper.add(eventOf(nextId++));
                    } else {
                        auto chosen = keeper.live.begin();
                        std::advance(chosen, upTo(keeper.live.size()) - 1);
                        if (what <= 8) {
                            synced.erase(chosen->first);
                            keeper.remove(chosen->first);
                        } else {
                            keeper.change(chosen->first, chosen->second.event.attempts + 1);
                        }
                    }
                }
                QVERIFY(keeper.journal->sync());
                for (const auto& [slot, kept] : keeper.live)
                    synced[slot] = kept.event.attempts;
                keeper.add(eventOf(nextId++)); // not synced: may be lost
            }
            const std::string file = lastFile(m_path);
            const auto size = std::filesystem::file_size(file);
            std::filesystem::resize_file(file, size - std::min<std::uintmax_t>(size, upTo(60)));
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
};

QTEST_GUILESS_MAIN(TestEventJournal)
#include "tst_eventjournal.moc"
