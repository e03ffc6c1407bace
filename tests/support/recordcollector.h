#pragma once

#include "engine/fleet/destinationsink.h"

#include <vector>

namespace ws::tests {

/// Keeps the records of asynchronous events that are over.
class RecordCollector : public fleet::DestinationSink {
public:
    void deliver(const fleet::RecordDelivery& delivery,
                 std::function<void(const base::Status&)> done) override {
        deliveries.push_back(delivery);
        done(answer);
    }

    std::vector<fleet::RecordDelivery> deliveries;
    base::Status answer;
};

} // namespace ws::tests
