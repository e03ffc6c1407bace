#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

namespace ws::base {

/// A lifecycle as data: what is not declared is not allowed. Tests walk arrows() and every pair
/// that is missing from it.
template <typename State, typename Trigger>
class TransitionTable {
public:
    struct Arrow {
        State from;
        Trigger trigger;
        State to;
    };

    TransitionTable(std::initializer_list<Arrow> arrows)
        : m_arrows(arrows) {}

    std::optional<State> next(State from, Trigger trigger) const {
        const auto found = std::find_if(m_arrows.begin(), m_arrows.end(), [&](const Arrow& arrow) {
            return arrow.from == from && arrow.trigger == trigger;
        });
        if (found == m_arrows.end())
            return std::nullopt;
        return found->to;
    }

    const std::vector<Arrow>& arrows() const { return m_arrows; }

private:
    std::vector<Arrow> m_arrows;
};

} // namespace ws::base
