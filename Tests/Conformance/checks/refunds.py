"""Refunds: of charges and payments, with credit notes, and what banks do with them."""

import stripe

from checks import check, expect, refused


def paid(world, card="pm_card_visa", **params):
    """A customer's first payment: its charge and its invoice."""
    customer = world.customer(card=card, **params)
    world.subscribe(customer, world.price(1000))
    (charge,) = world.v1.charges.list({"customer": customer.id}).data
    (invoice,) = world.invoices(customer)
    return charge, invoice


@check("A part of a payment goes back, then the rest, and never more")
def refund(world):
    charge, invoice = paid(world)
    first = world.v1.refunds.create({"payment_intent": charge.payment_intent, "amount": 300,
                                     "reason": "requested_by_customer", "metadata": {"k": "1"}})
    expect((first.status, first.amount, first.charge, first.reason),
           ("succeeded", 300, charge.id, "requested_by_customer"))
    with refused(stripe.InvalidRequestError, 400, param="amount"):
        world.v1.refunds.create({"charge": charge.id, "amount": 701})
    rest = world.v1.refunds.create({"charge": charge.id})
    expect(rest.amount, 700)
    with refused(stripe.InvalidRequestError, 400, "charge_already_refunded"):
        world.v1.refunds.create({"charge": charge.id})
    shown = world.v1.charges.retrieve(charge.id, {"expand": ["refunds.data.payment_intent"]})
    expect((shown.refunded, shown.amount_refunded), (True, 1000))
    expect([one.id for one in shown.refunds.data], [rest.id, first.id])
    expect([one.id for one in world.v1.refunds.list({"charge": charge.id}).data], [rest.id, first.id])
    expect(world.v1.refunds.retrieve(first.id, {"expand": ["charge", "payment_method"]}).charge.id, charge.id)
    expect(world.v1.refunds.update(first.id, {"metadata": {"k": "2"}}).metadata.to_dict(), {"k": "2"})
    with refused(stripe.InvalidRequestError, 400):
        world.v1.refunds.cancel(first.id)
    expect(world.v1.invoices.retrieve(invoice.id).status, "paid")
    types = [event.type for event in world.v1.events.list({"limit": 20}).data]
    for wanted in ("refund.created", "refund.updated", "charge.refunded"):
        expect(wanted in types, True, wanted)


@check("A credit note sends money back and speaks of what went before, as previewed")
def credit_note(world):
    charge, invoice = paid(world)
    before = world.v1.refunds.create({"charge": charge.id, "amount": 200})
    wish = {"invoice": invoice.id, "amount": 1000, "refund_amount": 500, "credit_amount": 300,
            "refunds": [{"refund": before.id}]}
    seen = world.v1.credit_notes.preview(wish)
    expect([part.amount_refunded for part in seen.refunds], [200, 500])
    expect(world.v1.charges.retrieve(charge.id).amount_refunded, 200)
    note = world.v1.credit_notes.create({**wish, "expand": ["refunds.refund"]})
    expect((note.type, note.post_payment_amount), ("post_payment", 1000))
    expect([(part.type, part.refund.amount) for part in note.refunds], [("refund", 200), ("refund", 500)])
    expect(world.v1.charges.retrieve(charge.id).amount_refunded, 700)
    with refused(stripe.InvalidRequestError, 400, param="refunds[0][refund]"):
        world.v1.credit_notes.create({"invoice": invoice.id, "amount": 1, "refunds": [{"refund": before.id}]})


@check("Banks take their time over a refund, or send it on")
def banks(world):
    clock = world.clock("2026-04-01")
    charge, _ = paid(world, "pm_card_pendingRefund", test_clock=clock.id)
    pending = world.v1.refunds.create({"charge": charge.id})
    expect((pending.status, pending.pending_reason), ("pending", "processing"))
    other, _ = paid(world, "pm_card_refundFail", test_clock=clock.id)
    failing = world.v1.refunds.create({"charge": other.id})
    expect(failing.status, "succeeded")
    world.advance(clock, "2026-04-02")
    expect(world.v1.refunds.retrieve(pending.id).status, "succeeded")
    failed = world.v1.refunds.retrieve(failing.id)
    expect((failed.status, failed.failure_reason), ("failed", "expired_or_canceled_card"))
    expect(world.v1.charges.retrieve(other.id).amount_refunded, 0)
    types = [event.type for event in world.v1.events.list({"limit": 20}).data]
    expect("refund.failed" in types, True, "the event")
