"""Payments: what the test cards do, and how payments are read."""

import stripe

from checks import check, expect, expect_error, refused


@check("A card that is declined cannot be attached")
def declined_card(world):
    customer = world.customer(card=None)
    with refused(stripe.CardError, 402, "card_declined") as caught:
        world.v1.payment_methods.attach("pm_card_chargeDeclined", {"customer": customer.id})
    expect(caught[0].error.decline_code, "generic_decline")
    with refused(stripe.CardError, 402, "card_declined") as caught:
        world.v1.payment_methods.attach("pm_card_chargeDeclinedInsufficientFunds", {"customer": customer.id})
    expect(caught[0].error.decline_code, "insufficient_funds")


@check("A subscription whose first payment fails is incomplete")
def incomplete(world):
    customer = world.customer(card="pm_card_chargeCustomerFail")
    subscription = world.subscribe(customer, world.price(1000), expand=["latest_invoice"])
    expect((subscription.status, subscription.latest_invoice.status), ("incomplete", "open"))


@check("A payment that waits for the customer leaves the subscription incomplete")
def default_incomplete(world):
    subscription = world.subscribe(world.customer(), world.price(1000), payment_behavior="default_incomplete")
    expect(subscription.status, "incomplete")


@check("A customer without a payment method cannot subscribe to something that costs")
def no_payment_method(world):
    customer = world.customer(card=None)
    with refused(stripe.InvalidRequestError, 400, "resource_missing"):
        world.subscribe(customer, world.price(1000))


@check("A paid invoice leads to its payment, its charge and its card")
def paid_invoice(world):
    customer = world.customer()
    subscription = world.subscribe(customer, world.price(1000))
    invoice = world.v1.invoices.retrieve(
        subscription.latest_invoice, {"expand": ["payments.data.payment.payment_intent"]}
    )
    (payment,) = invoice.payments.data
    expect((payment.status, payment.amount_paid, payment.is_default), ("paid", 1000, True))
    intent = payment.payment.payment_intent
    expect((intent.status, intent.amount_received, intent.customer), ("succeeded", 1000, customer.id))
    charge = world.v1.charges.retrieve(intent.latest_charge)
    expect((charge.paid, charge.amount_captured, charge.currency), (True, 1000, "usd"))
    expect(charge.payment_method_details.card.last4, "4242")


@check("Payments and charges are read one by one and listed by customer")
def list_payments(world):
    customer = world.customer()
    world.subscribe(customer, world.price(1000))
    (intent,) = world.v1.payment_intents.list({"customer": customer.id}).data
    expect(world.v1.payment_intents.retrieve(intent.id).amount, 1000)
    (charge,) = world.v1.charges.list({"customer": customer.id}).data
    expect(world.v1.charges.retrieve(charge.id).payment_intent, intent.id)
    (charge,) = world.v1.charges.list({"payment_intent": intent.id}).data
    expect(charge.id, intent.latest_charge)


@check("A failed payment keeps its reason")
def failed_payment(world):
    customer = world.customer(card="pm_card_chargeCustomerFail")
    world.subscribe(customer, world.price(1000))
    (intent,) = world.v1.payment_intents.list({"customer": customer.id}).data
    expect((intent.status, intent.last_payment_error.code), ("requires_payment_method", "card_declined"))
    (charge,) = world.v1.charges.list({"customer": customer.id}).data
    expect((charge.status, charge.paid, charge.failure_code), ("failed", False, "card_declined"))


@check("A failed invoice is paid with another card, and the subscription becomes active")
def pay_with_another_card(world):
    customer = world.customer(card="pm_card_chargeCustomerFail")
    subscription = world.subscribe(customer, world.price(1000))
    with refused(stripe.CardError, 402, "card_declined"):
        world.v1.invoices.pay(subscription.latest_invoice)
    card = world.v1.payment_methods.attach("pm_card_visa", {"customer": customer.id})
    paid = world.v1.invoices.pay(subscription.latest_invoice, {"payment_method": card.id})
    expect((paid.status, paid.amount_paid, paid.amount_remaining), ("paid", 1000, 0))
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "active")
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoices.pay(subscription.latest_invoice)


@check("An invoice can be marked as paid outside")
def pay_out_of_band(world):
    customer = world.customer(card="pm_card_chargeCustomerFail")
    subscription = world.subscribe(customer, world.price(1000))
    paid = world.v1.invoices.pay(subscription.latest_invoice, {"paid_out_of_band": True})
    expect((paid.status, paid.amount_remaining), ("paid", 0))
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "active")


@check("What is done about failed payments is chosen, and a subscription that stays unpaid is told so")
def dunning(world):
    shown = world.plain.get("/v1/dunning_policy").body
    expect((shown["object"], shown["retry_days"], shown["ending"]), ("dunning_policy", [3, 5, 7], "cancel"))
    chosen = world.plain.post("/v1/dunning_policy", [("retry_days[0]", "2"), ("ending", "unpaid")]).body
    expect((chosen["retry_days"], chosen["ending"]), ([2], "unpaid"))
    try:
        clock = world.clock("2026-04-01")
        customer = world.customer(test_clock=clock.id)
        subscription = world.subscribe(customer, world.price(1000))
        world.give_card(customer, "pm_card_chargeCustomerFail")
        world.advance(clock, "2026-05-05")
        expect(world.v1.subscriptions.retrieve(subscription.id).status, "unpaid")
        listed = world.v1.subscriptions.list({"customer": customer.id, "status": "unpaid"}).data
        expect([one.id for one in listed], [subscription.id])
        world.advance(clock, "2026-06-02")
        latest = world.invoices(customer)[-1]
        expect((latest.status, latest.auto_advance), ("draft", False))
        expect_error(world.plain.post("/v1/dunning_policy", [("retry_days[0]", "0")]), 400, None, "retry_days[0]")
        expect_error(world.plain.post("/v1/dunning_policy", [("ending", "forgive")]), 400, None, "ending")
    finally:
        standard = [("retry_days[0]", "3"), ("retry_days[1]", "5"), ("retry_days[2]", "7"), ("ending", "cancel")]
        world.plain.post("/v1/dunning_policy", standard)
