#include "engine/sandbox/processbackend.h"

#include "engine/sandbox/processenvironment.h"
#include "engine/sandbox/processhost.h"

namespace ws::sandbox {

ProcessBackendFactory::ProcessBackendFactory(base::Clock& clock, ProcessOptions options)
    : m_host(std::make_unique<ProcessHost>(clock, std::move(options))) {}

ProcessBackendFactory::~ProcessBackendFactory() = default;

std::unique_ptr<Backend> ProcessBackendFactory::create(const BackendSpec& spec,
                                                       BackendListener& listener) {
    m_host->prepare();
    return std::make_unique<ProcessEnvironment>(*m_host, spec, listener);
}

} // namespace ws::sandbox
