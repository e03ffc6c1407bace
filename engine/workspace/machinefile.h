#pragma once

#include <array>
#include <string>
#include <string_view>

namespace ws::workspace {

/// How the file of a state machine may end; where a machine has several the first one counts.
inline constexpr std::array<std::string_view, 3> kMachineSuffixes{".asl.json", ".asl.yaml",
                                                                  ".asl.yml"};

/// "orders" of "statemachines/orders.asl.yaml"; empty when that is no file of a machine.
std::string machineNameOfFile(std::string_view path);

/// Where a machine of that name is, relative to the workspace; where a new one goes when there is
/// none.
std::string machinePath(const std::string& root, const std::string& name);

/// The same file with another machine's name: "statemachines/b.asl.yaml".
std::string renamedMachineFile(std::string_view path, std::string_view name);

} // namespace ws::workspace
