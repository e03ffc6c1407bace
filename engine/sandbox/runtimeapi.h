#pragma once

#include "engine/sandbox/backend.h"
#include "engine/sandbox/endpointpart.h"

#include <list>
#include <string>
#include <vector>

namespace ws::sandbox {

/// The Runtime API of one environment (lambda.md B5): what a runtime may ask and post in which
/// state, over as many connections as it likes.
class RuntimeApi : private HttpConnection::Owner {
public:
    /// May destroy the RuntimeApi from inside.
    class Listener {
    public:
        virtual ~Listener() = default;
        virtual void onRuntimeNext() = 0;
        /// It is initialised and may be made a snapshot.
        virtual void onRuntimeSnapshot() {}
        /// It is back from a snapshot, and goes on with the function's own code.
        virtual void onRuntimeRestoring() {}
        virtual void onRuntimeInitError(const RuntimeError& error) = 0;
        virtual void onRuntimeResponse(const std::string& requestId, std::string payload) = 0;
        virtual void onRuntimeInvocationError(const std::string& requestId,
                                              const RuntimeError& error) = 0;
        /// What requestState() asked for, as it was posted.
        virtual void onRuntimeState(std::string) {}
    };

    static constexpr std::size_t kMaxResponse = 6 * 1024 * 1024 + 100; ///< 6,291,556 bytes
    static constexpr std::size_t kMaxStreamedResponse = 200 * 1024 * 1024;

    /// What GET /restore/next is for here.
    enum class Restores {
        Never,
        ToBeSnapshot, ///< it is not answered: copies of the runtime ask elsewhere
        FromSnapshot  ///< it is answered at once
    };
    /// Neither is owned. `listener` is a listening socket.
    RuntimeApi(Poller& poller, Listener& listener, FileDescriptor socket,
               Restores restores = Restores::Never);
    ~RuntimeApi() override;

    /// Not owned; it is asked before the Runtime API is.
    void add(EndpointPart& part) { m_parts.push_back(&part); }

    /// Answers the pending GET /next, or the one that comes next.
    void deliver(const Delivery& delivery);
    /// Asks a runtime of ours, which waits for the next event, what it keeps. False when none
    /// waits.
    bool requestState();
    /// The runtime is another one now: its connections are gone, its state begins anew.
    void reset();

    /// (Runtime|Function).Name, or what the service makes of anything else.
    static std::string normalisedErrorType(std::string_view type);

private:
    /// Named as the service names them in its answers.
    enum class State {
        Started,
        Restoring,
        InitError,
        RestoreError,
        Ready,
        Running,
        Responded,
        Errored
    };

    void accept();
    void onRequest(HttpConnection& connection, HttpRequest request) override;
    void onClosed(HttpConnection& connection, End end) override;

    void onNext(HttpConnection& connection);
    void onRestoreNext(HttpConnection& connection);
    void onInitError(HttpConnection& connection, HttpRequest& request);
    void onRestoreError(HttpConnection& connection, HttpRequest& request);
    void onPosted(HttpConnection& connection, HttpRequest& request);
    void onResponse(HttpConnection& connection, HttpRequest& request);
    void onState(HttpConnection& connection, HttpRequest& request);
    void onError(HttpConnection& connection, HttpRequest& request);
    void respondTooLarge(HttpConnection& connection);
    void refuseTransition(HttpConnection& connection, std::string_view to);
    static std::string_view nameOf(State state);

    Poller& m_poller;
    Listener& m_listener;
    FileDescriptor m_socket;
    const Restores m_restores;
    std::list<HttpConnection> m_connections;
    std::vector<EndpointPart*> m_parts;
    State m_state = State::Started;
    HttpConnection* m_waiting = nullptr; // has asked for the next event
    bool m_describing = false;           // was asked what it keeps
    std::string m_requestId;             // of the current or last invocation
    std::string m_pending;               // an answer to /next that nobody waits for yet
};

} // namespace ws::sandbox
