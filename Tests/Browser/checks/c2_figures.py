"""The overview and the rows behind it."""

from playwright.sync_api import expect as see

from checks import check, expect
from figures import all_rows, minor

KINDS = ["new", "expansion", "reactivation", "resumed", "contraction", "churn", "paused"]
#: These have a column only where there are any.
PAUSES = {"paused", "resumed"}


def series(world):
    return {one["currency"]: one["months"] for one in world.server.api("/v1/analytics/mrr")["data"]}


def table(page):
    """The chart's table by month, as text."""
    page.locator("summary", has_text="Table").click()
    rows = page.locator("#t-movements tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]


@check("In every currency the overview's figures are the API's and the command line's")
def same_figures(world):
    answers = series(world)
    commanded = {
        one["currency"]: one["months"] for one in world.server.command("mrr", "--workspace", "demo")["data"]
    }
    with world.context() as page:
        page.goto(world.url())
        switches = page.get_by_role("navigation", name="Currency").get_by_role("link").all_inner_texts()
        expect(sorted(code.lower() for code in switches), sorted(answers), "the currencies to switch between")
        for code, months in answers.items():
            expect(commanded[code], months, f"the command line in {code}")
            page.goto(world.url(f"?currency={code}").replace("demo/?", "demo?"))
            last = months[-1]
            see(page.locator(".hero .v a")).to_be_visible()
            expect(minor(page.locator(".hero .v").inner_text()), last["closing"], f"MRR in {code}")
            customers = page.locator(".kpi", has_text="Paying customers").locator(".v").inner_text()
            expect(int(customers.replace(",", "")), last["customers"], f"customers in {code}")
            shown = table(page)
            kinds = [
                kind for kind in KINDS if kind not in PAUSES or any(month[kind] for month in months[-12:])]
            for cells, month in zip(shown, reversed(months)):
                told = [minor(text) for text in cells[1:len(kinds) + 3]]
                net = month["closing"] - month["opening"]
                wanted = [month[kind] for kind in kinds] + [net, month["closing"]]
                expect(told, wanted, f"{month['month']} in {code}")
            expect(len(shown), min(12, len(months)), "the months shown")


@check("Every bar of a year opens its rows, and they sum to it")
def bars(world):
    code, months = max(series(world).items(), key=lambda one: one[1][-1]["customers"])
    with world.context() as page:
        page.goto(world.url(f"?currency={code}").replace("demo/?", "demo?"))
        links = [link.get_attribute("href") for link in page.locator(".hits a.bar").all()]
        wanted = {
            f"/w/demo/movements/{month['month']}?currency={code}&kind={kind}": month[kind]
            for month in months[-12:] for kind in KINDS if month[kind]
        }
        expect(sorted(links), sorted(wanted), "the bars")
        # Every fourth is opened: enough to find a rule that is broken, and each month has one.
        for link in sorted(wanted)[::4]:
            amounts, total = all_rows(page, world.server.address + link)
            expect((sum(amounts), total), (wanted[link],) * 2, link)


@check("A bar is clicked, a row opens its customer and its fact")
def drill(world):
    with world.context() as page:
        page.goto(world.url())
        bar = page.locator(".hits a.bar.bar").first
        label = bar.get_attribute("aria-label")
        bar.click()
        see(page.locator("h1")).to_contain_text(label.split(",")[0])
        row = page.locator("table.list tbody tr").first
        name = row.locator("th a").first.inner_text()
        row.locator("td a").last.click()
        see(page.get_by_text("Written down")).to_be_visible()
        page.go_back()
        page.locator("table.list tbody tr").first.locator("th a").first.click()
        see(page.locator("h1")).to_have_text(name)
        page.locator("section", has_text="Subscriptions").locator("table.list tbody th a").first.click()
        see(page.get_by_role("heading", name="What is billed")).to_be_visible()


@check("MRR, customers and the opening open rows that sum to them")
def strip(world):
    code, months = max(series(world).items(), key=lambda one: one[1][-1]["customers"])
    with world.context() as page:
        page.goto(world.url(f"?currency={code}").replace("demo/?", "demo?"))
        link = page.locator(".ledger a").first.get_attribute("href")
        hero = page.locator(".hero .v a").get_attribute("href")
        amounts, total = all_rows(page, world.server.address + link)
        wanted = months[-1]["opening"]
        expect((sum(amounts), total, len(amounts)), (wanted, wanted, months[-2]["customers"]), link)
        page.goto(world.server.address + hero)
        now = page.locator("table.list tbody tr").first.locator("td a").last
        expect(minor(now.inner_text()), months[-1]["closing"], "MRR on its own page")
        now.click()
        amounts = []
        while True:
            amounts += [int(one.get_attribute("value")) for one in page.locator("td.num data").all()]
            if not page.locator(".pages a[rel=next]").count():
                break
            page.locator(".pages a[rel=next]").click()
        expect((sum(amounts), len(amounts)), (months[-1]["closing"], months[-1]["customers"]), "who pays")


@check("Accounts and closed months are the API's, and open the entries and lines that sum to them")
def books(world):
    world.server.command("books", "close", "--workspace", "demo")
    trial = world.server.api("/v1/books/trial_balance")["accounts"]
    close = world.server.api("/v1/books/closes?limit=1")["data"][0]
    with world.context() as page:
        page.goto(world.url())
        page.get_by_role("link", name="Books").first.click()
        see(page.locator("h1")).to_have_text("Books")
        for total in trial:
            row = page.locator(f"a[href$='entries?account={total['account']}&currency={total['currency']}']")
            figures = row.locator("xpath=ancestor::tr").locator("data")
            shown = [figures.nth(place).get_attribute("value") for place in range(3)]
            wanted = [str(total[name]) for name in ("debit", "credit", "balance")]
            expect(shown, wanted, f"{total['account']} in {total['currency']}")
        revenue = [one for one in trial if one["account"] == "revenue"]
        expect(len(revenue) > 0, True, "revenue on the accounts")
        for total in revenue:
            amounts, together = all_rows(
                page, world.url(f"books/entries?account=revenue&currency={total['currency']}")
            )
            expect((sum(amounts), together), (total["balance"],) * 2, f"entries in {total['currency']}")
        for one in close["entries"]:
            if one["account"] == "revenue":
                address = world.url(f"books/closes/{close['month']}?currency={one['currency']}")
                amounts, together = all_rows(page, address)
                expect((sum(amounts), together), (-one["amount"],) * 2, f"lines of {close['month']}")


@check("A report that is told apart sums to itself, as the API says, and a group opens the report about it")
def apart(world):
    with world.context() as page:
        page.goto(world.url("reports/committed_mrr"))
        page.get_by_label("Apart by").select_option("currency")
        page.get_by_role("button", name="Show").click()

        def amounts(title):
            card = page.locator(".card", has=page.get_by_role("heading", name=title, exact=True))
            return [int(cell.get_attribute("value")) for cell in card.locator("tbody data").all()]

        whole, groups = amounts("Now and ahead"), amounts("Group by group")
        expect(groups, whole, "by currency each group is a row of the whole")
        sections = world.server.api("/v1/analytics/committed_mrr?group_by=currency")["sections"]
        told = next(one["rows"] for one in sections if one["name"] == "groups")
        names = ["mrr", "ending", "cmrr", "carr"]
        expect(groups, [row[name] for row in told for name in names], "the API says the same")
        page.get_by_role("link", name=told[0]["group"], exact=True).click()
        expect(amounts("Now and ahead"), [told[0][name] for name in names], "one group alone")
