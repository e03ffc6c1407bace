#pragma once

#include "engine/base/result.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ws::fleet {

/// What becomes of an asynchronous event that is over, on its way to a queue, a topic, a bus or a
/// bucket.
struct RecordDelivery {
    enum class Kind {
        Destination, ///< the invocation record
        DeadLetter   ///< the event itself
    };
    Kind kind = Kind::Destination;
    std::string target;      ///< ARN
    std::string functionArn; ///< qualified
    std::string role;        ///< the execution role, with whose rights it is sent
    std::string body;        ///< JSON text; of an event bus: the event's detail
    struct Attribute {
        std::string name;
        std::string type; ///< "String", "Number"
        std::string value;
    };
    std::vector<Attribute> attributes; ///< of a dead letter
    std::string detailType;            ///< for an event bus; source "lambda"
    std::vector<std::string> resources;
    std::string key; ///< for a bucket
};

/// The services that records are sent to: a seam for queues, topics, buses and buckets. Functions
/// are the fleet's own.
class DestinationSink {
public:
    virtual ~DestinationSink() = default;
    /// `done` may come at once.
    virtual void deliver(const RecordDelivery& delivery,
                         std::function<void(const base::Status&)> done) = 0;
};

} // namespace ws::fleet
