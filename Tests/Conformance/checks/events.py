"""Events: what happened, as the API publishes it."""

from checks import check, expect


def types(world, about):
    """The types of all events about one object, oldest first."""
    events = world.v1.events.list({"limit": 100}).auto_paging_iter()
    return [event.type for event in events if event.data.object.id == about][::-1]


@check("A customer's life is told by events")
def customer_events(world):
    customer = world.customer(card=None, name="Eve")
    world.v1.customers.update(customer.id, {"name": "Eva"})
    world.v1.customers.delete(customer.id)
    expect(types(world, customer.id), ["customer.created", "customer.updated", "customer.deleted"])


@check("An update's event says what the values were before")
def previous_attributes(world):
    customer = world.customer(card=None, name="Eve", metadata={"a": "1"})
    world.v1.customers.update(customer.id, {"name": "Eva"})
    (event,) = [
        event
        for event in world.v1.events.list({"type": "customer.updated"}).data
        if event.data.object.id == customer.id
    ]
    expect(event.data.object.name, "Eva")
    expect(event.data.previous_attributes.to_dict(), {"name": "Eve"})


@check("An event names the request that caused it")
def request_of_event(world):
    made = world.plain.post("/v1/customers", {"name": "Eve"}, idempotency_key="conformance-event-request")
    newest = world.v1.events.list({"type": "customer.created", "limit": 1}).data[0]
    expect(newest.data.object.id, made.body["id"])
    expect(newest.request.id, made.headers["request-id"])
    expect(newest.request.idempotency_key, "conformance-event-request")


@check("A first payment is told by the events of subscription, invoice, payment and charge")
def subscription_events(world):
    customer = world.customer()
    subscription = world.subscribe(customer, world.price(1000))
    (intent,) = world.v1.payment_intents.list({"customer": customer.id}).data
    # It is incomplete until the gateway has answered, and the second event says that it is active.
    expect(
        types(world, subscription.id), ["customer.subscription.created", "customer.subscription.updated"]
    )
    invoice = types(world, subscription.latest_invoice)
    for kind in ("created", "finalized", "paid", "payment_succeeded"):
        expect(f"invoice.{kind}" in invoice, True, f"whether there is invoice.{kind}")
    expect(
        "payment_intent.succeeded" in types(world, intent.id),
        True,
        "whether there is payment_intent.succeeded",
    )
    expect(types(world, intent.latest_charge), ["charge.succeeded"])


@check("Events are listed by type, by several types and by a family of types")
def events_by_type(world):
    world.subscribe(world.customer(), world.price(1000))
    kinds = ["invoice.paid", "customer.created"]
    expect({event.type for event in world.v1.events.list({"type": "invoice.paid"}).data}, {"invoice.paid"})
    listed = world.v1.events.list({"types": kinds, "limit": 100}).data
    expect({event.type for event in listed}, set(kinds))
    family = world.v1.events.list({"type": "invoice.*", "limit": 100}).data
    expect({event.type.split(".")[0] for event in family}, {"invoice"})


@check("An event read twice is the same event, whatever happened since")
def stable_event(world):
    customer = world.customer(card=None, name="Eve")
    before = world.v1.events.list({"type": "customer.created", "limit": 1}).data[0]
    world.v1.customers.update(customer.id, {"name": "Eva"})
    after = world.v1.events.retrieve(before.id)
    expect(after.data.object.name, "Eve")
    expect(after.to_dict(), before.to_dict())
