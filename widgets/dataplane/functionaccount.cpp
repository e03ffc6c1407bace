#include "widgets/dataplane/functionaccount.h"

#include "engine/fleet/lambdaservice.h"

#include <utility>

namespace ws::dataplane {

namespace {

using fleet::LambdaReply;
using json::Value;
using State = FunctionAccount::State;

constexpr int kSoonMs = 60;

const function::ApiError kNothingOpen{"ResourceNotFoundException", "No workspace is open."};

/// All pages of a list; empty with the error in `state`.
Value listOf(fleet::LambdaService& lambda, const char* operation, const char* member, Value request,
             State& state) {
    Value all = Value::array();
    for (;;) {
        const LambdaReply reply = lambda.call(operation, request);
        if (reply.error) {
            state.problem = reply.error;
            return all;
        }
        for (const Value& item : reply.body[member].items())
            all.push(item);
        const Value& marker = reply.body["NextMarker"];
        if (!marker.isString() || marker.toString().empty())
            return all;
        request.set("Marker", marker);
    }
}

State read(fleet::LambdaService* lambda, const std::string& function) {
    State state;
    if (!lambda) {
        state.problem = kNothingOpen;
        return state;
    }
    const Value named = Value::object({{"FunctionName", function}});
    const Value versions = listOf(*lambda, "ListVersionsByFunction", "Versions", named, state);
    for (const Value& version : versions.items()) {
        Value request = named;
        request.set("Qualifier", version["Version"]);
        // The list leaves states out.
        const LambdaReply whole = lambda->call("GetFunctionConfiguration", request);
        state.versions.push(whole.error ? version : whole.body);
    }
    state.aliases = listOf(*lambda, "ListAliases", "Aliases", named, state);
    state.provisioned = listOf(*lambda, "ListProvisionedConcurrencyConfigs",
                               "ProvisionedConcurrencyConfigs", named, state);
    const LambdaReply reserved = lambda->call("GetFunctionConcurrency", named);
    if (const Value& limit = reserved.body["ReservedConcurrentExecutions"]; limit.isNumber())
        state.reserved = int(limit.toInteger());
    return state;
}

} // namespace

FunctionAccount::FunctionAccount(feed::EngineFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &FunctionAccount::refresh);
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(
        &m_feed, &feed::EngineFeed::eventsArrived, this,
        [this](const std::vector<telemetry::Event>& events) {
            for (const telemetry::Event& event : events) {
                if (std::holds_alternative<telemetry::ProvisionedConcurrencyChanged>(event.body))
                    m_soon.start();
            }
        });
}

void FunctionAccount::setFunction(const QString& function) {
    if (function == m_function)
        return;
    m_function = function;
    m_state = {};
    Q_EMIT changed();
    refresh();
}

void FunctionAccount::refresh() {
    if (m_function.isEmpty())
        return;
    m_feed.ask<State>(
        this,
        [name = m_function.toStdString()](workspace::Workbench& workbench,
                                          const feed::EngineFeed::Reply<State>& reply) {
            reply(read(workbench.lambda(), name));
        },
        [this, function = m_function](const State& state) { take(function, state); });
}

void FunctionAccount::call(const std::string& operation, Value request,
                           std::function<void(const Answer&)> done) {
    using Both = std::pair<Answer, State>;
    request.set("FunctionName", m_function.toStdString());
    m_feed.ask<Both>(
        this,
        [operation, request, name = m_function.toStdString()](
            workspace::Workbench& workbench, const feed::EngineFeed::Reply<Both>& reply) {
            fleet::LambdaService* lambda = workbench.lambda();
            Answer answer = kNothingOpen;
            if (lambda) {
                LambdaReply called = lambda->call(operation, request);
                answer = called.error ? Answer(*called.error) : Answer(std::move(called.body));
            }
            reply({std::move(answer), read(lambda, name)});
        },
        [this, function = m_function, done = std::move(done)](const Both& both) {
            take(function, both.second);
            if (function == m_function)
                done(both.first);
        });
}

void FunctionAccount::take(const QString& function, const State& state) {
    if (function != m_function)
        return; // another one has been chosen since
    m_state = state;
    Q_EMIT changed();
}

} // namespace ws::dataplane
