"""Trials, anchors, starts in the past, ends on a day, pauses."""

from datetime import UTC, datetime

import stripe

from checks import at, check, expect, refused


@check("A trial is an invoice over nothing, and is billed when it is over")
def trial(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(1000), trial_period_days=14)
    expect((subscription.status, subscription.trial_start), ("trialing", at("2026-04-01")))
    expect((subscription.trial_end, subscription.billing_cycle_anchor), (at("2026-04-15"),) * 2)
    (first,) = world.invoices(customer)
    expect((first.status, first.total, first.attempt_count), ("paid", 0, 0))
    expect(first.lines.data[0].description, "Free trial for 1 × Team")
    expect([one.id for one in world.v1.subscriptions.list({"status": "trialing", "customer": customer.id}).data],
           [subscription.id])
    quoted = world.v1.invoices.create_preview({"subscription": subscription.id})
    world.advance(clock, "2026-04-16")
    subscription = world.v1.subscriptions.retrieve(subscription.id)
    expect(subscription.status, "active")
    expect([invoice.total for invoice in world.invoices(customer)], [0, quoted.total])


@check("A trial without a card pauses the subscription, which is resumed")
def paused(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(card=None, test_clock=clock.id)
    subscription = world.subscribe(
        customer, world.price(1000), trial_end=at("2026-04-10"),
        trial_settings={"end_behavior": {"missing_payment_method": "pause"}},
    )
    expect(subscription.trial_settings.end_behavior.missing_payment_method, "pause")
    with refused(stripe.InvalidRequestError, 400):
        world.v1.subscriptions.resume(subscription.id)
    world.advance(clock, "2026-05-05")
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "paused")
    world.give_card(customer, "pm_card_visa")
    resumed = world.v1.subscriptions.resume(subscription.id, {"billing_cycle_anchor": "now"})
    expect((resumed.status, resumed.billing_cycle_anchor), ("active", at("2026-05-05")))
    expect([invoice.total for invoice in world.invoices(customer)], [0, 1000])
    types = [event.type for event in world.v1.events.list({"limit": 20}).data]
    for wanted in ("customer.subscription.paused", "customer.subscription.resumed"):
        expect(wanted in types, True, wanted)


@check("A trial ends now, or later than it was to")
def trial_end(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    one = world.subscribe(customer, world.price(1000), trial_period_days=30)
    longer = world.v1.subscriptions.update(one.id, {"trial_end": at("2026-06-01")})
    expect((longer.status, longer.trial_end), ("trialing", at("2026-06-01")))
    ended = world.v1.subscriptions.update(one.id, {"trial_end": "now"})
    expect((ended.status, ended.billing_cycle_anchor), ("active", at("2026-04-01")))
    expect([invoice.total for invoice in world.invoices(customer)], [0, 1000])
    with refused(stripe.InvalidRequestError, 400, param="trial_end"):
        world.v1.subscriptions.update(one.id, {"trial_end": "now"})


@check("An anchor cuts the first period, which is billed by its share")
def anchor(world):
    clock = world.clock("2026-04-11")
    customer = world.customer(test_clock=clock.id)
    cut = world.subscribe(customer, world.price(3000), billing_cycle_anchor=at("2026-05-01"))
    item = cut["items"].data[0]
    expect((item.current_period_start, item.current_period_end), (at("2026-04-11"), at("2026-05-01")))
    free = world.subscribe(
        customer, world.price(3000), billing_cycle_anchor_config={"day_of_month": 1, "hour": 0, "minute": 0},
        proration_behavior="none",
    )
    expect((free.status, free.latest_invoice), ("active", None))
    expect([invoice.total for invoice in world.invoices(customer)], [2000])
    with refused(stripe.InvalidRequestError, 400, param="billing_cycle_anchor"):
        world.subscribe(customer, world.price(3000), billing_cycle_anchor=at("2026-08-01"))


@check("What began in the past is billed from then on")
def backdated(world):
    clock = world.clock("2026-04-11")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(3000), backdate_start_date=at("2026-02-25"))
    expect(subscription.start_date, at("2026-02-25"))
    (invoice,) = world.invoices(customer)
    expect(sorted(world.lines(invoice.id)), [1500, 3000, 3000])


@check("A subscription changes from months to years at once")
def interval(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(3000))
    world.advance(clock, "2026-04-11")
    items = [{"id": subscription["items"].data[0].id, "price": world.price(30000, interval="year").id}]
    details = {"items": items}
    quoted = world.v1.invoices.create_preview(
        {"subscription": subscription.id, "subscription_details": details}
    )
    changed = world.v1.subscriptions.update(subscription.id, {"items": items})
    expect(changed["items"].data[0].current_period_end, at("2027-04-11"))
    invoice = world.v1.invoices.retrieve(changed.latest_invoice)
    expect((invoice.total, invoice.total), (quoted.total, 28000))


@check("A subscription ends on its day and gives back the rest, and the end can be withdrawn")
def cancel_at(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(3000), cancel_at=at("2026-05-21"))
    expect((subscription.cancel_at, subscription.cancel_at_period_end), (at("2026-05-21"), False))
    kept = world.v1.subscriptions.update(subscription.id, {"cancel_at": ""})
    expect((kept.cancel_at, kept.canceled_at), (None, None))
    world.v1.subscriptions.update(subscription.id, {"cancel_at": at("2026-05-21")})
    world.advance(clock, "2026-05-22")
    ended = world.v1.subscriptions.retrieve(subscription.id)
    expect((ended.status, ended.ended_at), ("canceled", at("2026-05-21")))
    expect([invoice.total for invoice in world.invoices(customer)], [3000, 3000, -1065])
    expect(world.v1.customers.retrieve(customer.id).balance, -1065)


@check("While its collection is paused nothing is collected of a subscription")
def pause_collection(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    subscription = world.subscribe(customer, world.price(3000))
    paused = world.v1.subscriptions.update(
        subscription.id, {"pause_collection": {"behavior": "void", "resumes_at": at("2026-05-15")}}
    )
    expect((paused.pause_collection.behavior, paused.status), ("void", "active"))
    world.advance(clock, "2026-05-02")
    expect([invoice.status for invoice in world.invoices(customer)], ["paid", "void"])
    cleared = world.v1.subscriptions.update(subscription.id, {"pause_collection": ""})
    expect(cleared.pause_collection, None)
    world.advance(clock, "2026-06-02")
    expect([invoice.status for invoice in world.invoices(customer)], ["paid", "void", "paid"])


@check("What excludes each other, lies on the wrong side of now or is too long is refused by name")
def refusals(world):
    customer, price = world.customer(), world.price(1000)
    now = int(datetime.now(UTC).timestamp())
    for params, param in (
        ({"trial_period_days": 5, "trial_end": now + 86_400}, None),
        ({"trial_period_days": 0}, "trial_period_days"),
        ({"trial_period_days": 731}, "trial_period_days"),
        ({"trial_end": now - 60}, "trial_end"),
        ({"cancel_at": now - 60}, "cancel_at"),
        ({"cancel_at": now + 60, "cancel_at_period_end": True}, None),
        ({"backdate_start_date": now + 86_400}, "backdate_start_date"),
        ({"billing_cycle_anchor": now - 60}, "billing_cycle_anchor"),
        ({"billing_cycle_anchor_config": {"day_of_month": 32}}, "billing_cycle_anchor_config[day_of_month]"),
        ({"trial_settings": {"end_behavior": {"missing_payment_method": "hope"}}},
         "trial_settings[end_behavior][missing_payment_method]"),
    ):
        with refused(stripe.InvalidRequestError, 400, param=param):
            world.subscribe(customer, price, **params)
    expect(world.invoices(customer), [], "what refusals left behind")


@check("A preview of a subscription that runs takes no other beginning")
def preview_beginnings(world):
    subscription = world.subscribe(world.customer(), world.price(1000))
    now = int(datetime.now(UTC).timestamp())
    for name in ("backdate_start_date", "billing_cycle_anchor"):
        with refused(stripe.InvalidRequestError, 400, param=f"subscription_details[{name}]"):
            world.v1.invoices.create_preview(
                {"subscription": subscription.id, "subscription_details": {name: now - 60}}
            )


@check("A trial is announced to end three days before it does")
def notices(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    made = world.v1.subscriptions.create({
        "customer": customer.id, "items": [{"price": world.price(1000).id}], "trial_period_days": 10})
    world.advance(clock, "2026-04-09")
    told = [
        event for event in world.v1.events.list(
            {"type": "customer.subscription.trial_will_end", "limit": 100}).data
        if event.data.object.id == made.id
    ]
    expect([(one.data.object.status, one.data.object.trial_end) for one in told], [("trialing", made.trial_end)])


@check("Where the first payment must succeed, one that fails leaves nothing that runs or is owed")
def paid_or_nothing(world):
    poor = world.customer(card="pm_card_chargeCustomerFail")
    with refused(stripe.CardError, 402, code="card_declined"):
        world.subscribe(poor, world.price(1000), payment_behavior="error_if_incomplete")
    world.eventually(
        lambda: [one.status for one in world.v1.invoices.list({"customer": poor.id}).data],
        lambda found: found == ["void"])
    left = world.v1.subscriptions.list({"customer": poor.id, "status": "all"}).data
    expect([one.status for one in left], ["incomplete_expired"])


@check("A subscription is paused, bills nothing, and goes on where it was or anew")
def standing_still(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    made = world.subscribe(customer, world.price(3000))
    world.advance(clock, "2026-04-11")
    paused = world.plain.post(f"/v1/subscriptions/{made.id}/pause", [("type", "subscription")]).body
    expect((paused["id"], paused["status"]), (made.id, "paused"))
    again = world.plain.post(f"/v1/subscriptions/{made.id}/pause", [("type", "subscription")])
    expect((again.status, again.error["param"]), (400, "id"))
    world.advance(clock, "2026-06-02")
    expect(len(world.invoices(customer)), 1)
    resumed = world.v1.subscriptions.resume(made.id, {"billing_cycle_anchor": "now"})
    expect((resumed.status, resumed.billing_cycle_anchor), ("active", at("2026-06-02")))
    expect([invoice.total for invoice in world.invoices(customer)], [3000, 3000])
