#pragma once

#include <string_view>
#include <vector>

namespace ws::base {

/// Which lines of two texts the other one does not have: the fewest, in order.
struct LineDifference {
    std::vector<bool> left;  ///< by line of the left text, from 0: it is only here
    std::vector<bool> right; ///< the same of the right one
    bool empty() const;
};

/// Lines are what lies between '\n'. Where the texts have so little in common that the fewest would
/// take long to find (more than about 4,000 lines differ), everything between what they begin and
/// end with alike differs.
LineDifference differenceOf(std::string_view left, std::string_view right);

} // namespace ws::base
