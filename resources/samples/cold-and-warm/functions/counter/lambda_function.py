"""Counts its own invocations, to make execution environments visible."""

# Code at module level runs once per execution environment, in the INIT phase of a cold start.
print("INIT: a new environment; the count starts at 0")
count = 0


def lambda_handler(event, context):
    # The handler runs once per invocation. Between two of them the environment is frozen, and
    # everything at module level stays as it was: that is a warm start.
    global count
    count += 1
    print(f"INVOKE: {context.aws_request_id} is number {count} in {context.log_stream_name}")
    return count
