"""What the API refuses, how it says so, and which error the SDK makes of it."""

import stripe

from checks import check, expect, expect_error, refused


@check("An unknown parameter is refused by its name")
def unknown_parameter(world):
    message = "Received unknown parameter: nope"
    answer = world.plain.post("/v1/customers", {"nope": "1"})
    expect_error(answer, 400, "parameter_unknown", "nope", message)
    answer = world.plain.get("/v1/customers", {"nope": "1"})
    expect_error(answer, 400, "parameter_unknown", "nope", message)


@check("An unknown parameter inside another is refused by its full name")
def unknown_nested_parameter(world):
    answer = world.plain.post("/v1/customers", {"address[planet]": "Mars"})
    expect_error(answer, 400, "parameter_unknown", "address[planet]")


@check("A missing parameter is named")
def missing_parameter(world):
    answer = world.plain.post("/v1/products", {"description": "Nameless"})
    expect_error(answer, 400, "parameter_missing", "name", "Missing required param: name.")
    answer = world.plain.post("/v1/subscriptions", {"items[0][price]": world.price(1000).id})
    expect_error(answer, 400, "parameter_missing", "customer", "Missing required param: customer.")


@check("What should be a whole number and is not is quoted")
def bad_integer(world):
    answer = world.plain.get("/v1/customers", {"limit": "abc"})
    expect_error(answer, 400, "parameter_invalid_integer", "limit", "Invalid integer: abc")
    price = {"currency": "usd", "unit_amount": "9.99", "product_data[name]": "Team"}
    answer = world.plain.post("/v1/prices", price)
    expect_error(answer, 400, "parameter_invalid_integer", "unit_amount", "Invalid integer: 9.99")


@check("A number beyond every account is refused, not wrapped")
def huge_integer(world):
    price = {"currency": "usd", "unit_amount": "9223372036854775808", "product_data[name]": "Team"}
    expect_error(world.plain.post("/v1/prices", price), 400, param="unit_amount")


@check("A word outside the allowed ones is refused by its parameter")
def bad_word(world):
    price = {
        "currency": "usd",
        "unit_amount": "100",
        "product_data[name]": "Team",
        "recurring[interval]": "eon",
    }
    expect_error(world.plain.post("/v1/prices", price), 400, param="recurring[interval]")
    expect_error(world.plain.get("/v1/subscriptions", {"status": "happy"}), 400, param="status")


@check("A truth value is true or false and nothing else")
def bad_truth(world):
    expect_error(world.plain.get("/v1/products", {"active": "maybe"}), 400, param="active")


@check("A currency must exist")
def unknown_currency(world):
    price = {"currency": "zzz", "unit_amount": "100", "product_data[name]": "Team"}
    expect_error(world.plain.post("/v1/prices", price), 400, param="currency")


@check("A currency is written in lower case")
def currency_case(world):
    price = {"currency": "USD", "unit_amount": "100", "product_data[name]": "Team"}
    expect_error(world.plain.post("/v1/prices", price), 400, param="currency")


@check("An unknown id in the path is not found")
def unknown_in_path(world):
    for kind, message in {
        "customers/cus_nope": "No such customer: 'cus_nope'",
        "products/prod_nope": "No such product: 'prod_nope'",
        "prices/price_nope": "No such price: 'price_nope'",
        "subscriptions/sub_nope": "No such subscription: 'sub_nope'",
        "invoices/in_nope": "No such invoice: 'in_nope'",
    }.items():
        expect_error(world.plain.get(f"/v1/{kind}"), 404, "resource_missing", message=message)


@check("An unknown id in a parameter is a bad request that names the parameter with its brackets")
def unknown_in_parameter(world):
    customer = world.customer(card=None).id
    answer = world.plain.post("/v1/subscriptions", {"customer": customer, "items[0][price]": "price_nope"})
    expect_error(answer, 400, "resource_missing", "items[0][price]", "No such price: 'price_nope'")
    default = {"invoice_settings[default_payment_method]": "pm_nope"}
    answer = world.plain.post(f"/v1/customers/{customer}", default)
    expect_error(answer, 400, "resource_missing", "invoice_settings[default_payment_method]")


@check("A metadata key has 40 characters, a value 500, and an object 50 keys")
def metadata_limits(world):
    def create(pairs):
        return world.plain.post("/v1/customers", {f"metadata[{key}]": value for key, value in pairs.items()})

    expect(create({f"k{n}": "v" for n in range(50)}).status, 200)
    expect_error(create({f"k{n}": "v" for n in range(51)}), 400)
    expect(create({"k" * 40: "v" * 500}).status, 200)
    expect_error(create({"k" * 41: "v"}), 400)
    expect_error(create({"key": "v" * 501}), 400)
    expect(create({"clef": "é" * 500}).body["metadata"]["clef"], "é" * 500)


@check("A body that is too large is refused before it is read")
def large_body(world):
    answer = world.plain.send("POST", "/v1/customers", body=b"description=" + b"x" * (24 << 20))
    expect(answer.status, 413)
    expect(answer.error["type"], "invalid_request_error")


@check("The SDK makes the right error of each refusal")
def sdk_errors(world):
    with refused(stripe.InvalidRequestError, 404, "resource_missing"):
        world.v1.customers.retrieve("cus_nope")
    with refused(stripe.InvalidRequestError, 400, "parameter_unknown", "nope"):
        world.v1.customers.create({"nope": 1})
    with refused(stripe.AuthenticationError, 401):
        world.v1.customers.list(options={"api_key": "sk_test_nobodysKeyAtAll0000000000000000"})
    with refused(stripe.CardError, 402, "card_declined"):
        world.v1.payment_methods.attach("pm_card_chargeDeclined", {"customer": world.customer(card=None).id})
    options = {"idempotency_key": "conformance-sdk-mismatch"}
    world.v1.customers.create({"name": "One"}, options)
    with refused(stripe.IdempotencyError, 400):
        world.v1.customers.create({"name": "Two"}, options)
