"""What everybody can use: keyboard, screen readers, every width, both themes, paper."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect as see

from checks import check, expect

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [390, 768, 1024, 1280, 1440]


def first(world, kind):
    return world.server.api(f"/v1/{kind}?limit=1")["data"][0]["id"]


def places(world):
    """Every kind of page, by what it is called here."""
    customer, subscription = first(world, "customers"), first(world, "subscriptions")
    month = world.server.api("/v1/analytics/mrr?currency=eur")["data"][0]["months"][-2]["month"]
    closed = world.server.api("/v1/books/closes?limit=1")["data"][0]["month"]
    entry = world.server.api("/v1/books/entries?account=revenue&currency=eur&limit=1")["data"][0]["id"]
    coupon = world.server.api("/v1/coupons", percent_off="12.5", name="Spring", duration="forever")["id"]
    world.server.api(
        "/v1/promotion_codes", **{"promotion[type]": "coupon", "promotion[coupon]": coupon, "code": coupon[-8:]})
    final = world.server.api("/v1/invoices?status=paid&limit=1")["data"][0]["hosted_invoice_url"]
    terms = {"customer": customer, "collection_method": "send_invoice", "days_until_due": 30}
    open_one = world.server.api("/v1/invoices", **terms)["id"]
    world.server.api("/v1/invoiceitems", customer=customer, invoice=open_one, amount=4900)
    world.server.api(f"/v1/invoices/{open_one}/finalize", auto_advance="false")
    return {
        "hosted invoice": final, "new invoice": f"invoices/new?customer={customer}",
        "decide": f"invoices/{open_one}/decide", "credit": f"invoices/{open_one}/credit",
        "tax rates": "tax-rates", "new tax rate": "tax-rates/new", "new coupon": "coupons/new",
        "new code": f"coupons/{coupon}/codes/new",
        "coupons": "coupons", "coupon": f"coupons/{coupon}",
        "books": "books", "entries": "books/entries?account=revenue&currency=eur",
        "entry": f"books/entries/{entry}", "close": f"books/closes/{closed}?currency=eur",
        "overview": "", "movements": f"movements/{month}?currency=eur", "revenue": f"revenue/{month}?currency=eur",
        "customers": "customers", "customer": f"customers/{customer}", "subscriptions": "subscriptions",
        "subscription": f"subscriptions/{subscription}", "cancel": f"subscriptions/{subscription}/cancel",
        "invoices": "invoices", "invoice": f"invoices/{first(world, 'invoices')}", "products": "products",
        "product": f"products/{first(world, 'products')}", "new product": "products/new",
        "new customer": "customers/new", "new subscription": f"subscriptions/new?customer={customer}",
        "price": f"prices/{first(world, 'prices')}", "search": "search", "keyboard": "keyboard",
        "ending": "subscriptions?state=ending&currency=eur", "none": "invoices?state=uncollectible",
        "missing": "nothing",
    }


def fact(page):
    """The address of a movement's fact, from the rows that are shown."""
    return page.locator("table.list tbody td a").last.get_attribute("href")


def faults(page):
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@check("axe finds nothing, in light and dark, on a phone and on a desk", looks=True)
def axe(world):
    found = {}
    pages = places(world)
    for theme in ("light", "dark"):
        for width in (390, 1440):
            with world.context(width=width, theme=theme) as page:
                for name, path in pages.items():
                    page.goto(world.url(path))
                    if name == "overview":
                        page.locator("summary", has_text="Table").click()
                    found[f"{name} {theme} {width}"] = faults(page)
                    if name == "movements":
                        page.goto(world.server.address + fact(page))
                        found[f"fact {theme} {width}"] = faults(page)
                    if name == "new product":
                        page.get_by_role("button", name="Create price").click()
                        found[f"problems {theme} {width}"] = faults(page)
            with world.context(width=width, theme=theme, signed_in=False) as page:
                page.goto(world.server.address)
                found[f"sign-in {theme} {width}"] = faults(page)
    expect({name: what for name, what in found.items() if what}, {}, "what axe found")


@check("On a phone the menu opens as a layer that axe has nothing against", looks=True)
def menu(world):
    with world.context(width=390, height=844) as page:
        page.goto(world.url())
        see(page.get_by_role("link", name="Customers", exact=True)).to_be_hidden()
        page.get_by_role("button", name="Menu").click()
        see(page.get_by_role("link", name="Customers", exact=True)).to_be_visible()
        expect(faults(page), [], "what axe found")
        page.keyboard.press("Escape")
        see(page.get_by_role("link", name="Customers", exact=True)).to_be_hidden()


@check("No page is wider than its window, from 390 to 1440, in English or in longer German", looks=True)
def overflow(world):
    wide = {}
    pages = places(world)
    for language in ("en", "de"):
        with world.context(language=language) as page:
            for name, path in pages.items():
                page.goto(world.url(path))
                expect(page.locator("html").get_attribute("lang"), language, "the page's language")
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    over = page.evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    if over > 0:
                        wide[f"{name} at {width} in {language}"] = over
    expect(wide, {}, "pages that scroll sideways")


@check("Whoever chooses a language has it on every page, also after signing out", looks=True)
def language(world):
    # A session of its own: signing out ends it.
    with world.context(signed_in=False) as page:
        world.sign_in(page)
        see(page.get_by_role("heading", name="Overview", exact=True)).to_be_visible()
        page.goto(world.url("customers"))
        page.get_by_role("link", name="Svenska").click()
        see(page.locator("h1")).to_have_text("Kunder")
        expect(page.locator("html").get_attribute("lang"), "sv", "the page's language")
        see(page.get_by_role("link", name="Svenska")).to_have_attribute("aria-current", "true")
        page.goto(world.url("invoices"))
        see(page.locator("h1")).to_have_text("Fakturor")
        expect(faults(page), [], "what axe found")
        page.get_by_role("button", name="Logga ut").click()
        see(page.get_by_role("heading", name="Logga in")).to_be_visible()
        page.get_by_role("link", name="English").click()
        see(page.get_by_role("heading", name="Sign in")).to_be_visible()


@check("The keyboard reaches everything: skip link, menu, figures, a chart that the arrows walk", looks=True)
def keyboard(world):
    with world.context() as page:
        page.goto(world.url())
        page.keyboard.press("Tab")
        see(page.get_by_role("link", name="Skip to content")).to_be_focused()
        page.keyboard.press("Tab")
        see(page.get_by_role("searchbox", name="Search or jump to")).to_be_focused()
        page.keyboard.press("Tab")
        see(page.get_by_role("link", name="Overview")).to_be_focused()
        months = page.locator(".hits .month")
        count = months.count()
        for _ in range(90):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('month')"):
                break
        see(months.nth(count - 1)).to_be_focused()
        see(page.locator(".tip")).to_be_visible()
        page.keyboard.press("ArrowLeft")
        see(months.nth(count - 2)).to_be_focused()
        expect(
            page.locator(".tip b").inner_text(), months.nth(count - 2).get_attribute("aria-label").split(":")[0],
            "what the box tells")
        page.keyboard.press("Home")
        see(months.first).to_be_focused()
        page.keyboard.press("Escape")
        see(page.locator(".tip")).to_be_hidden()
        page.keyboard.press("End")
        page.keyboard.press("Tab")
        expect(
            page.evaluate("document.activeElement.closest('.hits') === null"), True, "one stop for the whole chart")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        see(page.locator("h1")).to_contain_text("MRR movements")


@check("A month under the pointer tells its figures, as its row does", looks=True)
def hover(world):
    with world.context() as page:
        page.goto(world.url())
        plot = page.locator(".plot").bounding_box()
        page.mouse.move(plot["x"] + plot["width"] * 0.96, plot["y"] + 8)
        see(page.locator(".tip")).to_be_visible()
        told = page.locator(".tip dd").all_inner_texts()
        page.locator("summary", has_text="Table").click()
        cells = page.locator("#t-movements tbody tr").first.locator("td").all_inner_texts()
        expect(told, cells, "the box and the row")


@check("Without the script every figure is there, and the table opens", looks=True)
def no_script(world):
    with world.context(script=False) as page:
        page.goto(world.url())
        see(page.locator(".hero .v")).to_be_visible()
        see(page.locator("#t-movements")).to_be_hidden()
        page.locator("summary", has_text="Table").click()
        see(page.locator("#t-movements")).to_be_visible()
        page.locator("#t-movements tbody td a").first.click()
        see(page.locator("table.list")).to_be_visible()


@check("The pages follow the system's theme, and print without menu and buttons", looks=True)
def themes(world):
    grounds = []
    for theme in ("light", "dark"):
        with world.context(theme=theme) as page:
            page.goto(world.url())
            grounds.append(page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor"))
    expect(grounds, ["rgb(255, 254, 252)", "rgb(26, 26, 24)"], "the cards' ground")
    with world.context() as page:
        page.goto(world.url())
        page.emulate_media(media="print")
        see(page.locator("#nav")).to_be_hidden()
        see(page.locator(".hero .v")).to_be_visible()
        see(page.locator(".movements .plot")).to_be_visible()
