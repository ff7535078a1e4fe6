"""Customers, their metadata and their payment methods."""

import stripe

from checks import check, expect, refused

ADDRESS = {"line1": "Hauptstrasse 1", "city": "Berlin", "postal_code": "10115", "country": "DE"}


@check("A customer is created, read and changed")
def customer(world):
    made = world.v1.customers.create(
        {
            "name": "Ada",
            "email": "ada@example.com",
            "phone": "+49 30 1",
            "address": ADDRESS,
            "description": "First",
        }
    )
    read = world.v1.customers.retrieve(made.id)
    expect((read.name, read.email, read.address.city), ("Ada", "ada@example.com", "Berlin"))
    expect((read.balance, read.delinquent, read.livemode), (0, False, False))
    changed = world.v1.customers.update(made.id, {"name": "Ada L.", "description": ""})
    expect((changed.name, changed.description, changed.email), ("Ada L.", None, "ada@example.com"))


@check("A deleted customer is still named, as deleted, and loses its subscriptions")
def delete_customer(world):
    customer = world.customer()
    subscription = world.subscribe(customer, world.price(1000))
    expect(world.v1.customers.delete(customer.id).deleted, True)
    expect(world.v1.customers.retrieve(customer.id).deleted, True)
    expect(world.v1.subscriptions.retrieve(subscription.id).status, "canceled")
    listed = [customer.id for customer in world.v1.customers.list({"limit": 100}).data]
    expect(customer.id in listed, False, "whether it is listed")


@check("Customers are listed newest first, by email, and paged through to the end")
def page_customers(world):
    made = [world.customer(card=None, email="pages@example.com").id for _ in range(5)]
    pages = world.v1.customers.list({"email": "pages@example.com", "limit": 2})
    expect((len(pages.data), pages.has_more, pages.url), (2, True, "/v1/customers"))
    expect([customer.id for customer in pages.auto_paging_iter()], made[::-1])


@check("A page can be asked for after and before a customer")
def cursors(world):
    first, second, third = (world.customer(card=None, email="cursor@example.com").id for _ in range(3))

    def ids(**cursor):
        page = world.v1.customers.list({"email": "cursor@example.com", **cursor})
        return [customer.id for customer in page.data]

    expect(ids(starting_after=third), [second, first])
    expect(ids(ending_before=first), [third, second])
    expect(ids(ending_before=first, limit=1), [second])
    expect(ids(starting_after=first), [])


@check("Customers are listed by when they were created")
def created_range(world):
    made = world.customer(card=None, email="when@example.com")

    def count(**created):
        return len(world.v1.customers.list({"email": "when@example.com", "created": created}).data)

    expect((count(gte=made.created), count(gt=made.created)), (1, 0))
    expect((count(lte=made.created), count(lt=made.created)), (1, 0))


@check("Metadata merges on update, loses a key by an empty value, and is cleared as a whole")
def metadata(world):
    customer = world.customer(card=None, metadata={"plan": "a", "seats": "3"})
    update = world.v1.customers.update
    merged = update(customer.id, {"metadata": {"seats": "4", "region": "eu"}}).metadata
    expect(merged.to_dict(), {"plan": "a", "seats": "4", "region": "eu"})
    expect(update(customer.id, {"metadata": {"plan": ""}}).metadata.to_dict(), {"seats": "4", "region": "eu"})
    expect(update(customer.id, {"metadata": ""}).metadata.to_dict(), {})


@check("A test card attaches as a payment method of its own")
def attach(world):
    customer = world.customer(card=None)
    card = world.v1.payment_methods.attach("pm_card_visa", {"customer": customer.id})
    expect(
        (card.type, card.customer, card.card.brand, card.card.last4), ("card", customer.id, "visa", "4242")
    )
    expect(card.id.startswith("pm_") and card.id != "pm_card_visa", True, "whether it has an id of its own")
    again = world.v1.payment_methods.attach("pm_card_mastercard", {"customer": customer.id})
    expect(world.v1.payment_methods.retrieve(again.id).card.brand, "mastercard")
    listed = world.v1.payment_methods.list({"customer": customer.id, "type": "card"})
    expect([method.id for method in listed.data], [again.id, card.id])
    listed = world.v1.customers.payment_methods.list(customer.id)
    expect([method.id for method in listed.data], [again.id, card.id])


@check("A detached payment method belongs to nobody")
def detach(world):
    customer = world.customer()
    card = customer.invoice_settings.default_payment_method
    expect(world.v1.payment_methods.detach(card).customer, None)
    expect(world.v1.customers.retrieve(customer.id).invoice_settings.default_payment_method, None)


@check("A card number in the clear is refused")
def raw_card_number(world):
    card = {"number": "4242424242424242", "exp_month": 8, "exp_year": 2030, "cvc": "314"}
    with refused(stripe.InvalidRequestError, 400) as caught:
        world.v1.payment_methods.create({"type": "card", "card": card})
    expect("4242424242424242" in str(caught[0]), False, "whether the answer repeats the number")


@check("A customer's default payment method is expanded on request")
def expand_default(world):
    customer = world.customer()
    expanded = world.v1.customers.retrieve(
        customer.id, {"expand": ["invoice_settings.default_payment_method"]}
    )
    expect(expanded.invoice_settings.default_payment_method.card.brand, "visa")
