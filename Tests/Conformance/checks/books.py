"""The books: closes, trial balance, entries, balances. Our own nouns under the conventions of the rest."""

from datetime import UTC, datetime

from checks import check, expect, expect_error


def last_month():
    now = datetime.now(UTC)
    year, month = (now.year, now.month - 1) if now.month > 1 else (now.year - 1, 12)
    return f"{year:04}-{month:02}"


def pages(world, path, **parameters):
    """Every element of a list, page by page."""
    found, after = [], {}
    while True:
        page = world.plain.get(path, [*parameters.items(), ("limit", 3), *after.items()])
        expect(page.status, 200, path)
        found += page.body["data"]
        if not page.body["has_more"]:
            return found
        after = {"starting_after": page.body["data"][-1]["id"]}


@check("A trial balance sums to zero in every currency, and a payment moves it")
def trial_balance(world):
    def balances():
        answer = world.plain.get("/v1/books/trial_balance").body
        expect(answer["object"], "books.trial_balance")
        sums = {}
        for total in answer["accounts"]:
            expect(total["balance"], total["debit"] - total["credit"])
            sums[total["currency"]] = sums.get(total["currency"], 0) + total["balance"]
        expect(set(sums.values()) <= {0}, True, f"the sums {sums}")
        return {(one["account"], one["currency"]): one["balance"] for one in answer["accounts"]}

    before = balances()
    customer = world.customer()
    world.subscribe(customer, world.price(12_34, currency="nok"))
    after = balances()
    expect(after[("cash", "nok")] - before.get(("cash", "nok"), 0), 12_34, "cash")
    expect(
        after[("deferred_revenue", "nok")] - before.get(("deferred_revenue", "nok"), 0), -12_34,
        "deferred revenue",
    )
    own = world.plain.get("/v1/books/balances", [("customer", customer.id)]).body
    expect(own["object"], "list")
    told = {one["account"]: one["amount"] for one in own["data"] if one["amount"]}
    expect(told, {"cash": 12_34, "deferred_revenue": -12_34}, "the customer's accounts")


@check("A customer's entries open to their facts, and their postings sum to zero")
def entries(world):
    customer = world.customer()
    subscription = world.subscribe(customer, world.price(1000))
    listed = pages(world, "/v1/books/entries", customer=customer.id)
    expect([entry["fact"]["kind"] for entry in listed], ["invoice.paid", "invoice.finalized"])
    for entry in listed:
        expect(entry["fact"]["subject"], subscription.latest_invoice)
        expect(sum(one["amount"] for one in entry["amounts"]), 0)
        shown = world.plain.get(f"/v1/books/entries/{entry['id']}").body
        expect(shown, entry)
        postings = pages(world, f"/v1/books/entries/{entry['id']}/postings")
        expect(sum(posting["amount"] for posting in postings), 0)
        expect({posting["customer"] for posting in postings}, {customer.id})
    cash = pages(world, "/v1/books/entries", account="cash", currency="usd")
    expect(listed[0]["id"] in [entry["id"] for entry in cash], True, "the payment among cash")


@check("A month that is over is closed by the timekeeper, and its lines are listed")
def close(world):
    month = last_month()
    # Before this business began nothing was earned; the test clock's customers live in other months.
    asked = world.plain.post("/v1/books/closes", {"month": month})
    expect((asked.status, asked.body["object"], asked.body["month"]), (200, "books.close", month))
    shown = world.eventually(
        lambda: world.plain.get(f"/v1/books/closes/{month}"),
        lambda answer: answer.status == 200 and answer.body["status"] == "closed",
    )
    expect(shown.body["id"], f"close_{month}")
    lines = pages(world, f"/v1/books/closes/{month}/lines")
    totals = {}
    for line in lines:
        totals[line["currency"]] = totals.get(line["currency"], 0) + line["amount"]
    revenue = {one["currency"]: -one["amount"] for one in shown.body["entries"] if one["account"] == "revenue"}
    expect(totals, revenue, "what the lines come to")
    expect(month in [one["month"] for one in pages(world, "/v1/books/closes")], True, "the close among closes")
    types = [event.type for event in world.v1.events.list({"limit": 100}).data]
    expect(any(name.startswith("books.") for name in types), False, "our own nouns among the format's events")


@check("A month that is not over, and what is no month, is refused")
def refusals(world):
    now = datetime.now(UTC)
    current = f"{now.year:04}-{now.month:02}"
    expect_error(world.plain.post("/v1/books/closes", {"month": current}), 400, "month_not_over", "month")
    expect_error(world.plain.post("/v1/books/closes", {"month": "2026-13"}), 400, None, "month")
    expect_error(world.plain.post("/v1/books/closes"), 400, "parameter_missing", "month")
    expect_error(world.plain.get("/v1/books/closes/2019-01"), 404, "resource_missing")
    expect_error(world.plain.get("/v1/books/closes/2019-01/lines"), 404, "resource_missing")
    expect_error(world.plain.get("/v1/books/entries/fact_nowhere"), 404, "resource_missing")
    expect_error(world.plain.get("/v1/books/trial_balance", [("at", "2026-02-30")]), 400, None, "at")
    expect_error(world.plain.get("/v1/books/entries", [("account", "cash")]), 400, "parameter_missing", "currency")
    expect_error(world.plain.get("/v1/books/entries", [("account", "gold"), ("currency", "usd")]), 400, None, "account")
    expect_error(world.plain.get("/v1/books/balances"), 400, "parameter_missing", "customer")
    expect_error(world.plain.get("/v1/books/balances", [("customer", "cus_nobody")]), 400, "resource_missing", "customer")
