#include "engine/function/executionrole.h"

#include "engine/base/ids.h"

namespace ws::function {

std::string executionRole(const Configuration& configuration) {
    return configuration.role.empty() ? "arn:aws:iam::" + std::string(base::kAccount) +
                                            ":role/service-role/warmstart-local"
                                      : configuration.role;
}

} // namespace ws::function
