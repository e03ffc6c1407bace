#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <memory>
#include <random>
#include <string_view>
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

/// "100ms", "uniform:100ms:20ms", "exponential:100ms", "lognormal:100ms:50ms"; what the two times
/// are, Distribution::Kind says. Error "distribution.syntax" with text.
base::Result<Distribution> parseDistribution(std::string_view text);

} // namespace ws::sandbox
