// Evaluates typical expressions of workflows on a document of about 2 KB, and a path into 1 MB, and
// prints how long each takes. With an argument, only expressions that hold it.

#include "engine/expression/jsonata.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

namespace {

using namespace ws;
using expression::Jsonata;
using json::Value;
using SteadyClock = std::chrono::steady_clock;

Value order(int number) {
    Value items = Value::array();
    for (int i = 0; i < 5; ++i) {
        Value item = Value::object();
        item.set("sku", "SKU-" + std::to_string(number * 10 + i));
        item.set("price", 9.5 + i);
        item.set("quantity", i + 1);
        items.push(std::move(item));
    }
    Value order = Value::object();
    order.set("id", "order-" + std::to_string(number));
    order.set("customer", Value::object({{"name", "Ada"}, {"tier", "gold"}}));
    order.set("items", std::move(items));
    return order;
}

Value document(int orders) {
    Value list = Value::array();
    for (int i = 0; i < orders; ++i)
        list.push(order(i));
    Value input = Value::object({{"index", 3}, {"limit", 10}, {"text", "a-b-c"}});
    input.set("orders", std::move(list));
    input.set("last", order(orders));
    return Value::object({{"input", std::move(input)}});
}

constexpr std::array kExpressions = {
    "$states.input.index + 1",
    "$states.input.index < $states.input.limit",
    "$states.input.last.customer.name",
    "'Hello ' & $states.input.last.customer.name & '!'",
    "{'name': $states.input.last.customer.name, 'total': 3, 'nested': {'a': [1, 2, 3]}}",
    "$states.input.orders[1].id",
    "$states.input.orders[id = 'order-2'].customer.tier",
    "$sum($states.input.orders.items.(price * quantity))",
    "$map($states.input.orders, function($o) { $o.id })",
    "$filter($states.input.last.items, function($i) { $i.quantity > 2 })",
    "$count($states.input.orders) > 3 ? 'many' : 'few'",
    "$merge([$states.input.last, {'state': 'done'}])",
    "($total := $sum($states.input.last.items.price); $total * 1.2)",
    "$states.input.orders.items{sku: $sum(quantity)}",
    "$states.input.orders.items^(>price)[0].sku",
    "$split($states.input.text, '-')",
    "$replace($states.input.text, /-/, '+')",
    "$string($states.input.last)",
    "$now()",
};

void measure(const char* text, const Value& states, const char* note) {
    const auto compiled = Jsonata::compile(text);
    if (!compiled) {
        std::printf("%s: %s\n", text, compiled.error().arg("message").c_str());
        return;
    }
    Jsonata::Environment environment;
    environment.bindings.emplace_back("states", &states);
    const auto run = [&](int count) {
        const auto begin = SteadyClock::now();
        for (int i = 0; i < count; ++i) {
            const auto outcome = compiled->evaluate(environment);
            if (!outcome || outcome->kind != Jsonata::Outcome::Kind::Value)
                std::printf("%s: no value\n", text);
        }
        return std::chrono::duration<double, std::micro>(SteadyClock::now() - begin).count() /
               count;
    };
    const double first = run(10);
    const double each = run(std::max(100, static_cast<int>(200'000 / (first + 0.1))));
    std::printf("%8.3f us  %s%s\n", each, text, note);
}

} // namespace

int main(int argc, char** argv) {
    const std::string wanted = argc > 1 ? argv[1] : "";
    const Value small = document(5);
    const Value large = document(3'500);
    std::printf("documents of %zu and %zu bytes\n", small.dumpSize(), large.dumpSize());
    for (const char* text : kExpressions) {
        if (std::string(text).find(wanted) != std::string::npos)
            measure(text, small, "");
    }
    if (wanted.empty())
        measure("$states.input.last.customer.name", large, "  (large)");
    const auto begin = SteadyClock::now();
    constexpr int kCompiled = 2'000;
    for (int i = 0; i < kCompiled; ++i)
        (void)Jsonata::compile(kExpressions[7]);
    const double each =
        std::chrono::duration<double, std::micro>(SteadyClock::now() - begin).count() / kCompiled;
    std::printf("%8.3f us  to compile %s\n", each, kExpressions[7]);
    return 0;
}
