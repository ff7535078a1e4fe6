"""Keys, pages, expansion and bodies: what holds for every path."""

from checks import check, expect, expect_error
from wire import basic


@check("A key opens as bearer and as the user of basic authentication")
def keys(world):
    expect(world.plain.get("/v1/account").status, 200)
    answer = world.plain.get("/v1/account", headers={"Authorization": basic(world.plain.key)})
    expect(answer.status, 200)


@check("No key, an unknown key and a malformed header are unauthorised")
def no_key(world):
    for header in (None, "Bearer sk_test_nobodysKeyAtAll0000000000000000", "Bearer", "Basic %%%", "Digest x"):
        answer = world.plain.get("/v1/account", headers={"Authorization": header})
        expect_error(answer, 401)


@check("The key is asked for before anything else")
def key_first(world):
    answer = world.plain.post("/v1/customers", {"nope": "1"}, headers={"Authorization": None})
    expect_error(answer, 401)


@check("The requested version is echoed, and each request has its own id")
def version_and_request_id(world):
    asked = {"Stripe-Version": "2026-08-26.dahlia"}
    one = world.plain.get("/v1/account", headers=asked)
    two = world.plain.get("/v1/account", headers=asked)
    expect(one.headers["stripe-version"], "2026-08-26.dahlia")
    expect(one.headers["request-id"].startswith("req_"), True, "the id's prefix")
    expect(one.headers["request-id"] != two.headers["request-id"], True, "whether the ids differ")


@check("A list has ten entries unless asked for 1 to 100; no other limit is obeyed")
def limits(world):
    for _ in range(11):
        world.customer(card=None, email="limits@example.com")

    def count(**limit):
        return world.plain.get("/v1/customers", {"email": "limits@example.com", **limit})

    default = count().body
    expect((default["object"], len(default["data"]), default["has_more"]), ("list", 10, True))
    expect(len(count(limit=11).body["data"]), 11)
    expect(count(limit=100).body["has_more"], False)
    for limit in (0, 101, -1):
        answer = count(limit=limit)
        if answer.status == 200:
            expect(
                1 <= len(answer.body["data"]) <= 100, True, f"whether limit={limit} is brought within bounds"
            )
        else:
            expect_error(answer, 400, "parameter_invalid_integer", "limit")


@check("A cursor that names nothing is refused")
def bad_cursor(world):
    for cursor in ("starting_after", "ending_before"):
        expect_error(world.plain.get("/v1/customers", {cursor: "cus_nope"}), 400, "resource_missing", cursor)


@check("Two cursors at once are refused")
def two_cursors(world):
    customer = world.customer(card=None).id
    expect_error(
        world.plain.get("/v1/customers", {"starting_after": customer, "ending_before": customer}), 400
    )


@check("What cannot be expanded is refused, before anything happens")
def bad_expansion(world):
    before = world.v1.customers.list({"limit": 1}).data[0].id
    answer = world.plain.post("/v1/customers", {"name": "Nobody", "expand[]": "nope"})
    expect_error(answer, 400, message="This property cannot be expanded (nope).")
    expect(world.v1.customers.list({"limit": 1}).data[0].id, before, "the newest customer")


@check("On a list, the refusal of an expansion says how to write it")
def expansion_hint(world):
    answer = world.plain.get("/v1/prices", {"expand[]": "product"})
    expect_error(answer, 400)
    expect("expanding 'data.product' instead" in answer.error["message"], True, "whether there is the hint")
    world.price(1000)
    answer = world.plain.get("/v1/prices", {"expand[]": "data.product", "limit": "1"})
    expect(answer.body["data"][0]["product"]["object"], "product")


@check("An expansion goes four levels deep and no deeper")
def expansion_depth(world):
    subscription = world.subscribe(world.customer(), world.price(1000)).id
    path = f"/v1/subscriptions/{subscription}"
    deep = "latest_invoice.customer.invoice_settings.default_payment_method"
    answer = world.plain.get(path, {"expand[]": deep})
    customer = answer.body["latest_invoice"]["customer"]
    expect(customer["invoice_settings"]["default_payment_method"]["object"], "payment_method")
    expect_error(world.plain.get(path, {"expand[]": f"{deep}.customer"}), 400)


@check("Several properties are expanded together, with indexed and with bare brackets")
def several_expansions(world):
    subscription = world.subscribe(world.customer(), world.price(1000)).id
    path = f"/v1/subscriptions/{subscription}"
    for names in (("expand[]", "expand[]"), ("expand[0]", "expand[1]")):
        answer = world.plain.get(path, list(zip(names, ("customer", "latest_invoice"), strict=True)))
        expect(answer.body["customer"]["object"], "customer")
        expect(answer.body["latest_invoice"]["object"], "invoice")


@check("Included fields appear only when asked for")
def includable(world):
    customer = world.customer()
    invoice = world.subscribe(customer, world.price(1000)).latest_invoice
    expect("payments" in world.plain.get(f"/v1/invoices/{invoice}").body, False, "whether payments are there")
    answer = world.plain.get(f"/v1/customers/{customer.id}", {"expand[]": "subscriptions"})
    expect(len(answer.body["subscriptions"]["data"]), 1)


@check("An empty value takes a property away, and text keeps its letters")
def empty_value(world):
    made = world.plain.post("/v1/customers", {"name": "Zoë & Søn = 100% +1", "phone": "1"}).body
    expect(made["name"], "Zoë & Søn = 100% +1")
    expect(world.plain.post(f"/v1/customers/{made['id']}", {"phone": ""}).body["phone"], None)


@check("A body that is not form-encoded text is a bad request, not a fault")
def malformed_body(world):
    for body in (b"name=%ff%fe", b"name=%zz", b"a[b=1", b"metadata=oops", b"items[0]=1", b"\x00\xff"):
        answer = world.plain.send("POST", "/v1/customers", body=body)
        expect(answer.status in (200, 400), True, f"whether {body!r} is answered calmly")


@check("An unknown path and a wrong method are not found, with an error object")
def unknown_path(world):
    expect_error(world.plain.get("/v1/nonsense"), 404)
    expect_error(world.plain.get("/v2/nonsense"), 404)
    expect_error(world.plain.post("/v1/events", {}), 404)
    answer = world.plain.send("PUT", "/v1/customers", body="name=x")
    expect(answer.status in (404, 405), True, "whether PUT is refused")
    expect(answer.error["type"], "invalid_request_error")


@check("Health is answered without a key")
def health(world):
    expect(world.plain.send("GET", "/health", headers={"Authorization": None}).status, 200)
