"""Idempotency keys: what was done once is answered twice, and done once."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from checks import check, expect, expect_error


def fresh():
    return f"conformance-{uuid.uuid4()}"


@check("The same request with the same key is answered again, and done once")
def replay(world):
    key = fresh()
    one = world.plain.post("/v1/customers", {"name": "Once"}, idempotency_key=key)
    two = world.plain.post("/v1/customers", {"name": "Once"}, idempotency_key=key)
    expect((one.status, two.status, two.text), (200, 200, one.text))
    expect((one.headers["idempotency-key"], two.headers["idempotency-key"]), (key, key))
    expect("idempotent-replayed" in one.headers, False, "whether the first answer is marked")
    expect(two.headers.get("idempotent-replayed"), "true", "the mark of the second answer")
    expect(two.headers.get("original-request"), one.headers["request-id"], "the original request")


@check("The order of parameters does not make another request")
def order(world):
    key = fresh()
    one = world.plain.post("/v1/customers", [("name", "A"), ("email", "a@example.com")], idempotency_key=key)
    two = world.plain.post("/v1/customers", [("email", "a@example.com"), ("name", "A")], idempotency_key=key)
    expect((two.status, two.body["id"]), (200, one.body["id"]))


@check("The same key with other parameters or on another path is refused")
def mismatch(world):
    key = fresh()
    world.plain.post("/v1/customers", {"name": "One"}, idempotency_key=key)
    answer = world.plain.post("/v1/customers", {"name": "Two"}, idempotency_key=key)
    expect_error(answer, 400, kind="idempotency_error")
    answer = world.plain.post("/v1/products", {"name": "One"}, idempotency_key=key)
    expect_error(answer, 400, kind="idempotency_error")


@check("A refused request leaves its key free")
def refused_request(world):
    key = fresh()
    expect(world.plain.post("/v1/products", {"nope": "1"}, idempotency_key=key).status, 400)
    expect(world.plain.post("/v1/products", {"name": "Now"}, idempotency_key=key).status, 200)


@check("A declined payment is answered again and not tried again")
def declined_payment(world):
    customer = world.customer(card="pm_card_chargeCustomerFail")
    invoice = world.subscribe(customer, world.price(1000)).latest_invoice
    key = fresh()
    one = world.plain.post(f"/v1/invoices/{invoice}/pay", idempotency_key=key)
    charges = len(world.v1.charges.list({"customer": customer.id}).data)
    two = world.plain.post(f"/v1/invoices/{invoice}/pay", idempotency_key=key)
    expect_error(one, 402, "card_declined", kind="card_error")
    expect((two.status, two.text, two.headers.get("idempotent-replayed")), (402, one.text, "true"))
    expect(len(world.v1.charges.list({"customer": customer.id}).data), charges, "the number of charges")


@check("Requests racing with one key create one thing; each gets it or is told to wait")
def race(world):
    key = fresh()
    email = f"{key}@example.com"

    def create(_):
        return world.plain.post("/v1/customers", {"email": email}, idempotency_key=key)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(create, range(16)))
    created = world.v1.customers.list({"email": email}).data
    expect(len(created), 1, "the number of customers")
    for answer in answers:
        if answer.status == 409:
            expect(answer.error["code"], "idempotency_key_in_use")
        else:
            expect((answer.status, answer.body["id"]), (200, created[0].id))


@check("A key has at most 255 characters")
def long_key(world):
    expect(world.plain.post("/v1/customers", {}, idempotency_key="k" * 255).status, 200)
    answer = world.plain.post("/v1/customers", {}, idempotency_key="k" * 256)
    expect(answer.status, 400)


@check("Reading takes no notice of a key")
def reading(world):
    key = fresh()
    made = world.plain.post("/v1/customers", {"name": "Read"}, idempotency_key=key)
    answer = world.plain.send("GET", f"/v1/customers/{made.body['id']}", idempotency_key=key)
    expect((answer.status, "idempotent-replayed" in answer.headers), (200, False))
