"""Several intervals in one subscription, customers of other time zones, and prices of zero."""

import stripe

from checks import at, check, expect, refused


@check("Items of a month and a year go together, each in its period")
def mixed(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(1000), world.price(36500, interval="year"))
    expect([item.current_period_end for item in subscription["items"].data], [at("2026-05-01"), at("2027-04-01")])
    quoted = world.v1.invoices.create_preview({"subscription": subscription.id})
    world.advance(clock, "2026-05-02")
    expect([invoice.total for invoice in world.invoices(customer)], [37500, quoted.total])
    expect(quoted.total, 1000)


@check("It ends with the first of its periods, or with the last")
def ends(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    first = world.subscribe(
        customer, world.price(1000), world.price(36500, interval="year"), cancel_at="min_period_end")
    expect((first.cancel_at, first.cancel_at_period_end), (at("2026-05-01"), False))
    last = world.v1.subscriptions.update(first.id, {"cancel_at": "max_period_end"})
    expect(last.cancel_at, at("2027-04-01"))
    sooner = world.v1.subscriptions.update(first.id, {"cancel_at_period_end": True})
    expect((sooner.cancel_at, sooner.cancel_at_period_end), (at("2026-05-01"), True))


@check("A customer's days begin at the customer's midnight")
def zones(world):
    clock = world.clock("2026-03-01")
    customer = world.customer(test_clock=clock.id, time_zone="Europe/Stockholm")
    expect(customer["time_zone"], "Europe/Stockholm")
    subscription = world.subscribe(
        customer, world.price(3100), proration_behavior="none",
        billing_cycle_anchor_config={"day_of_month": 1, "hour": 0, "minute": 0, "second": 0},
    )
    # Midnight of 1 April in Stockholm, where clocks went forward on 29 March.
    expect(subscription["items"].data[0].current_period_end, at("2026-04-01") - 2 * 3600)
    back = world.v1.customers.update(customer.id, {"time_zone": ""})
    expect(back["time_zone"], "UTC")
    with refused(stripe.InvalidRequestError, 400, param="time_zone"):
        world.v1.customers.update(customer.id, {"time_zone": "Mars/Olympus"})


@check("A price of zero makes no invoices")
def free(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(card=None, test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(0))
    expect((subscription.status, subscription.latest_invoice), ("active", None))
    world.advance(clock, "2026-06-02")
    expect(world.invoices(customer), [])
    with refused(stripe.InvalidRequestError, 404):
        world.v1.invoices.create_preview({"subscription": subscription.id})
