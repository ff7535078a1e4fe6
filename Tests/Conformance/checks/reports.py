"""Reports: tables that are asked like figures, held against what the API itself lists."""

import csv
import io

from checks import check, expect, expect_error


def section(body, name):
    return next(one["rows"] for one in body["sections"] if one["name"] == name)


@check("Every report is listed with its definition and answers, as JSON and as CSV")
def every_report(world):
    listed = world.plain.get("/v1/analytics/reports").body["data"]
    for wanted in ("lifetime_value", "acquisition_cost", "trial_conversion", "concentration", "cash",
                   "recognized_revenue", "receivables", "renewals_due", "committed_mrr", "reconciliation",
                   "as_reported"):
        expect(wanted in [one["id"] for one in listed], True, wanted)
    for report in listed:
        answer = world.plain.get(report["url"])
        expect((answer.status, answer.body["id"], answer.body["object"]),
               (200, report["id"], "analytics.report"))
        for one in answer.body["sections"]:
            text = world.plain.get(report["url"], [("format", "csv"), ("section", one["name"])]).text
            expect(len(list(csv.DictReader(io.StringIO(text)))), len(one["rows"]), one["name"])


@check("An invoice that waits is a receivable with what is left of it, and the ages sum")
def receivables(world):
    def owed():
        rows = section(world.plain.get("/v1/analytics/receivables").body, "ages")
        return sum(row["amount"] for row in rows if row["currency"] == "nok")

    before = owed()
    customer = world.customer()
    world.subscribe(
        customer, world.price(300_00, currency="nok"), collection_method="send_invoice", days_until_due=14)
    invoice = world.plain.get("/v1/invoices", [("customer", customer.id)]).body["data"][0]
    world.plain.post(f"/v1/invoices/{invoice['id']}/finalize", [])
    expect(owed() - before, 300_00)
    rows = section(world.plain.get("/v1/analytics/receivables").body, "invoices")
    expect([row["amount"] for row in rows if row["invoice"] == invoice["id"]], [300_00])
    expect(sum(row["amount"] for row in rows if row["currency"] == "nok"), owed())
    world.plain.post(f"/v1/invoices/{invoice['id']}/pay", [("paid_out_of_band", "true")])
    expect(owed(), before)


@check("What was collected is what the payments of the step sum to")
def cash(world):
    world.subscribe(world.customer(), world.price(40_00, currency="dkk"))
    body = world.plain.get("/v1/analytics/cash").body
    last = [row for row in section(body, "steps") if row["currency"] == "dkk"][-1]
    moves = section(world.plain.get("/v1/analytics/cash", [("step", last["from"])]).body, "moves")
    paid = [row["amount"] for row in moves if row["kind"] == "payment" and row["currency"] == "dkk"]
    expect(sum(paid), last["collected"])


@check("The groups of a report sum to it, and one of them is the report about it alone")
def groups(world):
    for country in ("SE", "NO"):
        customer = world.customer()
        world.plain.post(f"/v1/customers/{customer.id}", [("address[country]", country)])
        world.subscribe(customer, world.price(70_00, currency="chf"))
    for report, whole, amount in (("cash", "steps", "net"), ("recognized_revenue", "steps", "deferred"),
                                  ("renewals_due", "totals", "mrr"), ("committed_mrr", "totals", "cmrr")):
        days = [("days", "40")] if whole == "totals" else []
        body = world.plain.get(f"/v1/analytics/{report}", [("group_by", "country")] + days).body

        def total(rows):
            return sum(row[amount] for row in rows if row["currency"] == "chf")

        parts = section(body, "groups")
        expect(total(parts), total(section(body, whole)), report)
        alone = world.plain.get(f"/v1/analytics/{report}", [("country[0]", "SE")] + days).body
        expect(total(section(alone, whole)), total([one for one in parts if one["group"] == "SE"]), report)


@check("A question about reports that cannot be is refused with what is wrong")
def refused(world):
    def get(report, **parameters):
        return world.plain.get(f"/v1/analytics/{report}", list(parameters.items()))

    expect_error(get("cash", **{"from": "2026-02-30"}), 400, None, "from")
    expect_error(get("cash", **{"from": "2026-05", "through": "2026-04"}), 400, None, "through")
    expect_error(get("cash", step="soon"), 400, None, "step")
    expect_error(get("cash", **{"product[0]": "prod_1"}), 400, "parameter_unknown", "product")
    expect_error(get("recognized_revenue", **{"product[0]": "prod_1"}), 400, "parameter_unknown", "product")
    expect_error(get("acquisition_cost", group_by="country"), 400, "parameter_unknown", "group_by")
    expect_error(get("cash", group_by="product"), 400, None, "group_by")
    expect_error(get("cash", compare="tomorrow"), 400, None, "compare")
    expect_error(get("receivables", compare="year"), 400, "parameter_unknown", "compare")
    expect_error(get("lifetime_value", discount_percent="0"), 400, None, "discount_percent")
    expect_error(get("lifetime_value", discount_percent="x"), 400, None, "discount_percent")
    expect_error(get("renewals_due", days="0"), 400, None, "days")
    expect_error(get("acquisition_cost", lag="25"), 400, None, "lag")
    expect_error(get("acquisition_cost", total="most"), 400, None, "total")
    expect_error(get("acquisition_cost", channel="search", total="paid"), 400, None, "total")
    expect_error(get("cash", channel="search"), 400, "parameter_unknown", "channel")
    expect_error(get("cash", format="csv", section="nothing"), 400, None, "section")
