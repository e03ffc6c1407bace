#!/usr/bin/env python3
"""Writes what the operations of AWS Lambda take, from the API description that botocore carries
(Apache-2.0). Run it in this folder, with botocore installed.

The file has one line per operation, an empty line, and one line per shape that requests are made of:

    CreateAlias POST 201 /2015-03-31/functions/{FunctionName}/aliases CreateAliasRequest

    CreateAliasRequest structure FunctionName!:FunctionName Name!:Alias
    ArchitecturesList list 1 1 Architecture
    AdditionalVersionWeights map AdditionalVersion Weight
    Alias string 1 128 /(?!^[0-9]+$)([a-zA-Z0-9-_]+)
    LogType string - - =None|Tail
    Weight number 0.0 1.0
    MemorySize integer 128 10240

"!" marks a member that has to be there; numbers bound a length or a value, "-" is no bound; a star
behind the type marks what the service's messages do not repeat.
"""

import botocore.session

OPERATIONS = """
AddLayerVersionPermission AddPermission CreateAlias CreateCodeSigningConfig CreateFunction
CreateFunctionUrlConfig DeleteAlias DeleteCodeSigningConfig DeleteFunction
DeleteFunctionCodeSigningConfig DeleteFunctionConcurrency DeleteFunctionEventInvokeConfig
DeleteFunctionUrlConfig DeleteLayerVersion DeleteProvisionedConcurrencyConfig GetAccountSettings
GetAlias GetCodeSigningConfig GetFunction GetFunctionCodeSigningConfig GetFunctionConcurrency
GetFunctionConfiguration GetFunctionEventInvokeConfig GetFunctionRecursionConfig
GetFunctionUrlConfig GetLayerVersion GetLayerVersionByArn GetLayerVersionPolicy GetPolicy
GetProvisionedConcurrencyConfig GetRuntimeManagementConfig Invoke InvokeAsync ListAliases
ListCodeSigningConfigs ListFunctionEventInvokeConfigs ListFunctionUrlConfigs ListFunctions
ListFunctionsByCodeSigningConfig ListLayerVersions ListLayers ListProvisionedConcurrencyConfigs
ListTags ListVersionsByFunction PublishLayerVersion PublishVersion PutFunctionCodeSigningConfig
PutFunctionConcurrency PutFunctionEventInvokeConfig PutFunctionRecursionConfig
PutProvisionedConcurrencyConfig PutRuntimeManagementConfig RemoveLayerVersionPermission
RemovePermission TagResource UntagResource UpdateAlias UpdateCodeSigningConfig UpdateFunctionCode
UpdateFunctionConfiguration UpdateFunctionEventInvokeConfig UpdateFunctionUrlConfig
""".split()

# Where the service's own checks differ from the description: limits of managed instances, and the
# order in which it names the values of an enumeration. Runtimes have a check of their own.
CORRECTIONS = {
    "MemorySize": {"max": 10240},
    "Timeout": {"max": 900},
    "Runtime": {"enum": None},
    "InvokeMode": {"enum": ["RESPONSE_STREAM", "BUFFERED"]},
    "InvocationType": {"enum": ["Event", "RequestResponse", "DryRun"]},
}

# Deleting answers with nothing, as it was before functions could be deleted in steps.
STATUS = {"DeleteFunction": 204}

TYPES = {"long": "integer", "double": "number", "float": "number"}


def bound(shape, name):
    value = shape.get(name)
    return "-" if value is None else str(value)


def line(name, shape):
    kind = TYPES.get(shape["type"], shape["type"]) + ("*" if shape.get("sensitive") else "")
    bounds = f"{bound(shape, 'min')} {bound(shape, 'max')}"
    if kind.startswith("structure"):
        required = shape.get("required", [])
        members = (
            f"{member}{'!' if member in required else ''}:{entry['shape']}"
            for member, entry in shape["members"].items()
        )
        return " ".join([name, kind, *members])
    if kind.startswith("list"):
        return f"{name} {kind} {bounds} {shape['member']['shape']}"
    if kind.startswith("map"):
        return f"{name} {kind} {shape['key']['shape']} {shape['value']['shape']}"
    if kind.startswith("string"):
        if shape.get("enum"):
            return f"{name} {kind} {bounds} ={'|'.join(shape['enum'])}"
        if shape.get("pattern"):
            return f"{name} {kind} {bounds} /{shape['pattern']}"
    return f"{name} {kind} {bounds}"


def below(shape):
    if shape["type"] == "structure":
        return [entry["shape"] for entry in shape["members"].values()]
    return [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]


def main():
    model = botocore.session.get_session().get_service_model("lambda")
    description = model._service_description
    shapes = {
        name: {**shape, **CORRECTIONS.get(name, {})} for name, shape in description["shapes"].items()
    }
    operations, wanted = [], []
    for name in OPERATIONS:
        operation = description["operations"][name]
        http = operation["http"]
        taken = operation["input"]["shape"]
        status = STATUS.get(name, http.get("responseCode", 200))
        operations.append(f"{name} {http['method']} {status} {http['requestUri']} {taken}")
        wanted.append(taken)
    seen = set()
    while wanted:
        name = wanted.pop()
        if name not in seen:
            seen.add(name)
            wanted += below(shapes[name])
    with open("lambda.txt", "w", encoding="utf-8") as out:
        out.write("\n".join(operations) + "\n\n")
        out.write("\n".join(line(name, shapes[name]) for name in sorted(seen)) + "\n")


main()
