"""Finding anything: the search page, the palette and its keys, views that are kept; and how heavy pages are."""

import re

from playwright.sync_api import expect as see

from checks import check, expect
from checks.c4_looks import faults, places

WEIGHT = 200 * 1024
SHIFT = 0.02


def customer(world):
    return world.server.api("/v1/customers?limit=1")["data"][0]


@check("The palette opens by keyboard, finds while typing, and goes where Enter says")
def palette(world):
    someone = customer(world)
    with world.context() as page:
        page.goto(world.url())
        for keys in ("Control+k", "/"):
            page.keyboard.press(keys)
            field = page.get_by_role("dialog").get_by_role("searchbox")
            see(field).to_be_focused()
            see(page.get_by_role("dialog").get_by_role("link", name="Books")).to_be_visible()
            page.keyboard.press("Escape")
            see(page.get_by_role("dialog")).to_be_hidden()
        page.keyboard.press("/")
        page.keyboard.type(someone["name"].lower())
        link = page.get_by_role("dialog").get_by_role("link", name=re.compile(re.escape(someone["name"])))
        see(link.first).to_be_visible()
        page.keyboard.press("ArrowDown")
        see(page.get_by_role("dialog").get_by_role("link").first).to_be_focused()
        page.keyboard.press("ArrowUp")
        see(field).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        see(page).to_have_url(re.compile(r"/customers/cus_\w+$"))
        page.keyboard.press("/")
        page.keyboard.type("quick rat")
        see(page.get_by_role("dialog").get_by_role("link", name="Quick ratio")).to_be_visible()
        page.keyboard.press("Enter")
        see(page).to_have_url(world.url("figures/quick_ratio"))


@check("Two keys lead to a page of the menu, and a question mark tells the keys")
def keys(world):
    with world.context() as page:
        page.goto(world.url())
        for letter, path in [("c", "customers"), ("s", "subscriptions"), ("i", "invoices"), ("f", "figures")]:
            page.keyboard.press("g")
            page.keyboard.press(letter)
            see(page).to_have_url(world.url(path))
        page.keyboard.press("?")
        see(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
        page.keyboard.press("Escape")
        see(page.get_by_role("dialog")).to_be_hidden()
        page.get_by_role("searchbox", name="Search or jump to").focus()
        page.keyboard.press("g")
        page.keyboard.press("c")
        see(page).to_have_url(world.url("figures"))


@check("Without the script the search is a page, and what was typed stands in no address")
def no_script(world):
    someone = customer(world)
    with world.context(script=False) as page:
        page.goto(world.url())
        page.get_by_role("searchbox", name="Search or jump to").fill(someone["email"])
        page.keyboard.press("Enter")
        see(page).to_have_url(world.url("search"))
        page.locator(".found a").first.click()
        see(page).to_have_url(world.url(f"customers/{someone['id']}"))


@check("A view is saved, shown, found by the palette, and deleted")
def views(world):
    with world.context() as page:
        page.goto(world.url("subscriptions?state=past_due"))
        page.get_by_text("Save this view").click()
        page.get_by_label("Name of the view").fill("To call")
        page.get_by_role("button", name="Save view").click()
        page.goto(world.url("subscriptions"))
        see(page.get_by_role("link", name="To call")).to_be_visible()
        page.keyboard.press("/")
        page.keyboard.type("to ca")
        see(page.get_by_role("dialog").get_by_role("link", name="To call")).to_be_visible()
        page.keyboard.press("Enter")
        see(page).to_have_url(world.url("subscriptions?state=past_due"))
        page.get_by_role("button", name="Delete the view To call").click()
        see(page.get_by_role("link", name="To call")).to_have_count(0)


@check("What wants a look is a list with as many rows as it says")
def attention(world):
    with world.context() as page:
        page.goto(world.url())
        notes = page.locator(".attention a")
        told = [(one.locator("b").inner_text(), one.get_attribute("href")) for one in notes.all()]
        expect(len(told) > 0, True, "the demo has something that wants a look")
        for text, path in told:
            page.goto(world.server.address + path)
            rows = page.locator("table.list tbody tr").count()
            expect(rows, min(int(re.match(r"[\d,]+", text).group().replace(",", "")), 50), path)


@check("The palette and the keys in a layer are nothing that axe has against", looks=True)
def layers(world):
    for theme in ("light", "dark"):
        for width in (390, 1280):
            with world.context(width=width, theme=theme) as page:
                page.goto(world.url())
                page.keyboard.press("/")
                see(page.get_by_role("dialog").get_by_role("link", name="Books")).to_be_visible()
                expect(faults(page), [], f"the palette, {theme} {width}")
                page.keyboard.press("Escape")
                see(page.get_by_role("dialog")).to_be_hidden()
                page.keyboard.press("?")
                see(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
                expect(faults(page), [], f"the keys, {theme} {width}")


@check("Pages are light and stand still while they load", looks=True)
def light(world):
    heavy = {}
    with world.context() as page:
        page.add_init_script("""
            window.moved = 0
            new PerformanceObserver(list => {
              for (const entry of list.getEntries()) window.moved += entry.value
            }).observe({ type: 'layout-shift', buffered: true })
        """)
        for name, path in places(world).items():
            answer = page.goto(world.url(path))
            page.wait_for_load_state("load")
            weight, moved = len(answer.body()), page.evaluate("window.moved")
            if weight > WEIGHT or moved >= SHIFT:
                heavy[name] = (weight, moved)
    expect(heavy, {}, "pages that are heavy or move")
