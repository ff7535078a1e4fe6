"""An owner starts without a programmer."""

import re

from playwright.sync_api import expect as see

from checks import check, expect
from figures import minor


def create_price(world, page, name, amount="19,90"):
    page.goto(world.url("products"))
    page.get_by_role("link", name="New product and price").click()
    page.get_by_label("Product", exact=True).fill(name)
    page.get_by_label("Price of one").fill(amount)
    page.get_by_label("Currency").select_option("eur")
    page.get_by_label("Charged").select_option("month")
    page.get_by_role("button", name="Create price").click()
    see(page.locator("h1")).to_contain_text(name)


def create_customer(world, page, name, card="pm_card_visa"):
    page.goto(world.url("customers"))
    page.get_by_role("link", name="New customer").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(f"{name.lower().replace(' ', '.')}@example.com")
    page.get_by_label("Test payment method").select_option(card)
    page.get_by_role("button", name="Create customer").click()
    see(page.locator("h1")).to_have_text(name)


def walk(world, page, name):
    """From nothing to a paid subscription, and to its end."""
    create_price(world, page, f"{name} plan")
    create_customer(world, page, name)
    page.get_by_role("link", name="New subscription").click()
    options = page.get_by_label("Price", exact=True)
    option = options.locator("option", has_text=f"{name} plan").get_attribute("value")
    options.select_option(option)
    page.get_by_label("Quantity").first.fill("3")
    page.get_by_role("button", name="Preview the invoice").click()
    see(page.get_by_role("heading", name="First invoice")).to_be_visible()
    previewed = page.locator("table.list data").all_inner_texts()
    due = page.locator("#due").inner_text()
    expect((previewed, due), (["€59.70", "€59.70"], "€59.70"), "the preview")
    page.get_by_role("button", name="Start subscription").click()
    see(page.locator("h1")).to_have_text(f"{name} plan for {name}")
    see(page.locator(".ph .state")).to_have_text("Active")
    page.locator("section", has_text="Invoices").locator("table.list tbody th a").first.click()
    expect(page.locator("table.list").first.locator("data").all_inner_texts(), previewed, "the invoice's lines")
    expect(page.locator("#due").inner_text(), due, "what the invoice asks for")
    number = page.locator("h1").inner_text().removeprefix("Invoice ")
    billed, = [one for one in world.server.api("/v1/invoices?limit=5")["data"] if one["number"] == number]
    expect((billed["amount_due"], billed["status"]), (minor(due), "paid"), "the invoice by the API")
    page.get_by_role("link", name="The subscription").click()
    page.get_by_role("link", name="Cancel subscription").click()
    see(page.locator("h1")).to_have_text(f"Cancel {name} plan for {name}")
    see(page.locator(".ph")).to_contain_text("€59.70 of monthly recurring revenue ends with it.")
    page.get_by_role("button", name="Cancel subscription").click()
    see(page.locator(".ph .state")).to_have_text("Ending")
    page.get_by_role("link", name="Cancel subscription").click()
    page.get_by_role("button", name="Cancel subscription").click()
    see(page.locator(".ph .state")).to_have_text("Ended")
    expect(world.server.api(f"/v1/subscriptions/{page.url.rsplit('/', 1)[1]}")["status"], "canceled", "by the API")


@check("The four forms lead from a price to a paid subscription, its invoice as previewed, and its end")
def with_script(world):
    with world.context() as page:
        walk(world, page, "Ada Byron")


@check("The same works without the script")
def without_script(world):
    with world.context(script=False) as page:
        walk(world, page, "Grace Hopper")


@check("An invoice is written with its tax, read by its customer without signing in, credited, and paid elsewhere")
def by_hand(world):
    with world.context() as page:
        page.goto(world.url("tax-rates"))
        page.get_by_role("link", name="New tax rate").click()
        page.get_by_label("Name").fill("VAT")
        page.get_by_label("Percent").fill("25")
        page.get_by_role("button", name="Create tax rate").click()
        see(page.locator("h1")).to_have_text("Tax rates")
        create_customer(world, page, "Hand Written", "")
        page.get_by_role("link", name="New invoice").click()
        page.get_by_label("For", exact=True).fill("Workshop")
        page.get_by_label("Amount").first.fill("1.000,00")
        page.get_by_label("Currency").select_option("eur")
        page.get_by_label("Tax").select_option(label="VAT, 25 % on top")
        page.get_by_label("Memo").fill("Thank you")
        page.get_by_role("button", name="Make it final").click()
        see(page.locator("#due")).to_have_text("€1,250.00")
        page.get_by_role("link", name="Credit", exact=True).click()
        page.get_by_label("Amount with tax").fill("250")
        page.get_by_role("button", name="Issue credit note").click()
        see(page.locator("section", has_text="Credit notes").last).to_contain_text("-CN-01")
        customers = page.get_by_role("link", name="As the customer sees it").get_attribute("href")
        place = page.url
        page.get_by_role("link", name="Settle").click()
        page.get_by_label("Paid elsewhere").check()
        page.get_by_role("button", name="Do it").click()
        see(page.locator(".ph .state")).to_have_text("Paid")
        expect(page.url, place, "where it ends")
    with world.context(signed_in=False, script=False) as page:
        page.goto(world.server.address + customers)
        see(page.locator("h1")).to_have_text("€1,250.00")
        see(page.get_by_text("Thank you")).to_be_visible()
        see(page.get_by_text("Nothing is due.")).to_be_visible()
        expect(page.context.cookies(), [], "cookies")
        expect(page.goto(world.server.address + customers[:-1]).status, 404, "another address")


@check("A code is made for a coupon, and a subscription is cheaper by it")
def with_code(world):
    with world.context() as page:
        create_price(world, page, "Cheap plan", "20")
        create_customer(world, page, "Code Reader")
        customer = page.url
        page.goto(world.url("coupons/new"))
        page.get_by_label("Name").fill("Spring")
        page.get_by_label("Takes off").fill("25")
        page.get_by_label("For ever").check()
        page.get_by_role("button", name="Create coupon").click()
        see(page.locator("h1")).to_have_text("Spring")
        page.get_by_role("link", name="New code").click()
        code = f"SPRING-{world.engine.upper()}"
        page.get_by_label("Code", exact=True).fill(code)
        page.get_by_role("button", name="Create code").click()
        see(page.get_by_text(code)).to_be_visible()
        page.goto(customer)
        page.get_by_role("link", name="New subscription").click()
        options = page.get_by_label("Price", exact=True)
        options.select_option(options.locator("option", has_text="Cheap plan").get_attribute("value"))
        page.get_by_label("Promotion code").fill(code.lower())
        page.get_by_role("button", name="Preview the invoice").click()
        see(page.locator("#due")).to_have_text("€15.00")
        page.get_by_role("button", name="Start subscription").click()
        see(page.locator(".ph .state")).to_have_text("Active")


@check("What is wrong is told at the top and under its field, with what was typed kept")
def problems(world):
    with world.context() as page:
        page.goto(world.url("products/new"))
        page.get_by_label("Price of one").fill("nineteen")
        page.get_by_role("button", name="Create price").click()
        alert = page.get_by_role("alert")
        see(alert).to_contain_text("2 things are not right yet")
        see(page.get_by_label("Price of one")).to_have_value("nineteen")
        see(page.get_by_label("Price of one")).to_have_attribute("aria-invalid", "true")
        alert.get_by_role("link", name="Enter what is sold.").click()
        see(page.get_by_label("Product", exact=True)).to_be_focused()


@check("A double click makes one customer, and so does sending the same form again")
def twice(world):
    with world.context() as page:
        page.goto(world.url("customers/new"))
        page.get_by_label("Name").fill("Twice Clicked")
        page.get_by_role("button", name="Create customer").dblclick()
        see(page.locator("h1")).to_have_text("Twice Clicked")
        page.go_back()
        page.get_by_label("Name").fill("Twice Clicked")
        page.get_by_role("button", name="Create customer").click()
        page.wait_for_load_state()
    with world.context(script=False) as page:
        page.goto(world.url("customers/new"))
        fields = {
            field.get_attribute("name"): field.get_attribute("value")
            for field in page.locator("form.form input[type=hidden]").all()
        }
        fields |= {"name": "Sent Again", "email": "", "payment_method": ""}
        places = [
            page.request.post(world.url("customers/new"), form=fields, max_redirects=0).headers["location"]
            for _ in range(2)
        ]
        expect(places[0], places[1], "where both lead")
    names = [one["name"] for one in world.server.api("/v1/customers?limit=10")["data"]]
    expect(names.count("Sent Again"), 1, "how many were made by sending again")
    expect(names.count("Twice Clicked") in (1, 2), True, "how many were made by clicking, and by a new form")


@check("A card that declines leaves a subscription that waits, and says why")
def declined(world):
    with world.context() as page:
        create_price(world, page, "Hard plan", "5")
        create_customer(world, page, "Poor Card", "pm_card_chargeCustomerFail")
        page.get_by_role("link", name="New subscription").click()
        options = page.get_by_label("Price", exact=True)
        options.select_option(options.locator("option", has_text="Hard plan").get_attribute("value"))
        page.get_by_role("button", name="Preview the invoice").click()
        page.get_by_role("button", name="Start subscription").click()
        see(page.locator(".ph .state")).to_have_text("Waits for payment")
        page.locator("section", has_text="Invoices").locator("table.list tbody th a").first.click()
        see(page.get_by_text("Your card was declined.").first).to_be_visible()


@check("A customer is found by e-mail, and the address does not tell whom")
def find(world):
    with world.context() as page:
        page.goto(world.url("customers"))
        page.get_by_role("searchbox", name="Name, e-mail address or id").fill("poor.card@example.com")
        page.get_by_role("button", name="Find").click()
        see(page.locator("h1")).to_have_text("Poor Card")
        see(page).to_have_url(re.compile(r"/customers/cus_\w+$"))
