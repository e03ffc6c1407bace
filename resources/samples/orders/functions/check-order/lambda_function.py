"""Checks an order and adds it up. The first step of the machine "orders"."""


class InvalidOrder(Exception):
    """The name of the class is the error that the workflow's Catch looks for."""


def lambda_handler(event, context):
    items = event.get("items") or []
    if not items:
        raise InvalidOrder("an order needs at least one item")
    for item in items:
        if item["quantity"] < 1:
            raise InvalidOrder(f"{item['sku']}: the quantity must be at least 1")

    total = sum(item["quantity"] * item["price"] for item in items)
    # print() goes to the function's log, like everything on standard output.
    print(f"order {event['orderId']}: {len(items)} items, {total} in all")

    # What a handler returns becomes the state's result, and through ResultPath a part of the
    # workflow's document. Amounts are whole cents: money does not like floating point.
    return {"itemCount": len(items), "total": total}
