#include "engine/sandbox/spawn.h"

#include "engine/sandbox/filedescriptor.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>

namespace ws::sandbox {

namespace {

// Copies above every number that a child is given, so that no step of the setting up overwrites
// what a later one needs.
constexpr int kAboveAll = 64;

std::vector<char*> pointersTo(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (const std::string& text : texts)
        pointers.push_back(const_cast<char*>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

class FileActions {
public:
    FileActions() { posix_spawn_file_actions_init(&m_actions); }
    ~FileActions() { posix_spawn_file_actions_destroy(&m_actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    posix_spawn_file_actions_t* get() { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions;
};

class Attributes {
public:
    Attributes() {
        posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigemptyset(&none);
        sigset_t all;
        sigfillset(&all);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        posix_spawnattr_setsigdefault(&m_attributes, &all);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Attributes() { posix_spawnattr_destroy(&m_attributes); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    const posix_spawnattr_t* get() const { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes;
};

} // namespace

SpawnResult spawn(const std::vector<std::string>& command,
                  const std::vector<std::string>& environment,
                  const SpawnDescriptors& descriptors) {
    FileActions actions;
    std::vector<FileDescriptor> copies;
    for (int number = 0; number < 3; ++number) {
        const bool given = std::any_of(descriptors.begin(), descriptors.end(),
                                       [&](const auto& each) { return each.second == number; });
        if (!given)
            posix_spawn_file_actions_addopen(actions.get(), number, "/dev/null", O_RDWR, 0);
    }
    for (const auto& [ours, number] : descriptors) {
        copies.emplace_back(::fcntl(ours, F_DUPFD_CLOEXEC, kAboveAll));
        posix_spawn_file_actions_adddup2(actions.get(), copies.back().get(), number);
    }
    SpawnResult result;
    const Attributes attributes;
    result.error =
        ::posix_spawn(&result.pid, command.front().c_str(), actions.get(), attributes.get(),
                      pointersTo(command).data(), pointersTo(environment).data());
    if (result.error != 0)
        result.pid = -1;
    return result;
}

} // namespace ws::sandbox
