#include "engine/execution/interpreter.h"

#include "engine/execution/core.h"

namespace ws::execution {

Interpreter::Interpreter(Setup setup)
    : d(std::make_unique<Core>(std::move(setup))) {}

Interpreter::~Interpreter() = default;

void Interpreter::apply(const Input& input) {
    d->apply(input);
}

bool Interpreter::hasBegun() const {
    return d->hasBegun();
}

bool Interpreter::isReady() const {
    return d->isReady();
}

bool Interpreter::isFinished() const {
    return d->isFinished();
}

std::vector<Command> Interpreter::takeCommands() {
    return d->takeCommands();
}

const std::shared_ptr<History>& Interpreter::history() const {
    return d->history();
}

const std::vector<std::shared_ptr<const MapRun>>& Interpreter::mapRuns() const {
    return d->mapRuns();
}

} // namespace ws::execution
