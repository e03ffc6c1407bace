"""The first of two steps: what it returns is what the second one gets."""


def lambda_handler(event, context):
    if event.get("fail") == "first":
        # An exception ends the invocation with a function error; the workflow sees its class
        # name as the error and its text in the cause.
        raise RuntimeError("FirstFunction was asked to fail")

    name = event.get("name", "world")
    print(f"greeting {name}")
    return {"greeting": f"Hello, {name}", "fail": event.get("fail")}
