#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace ws::expression::jsonata {

namespace detail {

template <typename IsAfter>
void mergeSort(std::vector<std::size_t>& order, std::vector<std::size_t>& spare, std::size_t begin,
               std::size_t end, IsAfter& isAfter) {
    if (end - begin <= 1)
        return;
    const std::size_t middle = begin + (end - begin) / 2;
    mergeSort(order, spare, begin, middle, isAfter);
    mergeSort(order, spare, middle, end, isAfter);
    std::size_t left = begin;
    std::size_t right = middle;
    for (std::size_t to = begin; to < end; ++to) {
        if (left == middle)
            spare[to] = order[right++];
        else if (right == end)
            spare[to] = order[left++];
        else
            spare[to] = isAfter(order[left], order[right]) ? order[right++] : order[left++];
    }
    std::copy(spare.begin() + static_cast<std::ptrdiff_t>(begin),
              spare.begin() + static_cast<std::ptrdiff_t>(end),
              order.begin() + static_cast<std::ptrdiff_t>(begin));
}

} // namespace detail

/// The numbers of `count` elements in order: a stable merge sort that asks the same questions in
/// the same order as the reference, whatever the answers; a user's comparison may contradict
/// itself, which std::sort does not survive.
template <typename IsAfter>
std::vector<std::size_t> sortedOrder(std::size_t count, IsAfter isAfter) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::size_t> spare(count);
    detail::mergeSort(order, spare, 0, count, isAfter);
    return order;
}

} // namespace ws::expression::jsonata
