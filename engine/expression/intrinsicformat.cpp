#include "engine/expression/intrinsiccall.h"

namespace ws::expression {

void appendFormatted(std::string& out, const json::Value& value) {
    bool first = true;
    const auto separate = [&] {
        if (!first)
            out += ", ";
        first = false;
    };
    switch (value.type()) {
    case json::Value::Type::String:
        out += value.toString();
        break;
    case json::Value::Type::Array:
        out += '[';
        for (const json::Value& item : value.items()) {
            separate();
            appendFormatted(out, item);
        }
        out += ']';
        break;
    case json::Value::Type::Object:
        out += '{';
        for (const auto& [name, member] : value.members()) {
            separate();
            out += name + '=';
            appendFormatted(out, member);
        }
        out += '}';
        break;
    default:
        value.dumpTo(out);
        break;
    }
}

IntrinsicOutcome formatPieces(const std::vector<std::string>& pieces,
                              const IntrinsicArguments& values, std::size_t first) {
    const std::size_t places = pieces.size() - 1;
    if (values.size() - first != places)
        return IntrinsicRefusal{"Invalid arguments in States.Format: the template has " +
                                std::to_string(places) + " places for " +
                                std::to_string(values.size() - first) + " values"};
    std::string out = pieces.front();
    for (std::size_t i = 0; i < places; ++i) {
        appendFormatted(out, values[first + i]);
        out += pieces[i + 1];
    }
    return json::Value(std::move(out));
}

} // namespace ws::expression
