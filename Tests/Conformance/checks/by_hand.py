"""Invoice items, invoices that somebody writes, their lines, and balances moved by hand."""

import stripe

from checks import at, check, expect, refused


@check("An invoice item waits for the next invoice and comes with it")
def waits(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(1000))
    item = world.v1.invoice_items.create(
        {"customer": customer.id, "amount": 250, "currency": "usd", "description": "Late fee", "metadata": {"case": "7"}}
    )
    expect((item.amount, item.invoice, item.description, item.proration), (250, None, "Late fee", False))
    expect((item.period.start, item.period.end, item.pricing), (at("2026-04-01"), at("2026-04-01"), None))
    expect(world.v1.invoice_items.retrieve(item.id).metadata["case"], "7")
    listed = world.v1.invoice_items.list({"customer": customer.id, "pending": True}).data
    expect([one.id for one in listed], [item.id])
    changed = world.v1.invoice_items.update(item.id, {"amount": 300, "metadata": {"case": "", "by": "ann"}})
    expect((changed.amount, changed.metadata.to_dict()), (300, {"by": "ann"}))
    quoted = world.v1.invoices.create_preview({"subscription": subscription.id})
    expect([line.amount for line in quoted.lines.data], [300, 1000])
    world.advance(clock, "2026-05-02")
    renewal = world.invoices(customer)[-1]
    expect((renewal.total, renewal.status), (1300, "paid"))
    line = renewal.lines.data[0]
    expect((line.parent.type, line.parent.invoice_item_details.invoice_item), ("invoice_item_details", item.id))
    expect((line.metadata.to_dict(), line.explanation["text"]), ({"by": "ann"}, "1 × $3.00"))
    expect(world.v1.invoice_items.retrieve(item.id, {"expand": ["invoice"]}).invoice.id, renewal.id)
    expect([one.id for one in world.v1.invoice_items.list({"invoice": renewal.id}).data], [item.id])
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoice_items.delete(item.id)


@check("Items have one-time prices, prices made for them, and unit amounts")
def priced(world):
    customer = world.customer()
    product = world.v1.products.create({"name": "Set-up"})
    price = world.v1.prices.create({"product": product.id, "currency": "usd", "unit_amount": 5000})
    by_price = world.v1.invoice_items.create({"customer": customer.id, "pricing": {"price": price.id}, "quantity": 2})
    expect((by_price.amount, by_price.quantity, by_price.description), (10000, 2, "Set-up"))
    expect(by_price.pricing.price_details.price, price.id)
    inline = world.v1.invoice_items.create({
        "customer": customer.id,
        "price_data": {"currency": "usd", "product": product.id, "unit_amount": 700}, "quantity": 3,
    })
    expect((inline.amount, inline.pricing.price_details.product), (2100, product.id))
    expect(world.v1.prices.retrieve(inline.pricing.price_details.price).active, False)
    each = world.v1.invoice_items.create(
        {"customer": customer.id, "currency": "usd", "unit_amount_decimal": "12.5", "quantity": 3}
    )
    expect(each.amount, 38)
    recurring = world.price(1000)
    with refused(stripe.InvalidRequestError, 400, param="pricing[price]"):
        world.v1.invoice_items.create({"customer": customer.id, "pricing": {"price": recurring.id}})
    with refused(stripe.InvalidRequestError, 400, param="amount"):
        world.v1.invoice_items.create({"customer": customer.id})
    with refused(stripe.InvalidRequestError, 400, param="amount"):
        world.v1.invoice_items.create({"customer": customer.id, "amount": 5, "quantity": 2})
    with refused(stripe.InvalidRequestError, 400, param="period[end]"):
        world.v1.invoice_items.create({
            "customer": customer.id, "amount": 5,
            "period": {"start": at("2026-05-02"), "end": at("2026-05-01")},
        })
    expect(world.v1.invoice_items.delete(each.id).deleted, True)
    with refused(stripe.InvalidRequestError, 404):
        world.v1.invoice_items.retrieve(each.id)
    invoice = world.v1.invoices.create({"customer": customer.id, "pending_invoice_items_behavior": "include"})
    expect((invoice.total, invoice.billing_reason, invoice.status), (12100, "manual", "draft"))
    expect((invoice.parent, invoice.auto_advance, invoice.number), (None, False, None))


@check("A draft is written line by line, made final, and paid")
def written(world):
    customer = world.customer()
    waiting = world.v1.invoice_items.create({"customer": customer.id, "amount": 500, "currency": "usd"})
    draft = world.v1.invoices.create({
        "customer": customer.id, "description": "For April", "footer": "Thank you",
        "custom_fields": [{"name": "Order", "value": "44-b"}], "metadata": {"po": "44"},
    })
    expect((draft.lines.total_count, draft.total, draft.custom_fields[0].value), (0, 0, "44-b"))
    draft = world.v1.invoices.add_lines(draft.id, {"lines": [
        {"amount": 1000, "description": "Workshop"}, {"invoice_item": waiting.id},
        {"unit_amount_decimal": "6000", "quantity": 2, "description": "Hours"},
    ], "invoice_metadata": {"by": "ann"}})
    expect([line.amount for line in draft.lines.data], [1000, 500, 12000])
    expect((draft.total, draft.metadata.to_dict()), (13500, {"po": "44", "by": "ann"}))
    workshop, taken, hours = draft.lines.data
    line = world.v1.invoices.line_items.update(draft.id, hours.id, {"quantity": 1, "metadata": {"h": "1"}})
    expect((line.amount, line.metadata["h"], line.invoice), (6000, "1", draft.id))
    draft = world.v1.invoices.update_lines(draft.id, {"lines": [{"id": workshop.id, "amount": 1100}]})
    expect((draft.total, draft.amount_due), (7600, 7600))
    draft = world.v1.invoices.remove_lines(draft.id, {"lines": [
        {"id": taken.id, "behavior": "unassign"}, {"id": hours.id, "behavior": "delete"},
    ]})
    expect([line.amount for line in draft.lines.data], [1100])
    expect(world.v1.invoice_items.retrieve(waiting.id).invoice, None)
    with refused(stripe.InvalidRequestError, 400, param="lines[0][id]"):
        world.v1.invoices.remove_lines(draft.id, {"lines": [{"id": taken.id, "behavior": "delete"}]})
    final = world.v1.invoices.finalize_invoice(draft.id)
    expect((final.status, final.amount_due, final.footer), ("open", 1100, "Thank you"))
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoices.add_lines(draft.id, {"lines": [{"amount": 1}]})
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoices.update(draft.id, {"footer": "too late"})
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoices.delete(draft.id)
    expect(world.v1.invoices.pay(draft.id).status, "paid")
    updated = [event for event in world.v1.events.list({"type": "invoice.updated", "limit": 20}).data
               if event.data.object.id == draft.id]
    expect(updated[0].data.object.lines.total_count, 1, "the latest event's lines")
    expect(updated[-1].data.previous_attributes.to_dict().get("total", 0), 0)


@check("An invoice that the customer pays by themselves is sent, and a draft can be thrown away")
def sent(world):
    customer = world.customer(card=None)
    draft = world.v1.invoices.create({
        "customer": customer.id, "currency": "usd", "collection_method": "send_invoice", "days_until_due": 14,
    })
    world.v1.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": 900})
    world.v1.invoices.update(draft.id, {"days_until_due": 30})
    final = world.v1.invoices.send_invoice(draft.id)
    expect((final.status, final.amount_due, final.collection_method), ("open", 900, "send_invoice"))
    expect(final.due_date - final.status_transitions.finalized_at, 30 * 86400)
    expect(any(event.type == "invoice.sent" for event in world.v1.events.list({"limit": 10}).data), True)
    expect(world.v1.invoices.pay(draft.id, {"paid_out_of_band": True}).status, "paid")
    thrown = world.v1.invoices.create({"customer": customer.id})
    item = world.v1.invoice_items.create({"customer": customer.id, "invoice": thrown.id, "amount": 100})
    expect(world.v1.invoices.delete(thrown.id).deleted, True)
    with refused(stripe.InvalidRequestError, 404):
        world.v1.invoices.retrieve(thrown.id)
    with refused(stripe.InvalidRequestError, 404):
        world.v1.invoice_items.retrieve(item.id)
    (deleted,) = [event for event in world.v1.events.list({"type": "invoice.deleted"}).data
                  if event.data.object.id == thrown.id]
    expect(deleted.data.object.lines.total_count, 1, "the lines it had")
    collected = world.v1.invoices.create({"customer": customer.id})
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoices.send_invoice(collected.id)
    with refused(stripe.InvalidRequestError, 400, param="due_date"):
        world.v1.invoices.create({"customer": customer.id, "due_date": at("2099-01-01")})


@check("Time makes an invoice final that is to advance, and collects it")
def advances(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    draft = world.v1.invoices.create({"customer": customer.id, "currency": "usd", "auto_advance": True})
    world.v1.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": 4000})
    expect(world.v1.invoices.retrieve(draft.id).automatically_finalizes_at, at("2026-04-01") + 3601)
    world.advance(clock, "2026-04-02")
    paid = world.v1.invoices.retrieve(draft.id)
    expect((paid.status, paid.amount_paid, paid.attempt_count), ("paid", 4000, 1))


@check("What a subscription owes keeps its amount on a draft")
def owed(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    world.subscribe(customer, world.price(1000))
    world.advance(clock, "2026-05-01")
    draft = world.invoices(customer)[-1]
    line = draft.lines.data[0]
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoices.line_items.update(draft.id, line.id, {"amount": 1})
    with refused(stripe.InvalidRequestError, 400, param="lines[0][id]"):
        world.v1.invoices.remove_lines(draft.id, {"lines": [{"id": line.id, "behavior": "delete"}]})
    world.v1.invoices.line_items.update(draft.id, line.id, {"description": "The month of May"})
    world.v1.invoices.add_lines(draft.id, {"lines": [{"amount": -400, "description": "As agreed"}]})
    world.advance(clock, "2026-05-02")
    paid = world.v1.invoices.retrieve(draft.id)
    expect((paid.status, paid.total), ("paid", 600))
    expect(paid.lines.data[0].description, "The month of May")


@check("Credit that is given pays the next invoice, and every movement is listed")
def balance(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    world.subscribe(customer, world.price(1000))
    transactions = world.v1.customers.balance_transactions
    given = transactions.create(
        customer.id, {"amount": -1500, "currency": "usd", "description": "Sorry", "metadata": {"case": "7"}}
    )
    expect((given.type, given.amount, given.ending_balance), ("adjustment", -1500, -1500))
    expect(world.v1.customers.retrieve(customer.id).balance, -1500)
    world.advance(clock, "2026-05-02")
    renewal = world.invoices(customer)[-1]
    expect((renewal.amount_due, renewal.starting_balance, renewal.ending_balance), (0, -1500, -500))
    used, first = transactions.list(customer.id, {"limit": 2}).data
    expect((used.type, used.amount, used.ending_balance, used.invoice),
           ("applied_to_invoice", 1000, -500, renewal.id))
    expect(first.id, given.id)
    expect([one.id for one in transactions.list(customer.id, {"invoice": renewal.id}).data], [used.id])
    expect([one.id for one in transactions.list(customer.id, {"starting_after": used.id}).data], [given.id])
    changed = transactions.update(customer.id, given.id, {"description": "A promise", "metadata": {"case": ""}})
    expect((changed.description, changed.metadata.to_dict()), ("A promise", {}))
    expect(transactions.retrieve(customer.id, given.id).description, "A promise")
    with refused(stripe.InvalidRequestError, 400):
        transactions.update(customer.id, used.id, {"description": "no"})
    with refused(stripe.InvalidRequestError, 400, param="amount"):
        transactions.create(customer.id, {"amount": 0, "currency": "usd"})
    with refused(stripe.InvalidRequestError, 404):
        transactions.retrieve(customer.id, "cbtxn_none")


@check("A subscription adds things to its first invoice, and has prices made for it alone")
def added(world):
    customer = world.customer()
    product = world.v1.products.create({"name": "Bespoke"})
    fee = world.v1.prices.create({"product": product.id, "currency": "usd", "unit_amount": 5000})
    data = {"currency": "usd", "product": product.id, "unit_amount": 1700, "recurring": {"interval": "month"}}
    made = world.v1.subscriptions.create({
        "customer": customer.id, "items": [{"price_data": data, "quantity": 2}],
        "add_invoice_items": [
            {"price": fee.id, "metadata": {"k": "1"}},
            {"price_data": {"currency": "usd", "product": product.id, "unit_amount": 300}, "quantity": 3},
        ],
    })
    (first,) = world.invoices(customer)
    expect([line.amount for line in first.lines.data], [5000, 900, 3400])
    expect(first.lines.data[0].metadata.to_dict(), {"k": "1"})
    item = made["items"].data[0]
    expect((item.price.unit_amount, item.price.active, item.price.product), (1700, False, product.id))
    later = world.v1.subscription_items.create({
        "subscription": made.id, "price_data": {**data, "unit_amount": 100}, "proration_behavior": "none",
    })
    expect(later.price.unit_amount, 100)
    with refused(stripe.InvalidRequestError, 400, param="items[0][price]"):
        world.v1.subscriptions.create({"customer": customer.id, "items": [{"quantity": 2}]})
    with refused(stripe.InvalidRequestError, 400, param="items[0][price]"):
        world.v1.subscriptions.create({"customer": customer.id, "items": [{"price": fee.id, "price_data": data}]})
    with refused(stripe.InvalidRequestError, 400, param="add_invoice_items[0][price]"):
        world.v1.subscriptions.update(made.id, {"add_invoice_items": [{"price": item.price.id}]})
