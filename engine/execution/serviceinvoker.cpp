#include "engine/execution/serviceinvoker.h"

#include <utility>

namespace ws::execution {

ServiceInvoker::Ticket ServiceInvoker::runJob(const ServiceRequest& request,
                                              std::function<void(ServiceReply)> submitted,
                                              std::function<void(JobEnd)>) {
    return call(request, [submitted = std::move(submitted)](const ServiceReply& reply) {
        if (reply.failed())
            return submitted(reply);
        ServiceReply refusal;
        refusal.status = 0;
        refusal.requestId = reply.requestId;
        refusal.code = "JobNotAwaited";
        refusal.message = "The service that runs here does not tell how its jobs end";
        submitted(refusal);
    });
}

} // namespace ws::execution
