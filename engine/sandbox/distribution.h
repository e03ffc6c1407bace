#pragma once

#include "engine/base/clock.h"

#include <memory>
#include <random>
#include <vector>

namespace ws::sandbox {

/// How long something takes in a simulation.
struct Distribution {
    enum class Kind {
        Constant,
        Uniform,     ///< between `typical` - `spread` and `typical` + `spread`
        Exponential, ///< of mean `typical`
        LogNormal,   ///< of median `typical`; 84 of 100 stay below `typical` + `spread`
        Measured,    ///< one of `samples`, each as likely
    };
    Kind kind = Kind::Constant;
    base::Duration typical{0};
    base::Duration spread{0};
    std::shared_ptr<const std::vector<base::Duration>> samples = nullptr; ///< not empty

    static Distribution constant(base::Duration typical) { return {Kind::Constant, typical, {}}; }
    static Distribution exponential(base::Duration mean) { return {Kind::Exponential, mean, {}}; }
    static Distribution measured(std::vector<base::Duration> samples);

    /// The expected value, where it is known in closed form or from the samples.
    base::Duration mean() const;
    /// Never negative.
    base::Duration sample(std::mt19937_64& random) const;
};

} // namespace ws::sandbox
