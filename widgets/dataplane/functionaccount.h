#pragma once

#include "engine/function/apierror.h"
#include "widgets/feed/enginefeed.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>

namespace ws::dataplane {

/// What the account has beside one function's folder: versions, aliases, provisioned and reserved
/// concurrency. Reads and changes it through the Lambda API in the engine's thread, and stays
/// current.
class FunctionAccount : public QObject {
    Q_OBJECT
public:
    struct State {
        json::Value versions = json::Value::array(); ///< as GetFunctionConfiguration, $LATEST first
        json::Value aliases = json::Value::array();
        json::Value provisioned = json::Value::array();
        std::optional<int> reserved;
        std::optional<function::ApiError> problem; ///< why nothing can be told
    };
    explicit FunctionAccount(feed::EngineFeed& feed, QObject* parent = nullptr);

    void setFunction(const QString& function);
    QString function() const { return m_function; }
    const State& state() const { return m_state; }

    using Answer = function::Answer;
    /// Calls an operation about the function and reads everything again; `done` comes after
    /// changed().
    void call(const std::string& operation, json::Value request,
              std::function<void(const Answer&)> done);
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void take(const QString& function, const State& state);

    feed::EngineFeed& m_feed; // Not owned.
    QString m_function;       ///< empty: none
    State m_state;
    QTimer m_soon; ///< many changes, one reading
};

} // namespace ws::dataplane
