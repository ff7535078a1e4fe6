"""Invoices and their preview."""

import stripe

from checks import at, check, expect, refused


@check("An invoice says what was sold, for which period, at which price")
def invoice_lines(world):
    price = world.price(1000)
    subscription = world.subscribe(world.customer(), price)
    item = subscription["items"].data[0]
    invoice = world.v1.invoices.retrieve(subscription.latest_invoice)
    (line,) = invoice.lines.data
    expect((line.amount, line.quantity, line.currency), (1000, 1, "usd"))
    expect((line.period.start, line.period.end), (item.current_period_start, item.current_period_end))
    expect(line.pricing.price_details.price, price.id)
    details = line.parent.subscription_item_details
    expect((details.subscription, details.subscription_item), (subscription.id, item.id))
    expect(details.proration, False)
    (listed,) = world.v1.invoices.line_items.list(invoice.id).data
    expect(listed.id, line.id)


@check("A paid invoice has a number, and says when it was finalised and paid")
def paid_invoice(world):
    customer = world.customer()
    invoice = world.v1.invoices.retrieve(world.subscribe(customer, world.price(1000)).latest_invoice)
    expect(invoice.number, f"{customer.invoice_prefix}-0001")
    moments = invoice.status_transitions
    expect(
        (moments.finalized_at is not None, moments.paid_at is not None, moments.voided_at), (True, True, None)
    )
    expect((invoice.subtotal, invoice.total, invoice.amount_due), (1000, 1000, 1000))
    expect((invoice.amount_paid, invoice.amount_remaining, invoice.attempted), (1000, 0, True))


@check("An open invoice is given up and taken back, and its steps follow on each other")
def invoice_steps(world):
    customer = world.customer(card=None)
    subscription = world.v1.subscriptions.create(
        {
            "customer": customer.id,
            "items": [{"price": world.price(1000).id}],
            "collection_method": "send_invoice",
            "days_until_due": 30,
        }
    )
    invoice = subscription.latest_invoice
    expect(world.v1.invoices.retrieve(invoice).status, "draft")
    expect(world.v1.invoices.finalize_invoice(invoice).status, "open")
    noted = world.v1.invoices.update(invoice, {"metadata": {"po": "44"}})
    expect(noted.metadata["po"], "44")
    given_up = world.v1.invoices.mark_uncollectible(invoice)
    expect(given_up.status, "uncollectible")
    expect(given_up.status_transitions.marked_uncollectible_at is not None, True)
    voided = world.v1.invoices.void_invoice(invoice)
    expect((voided.status, voided.status_transitions.voided_at is not None), ("void", True))
    with refused(stripe.InvalidRequestError, 400, "invoice_not_editable"):
        world.v1.invoices.finalize_invoice(invoice)
    types = [event.type for event in world.v1.events.list({"limit": 10}).data]
    for wanted in ("invoice.updated", "invoice.marked_uncollectible", "invoice.voided"):
        expect(wanted in types, True, wanted)


@check("Invoices are listed by customer, subscription and status")
def list_invoices(world):
    customer = world.customer()
    first = world.subscribe(customer, world.price(1000))
    second = world.subscribe(customer, world.price(2000))

    def listed(**filters):
        page = world.v1.invoices.list({"customer": customer.id, **filters})
        return [invoice.id for invoice in page.data]

    expect(listed(), [second.latest_invoice, first.latest_invoice])
    expect(listed(subscription=first.id), [first.latest_invoice])
    expect(listed(status="paid", limit=1), [second.latest_invoice])
    expect(listed(status="open"), [])


@check("The preview of a new subscription is what its first invoice charges")
def preview_new(world):
    customer, price = world.customer(), world.price(1000)
    items = [{"price": price.id, "quantity": 3}]
    quoted = world.v1.invoices.create_preview(
        {"customer": customer.id, "subscription_details": {"items": items}}
    )
    expect(world.invoices(customer), [], "what the preview left behind")
    subscription = world.v1.subscriptions.create(
        {"customer": customer.id, "items": items, "expand": ["latest_invoice"]}
    )
    expect((quoted.total, quoted.amount_due), (3000, 3000))
    expect(subscription.latest_invoice.total, quoted.total)


@check("The preview of a subscription is its next renewal")
def preview_renewal(world):
    subscription = world.subscribe(world.customer(), world.price(1000))
    quoted = world.v1.invoices.create_preview({"subscription": subscription.id})
    (line,) = quoted.lines.data
    expect((quoted.total, line.period.start), (1000, subscription["items"].data[0].current_period_end))


@check("An upgrade halfway costs what its preview said: half the old price back, half the new")
def preview_upgrade(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(1000))
    world.advance(clock, "2026-04-16")
    items = [{"id": subscription["items"].data[0].id, "price": world.price(3000).id}]
    details = {"items": items, "proration_behavior": "always_invoice", "proration_date": at("2026-04-16")}
    quoted = world.v1.invoices.create_preview(
        {"subscription": subscription.id, "subscription_details": details}
    )
    expect([line.amount for line in quoted.lines.data], [-500, 1500])
    changed = world.v1.subscriptions.update(
        subscription.id, {"items": items, "proration_behavior": "always_invoice"}
    )
    invoice = world.v1.invoices.retrieve(changed.latest_invoice)
    expect([line.amount for line in invoice.lines.data], [-500, 1500])
    expect((invoice.total, invoice.status), (1000, "paid"))
    expect(invoice.billing_reason, "subscription_update")
    given_back, sold = invoice.lines.data
    expect(given_back.period.start, at("2026-04-16"))
    expect(sold.parent.subscription_item_details.proration, True)
