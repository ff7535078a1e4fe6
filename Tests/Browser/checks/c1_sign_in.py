"""Coming in and leaving."""

import re

from playwright.sync_api import expect as see

from checks import check, expect


@check("A wrong password is refused, with what was typed kept and the reason in words")
def wrong(world):
    with world.context(signed_in=False) as page:
        world.sign_in(page, password="not the password")
        see(page.get_by_role("alert")).to_contain_text("do not belong together")
        see(page.get_by_label("E-mail")).to_have_value(world.server.email)
        see(page.get_by_label("Password")).to_have_value("")
        expect(page.evaluate("document.activeElement.getAttribute('role')"), "alert", "what has the focus")


@check("Somebody signs in, lands where they wanted to go, and is out after signing out")
def sign_in_and_out(world):
    with world.context(signed_in=False) as page:
        page.goto(world.url("customers"))
        see(page).to_have_url(re.compile(r"/sign-in\?to=/w/demo/customers$"))
        page.get_by_label("E-mail").fill(world.server.email)
        page.get_by_label("Password").fill(world.server.password)
        page.keyboard.press("Enter")
        see(page).to_have_url(world.url("customers"))
        cookie, = [cookie for cookie in page.context.cookies() if cookie["name"] == "session"]
        expect((cookie["httpOnly"], cookie["sameSite"]), (True, "Lax"), "the session's cookie")
        page.get_by_role("button", name="Sign out").click()
        see(page).to_have_url(re.compile(r"/sign-in$"))
        page.context.add_cookies([cookie])
        page.goto(world.url())
        see(page.get_by_role("heading", name="Sign in")).to_be_visible()


@check("A form that another site sends, or that carries no proof, does nothing")
def forgery(world):
    with world.context() as page:
        page.goto(world.url("customers/new"))
        proof = page.locator("input[name=proof]").first.get_attribute("value")
        for headers, form in [
            ({"Origin": "https://evil.example"}, {"name": "Eve", "proof": proof}),
            ({"Origin": world.server.address}, {"name": "Eve"}),
            ({"Origin": world.server.address}, {"name": "Eve", "proof": "0" * 64}),
        ]:
            answer = page.request.post(world.url("customers/new"), headers=headers, form=form, max_redirects=0)
            expect(answer.status, 403, f"{headers} {sorted(form)}")
        names = [customer["name"] for customer in world.server.api("/v1/customers?limit=3")["data"]]
        expect("Eve" in names, False, "whether Eve was made")


@check("The log tells no password, no e-mail address and no token")
def log(world):
    with world.context() as page:
        page.goto(world.url("customers"))
        token, = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "session"]
    text = world.server.output()
    expect(
        [secret for secret in (world.server.password, world.server.email, token, world.server.key) if secret in text],
        [], "what the log holds")
