#include "engine/base/batchqueue.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace ws::base;

class TestBatchQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theConsumerIsWokenOncePerBatch();
    void onlyDroppableValuesAreDroppedAndTheyAreCounted();
    void nothingIsLostBetweenThreads();
};

void TestBatchQueue::theConsumerIsWokenOncePerBatch() {
    int woken = 0;
    BatchQueue<int> queue(10, [&] { ++woken; });
    queue.push(1);
    queue.push(2);
    QCOMPARE(woken, 1);
    QCOMPARE(queue.take().values, (std::vector{1, 2}));
    QVERIFY(queue.take().values.empty());
    queue.push(3);
    QCOMPARE(woken, 2);
}

void TestBatchQueue::onlyDroppableValuesAreDroppedAndTheyAreCounted() {
    BatchQueue<int> queue(2, {}, [](int value) { return value < 0; });
    queue.push(-1);
    queue.push(1);
    queue.push(-2); // full: dropped
    queue.push(2);  // full, but kept
    const auto batch = queue.take();
    QCOMPARE(batch.values, (std::vector{-1, 1, 2}));
    QCOMPARE(batch.dropped, std::size_t{1});
    QCOMPARE(queue.take().dropped, std::size_t{0});
}

void TestBatchQueue::nothingIsLostBetweenThreads() {
    constexpr int kValues = 20'000;
    BatchQueue<int> queue(1'000'000, {});
    std::jthread producer([&] {
        for (int value = 0; value < kValues; ++value)
            queue.push(value);
    });
    int expected = 0;
    while (expected < kValues) {
        for (const int value : queue.take().values)
            QCOMPARE(value, expected++);
    }
}

QTEST_GUILESS_MAIN(TestBatchQueue)
#include "tst_batchqueue.moc"
