#pragma once

#include "engine/service/apierror.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ws::service {

/// What an ARN of Step Functions names.
struct StatesArn {
    enum class Kind : std::uint8_t { StateMachine, Execution, Express, Activity, MapRun };

    Kind kind = Kind::StateMachine;
    std::string text;      ///< as given
    std::string machine;   ///< or the activity's name
    std::string label;     ///< of a distributed Map: stateMachine:name/label
    std::string qualifier; ///< version or alias of a machine; name of an execution or Map Run
    std::string run;       ///< of an express execution

    /// The machine without label and qualifier.
    std::string machineArn() const;
    bool isVersion() const;
    bool isAlias() const { return !qualifier.empty() && !isVersion(); }

    /// InvalidArn with the service's reason when `text` is none, or of another kind.
    static ApiResult<StatesArn> parse(std::string_view text, Kind kind);
    /// Of any kind.
    static ApiResult<StatesArn> parse(std::string_view text);
};

/// The ARN of another resource beside it: same partition, region and account.
std::string siblingArn(std::string_view arn, const std::string& resource);

} // namespace ws::service
