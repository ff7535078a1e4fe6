"""Payment intents that are confirmed, and cards that are set up for later."""

import stripe

from checks import check, expect, expect_error, refused


def waiting(world, card="pm_card_visa"):
    """A subscription that waits for its first payment, and the intent of it."""
    customer = world.customer(card=card)
    subscription = world.subscribe(customer, world.price(1000), payment_behavior="default_incomplete")
    (intent,) = world.v1.payment_intents.list({"customer": customer.id}).data
    return subscription, intent


def authenticate(world, kind, id, outcome):
    return world.plain.post(f"/v1/test_helpers/{kind}/{id}/authenticate", [("outcome", outcome)])


@check("Confirming the payment of a first invoice begins the subscription")
def confirm(world):
    subscription, intent = waiting(world)
    expect(world.v1.payment_intents.update(intent.id, {"metadata": {"k": "1"}}).metadata.to_dict(), {"k": "1"})
    paid = world.v1.payment_intents.confirm(intent.id, {"return_url": "https://example.com"})
    expect((paid.status, paid.amount_received), ("succeeded", 1000))
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "active")
    with refused(stripe.InvalidRequestError, 400, "payment_intent_unexpected_state"):
        world.v1.payment_intents.confirm(intent.id)


@check("A payment that a card declines is confirmed with another one")
def other_card(world):
    subscription, intent = waiting(world, "pm_card_chargeCustomerFail")
    with refused(stripe.CardError, 402, "card_declined"):
        world.v1.payment_intents.confirm(intent.id)
    expect(world.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"}).status, "succeeded")
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "active")


@check("The payment of an invoice is not canceled by itself")
def cancel(world):
    _, intent = waiting(world)
    with refused(stripe.InvalidRequestError, 400, "payment_intent_unexpected_state"):
        world.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})


@check("A bank that wants to see the customer is told that it has, or that it was somebody else")
def authentication(world):
    subscription, intent = waiting(world, "pm_card_authenticationRequired")
    expect(world.v1.payment_intents.confirm(intent.id).status, "requires_action")
    failed = authenticate(world, "payment_intents", intent.id, "fail").body
    expect((failed["status"], failed["last_payment_error"]["code"]),
           ("requires_payment_method", "payment_intent_authentication_failure"))
    expect(world.v1.payment_intents.confirm(intent.id).status, "requires_action")
    expect(authenticate(world, "payment_intents", intent.id, "succeed").body["status"], "succeeded")
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "active")
    expect_error(authenticate(world, "payment_intents", intent.id, "succeed"), 400, "payment_intent_unexpected_state")


@check("A card that is set up is attached and pays later")
def set_up(world):
    customer = world.customer(card=None)
    intent = world.v1.setup_intents.create({"customer": customer.id, "metadata": {"k": "1"}})
    expect((intent.status, intent.usage), ("requires_payment_method", "off_session"))
    chosen = world.v1.setup_intents.update(intent.id, {"payment_method": "pm_card_visa", "description": "later"})
    expect((chosen.status, chosen.description), ("requires_confirmation", "later"))
    done = world.v1.setup_intents.confirm(intent.id, {"expand": ["payment_method", "customer"]})
    expect((done.status, done.payment_method.customer), ("succeeded", customer.id))
    expect([one.id for one in world.v1.setup_intents.list({"customer": customer.id}).data], [intent.id])
    expect(world.v1.setup_intents.retrieve(intent.id).payment_method, done.payment_method.id)
    subscription = world.subscribe(customer, world.price(1000), default_payment_method=done.payment_method.id)
    expect(subscription.status, "active")
    with refused(stripe.InvalidRequestError, 400, "setup_intent_unexpected_state"):
        world.v1.setup_intents.cancel(intent.id)
    types = [event.type for event in world.v1.events.list({"type": "setup_intent.*"}).data]
    for wanted in ("setup_intent.created", "setup_intent.succeeded"):
        expect(wanted in types, True, wanted)


@check("A card that cannot be set up leaves a setup intent that waits for another, or is given up")
def set_up_declined(world):
    customer = world.customer(card=None)
    with refused(stripe.CardError, 402, "card_declined"):
        world.v1.setup_intents.create(
            {"customer": customer.id, "payment_method": "pm_card_chargeDeclined", "confirm": True})
    (intent,) = world.v1.setup_intents.list({"customer": customer.id}).data
    expect((intent.status, intent.last_setup_error.code), ("requires_payment_method", "card_declined"))
    asked = world.v1.setup_intents.confirm(intent.id, {"payment_method": "pm_card_authenticationRequired"})
    expect((asked.status, asked.next_action.type), ("requires_action", "use_stripe_sdk"))
    failed = authenticate(world, "setup_intents", intent.id, "fail").body
    expect(failed["last_setup_error"]["code"], "setup_intent_authentication_failure")
    canceled = world.v1.setup_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    expect((canceled.status, canceled.cancellation_reason), ("canceled", "abandoned"))
