#include "engine/expression/path.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace ws;

namespace {

const json::Value& document() {
    static const json::Value value =
        json::Value::parse(R"({"a": [1, {"b": "c", "d": null}, [2, 3]], "k": {"b": {"b": true}},
                               "names": ["x", "y", "z"], "n": -1.5})")
            .value();
    return value;
}

} // namespace

/// A path that compiles evaluates to something or an error, and can be written to or not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const expression::Scope scope{document(), document(), nullptr};
    if (const auto path = expression::Path::compile(text)) {
        (void)path->evaluate(scope);
        (void)path->exists(scope);
    }
    if (const auto path = expression::Path::compile(text, expression::Path::Kind::Reference))
        (void)path->put(document(), json::Value("new"));
    return 0;
}
