#include "engine/base/suggestion.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace ws::base {

namespace {

std::string lowered(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char letter) { return char(std::tolower(letter)); });
    return result;
}

std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

} // namespace

std::string nearestName(std::string_view text, const std::vector<std::string>& names) {
    const std::string wanted = lowered(text);
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (const std::string& name : names) {
        const std::string candidate = lowered(name);
        if (candidate == wanted)
            return name;
        const bool begun = wanted.size() >= 2 && candidate.starts_with(wanted);
        const std::size_t distance = begun ? 1 : editDistance(wanted, candidate);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = name;
        }
    }
    return best;
}

} // namespace ws::base
