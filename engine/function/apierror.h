#pragma once

#include "engine/json/value.h"

#include <string>
#include <utility>
#include <variant>

namespace ws::function {

/// What a service answers when it refuses: the code names the exception, the message is the
/// service's own text (it is data here, clients compare it).
struct ApiError {
    std::string code;
    std::string message;
    json::Value members = json::Value::object(); ///< of the error body, beside the message
    int status = 400;                            ///< HTTP
    std::string messageMember = "message";       ///< some exceptions write "Message"; empty: none

    /// The body as it travels, without the code.
    json::Value body() const {
        json::Value body = members;
        if (!messageMember.empty())
            body.set(messageMember, message);
        return body;
    }
};

/// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] ApiResult {
public:
    ApiResult(T value)
        : m_state(std::in_place_index<0>, std::move(value)) {}
    ApiResult(ApiError error)
        : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T& operator*() const& { return std::get<0>(m_state); }
    T& operator*() & { return std::get<0>(m_state); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    const T* operator->() const { return &std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const ApiError& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, ApiError> m_state;
};

using Answer = ApiResult<json::Value>;

} // namespace ws::function
