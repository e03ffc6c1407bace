#include "engine/expression/intrinsic.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace ws;

namespace {

const json::Value& document() {
    static const json::Value value =
        json::Value::parse(R"({"a": [1, 2, 2, {"b": "c"}], "t": "x,y", "n": 3, "e": "YQ=="})")
            .value();
    return value;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto call = expression::Intrinsic::compile(text);
    if (!call)
        return 0;
    const expression::RandomSource random{[] { return std::string("uuid"); }, [] { return 0.5; }};
    (void)call->evaluate({document(), document(), nullptr}, random);
    return 0;
}
