#include "widgets/inspector/invocationway.h"

#include "engine/fleet/billing.h"
#include "widgets/inspector/factlist.h"
#include "widgets/theme/messages.h"

#include <QCoreApplication>
#include <QLocale>

namespace ws::inspector {

namespace {

using telemetry::AsyncEventMoved;
using telemetry::Component;
using telemetry::WayRecorder;

struct Way {
    Q_DECLARE_TR_FUNCTIONS(ws::inspector::InvocationWay)
};

QString number(int value) {
    return QLocale().toString(value);
}

/// What a worker manager counted that let nothing through.
QString growthText(const telemetry::InvocationRecord& record, const QString& used,
                   const QString& limit) {
    return record.cause == telemetry::ThrottleCause::TenantEnvironments
               ? Way::tr("%1 of %2 environments of tenants exist").arg(used, limit)
               : Way::tr("%1 of %2 new environments were started").arg(used, limit);
}

/// What `used` of `limit` counts there.
QString numbersOf(const telemetry::InvocationHop& hop, const telemetry::InvocationRecord& record) {
    const QString used = number(hop.used);
    const QString limit = number(hop.limit);
    switch (hop.component) {
    case Component::CountingService:
        return Way::tr("%1 of %2 run at the same time").arg(used, limit);
    case Component::WorkerManager:
        return hop.passed ? Way::tr("%1 of %2 environments are busy").arg(used, limit)
                          : growthText(record, used, limit);
    case Component::Placement:
    case Component::Worker:
        return hop.worker > 0 ? Way::tr("Worker %1").arg(hop.worker) : QString();
    case Component::Queue:
        return Way::tr("%n event(s) of the function wait", nullptr, hop.used);
    case Component::Leasing:
        return Way::tr("%1 of at most %2 pollers").arg(used, limit);
    case Component::Poller:
        return Way::tr("%1 of %2 events in flight").arg(used, limit);
    case Component::FrontEnd:
    case Component::StateManager:
    case Component::Destination:
        break;
    }
    return {};
}

QString textOf(const WayRecorder::Hop& hop, const telemetry::InvocationRecord& record,
               base::TimePoint since) {
    QString text = Way::tr("after %1").arg(theme::durationText(hop.at - since));
    if (const QString numbers = numbersOf(hop.hop, record); !numbers.isEmpty())
        text += QStringLiteral(" · ") + numbers;
    if (!hop.hop.passed)
        text += QStringLiteral(" · ") + Way::tr("ended here");
    return text;
}

void addHops(FactList& list, const telemetry::InvocationRecord& record, const WayRecorder& ways,
             base::TimePoint since) {
    for (const WayRecorder::Hop& hop : ways.hops(record.invocation))
        list.add(componentName(hop.hop.component), textOf(hop, record, since));
}

QString moveName(const AsyncEventMoved& moved) {
    using Stage = AsyncEventMoved::Stage;
    switch (moved.stage) {
    case Stage::Received:
        return Way::tr("Stored in the queue");
    case Stage::Returned:
        return Way::tr("Back in the queue");
    case Stage::Succeeded:
        return Way::tr("Event is over");
    case Stage::Dropped:
        return Way::tr("Event is dropped");
    case Stage::Recorded:
        return moved.deadLetter ? Way::tr("Dead-letter queue") : Way::tr("Destination");
    case Stage::DeliveryFailed:
        return Way::tr("Delivery failed");
    }
    return {};
}

QString moveText(const AsyncEventMoved& moved, const QString& after) {
    using Stage = AsyncEventMoved::Stage;
    switch (moved.stage) {
    case Stage::Received:
        return Way::tr("after %1 · the caller has its 202").arg(after);
    case Stage::Returned:
        return Way::tr("after %1 · for %2, then attempt %3")
            .arg(after, theme::durationText(moved.wait))
            .arg(moved.attempts + 1);
    case Stage::Succeeded:
    case Stage::Dropped:
        return Way::tr("after %1 · %2, attempts: %3")
            .arg(after, QString::fromStdString(moved.condition))
            .arg(moved.attempts);
    case Stage::Recorded:
    case Stage::DeliveryFailed:
        return Way::tr("after %1 · %2").arg(after, QString::fromStdString(moved.target));
    }
    return {};
}

/// Attempts and stays in the queue by time.
void addEvent(FactList& list, const telemetry::InvocationRecord& record, const WayRecorder& ways,
              const telemetry::Recorder& recorder) {
    const auto& attempts = ways.attempts(record.requestId);
    const auto& moves = ways.moves(record.requestId);
    const base::TimePoint since = moves.empty() ? record.arrived : moves.front().at;
    std::size_t next = 0;
    const auto movesUntil = [&](std::optional<base::TimePoint> end) {
        for (; next < moves.size() && (!end || moves[next].at <= *end); ++next)
            list.add(moveName(moves[next].moved),
                     moveText(moves[next].moved, theme::durationText(moves[next].at - since)));
    };
    for (const WayRecorder::Attempt& attempt : attempts) {
        const auto* one = recorder.invocation(attempt.invocation);
        if (!one)
            continue;
        movesUntil(one->arrived);
        list.add(Way::tr("Attempt %1").arg(attempt.number),
                 one->throttled ? theme::throttleReasonName(*one->throttled)
                 : one->result  ? theme::invocationStatusName(one->result->status)
                                : Way::tr("under way"));
        addHops(list, *one, ways, since);
    }
    movesUntil(std::nullopt);
}

QString dollars(double amount) {
    return QStringLiteral("$") + QLocale().toString(amount, 'f', 10);
}

} // namespace

QString componentName(Component component) {
    switch (component) {
    case Component::FrontEnd:
        return Way::tr("Front End");
    case Component::CountingService:
        return Way::tr("Counting Service");
    case Component::WorkerManager:
        return Way::tr("Worker Manager");
    case Component::Placement:
        return Way::tr("Placement");
    case Component::Worker:
        return Way::tr("Worker");
    case Component::Queue:
        return Way::tr("Queue");
    case Component::Leasing:
        return Way::tr("Leasing");
    case Component::Poller:
        return Way::tr("Poller");
    case Component::StateManager:
        return Way::tr("State Manager");
    case Component::Destination:
        return Way::tr("Destination");
    }
    return {};
}

void addWay(FactList& list, const telemetry::InvocationRecord& record, const WayRecorder& ways,
            const telemetry::Recorder& recorder) {
    if (!ways.attempts(record.requestId).empty()) {
        addEvent(list, record, ways, recorder);
        return;
    }
    addHops(list, record, ways, record.arrived);
    if (record.finished)
        list.add(Way::tr("Answer"),
                 Way::tr("after %1").arg(theme::durationText(*record.finished - record.arrived)));
}

void addCost(FactList& list, const telemetry::InvocationRecord& record,
             const workspace::Snapshot& snapshot, fleet::Day asOf) {
    if (!record.result || record.environment == base::EnvironmentId{})
        return;
    const telemetry::InvocationFinished& result = *record.result;
    fleet::Usage usage;
    usage.billed = result.billed;
    usage.memoryMb = result.memorySizeMb;
    if (record.reason == telemetry::StartReason::Provisioned)
        usage.where = fleet::Usage::Where::Provisioned;
    std::string runtime;
    if (const auto* entry = snapshot.function(record.function)) {
        usage.ephemeralStorageMb = entry->configuration.ephemeralStorageMb;
        usage.architecture = fleet::architectureOf(entry->configuration.architecture);
        runtime = entry->configuration.runtime;
    }
    const fleet::Charge charge = fleet::chargeOf(usage, fleet::pricesAt(asOf));
    list.add(Way::tr("Cost"),
             Way::tr("%1 (duration %2, request %3)")
                 .arg(dollars(charge.total()), dollars(charge.compute), dollars(charge.requests)));
    list.add(Way::tr("GB-seconds"), QLocale().toString(charge.gigabyteSeconds, 'g', 4));
    if (!result.init)
        return;
    const auto rule = fleet::billingRuleAt(asOf, runtime);
    list.add(Way::tr("INIT"), rule.init == sandbox::BillingRule::Init::Billed
                                  ? Way::tr("%1, billed").arg(theme::durationText(*result.init))
                                  : Way::tr("%1, free by the rules of %2")
                                        .arg(theme::durationText(*result.init),
                                             QString::fromStdString(fleet::dayText(asOf))));
}

QString concurrencyText(const telemetry::InvocationRecord& record) {
    if (record.throttled || record.limit <= 0)
        return {};
    const QString running =
        Way::tr("%1 of %2 run with this one.").arg(number(record.used), number(record.limit));
    return record.spilled
               ? running + QLatin1Char(' ') + Way::tr("No provisioned environment was free.")
               : running;
}

} // namespace ws::inspector
