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
