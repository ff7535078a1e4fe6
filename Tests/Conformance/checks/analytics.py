"""What figures need: exchange rates, marketing spend, gross margins, and where customers come from."""

from checks import check, expect, expect_error


@check("Exchange rates are taken down by day, and a rate that is named again replaces only itself")
def rates(world):
    def post(day, **rates):
        return world.plain.post(
            "/v1/analytics/rates",
            [("day", day), *((f"rates[{code}][per_euro]", rate) for code, rate in rates.items())],
        )

    first = post("2019-03-01", usd="1.1380", sek="10.5003").body
    expect((first["object"], first["base"], first["id"]), ("analytics.rates", "eur", "rates_2019-03-01"))
    expect(first["rates"], [
        {"currency": "sek", "per_euro": "10.5003"}, {"currency": "usd", "per_euro": "1.138"},
    ])
    again = post("2019-03-01", usd="1.2").body
    expect(again["rates"], [
        {"currency": "sek", "per_euro": "10.5003"}, {"currency": "usd", "per_euro": "1.2"},
    ])
    expect(world.plain.get("/v1/analytics/rates/2019-03-01").body, again)
    listed = world.plain.get("/v1/analytics/rates", [("from", "2019-03-01"), ("through", "2019-03-02")]).body
    expect(listed["data"], [again])
    expect_error(post("2019-02-29", usd="1"), 400, None, "day")
    expect_error(post("2019-03-04", eur="1"), 400, None, "rates[eur]")
    expect_error(post("2019-03-04", usd="0"), 400, None, "rates[usd][per_euro]")
    expect_error(post("2019-03-04", usd="-1"), 400, None, "rates[usd][per_euro]")
    expect_error(post("2019-03-04"), 400, "parameter_missing", "rates")
    expect_error(world.plain.get("/v1/analytics/rates/2019-03-04"), 404, "resource_missing", "id")


@check("Spend has one amount a channel, month and currency")
def spend(world):
    def post(**given):
        terms = {"channel": "search", "month": "2019-03", "amount": "12500", "currency": "eur"} | given
        return world.plain.post("/v1/analytics/spend", [(k, v) for k, v in terms.items() if v is not None])

    taken = post().body
    expect((taken["object"], taken["amount"], taken["channel"]), ("analytics.spend", 12500, "search"))
    expect(post(amount="7").body["id"], taken["id"])
    listed = world.plain.get("/v1/analytics/spend", [("channel", "search"), ("through", "2019-03")]).body
    expect([(one["month"], one["amount"]) for one in listed["data"]], [("2019-03", 7)])
    expect_error(post(month="2019-13"), 400, None, "month")
    expect_error(post(amount="-1"), 400, None, "amount")
    expect_error(post(channel=" "), 400, None, "channel")
    expect_error(post(currency=None), 400, "parameter_missing", "currency")


@check("A gross margin is the business's, or one product's")
def margins(world):
    product = world.v1.products.create({"name": "Hardware"}).id
    whole = world.plain.post("/v1/analytics/gross_margins", [("percent", "80")]).body
    expect((whole["object"], whole["percent"], whole["product"]), ("analytics.gross_margin", "80", None))
    own = world.plain.post("/v1/analytics/gross_margins", [("percent", "35.25"), ("product", product)]).body
    expect((own["percent"], own["product"]), ("35.25", product))
    listed = world.plain.get("/v1/analytics/gross_margins", [("limit", "100")]).body["data"]
    expect(listed[0], whole, "the business's own comes first")
    expect(own in listed, True, "the product's is listed")
    for wrong in ["101", "-1"]:
        expect_error(
            world.plain.post("/v1/analytics/gross_margins", [("percent", wrong)]), 400, None, "percent")
    expect_error(
        world.plain.post("/v1/analytics/gross_margins", [("percent", "1"), ("product", "prod_none")]),
        400, "resource_missing", "product")


@check("A customer says where it came from")
def source(world):
    made = world.plain.post("/v1/customers", [("acquisition_source", " partner ")]).body
    expect(made["acquisition_source"], "partner")
    path = f"/v1/customers/{made['id']}"
    expect(world.plain.post(path, [("name", "x")]).body["acquisition_source"], "partner")
    expect(world.plain.post(path, [("acquisition_source", "")]).body["acquisition_source"], None)
    expect_error(world.plain.post(path, [("acquisition_source", "a" * 81)]), 400, None, "acquisition_source")
