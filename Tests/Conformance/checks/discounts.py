"""Coupons, the codes that use them, and what they take off contracts, invoices and lines."""

import uuid

import stripe

from checks import check, expect, refused


def coupon(world, percent_off=None, **more):
    terms = {"duration": "forever", **more}
    if percent_off is not None:
        terms["percent_off"] = percent_off
    return world.v1.coupons.create(terms)


def code(world, coupon, **more):
    return world.v1.promotion_codes.create({"promotion": {"type": "coupon", "coupon": coupon.id}, **more})


@check("A coupon is created under a name of its own, changed, listed and deleted")
def coupons(world):
    own = f"spring-{uuid.uuid4().hex[:8]}"
    made = coupon(world, 12.5, id=own, name="Spring", max_redemptions=5, metadata={"k": "1"})
    expect((made.id, made.percent_off, made.amount_off, made.duration, made.valid, made.times_redeemed),
           (own, 12.5, None, "forever", True, 0))
    expect(world.v1.coupons.update(own, {"name": "May"}).name, "May")
    expect(own in [one.id for one in world.v1.coupons.list({"limit": 100}).data], True)
    with refused(stripe.InvalidRequestError, 400, param="id", code="resource_already_exists"):
        coupon(world, 5, id=own)
    product = world.v1.products.create({"name": "Gold"})
    amount = coupon(world, amount_off=500, currency="usd", duration="repeating", duration_in_months=3,
                    applies_to={"products": [product.id]}, currency_options={"eur": {"amount_off": 450}})
    expect((amount.amount_off, amount.currency, amount.duration_in_months, "applies_to" in amount),
           (500, "usd", 3, False))
    shown = world.v1.coupons.retrieve(amount.id, {"expand": ["applies_to", "currency_options"]})
    expect((shown.applies_to.products, shown.currency_options.eur.amount_off), ([product.id], 450))
    expect(world.v1.coupons.delete(own).deleted, True)
    with refused(stripe.InvalidRequestError, 404):
        world.v1.coupons.retrieve(own)


@check("A coupon that says nothing, too much or the impossible is refused")
def impossible(world):
    for terms, param in [
        ({}, "percent_off"),
        ({"percent_off": 0}, "percent_off"),
        ({"percent_off": 100.5}, "percent_off"),
        ({"percent_off": 10, "amount_off": 10}, None),
        ({"amount_off": 100}, "currency"),
        ({"amount_off": 0, "currency": "usd"}, "amount_off"),
        ({"percent_off": 10, "currency": "usd"}, "currency"),
        ({"percent_off": 10, "duration": "repeating"}, "duration_in_months"),
        ({"percent_off": 10, "duration": "once", "duration_in_months": 2}, "duration_in_months"),
        ({"percent_off": 10, "redeem_by": 1000000000}, "redeem_by"),
        ({"percent_off": 10, "max_redemptions": 0}, "max_redemptions"),
        ({"percent_off": 10, "applies_to": {"products": ["prod_none"]}}, "applies_to[products][0]"),
    ]:
        with refused(stripe.InvalidRequestError, 400, param=param):
            world.v1.coupons.create(terms)


@check("A subscription's discounts come off its invoices, expand, and end by the calendar")
def subscribed(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    tenth, five = coupon(world, 10), coupon(
        world, amount_off=500, currency="usd", duration="repeating", duration_in_months=1)
    price, other = world.price(1000), world.price(2000)
    made = world.v1.subscriptions.create({
        "customer": customer.id, "discounts": [{"coupon": five.id}], "expand": ["discounts.source.coupon"],
        "items": [{"price": price.id}, {"price": other.id, "discounts": [{"coupon": tenth.id}]}],
    })
    (discount,) = made.discounts
    expect((discount.object, discount.subscription, discount.customer, discount.source.coupon.times_redeemed),
           ("discount", made.id, customer.id, 1))
    expect(discount.end - discount.start, 30 * 86400)
    own = made["items"].data[1].discounts
    expect((len(own), own[0].startswith("di_")), (1, True))
    (first,) = world.invoices(customer)
    # 10 % of 2000 comes before the subtotal; 5.00 over 10.00 and 18.00 after it.
    expect((first.subtotal, first.total, first.discounts), (2800, 2300, [discount.id]))
    expect([(part.discount, part.amount) for part in first.total_discount_amounts],
           [(discount.id, 500), (own[0], 200)])
    expect([[part.amount for part in line.discount_amounts] for line in first.lines.data], [[178], [200, 322]])
    world.advance(clock, "2026-05-02")
    expect(world.invoices(customer)[-1].total, 2800)
    expect(world.v1.subscriptions.retrieve(made.id).discounts, [])
    quoted = world.v1.invoices.create_preview({"subscription": made.id, "discounts": [{"coupon": tenth.id}]})
    expect(quoted.total, 2800 - 280)
    world.v1.subscriptions.update(made.id, {"discounts": [{"coupon": tenth.id}]})
    removed = world.v1.subscriptions.delete_discount(made.id)
    expect((removed.deleted, removed.source.coupon), (True, tenth.id))
    with refused(stripe.InvalidRequestError, 404):
        world.v1.subscriptions.delete_discount(made.id)


@check("What is used once comes off one invoice, and a change of plan gives back what was paid")
def once(world):
    clock = world.clock("2026-04-01")
    customer = world.customer(test_clock=clock.id)
    half = coupon(world, 50, duration="once")
    made = world.v1.subscriptions.create({
        "customer": customer.id, "discounts": [{"coupon": half.id}], "items": [{"price": world.price(1000).id}]})
    expect((world.invoices(customer)[0].total, made.discounts), (500, []))
    world.advance(clock, "2026-04-16")
    world.v1.subscriptions.update(made.id, {
        "items": [{"id": made["items"].data[0].id, "quantity": 2}], "proration_behavior": "always_invoice"})
    change = world.invoices(customer)[-1]
    expect(([line.amount for line in change.lines.data], change.total), ([-500, 1000], 500))
    expect([[part.amount for part in line.discount_amounts] for line in change.lines.data], [[-250], [250]])
    expect([line.discountable for line in change.lines.data], [False, False])


@check("A draft by hand takes coupons for itself and for its lines")
def by_hand(world):
    customer = world.customer()
    tenth, five = coupon(world, 10), coupon(world, amount_off=500, currency="usd")
    draft = world.v1.invoices.create(
        {"customer": customer.id, "currency": "usd", "discounts": [{"coupon": five.id}]})
    item = world.v1.invoice_items.create({
        "customer": customer.id, "invoice": draft.id, "amount": 2000, "discounts": [{"coupon": tenth.id}]})
    expect((item.discountable, len(item.discounts)), (True, 1))
    world.v1.invoice_items.create(
        {"customer": customer.id, "invoice": draft.id, "amount": 1000, "discountable": False})
    draft = world.v1.invoices.retrieve(draft.id, {"expand": ["discounts", "total_discount_amounts.discount"]})
    expect((draft.subtotal, draft.total, draft.discounts[0].invoice), (2800, 2300, draft.id))
    expect([part.discount.source.coupon for part in draft.total_discount_amounts], [tenth.id, five.id])
    line = draft.lines.data[0]
    changed = world.v1.invoices.line_items.update(draft.id, line.id, {"discounts": ""})
    expect((changed.discounts, [part.amount for part in changed.discount_amounts]), ([], [500]))
    expect(world.v1.invoices.update(draft.id, {"discounts": ""}).total, 3000)
    with refused(stripe.InvalidRequestError, 400, param="discounts"):
        world.v1.invoice_items.create({
            "customer": customer.id, "invoice": draft.id, "amount": -100,
            "discounts": [{"coupon": tenth.id}]})
    with refused(stripe.InvalidRequestError, 400, param="discounts[0][coupon]"):
        world.v1.invoices.update(draft.id, {"discounts": [{"coupon": "none"}]})
    with refused(stripe.InvalidRequestError, 400):
        world.v1.invoices.update(draft.id, {"discounts": [{"coupon": five.id, "promotion_code": "promo_x"}]})


@check("A credit note takes back what was paid, beside the discount that was not")
def credited(world):
    customer = world.customer()
    tenth = coupon(world, 10)
    world.v1.subscriptions.create({
        "customer": customer.id, "discounts": [{"coupon": tenth.id}], "items": [{"price": world.price(1000).id}]})
    (paid,) = world.invoices(customer)
    note = world.v1.credit_notes.create({
        "invoice": paid.id, "credit_amount": 450,
        "lines": [{"type": "invoice_line_item", "invoice_line_item": paid.lines.data[0].id, "amount": 500}]})
    expect((note.amount, note.subtotal, note.discount_amount, note.total), (450, 500, 50, 450))
    expect(note.lines.data[0].discount_amounts[0].amount, 50)
    rest = world.v1.credit_notes.create({"invoice": paid.id, "amount": 200, "credit_amount": 200})
    expect((rest.total, rest.subtotal - rest.discount_amount), (200, 200))
    with refused(stripe.InvalidRequestError, 400):
        world.v1.credit_notes.create({"invoice": paid.id, "amount": 251, "credit_amount": 251})


@check("A code is used in the customer's letters, once, by the one it is for, and is made by the hundred")
def codes(world):
    tenth = coupon(world, 10, max_redemptions=50)
    word = f"WELCOME-{uuid.uuid4().hex[:8].upper()}"
    own, other = world.customer(), world.customer()
    made = code(world, tenth, code=word, customer=own.id, max_redemptions=1,
                restrictions={"first_time_transaction": True, "minimum_amount": 500,
                              "minimum_amount_currency": "usd"})
    expect((made.code, made.active, made.promotion.coupon, made.restrictions.minimum_amount),
           (word, True, tenth.id, 500))
    (found,) = world.v1.promotion_codes.list({"code": word.lower()}).data
    expect(found.id, made.id)
    price = world.price(1000)
    terms = {"items": [{"price": price.id}], "discounts": [{"promotion_code": made.id}]}
    with refused(stripe.InvalidRequestError, 400, param="discounts[0][promotion_code]"):
        world.v1.subscriptions.create({"customer": other.id, **terms})
    with refused(stripe.InvalidRequestError, 400, param="discounts[0][promotion_code]"):
        world.v1.subscriptions.create(
            {"customer": own.id, **terms, "items": [{"price": world.price(499).id}]})
    subscribed = world.v1.subscriptions.create(
        {"customer": own.id, **terms, "expand": ["discounts.promotion_code"]})
    expect(subscribed.discounts[0].promotion_code.times_redeemed, 1)
    expect(world.v1.promotion_codes.retrieve(made.id).active, False)
    with refused(stripe.InvalidRequestError, 400, param="discounts[0][promotion_code]"):
        world.v1.subscriptions.create({"customer": own.id, **terms})
    closed = world.v1.promotion_codes.update(code(world, tenth).id, {"active": False})
    expect((closed.active, len(closed.code)), (False, 10))
    with refused(stripe.InvalidRequestError, 400, param="code"):
        code(world, tenth, code="not a code")
    with refused(stripe.InvalidRequestError, 400, param="max_redemptions"):
        code(world, tenth, max_redemptions=51)
    batch = world.plain.post("/v1/promotion_code_batches", [
        ("promotion[type]", "coupon"), ("promotion[coupon]", tenth.id), ("count", "100"),
        ("max_redemptions", "1"), ("prefix", "FAIR-")]).body
    expect((batch["object"], batch["count"]), ("promotion_code_batch", 100))
    expect(len({one["code"] for one in batch["data"]}), 100)
