"""Reads amounts off a page."""

import re


def minor(text):
    """Minor units of "€1,234.50", "+SEK 12.00" or "−$5.00"; all demo currencies have two decimals."""
    digits = re.sub(r"[^0-9]", "", text)
    if not re.search(r"\d\.\d\d$", text.strip()):
        raise AssertionError(f"no amount: {text!r}")
    return -int(digits) if "−" in text else int(digits)


def rows(page):
    """The amounts of a list, and the sum that its last row tells."""
    amounts = [int(cell.get_attribute("value")) for cell in page.locator("table.list tbody td.num data").all()]
    total = page.locator("table.list tfoot data").first
    return amounts, int(total.get_attribute("value"))


def all_rows(page, url):
    """The amounts of all pages of a list, and the sum."""
    page.goto(url)
    amounts, total = rows(page)
    while page.locator(".pages a[rel=next]").count():
        page.locator(".pages a[rel=next]").click()
        more, same = rows(page)
        assert same == total, "every page tells the same sum"
        amounts += more
    return amounts, total
