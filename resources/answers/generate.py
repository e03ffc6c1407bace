#!/usr/bin/env python3
"""Writes what the operations of AWS services answer, one file per service, from the API
descriptions that botocore carries (Apache-2.0). Run it in this folder, with botocore installed.

A file has one line per operation, "encrypt EncryptResponse", an empty line, and one line per shape
that answers are made of:

    EncryptResponse structure CiphertextBlob:CiphertextType KeyId!:KeyIdType
    Aliases list AliasListEntry
    Tags map TagValue
    KeySpec string =RSA_2048|RSA_3072
    Limit number 1 1000
    CiphertextType string 1 6144
    Flag boolean

"!" marks a member that is always there; numbers bound a length or a value, "-" is no bound. Members
have the names that Step Functions gives them. What may be anything has no line.
"""

import re

import botocore
import botocore.session

SERVICES = """
apigateway athena autoscaling batch bedrock bedrock-runtime cloudformation cloudwatch codebuild
cognito-idp comprehend databrew dynamodb ecr ecs eks emr emr-containers emr-serverless events
firehose glue iam kinesis kms lambda logs mediaconvert polly rds rds-data redshift-data rekognition
s3 sagemaker scheduler secretsmanager ses sesv2 sns sqs ssm stepfunctions sts textract transcribe
translate
""".split()

# What Step Functions checks where botocore's description is another: memory beyond 10,240 MB came
# with managed instances.
CORRECTIONS = {("lambda", "MemorySize"): {"max": 10240}}


def words(name):
    """As the Java SDK takes names apart, whose names Step Functions uses."""
    name = re.sub("[^A-Za-z0-9]+", " ", name)
    name = re.sub("([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", name)
    name = re.sub("([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", name)
    name = re.sub("(?<=[a-z])(?=[A-Z]([a-zA-Z]|[0-9]))", " ", name)
    name = re.sub("([A-Z]+)([A-Z][a-z])", r"\1 \2", name)
    name = re.sub("([0-9])([a-zA-Z])", r"\1 \2", name)
    return name.split()


def pascal(name):
    return "".join(word[0].upper() + word[1:].lower() for word in words(name))


def camel(name):
    return name[0].lower() + name[1:]


def bounds(shape):
    least, most = shape.get("min"), shape.get("max")
    if least is None and most is None:
        return ""
    return f" {'-' if least is None else least} {'-' if most is None else most}"


class Service:
    def __init__(self, model):
        self.shapes = model["shapes"]
        self.operations = model["operations"]
        self.lines = {}

    def is_free(self, name):
        shape = self.shapes[name]
        return bool(shape.get("document") or shape.get("eventstream"))

    def visit(self, name):
        if name in self.lines or self.is_free(name):
            return
        shape = self.shapes[name]
        kind = shape["type"]
        self.lines[name] = ""
        if kind == "structure":
            required = set(shape.get("required", []))
            members = shape.get("members", {})
            text = "structure" + "".join(
                f" {pascal(key)}{'!' if key in required else ''}:{member['shape']}"
                for key, member in members.items())
            below = [member["shape"] for member in members.values()]
        elif kind == "list":
            below = [shape["member"]["shape"]]
            text = "list " + below[0]
        elif kind == "map":
            below = [shape["value"]["shape"]]
            text = "map " + below[0]
        else:
            below = []
            text = self.scalar(kind, shape)
        self.lines[name] = f"{name} {text}"
        for each in below:
            self.visit(each)

    @staticmethod
    def scalar(kind, shape):
        if kind == "boolean":
            return "boolean"
        if kind in ("integer", "long", "float", "double"):
            return "number" + bounds(shape)
        if "enum" in shape:
            return "string =" + "|".join(shape["enum"])
        return "string" + bounds(shape)

    def text(self):
        calls = []
        for name, operation in self.operations.items():
            if "output" in operation:
                shape = operation["output"]["shape"]
                self.visit(shape)
                calls.append(f"{camel(name)} {shape}")
        return "\n".join(calls) + "\n\n" + "\n".join(line for line in self.lines.values()) + "\n"


def main():
    session = botocore.session.get_session()
    for name in SERVICES:
        model = session.get_service_data(name)
        for (service, shape), changed in CORRECTIONS.items():
            if service == name:
                model["shapes"][shape].update(changed)
        identity = re.sub("[^a-z0-9]", "", model["metadata"]["serviceId"].lower())
        with open(identity + ".txt", "w", encoding="utf-8") as file:
            file.write(f"# {model['metadata']['serviceFullName']}, from botocore "
                       f"{botocore.__version__} (Apache-2.0)\n")
            file.write(Service(model).text())


if __name__ == "__main__":
    main()
