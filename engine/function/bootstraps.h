#pragma once

#include <string_view>
#include <vector>

namespace ws::function {

/// One version of what runs functions of a language. A version that was given out is never changed
/// again: what follows is a new file with the next number, and the older one stays.
///
/// 1 of Python   does not take part in snapshots.
/// 1 of Node.js  calls handlers with a callback in every runtime; 2 refuses them from Node.js 24
/// on. 1 of Ruby     cannot tell what is kept between invokes.
struct Bootstrap {
    std::string_view language; ///< "python"
    int number = 1;
    std::string_view file;   ///< its name in /var/runtime
    std::string_view digest; ///< SHA-256 of its bytes, in hex
};

/// All of them, those of one language by number.
const std::vector<Bootstrap>& bootstraps();

} // namespace ws::function
