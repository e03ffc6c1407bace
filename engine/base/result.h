#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ws::base {

/// What went wrong, as meaning and not as words: the message is made once, at the edge
/// (widgets/theme/messages.h), from the code and the arguments.
struct Error {
    std::string code; ///< dotted and stable, e.g. "workspace.functionNotFound"
    std::vector<std::pair<std::string, std::string>> args; ///< named, in the order of the message

    /// The argument's text, or an empty string when there is none of that name.
    std::string arg(std::string_view name) const {
        for (const auto& [key, value] : args) {
            if (key == name)
                return value;
        }
        return {};
    }
    bool operator==(const Error&) const = default;
};

/// A value or an Error. Reading the one that is not there is a programming error.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T& value() const& { return std::get<0>(m_state); }
    T& value() & { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// A Result without a value.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error)
        : m_error(std::move(error)) {}
    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace ws::base
