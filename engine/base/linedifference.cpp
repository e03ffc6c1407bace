#include "engine/base/linedifference.h"

#include <algorithm>
#include <cstddef>

namespace ws::base {

namespace {

/// Steps of Myers' search, each of which keeps a row as long as itself.
constexpr int kMostSteps = 4'000;

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            return lines;
        begin = end + 1;
    }
}

/// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the shortest way through the
/// grid of two sequences, where a diagonal step is a line that both have.
class Search {
public:
    using Lines = std::vector<std::string_view>;

    Search(const Lines& left, const Lines& right)
        : m_left(left)
        , m_right(right)
        , m_width(int(left.size()))
        , m_height(int(right.size())) {}

    /// False when it was given up.
    bool run(std::vector<bool>& onlyLeft, std::vector<bool>& onlyRight) {
        std::vector<int> reached(std::size_t(2 * kMostSteps + 3), 0);
        for (int steps = 0; steps <= std::min(kMostSteps, m_width + m_height); ++steps) {
            for (int diagonal = -steps; diagonal <= steps; diagonal += 2) {
                const int x = furthest(reached, diagonal, steps);
                reached[at(diagonal)] = x;
                if (x >= m_width && x - diagonal >= m_height) {
                    m_rows.push_back(rowOf(reached, steps));
                    walkBack(steps, onlyLeft, onlyRight);
                    return true;
                }
            }
            m_rows.push_back(rowOf(reached, steps));
        }
        return false;
    }

private:
    static std::size_t at(int diagonal) { return std::size_t(diagonal + kMostSteps + 1); }
    static std::vector<int> rowOf(const std::vector<int>& reached, int steps) {
        return {reached.begin() + std::ptrdiff_t(at(-steps)),
                reached.begin() + std::ptrdiff_t(at(steps)) + 1};
    }
    static bool comesFromAbove(int diagonal, int steps, int below, int above) {
        return diagonal == -steps || (diagonal != steps && below < above);
    }

    int furthest(const std::vector<int>& reached, int diagonal, int steps) const {
        int x = 0;
        if (steps > 0) {
            const int below = reached[at(diagonal - 1)];
            const int above = reached[at(diagonal + 1)];
            x = comesFromAbove(diagonal, steps, below, above) ? above : below + 1;
        }
        while (x < m_width && x - diagonal < m_height &&
               m_left[std::size_t(x)] == m_right[std::size_t(x - diagonal)])
            ++x;
        return x;
    }

    void walkBack(int steps, std::vector<bool>& onlyLeft, std::vector<bool>& onlyRight) const {
        int x = m_width;
        int y = m_height;
        for (; steps > 0; --steps) {
            const std::vector<int>& row = m_rows[std::size_t(steps - 1)];
            const auto value = [&](int diagonal) {
                const int place = diagonal + steps - 1;
                return place < 0 || place >= int(row.size()) ? -1 : row[std::size_t(place)];
            };
            const int diagonal = x - y;
            const bool above =
                comesFromAbove(diagonal, steps, value(diagonal - 1), value(diagonal + 1));
            const int from = above ? diagonal + 1 : diagonal - 1;
            x = value(from);
            y = x - from;
            if (above)
                onlyRight[std::size_t(y)] = true;
            else
                onlyLeft[std::size_t(x)] = true;
        }
    }

    const Lines& m_left;
    const Lines& m_right;
    const int m_width;
    const int m_height;
    std::vector<std::vector<int>> m_rows; ///< what was reached after each step, from -steps on
};

} // namespace

bool LineDifference::empty() const {
    const auto any = [](const std::vector<bool>& lines) {
        return std::find(lines.begin(), lines.end(), true) != lines.end();
    };
    return !any(left) && !any(right);
}

LineDifference differenceOf(std::string_view left, std::string_view right) {
    const auto all = linesOf(left);
    const auto others = linesOf(right);
    std::size_t head = 0;
    while (head < all.size() && head < others.size() && all[head] == others[head])
        ++head;
    std::size_t tail = 0;
    while (tail < all.size() - head && tail < others.size() - head &&
           all[all.size() - 1 - tail] == others[others.size() - 1 - tail])
        ++tail;
    const auto middleOf = [&](const std::vector<std::string_view>& lines) {
        return std::vector<std::string_view>(lines.begin() + std::ptrdiff_t(head),
                                             lines.end() - std::ptrdiff_t(tail));
    };
    const auto mine = middleOf(all);
    const auto theirs = middleOf(others);
    std::vector<bool> onlyMine(mine.size());
    std::vector<bool> onlyTheirs(theirs.size());
    if (!Search(mine, theirs).run(onlyMine, onlyTheirs)) {
        onlyMine.assign(mine.size(), true);
        onlyTheirs.assign(theirs.size(), true);
    }
    LineDifference out{std::vector<bool>(all.size()), std::vector<bool>(others.size())};
    std::copy(onlyMine.begin(), onlyMine.end(), out.left.begin() + std::ptrdiff_t(head));
    std::copy(onlyTheirs.begin(), onlyTheirs.end(), out.right.begin() + std::ptrdiff_t(head));
    return out;
}

} // namespace ws::base
