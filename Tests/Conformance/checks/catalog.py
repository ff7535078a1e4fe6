"""The account, products and prices."""

from decimal import Decimal

import stripe

from checks import check, expect, refused


@check("A key reads the account it belongs to")
def own_account(world):
    account = world.v1.accounts.retrieve_current()
    expect(account.object, "account")
    expect(account.id.startswith("acct_"), True, "the id's prefix")


@check("A product is created, read and changed")
def product(world):
    made = world.v1.products.create({"name": "Team", "description": "For teams", "metadata": {"tier": "2"}})
    expect(world.v1.products.retrieve(made.id).name, "Team")
    changed = world.v1.products.update(made.id, {"name": "Crew", "active": False})
    expect((changed.name, changed.active, changed.description), ("Crew", False, "For teams"))
    expect(changed.metadata["tier"], "2")


@check("A product may bring its own id")
def product_id(world):
    made = world.v1.products.create({"id": "conformance-plan", "name": "Named"})
    expect(made.id, "conformance-plan")
    with refused(stripe.InvalidRequestError, 400, "resource_already_exists"):
        world.v1.products.create({"id": "conformance-plan", "name": "Named again"})


@check("A product that was never sold can be deleted")
def delete_product(world):
    made = world.v1.products.create({"name": "Mistake"})
    expect(world.v1.products.delete(made.id).deleted, True)


@check("Products are listed by activity and by id")
def list_products(world):
    off = world.v1.products.create({"name": "Old", "active": False})
    on = world.v1.products.create({"name": "New"})
    listed = [product.id for product in world.v1.products.list({"active": False, "limit": 100}).data]
    expect((off.id in listed, on.id in listed), (True, False), "what is listed")
    expect([product.id for product in world.v1.products.list({"ids": [on.id]}).data], [on.id])


@check("A recurring price says its amount, its decimal amount and its cadence")
def recurring_price(world):
    price = world.price(1000, recurring={"interval": "month", "interval_count": 3})
    expect((price.type, price.unit_amount, price.unit_amount_decimal), ("recurring", 1000, Decimal(1000)))
    cadence = price.recurring
    expect((cadence.interval, cadence.interval_count, cadence.usage_type), ("month", 3, "licensed"))
    expect(price.billing_scheme, "per_unit")


@check("A one-time price does not recur")
def one_time_price(world):
    price = world.price(500, interval=None)
    expect((price.type, price.recurring), ("one_time", None))


@check("A price below a cent is kept to twelve decimals")
def fractional_price(world):
    product = world.v1.products.create({"name": "Calls"})
    params = {"product": product.id, "currency": "usd", "unit_amount_decimal": "0.000000000001"}
    price = world.v1.prices.create({**params, "recurring": {"interval": "month"}})
    expect((price.unit_amount, price.unit_amount_decimal), (None, Decimal("0.000000000001")))


@check("Currencies without cents and with thousandths have prices")
def odd_currencies(world):
    expect(world.price(500, currency="jpy").unit_amount, 500)
    expect(world.price(12_500, currency="kwd").unit_amount, 12_500)


@check("A tiered price shows its tiers when they are asked for")
def tiered_price(world):
    tiers = [
        {"up_to": 1000, "unit_amount": 10},
        {"up_to": "inf", "unit_amount_decimal": "8.5", "flat_amount": 500},
    ]
    product = world.v1.products.create({"name": "Calls"})
    made = world.v1.prices.create(
        {
            "product": product.id, "currency": "eur", "recurring": {"interval": "month"}, "expand": ["tiers"],
            "billing_scheme": "tiered", "tiers_mode": "graduated", "tiers": tiers,
        }
    )  # fmt: skip
    expect((made.billing_scheme, made.tiers_mode, made.unit_amount), ("tiered", "graduated", None))
    shown = [(tier.up_to, tier.unit_amount_decimal, tier.flat_amount) for tier in made.tiers]
    expect(shown, [(1000, Decimal(10), None), (None, Decimal("8.5"), 500)])
    expect("tiers" in world.v1.prices.retrieve(made.id), False, "tiers without asking")


@check("A graduated line comes to the sum of its tiers and explains itself")
def tiered_line(world):
    tiers = [{"up_to": 1000, "unit_amount": 10}, {"up_to": "inf", "unit_amount": 8}]
    price = world.price(
        None, billing_scheme="tiered", tiers_mode="graduated", tiers=tiers, currency="eur"
    )
    customer = world.customer()
    made = world.v1.subscriptions.create(
        {
            "customer": customer.id, "items": [{"price": price.id, "quantity": 1500}],
            "expand": ["latest_invoice"],
        }
    )  # fmt: skip
    line = made.latest_invoice.lines.data[0]
    expect((line.amount, line.pricing.unit_amount_decimal), (14_000, None))
    expect(line["explanation"]["text"], "1,000 × €0.10 + 500 × €0.08")


@check("A price by the package says how it divides")
def package_price(world):
    price = world.price(700, transform_quantity={"divide_by": 100, "round": "up"})
    expect((price.transform_quantity.divide_by, price.transform_quantity.round), (100, "up"))


@check("A price in several currencies shows them when they are asked for")
def currency_options(world):
    options = {"eur": {"unit_amount": 900, "tax_behavior": "inclusive"}, "jpy": {"unit_amount": 1500}}
    price = world.price(1000, currency_options=options)
    full = world.v1.prices.retrieve(price.id, {"expand": ["currency_options"]})
    expect(full.currency_options["eur"]["unit_amount"], 900)
    expect(full.currency_options["eur"]["tax_behavior"], "inclusive")
    expect(sorted(full.currency_options.to_dict()), ["eur", "jpy", "usd"])


@check("A price that the buyer names has bounds")
def custom_amount(world):
    bounds = {"enabled": True, "minimum": 500, "maximum": 5000, "preset": 1000}
    price = world.price(None, custom_unit_amount=bounds)
    expect((price.unit_amount, price.custom_unit_amount.minimum, price.custom_unit_amount.preset), (None, 500, 1000))


@check("What the format has no word for stands under pricing_model")
def own_models(world):
    share = world.price(None, pricing_model={"type": "percentage", "percentage": "2.9", "minimum_amount": 500})
    expect((share["pricing_model"]["type"], share["pricing_model"]["percentage"]), ("percentage", "2.9"))
    expect(world.price(1000)["pricing_model"], None)


@check("Prices that say nothing clear are refused by the parameter at fault")
def unclear_prices(world):
    endless = {"up_to": "inf", "unit_amount": 1}
    tiered = {"billing_scheme": "tiered", "tiers_mode": "volume"}
    invalid = stripe.InvalidRequestError
    with refused(invalid, 400, "parameter_missing", "tiers_mode"):
        world.price(None, billing_scheme="tiered", tiers=[endless])
    with refused(invalid, 400, None, "tiers[1][up_to]"):
        world.price(None, **tiered, tiers=[{"up_to": 5, "unit_amount": 1}, {"up_to": 5, "unit_amount": 1}, endless])
    with refused(invalid, 400, None, "tiers[0][up_to]"):
        world.price(None, **tiered, tiers=[{"up_to": 5, "unit_amount": 1}])
    with refused(invalid, 400, None, "transform_quantity"):
        world.price(None, **tiered, tiers=[endless], transform_quantity={"divide_by": 2, "round": "up"})
    with refused(invalid, 400, None, "unit_amount"):
        world.price(5, **tiered, tiers=[endless])
    with refused(invalid, 400, None, "tiers[0][unit_amount_decimal]"):
        world.price(None, **tiered, tiers=[{"up_to": "inf", "unit_amount_decimal": "0.1234567890123"}])


@check("A price's amount cannot be changed, its nickname and activity can")
def immutable_price(world):
    price = world.price(1000)
    with refused(stripe.InvalidRequestError, 400, "parameter_unknown", "unit_amount"):
        world.v1.prices.update(price.id, {"unit_amount": 2000})
    changed = world.v1.prices.update(price.id, {"nickname": "Monthly", "active": False})
    expect((changed.nickname, changed.active, changed.unit_amount), ("Monthly", False, 1000))


@check("Prices are listed by product, activity, currency and type")
def list_prices(world):
    product = world.v1.products.create({"name": "Several"})
    shared = {"product": product.id}
    monthly = world.v1.prices.create(
        {**shared, "currency": "usd", "unit_amount": 100, "recurring": {"interval": "month"}}
    )
    once = world.v1.prices.create({**shared, "currency": "eur", "unit_amount": 900})

    def listed(**filters):
        return [price.id for price in world.v1.prices.list({**shared, **filters}).data]

    expect(listed(), [once.id, monthly.id])
    expect(listed(type="recurring"), [monthly.id])
    expect(listed(currency="eur"), [once.id])
    expect(listed(active=False), [])


@check("A lookup key finds one price and moves to another when asked")
def lookup_key(world):
    first = world.price(1000, lookup_key="conformance_team")
    with refused(stripe.InvalidRequestError, 400):
        world.price(1200, lookup_key="conformance_team")
    second = world.price(1200, lookup_key="conformance_team", transfer_lookup_key=True)
    found = world.v1.prices.list({"lookup_keys": ["conformance_team"]}).data
    expect([price.id for price in found], [second.id])
    expect(world.v1.prices.retrieve(first.id).lookup_key, None)


@check("A price's product is expanded on request")
def expand_product(world):
    price = world.price(1000)
    expanded = world.v1.prices.retrieve(price.id, {"expand": ["product"]})
    expect((price.product, expanded.product.name), (expanded.product.id, "Team"))
