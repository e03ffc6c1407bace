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

bool Interpreter::isRedrivable() const {
    return d->isRedrivable();
}

std::int64_t Interpreter::redrives() const {
    return d->redrives();
}

std::optional<NextStep> Interpreter::nextStep() const {
    return d->nextStep();
}

bool Interpreter::isOpen(TaskId task) const {
    return d->isOpen(task);
}

bool Interpreter::isOpen(WakeId timer) const {
    return d->isOpen(timer);
}

std::vector<Command> Interpreter::takeCommands() {
    return d->takeCommands();
}

const statemachine::StateMachine& Interpreter::machine() const {
    return d->machine();
}

const std::shared_ptr<History>& Interpreter::history() const {
    return d->history();
}

std::vector<std::shared_ptr<ChildStory>> Interpreter::takeNews() {
    return d->takeNews();
}

const std::vector<std::shared_ptr<const MapRun>>& Interpreter::mapRuns() const {
    return d->mapRuns();
}

} // namespace ws::execution
