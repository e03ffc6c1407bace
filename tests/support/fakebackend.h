#pragma once

#include "engine/sandbox/backend.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ws::tests {

/// A backend whose process is the test: it sees what was asked of it and says what happens.
class FakeBackend : public sandbox::Backend {
public:
    FakeBackend(sandbox::BackendSpec spec, sandbox::BackendListener& listener)
        : spec(std::move(spec))
        , listener(listener) {}

    void start() override {
        ++starts;
        alive = true;
        calls.push_back("start");
    }
    void deliver(const sandbox::Delivery& delivery) override {
        deliveries.push_back(delivery);
        frozen = false;
        calls.push_back("deliver");
    }
    void freeze() override {
        frozen = true;
        calls.push_back("freeze");
    }
    base::Status requestState() override {
        if (!tellsState)
            return base::Error{"sandbox.state.notSupported", {}};
        frozen = false;
        calls.push_back("requestState");
        return {};
    }
    void stop(const sandbox::StopOrder& order) override {
        stops.push_back(order);
        calls.push_back("stop");
    }
    int maxMemoryUsedMb() const override { return memoryMb; }
    sandbox::Extensions extensions() const override { return kinds; }

    // What a process would do.
    void started() { listener.onStarted(base::TimePoint::max()); }
    void next() { listener.onNext(); }
    void restoring() { listener.onRestoring(); }
    void failInit(std::string type, std::string body) {
        listener.onInitError({std::move(type), std::move(body)});
    }
    void tellState(std::string state) { listener.onState(std::move(state)); }
    void log(std::vector<std::string> lines) {
        listener.onLog(std::move(lines), telemetry::LogLine::Source::Function);
    }
    /// Answers the latest delivery and asks for the next.
    void respond(std::string payload = "null") {
        listener.onResponse(deliveries.back().requestId, std::move(payload));
        listener.onNext();
    }
    void raise(std::string body, std::string type = "Function.Unknown") {
        listener.onInvocationError(deliveries.back().requestId, {std::move(type), std::move(body)});
        listener.onNext();
    }
    /// The runtime answers; an extension is still busy.
    void answer(std::string payload = "null") {
        listener.onResponse(deliveries.back().requestId, std::move(payload));
    }
    void fail(sandbox::Exit exit) { listener.onFailed(exit); }
    void failExtension(std::string type, std::string text) {
        fail({sandbox::Exit::Kind::Extension, 0, std::move(type), std::move(text)});
    }
    void exit(sandbox::Exit exit) {
        alive = false;
        listener.onExited(exit);
    }
    void exitWith(int code) { exit({sandbox::Exit::Kind::Exited, code, {}, {}}); }
    void dieOf(int signal) { exit({sandbox::Exit::Kind::Signalled, signal, {}, {}}); }
    /// Ends as stop() asked for.
    void obeyStop() { dieOf(9); }
    bool wasStopped() const { return !calls.empty() && calls.back() == "stop"; }

    const sandbox::BackendSpec spec;
    sandbox::BackendListener& listener;
    std::vector<sandbox::Delivery> deliveries;
    std::vector<sandbox::StopOrder> stops;
    sandbox::Extensions kinds = sandbox::Extensions::None;
    std::vector<std::string> calls;
    int starts = 0;
    int memoryMb = 36;
    bool alive = false;
    bool tellsState = true;
    bool frozen = false;
};

/// Keeps its backends reachable for the test, by the order in which they were made. An entry is
/// nullptr once its environment is gone.
class FakeBackendFactory : public sandbox::BackendFactory {
public:
    std::unique_ptr<sandbox::Backend> create(const sandbox::BackendSpec& spec,
                                             sandbox::BackendListener& listener) override {
        auto backend = std::make_unique<Tracked>(*this, m_backends.size(), spec, listener);
        m_backends.push_back(backend.get());
        return backend;
    }

    std::size_t made() const { return m_backends.size(); }
    FakeBackend& at(std::size_t index) { return *m_backends.at(index); }
    bool exists(std::size_t index) const { return m_backends.at(index) != nullptr; }
    FakeBackend& last() { return *m_backends.back(); }

private:
    class Tracked : public FakeBackend {
    public:
        Tracked(FakeBackendFactory& factory, std::size_t index, const sandbox::BackendSpec& spec,
                sandbox::BackendListener& listener)
            : FakeBackend(spec, listener)
            , m_factory(factory)
            , m_index(index) {}
        ~Tracked() override { m_factory.m_backends[m_index] = nullptr; }

    private:
        FakeBackendFactory& m_factory;
        std::size_t m_index;
    };

    std::vector<FakeBackend*> m_backends;
};

} // namespace ws::tests
