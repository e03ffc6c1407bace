#include "engine/function/functiontemplate.h"

namespace ws::function {

namespace {

constexpr const char* kPython = R"(import json


def lambda_handler(event, context):
    return {"statusCode": 200, "body": json.dumps("Hello from Lambda!")}
)";

constexpr const char* kNodeJs = R"(export const handler = async (event) => {
  return { statusCode: 200, body: JSON.stringify("Hello from Lambda!") };
};
)";

constexpr const char* kRuby = R"(require 'json'

def lambda_handler(event:, context:)
  { statusCode: 200, body: JSON.generate('Hello from Lambda!') }
end
)";

constexpr const char* kBootstrap = R"(#!/bin/bash
# A custom runtime: asks for the next event and answers it, for ever.
set -euo pipefail
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
headers=$(mktemp)
while true; do
  event=$(curl -sS -D "$headers" "$api/next")
  id=$(grep -i '^lambda-runtime-aws-request-id:' "$headers" | tr -d '\r' | cut -d' ' -f2)
  curl -sS -o /dev/null -X POST "$api/$id/response" -d "{\"received\": $event}"
done
)";

std::string handlerOf(RuntimeFamily family) {
    switch (family) {
    case RuntimeFamily::Python:
    case RuntimeFamily::Ruby:
        return "lambda_function.lambda_handler";
    case RuntimeFamily::NodeJs:
        return "index.handler";
    case RuntimeFamily::Provided:
        return "bootstrap";
    case RuntimeFamily::Unknown:
        break;
    }
    return {};
}

TemplateFile handlerFile(RuntimeFamily family) {
    switch (family) {
    case RuntimeFamily::Python:
        return {"lambda_function.py", kPython, TemplateFile::Mode::Plain};
    case RuntimeFamily::NodeJs:
        return {"index.mjs", kNodeJs, TemplateFile::Mode::Plain};
    case RuntimeFamily::Ruby:
        return {"lambda_function.rb", kRuby, TemplateFile::Mode::Plain};
    default:
        return {"bootstrap", kBootstrap, TemplateFile::Mode::Executable};
    }
}

} // namespace

std::string defaultRuntime(RuntimeFamily family) {
    switch (family) {
    case RuntimeFamily::Python:
        return "python3.13";
    case RuntimeFamily::NodeJs:
        return "nodejs22.x";
    case RuntimeFamily::Ruby:
        return "ruby3.4";
    case RuntimeFamily::Provided:
        return "provided.al2023";
    case RuntimeFamily::Unknown:
        break;
    }
    return {};
}

std::string configurationTemplate(const std::string& runtime) {
    const Configuration defaults;
    const json::Value file = json::Value::object(
        {{"Runtime", runtime},
         {"Handler", handlerOf(runtimeFamily(runtime))},
         {"MemorySize", defaults.memoryMb},
         {"Timeout", defaults.timeoutSeconds},
         {"Environment", json::Value::object({{"Variables", json::Value::object()}})}});
    return file.pretty() + '\n';
}

std::vector<TemplateFile> functionTemplate(const std::string& runtime) {
    const RuntimeFamily family = runtimeFamily(runtime);
    if (family == RuntimeFamily::Unknown)
        return {};
    return {{"function.json", configurationTemplate(runtime), TemplateFile::Mode::Plain},
            handlerFile(family)};
}

} // namespace ws::function
