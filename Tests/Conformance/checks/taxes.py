"""Tax rates, and what they come to on lines and invoices."""

import stripe

from checks import check, expect, refused


def rate(world, percentage, inclusive=False, **more):
    return world.v1.tax_rates.create(
        {"display_name": "VAT", "percentage": percentage, "inclusive": inclusive, **more}
    )


@check("A tax rate is created, described and listed; its percentage stays")
def rates(world):
    vat = rate(world, 25, country="SE", tax_type="vat", metadata={"k": "1"})
    expect((vat.percentage, vat.inclusive, vat.active, vat.tax_type), (25, False, True, "vat"))
    half = rate(world, "7.75", inclusive=True)
    expect(float(half.percentage), 7.75)
    changed = world.v1.tax_rates.update(vat.id, {"active": False, "display_name": "Moms"})
    expect((changed.active, changed.display_name, changed.percentage), (False, "Moms", 25))
    listed = [one.id for one in world.v1.tax_rates.list({"active": False, "limit": 100}).data]
    expect(vat.id in listed and half.id not in listed, True)
    expect(world.v1.tax_rates.retrieve(vat.id).display_name, "Moms")
    with refused(stripe.InvalidRequestError, 400, param="percentage"):
        rate(world, 101)
    with refused(stripe.InvalidRequestError, 400, param="percentage"):
        world.v1.tax_rates.update(vat.id, {"percentage": 12})
    with refused(stripe.InvalidRequestError, 404):
        world.v1.tax_rates.retrieve("txr_none")


@check("A subscription's rates come on top of its invoices, and an item's own replace them")
def on_top(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    vat, food = rate(world, 25), rate(world, 12)
    price, other = world.price(1000), world.price(333)
    made = world.v1.subscriptions.create({
        "customer": customer.id, "default_tax_rates": [vat.id],
        "items": [{"price": price.id}, {"price": other.id, "tax_rates": [food.id]}],
    })
    expect([one.id for one in made.default_tax_rates], [vat.id])
    expect([one.id for one in made["items"].data[1].tax_rates], [food.id])
    (first,) = world.invoices(customer)
    expect((first.subtotal, first.total, first.total_excluding_tax), (1333, 1333 + 250 + 40, 1333))
    expect([(tax.amount, tax.taxable_amount, tax.tax_behavior) for tax in first.total_taxes],
           [(250, 1000, "exclusive"), (40, 333, "exclusive")])
    line = first.lines.data[0]
    expect((line.amount, line.taxes[0].amount, line.taxes[0].tax_rate_details.tax_rate), (1000, 250, vat.id))
    expanded = world.v1.invoices.retrieve(
        first.id, {"expand": ["total_taxes.tax_rate_details.tax_rate"]})
    expect(expanded.total_taxes[0].tax_rate_details.tax_rate.percentage, 25)
    quoted = world.v1.invoices.create_preview({
        "subscription": made.id, "subscription_details": {"default_tax_rates": [food.id]},
    })
    expect(quoted.total, 1333 + 120 + 40)
    world.v1.subscriptions.update(made.id, {"default_tax_rates": ""})
    world.advance(clock, "2026-05-02")
    expect(world.invoices(customer)[-1].total, 1333 + 40)
    mixed = rate(world, 25, inclusive=True)
    with refused(stripe.InvalidRequestError, 400, param="default_tax_rates[1]"):
        world.v1.subscriptions.update(made.id, {"default_tax_rates": [vat.id, mixed.id]})


@check("Tax within an amount leaves the total as it is, and an exempt customer pays none")
def within(world):
    customer = world.customer()
    vat = rate(world, 25, inclusive=True)
    draft = world.v1.invoices.create({"customer": customer.id, "currency": "usd", "default_tax_rates": [vat.id]})
    world.v1.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": 1000})
    own = world.v1.invoice_items.create(
        {"customer": customer.id, "invoice": draft.id, "amount": 500, "tax_rates": []})
    draft = world.v1.invoices.retrieve(draft.id)
    expect((draft.subtotal, draft.total, draft.subtotal_excluding_tax, draft.total_excluding_tax),
           (1500, 1500, 1200, 1200))
    expect(own.tax_rates, [])
    changed = world.v1.invoices.update(draft.id, {"default_tax_rates": ""})
    expect((changed.total_taxes, changed.total_excluding_tax), ([], 1500))
    world.v1.customers.update(customer.id, {"tax_exempt": "reverse"})
    reverse = world.v1.invoices.create({"customer": customer.id, "default_tax_rates": [rate(world, 25).id]})
    world.v1.invoice_items.create({"customer": customer.id, "invoice": reverse.id, "amount": 1000})
    reverse = world.v1.invoices.retrieve(reverse.id)
    expect((reverse.total, reverse.total_taxes[0].taxability_reason), (1000, "reverse_charge"))


@check("Tax is payable to the state, and never revenue")
def books(world):
    customer = world.customer()
    vat = rate(world, 25)
    world.v1.subscriptions.create(
        {"customer": customer.id, "items": [{"price": world.price(1000).id}], "default_tax_rates": [vat.id]})
    balances = world.plain.get("/v1/books/balances", [("customer", customer.id)]).body["data"]
    amounts = {one["account"]: one["amount"] for one in balances}
    expect((amounts["tax_payable"], amounts["deferred_revenue"], amounts["cash"]), (-250, -1000, 1250))
