"""What Perennial does not have: empty lists where tools poll, an honest 404 elsewhere."""

from checks import check, expect, expect_error

EMPTY_LISTS = [
    "/v1/balance_transactions",
    "/v1/disputes",
    "/v1/files",
    "/v1/invoice_rendering_templates",
    "/v1/payouts",
    "/v1/shipping_rates",
]

# Each leaves this list with the change that brings it.
NOT_YET = [
    "/v1/billing/alerts",
    "/v1/billing_portal/configurations",
    "/v1/checkout/sessions",
    "/v1/entitlements/features",
    "/v1/payment_links",
    "/v1/quotes",
    "/v1/subscription_schedules",
]


@check("Lists of what does not exist here are empty")
def empty_lists(world):
    for path in EMPTY_LISTS:
        answer = world.plain.get(path)
        expect(answer.status, 200, path)
        expect((answer.body["data"], answer.body["has_more"], answer.body["url"]), ([], False, path), path)


@check("Billing paths that are yet to come are not found")
def not_yet(world):
    for path in NOT_YET:
        expect_error(world.plain.get(path), 404)
