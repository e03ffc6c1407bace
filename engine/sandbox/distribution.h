#pragma once

#include "engine/base/clock.h"

#include <random>

namespace ws::sandbox {

/// How long something takes in a simulation.
struct Distribution {
    enum class Kind {
        Constant,
        Uniform,     ///< between `typical` - `spread` and `typical` + `spread`
        Exponential, ///< of mean `typical`
        LogNormal,   ///< of median `typical`; 84 of 100 stay below `typical` + `spread`
    };
    Kind kind = Kind::Constant;
    base::Duration typical{0};
    base::Duration spread{0};

    static Distribution constant(base::Duration typical) { return {Kind::Constant, typical, {}}; }
    static Distribution exponential(base::Duration mean) { return {Kind::Exponential, mean, {}}; }

    /// Never negative.
    base::Duration sample(std::mt19937_64& random) const;
};

} // namespace ws::sandbox
