"""Pages over a business of a million customers: signs in as a viewer and measures every list and the overview."""

import http.client
import re
import time
import urllib.parse

from programs import PERENNIAL, hello, run

#: What an owner opens: the overview, lists as they come, filtered and far from their beginning, a search.
PAGES = {
    "overview": "",
    "customers": "/customers",
    "subscriptions": "/subscriptions",
    "subscriptions-ended": "/subscriptions?state=canceled",
    "invoices": "/invoices",
    "invoices-open": "/invoices?state=open",
    "products": "/products",
    "figure": "/figures/mrr",
    "movements": "/figures/mrr_movements",
}
ROUNDS = 60


class Visitor:
    """A browser without a screen: one connection, its cookies, and the time to the last byte of each answer."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.cookies = {}

    def ask(self, method, path, form=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = form and urllib.parse.urlencode(form)
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        seconds = time.perf_counter() - start
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer, text, seconds

    def sign_in(self, email, password):
        _, text, _ = self.ask("GET", "/sign-in")
        form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
        answer, _, _ = self.ask("POST", "/sign-in", {**form, "email": email, "password": password})
        if answer.status != 303:
            raise RuntimeError(f"signing in was answered with {answer.status}")

    def milliseconds(self, path, rounds=ROUNDS, before=lambda: None):
        """Of each of some visits after the first; `before` happens before each."""
        found = []
        for _ in range(rounds + 1):
            before()
            answer, text, seconds = self.ask("GET", path)
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered with {answer.status}: {text[:300]}")
            found.append(seconds * 1000)
        return found[0], sorted(found[1:])


def viewer(engine):
    created = run(
        PERENNIAL, "user", "create", "viewer@example.com", "--role", "viewer", "--workspace", "book", "--json",
        *engine.place)
    return created["email"], created["password"]


def newcomer(server):
    """What makes one more customer with a subscription, at a price of its own."""
    terms = "currency=eur&unit_amount=3000&recurring[interval]=month&product_data[name]=New"
    price = server.post("/v1/prices", terms)

    def joins():
        customer = server.post("/v1/customers", "payment_method=pm_card_visa")
        terms = f"customer={customer['id']}&items[0][price]={price['id']}"
        server.post("/v1/subscriptions", terms + "&collection_method=send_invoice&days_until_due=30")

    return joins


def bare_milliseconds(folder):
    """The same client against a server that does nothing."""
    with hello(folder) as server:
        return share(Visitor(server.port).milliseconds("/hello")[1], 0.95)


def share(sorted_values, part):
    return sorted_values[min(len(sorted_values) - 1, int(part * len(sorted_values)))]
