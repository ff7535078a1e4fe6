"""Figures by steps of time, against the invoices and movements that made them."""

import csv
import io

from checks import check, expect, expect_error


@check("Every figure is listed with its definition and answers")
def every_figure(world):
    listed = world.plain.get("/v1/analytics/metrics").body["data"]
    ids = [one["id"] for one in listed]
    for wanted in ("mrr", "arr", "customers", "arpa", "customer_churn", "nrr", "grr", "quick_ratio"):
        expect(wanted in ids, True, wanted)
    for metric in ids:
        answer = world.plain.get(f"/v1/analytics/metrics/{metric}")
        expect((answer.status, answer.body["id"], answer.body["object"]), (200, metric, "analytics.figure"))
        for series in answer.body["series"]:
            expect(len(series["points"]), 12, metric)


@check("A new subscription is in the figures at once, and its customer is a row behind them")
def fresh(world):
    def mrr(**more):
        body = world.plain.get("/v1/analytics/metrics/mrr", [("currency", "sek"), *more.items()]).body
        return body["series"][0]["points"][-1]["value"] if body["series"] else 0

    before = mrr()
    customer = world.customer()
    world.plain.post(
        f"/v1/customers/{customer.id}", [("acquisition_source", "fairs"), ("address[country]", "SE")])
    world.subscribe(customer, world.price(1200_00, currency="sek"))
    expect(mrr() - before, 1200_00)
    expect(mrr(**{"acquisition_source[0]": "fairs"}) > 0, True, "by its source")
    expect(mrr(**{"country[0]": "NO"}), 0, "another country has none")
    step = world.plain.get("/v1/analytics/metrics/mrr").body["series"][0]["points"][-1]["from"]
    rows = world.plain.get(
        "/v1/analytics/metrics/mrr/rows", [("step", step), ("currency", "sek")]).body["data"]
    expect(sum(row["amount"] for row in rows), mrr())
    expect([row["amount"] for row in rows if row["customer"] == customer.id], [1200_00])
    moved = world.plain.get(
        "/v1/analytics/metrics/mrr_movements/rows",
        [("step", step), ("currency", "sek"), ("kind", "new")]).body["data"]
    expect([row["amount"] for row in moved if row["customer"] == customer.id], [1200_00])


@check("What is shown of movements adds up, and is the same as CSV")
def movements(world):
    world.subscribe(world.customer(), world.price(7_00))
    body = world.plain.get("/v1/analytics/metrics/mrr_movements", [("interval", "day")]).body
    for series in body["series"]:
        for point in series["points"]:
            parts = point["parts"]
            total = sum(parts[name] for name in ("opening", "new", "expansion", "contraction", "churn",
                                                 "reactivation", "paused", "resumed"))
            expect(total, parts["closing"], point["from"])
    answer = world.plain.get(
        "/v1/analytics/metrics/mrr", [("interval", "day"), ("format", "csv"), ("currency", "usd")])
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    shown = world.plain.get("/v1/analytics/metrics/mrr", [("interval", "day"), ("currency", "usd")]).body
    expect(
        [(line["from"], line["mrr"]) for line in lines],
        [(p["from"], f"{p['value'] / 100:.2f}") for p in shown["series"][0]["points"]])


@check("Cohorts over all currencies count a customer once, and say what they could not be converted by")
def cohorts(world):
    def get(path="", **parameters):
        return world.plain.get(f"/v1/analytics/cohorts{path}", list(parameters.items()))

    expect_error(get(), 400, None, "currency")
    together = get(reporting_currency="usd").body
    expect("missing_rates" in together, True, "converted cohorts say which rates lack")
    expect({row["currency"] for row in together["data"]}, {"usd"}, "customers need no rate")
    own = get(currency="usd").body
    expect("missing_rates" in own, False, "nothing was to be converted")
    for one, all_ in zip(own["data"], together["data"]):
        expect(one["customers"] <= all_["customers"], True, "all currencies have no fewer customers than one")
    apart = get(reporting_currency="usd", measure="revenue").body
    if not apart["missing_rates"]:
        expect({row["currency"] for row in apart["data"]}, {"usd"}, "everything is in one currency")


@check("A question about figures that cannot be is refused with what is wrong")
def refused(world):
    def get(**parameters):
        return world.plain.get("/v1/analytics/metrics/mrr", list(parameters.items()))

    expect_error(get(**{"from": "2026-02-30"}), 400, None, "from")
    expect_error(get(**{"from": "2026-05", "through": "2026-04"}), 400, None, "through")
    expect_error(get(**{"from": "1990-01", "interval": "day"}), 400, None, "interval")
    expect_error(get(interval="fortnight"), 400, None, "interval")
    expect_error(get(time_zone="Mars/Olympus"), 400, None, "time_zone")
    expect_error(get(group_by="mood"), 400, None, "group_by")
    expect_error(get(plan="x"), 400, "parameter_unknown", "plan")
    expect_error(world.plain.get("/v1/analytics/metrics/joy"), 404, "resource_missing", "id")
    lacking = get(reporting_currency="isk", interval="year", **{"from": "2001-01", "through": "2001-12"}).body
    expect(lacking["missing_rates"], [], "nothing to convert in a year without revenue")
