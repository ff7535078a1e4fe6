"""Test clocks: time moves, and what is due happens."""

import stripe

from checks import at, check, expect, refused


def story(world, day, amount=1000, **card):
    """A customer on a clock of its own, subscribed to one monthly price."""
    clock = world.clock(day)
    customer = world.customer(test_clock=clock.id, **card)
    return clock, customer, world.subscribe(customer, world.price(amount))


@check("A clock is created, read, listed and deleted together with its customers")
def clock_life(world):
    clocks = world.v1.test_helpers.test_clocks
    clock, customer, subscription = story(world, "2026-04-01")
    expect((clock.status, clock.frozen_time), ("ready", at("2026-04-01")))
    expect(clocks.retrieve(clock.id).id, clock.id)
    expect(
        clock.id in [listed.id for listed in clocks.list({"limit": 100}).data], True, "whether it is listed"
    )
    expect((customer.test_clock, subscription.test_clock), (clock.id, clock.id))
    expect(customer.created, at("2026-04-01"))
    expect(clocks.delete(clock.id).deleted, True)
    expect(world.v1.customers.retrieve(customer.id).deleted, True)
    with refused(stripe.InvalidRequestError, 404, "resource_missing"):
        clocks.retrieve(clock.id)


@check("Time does not run backwards")
def backwards(world):
    clock = world.clock("2026-04-01")
    with refused(stripe.InvalidRequestError, 400, param="frozen_time"):
        world.v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": at("2026-03-31")})


@check("A subscription renews after a month and is paid again")
def renewal(world):
    clock, customer, subscription = story(world, "2026-04-01")
    world.advance(clock, "2026-05-01 02:00")
    first, second = world.invoices(customer)
    expect((second.status, second.total, second.billing_reason), ("paid", 1000, "subscription_cycle"))
    expect(second.number, f"{customer.invoice_prefix}-0002")
    expect((second.period_start, second.period_end), (at("2026-04-01"), at("2026-05-01")))
    (line,) = second.lines.data
    expect((line.period.start, line.period.end), (at("2026-05-01"), at("2026-06-01")))
    (item,) = world.v1.subscriptions.retrieve(subscription.id)["items"].data
    expect((item.current_period_start, item.current_period_end), (at("2026-05-01"), at("2026-06-01")))


@check("A renewal invoice is a draft for an hour")
def draft_hour(world):
    clock, customer, _ = story(world, "2026-04-01")
    world.advance(clock, "2026-05-01 00:30")
    draft = world.invoices(customer)[-1]
    expect((draft.status, draft.created, draft.attempted), ("draft", at("2026-05-01"), False))
    expect(draft.automatically_finalizes_at, at("2026-05-01") + 3601)
    expect(draft.next_payment_attempt, at("2026-05-01") + 3600)


@check("A long jump renews every month on the way, at its own time")
def long_jump(world):
    clock, customer, _ = story(world, "2026-01-31")
    world.advance(clock, "2026-07-01")
    days = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"]
    expect([invoice.created for invoice in world.invoices(customer)], [at(day) for day in days])
    expect({invoice.status for invoice in world.invoices(customer)}, {"paid"})


@check("Prorations that were left pending are on the next renewal")
def pending_prorations(world):
    clock, customer, subscription = story(world, "2026-04-01")
    world.advance(clock, "2026-04-16")
    items = [{"id": subscription["items"].data[0].id, "price": world.price(3000).id}]
    world.v1.subscriptions.update(
        subscription.id, {"items": items, "proration_behavior": "create_prorations"}
    )
    expect(len(world.invoices(customer)), 1, "the number of invoices")
    world.advance(clock, "2026-05-01 02:00")
    renewal = world.invoices(customer)[-1]
    expect((sorted(world.lines(renewal.id)), renewal.total), ([-500, 1500, 3000], 4000))


@check("A change without proration is paid for from the next period")
def no_proration(world):
    clock, customer, subscription = story(world, "2026-04-01")
    world.advance(clock, "2026-04-16")
    items = [{"id": subscription["items"].data[0].id, "price": world.price(3000).id}]
    world.v1.subscriptions.update(subscription.id, {"items": items, "proration_behavior": "none"})
    world.advance(clock, "2026-05-01 02:00")
    expect(world.lines(world.invoices(customer)[-1].id), [3000])


@check("A downgrade billed at once becomes credit that the next invoice uses up")
def downgrade(world):
    clock, customer, subscription = story(world, "2026-04-01", amount=3000)
    world.advance(clock, "2026-04-16")
    items = [{"id": subscription["items"].data[0].id, "price": world.price(1000).id}]
    world.v1.subscriptions.update(subscription.id, {"items": items, "proration_behavior": "always_invoice"})
    credit = world.invoices(customer)[-1]
    expect((credit.total, credit.amount_due, credit.status), (-1000, 0, "paid"))
    expect(world.v1.customers.retrieve(customer.id).balance, -1000)
    world.advance(clock, "2026-05-01 02:00")
    renewal = world.invoices(customer)[-1]
    expect((renewal.total, renewal.amount_due, renewal.starting_balance), (1000, 0, -1000))
    expect(world.v1.customers.retrieve(customer.id).balance, 0)


@check("A subscription set to end does so, and is not billed again")
def ends_with_period(world):
    clock, customer, subscription = story(world, "2026-04-01")
    world.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})
    world.advance(clock, "2026-06-15")
    ended = world.v1.subscriptions.retrieve(subscription.id)
    expect((ended.status, ended.ended_at), ("canceled", at("2026-05-01")))
    expect(len(world.invoices(customer)), 1, "the number of invoices")


@check("A renewal that cannot be charged leaves the subscription past due until it is paid")
def past_due(world):
    clock, customer, subscription = story(world, "2026-04-01")
    world.give_card(customer, "pm_card_chargeCustomerFail")
    world.advance(clock, "2026-05-01 02:00")
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "past_due")
    unpaid = world.invoices(customer)[-1]
    expect((unpaid.status, unpaid.attempt_count, unpaid.amount_remaining), ("open", 1, 1000))
    world.give_card(customer, "pm_card_visa")
    expect(world.v1.invoices.pay(unpaid.id).status, "paid")
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "active")


@check("An incomplete subscription expires after 23 hours and its invoice is void")
def incomplete_expires(world):
    clock, customer, subscription = story(world, "2026-04-01", card="pm_card_chargeCustomerFail")
    world.advance(clock, "2026-04-02")
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "incomplete_expired")
    expect([invoice.status for invoice in world.invoices(customer)], ["void"])


@check("Many customers share one clock")
def shared_clock(world):
    clock, price = world.clock("2026-04-01"), world.price(1000)
    customers = [world.customer(test_clock=clock.id) for _ in range(5)]
    for customer in customers:
        world.subscribe(customer, price)
    world.advance(clock, "2026-05-01 02:00")
    expect([len(world.invoices(customer)) for customer in customers], [2] * 5)
    listed = world.v1.customers.list({"test_clock": clock.id}).data
    expect(len(listed), 5, "the number of customers on the clock")
