// A distributed Map over a million items, from a file into files: "bench_distributedmap [ITEMS]"
// prints what it took. The target is peak memory below 300 MB, however many the items are.

#include "engine/base/clock.h"
#include "engine/execution/executor.h"
#include "engine/execution/folderstore.h"

#include <QDir>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

namespace {

using namespace ws;
using SteadyClock = std::chrono::steady_clock;

class NoFunctions : public execution::TaskInvoker {
public:
    Ticket invoke(const execution::TaskRequest&,
                  std::function<void(execution::TaskOutcome)>) override {
        return 0;
    }
    void abandon(Ticket) override {}
};

constexpr const char* kMachine = R"x({"StartAt":"M","States":{"M":{"Type":"Map","End":true,
    "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSONL"},
        "Parameters":{"Bucket":"b","Key":"in"}},
    "ItemSelector":{"order.$":"$$.Map.Item.Value","at.$":"$$.Map.Item.Index"},
    "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject",
        "Parameters":{"Bucket":"b","Prefix":"out"}},
    "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
        "StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{
            "done.$":"States.Format('{}-{}', $.order.id, $.at)"},"End":true}}}}}})x";

bool writeItems(execution::ObjectStore& store, std::int64_t items) {
    auto file = store.create("b", "in");
    if (!file)
        return false;
    std::string block;
    for (std::int64_t item = 0; item < items; ++item) {
        block += R"({"id":)" + std::to_string(item) +
                 R"(,"customer":"somebody","lines":[{"sku":"a-17","count":3}],"paid":true})" + '\n';
        if (block.size() > 1U << 20U) {
            if (!(*file)->write(block))
                return false;
            block.clear();
        }
    }
    return (*file)->write(block) && (*file)->commit();
}

} // namespace

int main(int argc, char** argv) {
    const std::int64_t items = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    QTemporaryDir folder;
    QDir(folder.path()).mkpath(QStringLiteral("b"));
    execution::FolderStore store(folder.path().toStdString());
    if (!writeItems(store, items))
        return 1;

    base::ManualClock clock;
    telemetry::EventBus bus(clock);
    NoFunctions invoker;
    execution::Executor executor({clock, invoker, bus, 1, {nullptr, nullptr, &store}});
    const auto begin = SteadyClock::now();
    std::optional<execution::ExecutionResult> result;
    const auto started =
        executor.start(kMachine, execution::StartRequest(),
                       [&](const execution::ExecutionResult& end) { result = end; });
    if (!started)
        return 1;
    clock.runUntilIdle();
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
    if (!result || result->mapRuns.empty() || result->mapRuns[0]->items.succeeded != items) {
        std::fprintf(stderr, "%s: %s\n", result ? result->error.c_str() : "no end",
                     result ? result->cause.c_str() : "");
        return 1;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%lld items in %.2f s: %.0f per second, peak %ld MB\n",
                static_cast<long long>(items), seconds, static_cast<double>(items) / seconds,
                usage.ru_maxrss / 1024);
    return 0;
}
