"""The browser, and what went wrong in it."""

import shutil
from contextlib import contextmanager

from playwright.sync_api import expect


class World:
    """One server and one browser, for the checks."""

    def __init__(self, server, browser, engine):
        self.server, self.browser, self.engine = server, browser, engine
        self.complaints = []
        self.state = None

    def url(self, path=""):
        if path.startswith("http"):
            return path
        return f"{self.server.address}/w/demo{'/' + path if path else ''}"

    @contextmanager
    def context(self, width=1280, height=900, theme="light", script=True, signed_in=True, language="en"):
        """A fresh browser with its own cookies."""
        if signed_in and self.state is None:
            with self.context(signed_in=False) as page:
                self.sign_in(page)
                self.state = page.context.storage_state()
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            java_script_enabled=script,
            locale=language,
            storage_state=self.state if signed_in else None,
            reduced_motion="reduce",
        )
        context.set_default_timeout(LIMIT)
        page = context.new_page()
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        try:
            yield page
        finally:
            context.close()

    def heard(self, message):
        """Errors of the console. A refused form is no error of the page, though the browser notes its status."""
        if message.type == "error" and not any(f"status of {code}" in message.text for code in (403, 404, 422, 429)):
            self.complaints.append(f"console: {message.text}")

    def sign_in(self, page, password=None):
        page.goto(self.server.address + "/")
        page.get_by_label("E-mail").fill(self.server.email)
        page.get_by_label("Password").fill(password or self.server.password)
        page.get_by_role("button", name="Sign in").click()


# A busy machine is slow, and that is no fault of a page.
LIMIT = 120_000
expect.set_options(timeout=LIMIT)


def launch(playwright):
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("chromium is not installed: Scripts/install.sh test")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
