"""Subscriptions and their items."""

import stripe

from checks import check, expect, refused


@check("A subscription starts active, with a paid first invoice")
def subscribe(world):
    customer, price = world.customer(), world.price(1000)
    subscription = world.subscribe(customer, price, expand=["latest_invoice", "customer"])
    expect((subscription.status, subscription.customer.id), ("active", customer.id))
    expect((subscription.billing_mode.type, subscription.currency), ("flexible", "usd"))
    (item,) = subscription["items"].data
    expect((item.price.id, item.plan.id, item.quantity), (price.id, price.id, 1))
    expect(item.current_period_start, subscription.start_date)
    invoice = subscription.latest_invoice
    expect((invoice.status, invoice.total, invoice.amount_paid), ("paid", 1000, 1000))
    expect((invoice.billing_reason, invoice.attempt_count), ("subscription_create", 1))
    expect(invoice.parent.subscription_details.subscription, subscription.id)


@check("Several prices of one cadence share a subscription and an invoice")
def several_items(world):
    subscription = world.v1.subscriptions.create(
        {
            "customer": world.customer().id,
            "items": [{"price": world.price(1000).id, "quantity": 3}, {"price": world.price(250).id}],
            "expand": ["latest_invoice"],
        }
    )
    expect([item.quantity for item in subscription["items"].data], [3, 1])
    expect(subscription.latest_invoice.total, 3250)


@check("A subscription's description and metadata change without billing")
def change_metadata(world):
    subscription = world.subscribe(world.customer(), world.price(1000), metadata={"source": "web"})
    changed = world.v1.subscriptions.update(
        subscription.id, {"description": "Annual deal", "metadata": {"owner": "kim"}}
    )
    expect(
        (changed.description, changed.metadata.to_dict()), ("Annual deal", {"source": "web", "owner": "kim"})
    )
    expect(changed.latest_invoice, subscription.latest_invoice)


@check("A larger quantity bills at once only when asked to")
def change_quantity(world):
    customer, price = world.customer(), world.price(1000)
    subscription = world.subscribe(customer, price)
    item = subscription["items"].data[0]

    def change(quantity, behavior):
        changed = world.v1.subscriptions.update(
            subscription.id,
            {"items": [{"id": item.id, "quantity": quantity}], "proration_behavior": behavior},
        )
        expect(changed["items"].data[0].quantity, quantity)
        return len(world.invoices(customer))

    expect(change(2, "create_prorations"), 1, "the number of invoices")
    expect(change(3, "none"), 1, "the number of invoices")
    expect(change(5, "always_invoice"), 2, "the number of invoices")


@check("A price is exchanged for another on the same item")
def change_price(world):
    subscription = world.subscribe(world.customer(), world.price(1000))
    item, dearer = subscription["items"].data[0], world.price(3000)
    changed = world.v1.subscriptions.update(
        subscription.id,
        {"items": [{"id": item.id, "price": dearer.id}], "proration_behavior": "always_invoice"},
    )
    (changed_item,) = changed["items"].data
    expect((changed_item.id, changed_item.price.id), (item.id, dearer.id))
    expect(changed.latest_invoice != subscription.latest_invoice, True, "whether it was invoiced")


@check("A subscription set to end with its period says when, and the wish can be taken back")
def cancel_at_period_end(world):
    subscription = world.subscribe(world.customer(), world.price(1000))
    ending = world.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})
    expect((ending.status, ending.cancel_at_period_end), ("active", True))
    expect(ending.cancel_at, ending["items"].data[0].current_period_end)
    expect(ending.canceled_at is not None, True, "whether it says since when")
    expect(ending.cancellation_details.reason, "cancellation_requested")
    kept = world.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": False})
    expect((kept.cancel_at_period_end, kept.cancel_at, kept.canceled_at), (False, None, None))


@check("A subscription cancelled now has ended and cannot be cancelled again")
def cancel_now(world):
    subscription = world.subscribe(world.customer(), world.price(1000))
    ended = world.v1.subscriptions.cancel(subscription.id)
    expect((ended.status, ended.ended_at is not None, ended.cancel_at), ("canceled", True, None))
    with refused(stripe.InvalidRequestError, 404, "resource_missing"):
        world.v1.subscriptions.cancel(subscription.id)


@check("Subscriptions are listed by customer, price and status; ended ones only when asked for")
def list_subscriptions(world):
    customer, price, other = world.customer(), world.price(1000), world.price(2000)
    ended = world.subscribe(customer, price)
    world.v1.subscriptions.cancel(ended.id)
    active = world.subscribe(customer, other)

    def listed(**filters):
        page = world.v1.subscriptions.list({"customer": customer.id, **filters})
        return [subscription.id for subscription in page.data]

    expect(listed(), [active.id])
    expect(listed(status="all"), [active.id, ended.id])
    expect(listed(status="canceled"), [ended.id])
    expect(listed(price=other.id), [active.id])
    expect(listed(status="all", price=price.id), [ended.id])


@check("Items are added, read, changed, listed and removed")
def item_life(world):
    subscription = world.subscribe(world.customer(), world.price(1000))
    items = world.v1.subscription_items
    params = {"subscription": subscription.id, "price": world.price(250).id, "quantity": 2}
    added = items.create({**params, "proration_behavior": "none"})
    expect((added.subscription, added.quantity), (subscription.id, 2))
    expect(items.update(added.id, {"quantity": 4, "proration_behavior": "none"}).quantity, 4)
    expect(items.retrieve(added.id).quantity, 4)
    first = subscription["items"].data[0]
    listed = items.list({"subscription": subscription.id}).data
    expect([item.id for item in listed], [first.id, added.id])
    expect(items.delete(added.id, {"proration_behavior": "none"}).deleted, True)
    with refused(stripe.InvalidRequestError, 400):
        items.delete(first.id)


@check("A subscription cannot mix currencies")
def mixed_currencies(world):
    with refused(stripe.InvalidRequestError, 400):
        world.subscribe(world.customer(), world.price(1000), world.price(900, currency="eur"))


@check("A one-time price cannot be subscribed to")
def subscribe_to_one_time(world):
    with refused(stripe.InvalidRequestError, 400, param="items[0][price]"):
        world.subscribe(world.customer(), world.price(500, interval=None))
