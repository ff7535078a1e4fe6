"""The registry of checks, and the small words they are written in."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime

CHECKS = []


def check(sentence):
    """Registers a function of the world under the sentence that it makes true."""

    def register(function):
        CHECKS.append((sentence, function))
        return function

    return register


def expect(actual, wanted, what="it"):
    if actual != wanted:
        raise AssertionError(f"{what} should be {wanted!r:.200} but is {actual!r:.200}")


def at(text):
    """Seconds since 1970 of a day, or of a day and time, in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def expect_error(exchange, status, code=None, param=None, message=None, kind="invalid_request_error"):
    """Holds a plain answer against the refusal that it should be."""
    expect(exchange.status, status, "the status")
    expect(exchange.error["type"], kind, "the type")
    if code is not None:
        expect(exchange.error.get("code"), code, "the code")
    if param is not None:
        expect(exchange.error.get("param"), param, "the param")
    if message is not None:
        expect(exchange.error.get("message"), message, "the message")


@contextmanager
def refused(kind, status, code=None, param=None):
    """Passes when the SDK raises this kind of error; what was raised is the context's value."""
    caught = []
    try:
        yield caught
    except kind as error:
        caught.append(error)
    else:
        raise AssertionError(f"{kind.__name__} should be raised but nothing is")
    expect(caught[0].http_status, status, "the status")
    if code is not None:
        expect(caught[0].code, code, "the code")
    if param is not None:
        expect(caught[0].param, param, "the param")


class World:
    """One workspace: the SDK's client, plain requests, and the usual steps of a story."""

    def __init__(self, client, plain, recorder, server):
        self.v1 = client.v1
        self.plain = plain
        self.recorder = recorder
        self.server = server

    def price(self, amount, currency="usd", interval="month", **params):
        if interval:
            params.setdefault("recurring", {"interval": interval})
        params.setdefault("product_data", {"name": "Team"})
        return self.v1.prices.create({"unit_amount": amount, "currency": currency, **params})

    def customer(self, card="pm_card_visa", **params):
        customer = self.v1.customers.create(params)
        return self.give_card(customer, card) if card else customer

    def give_card(self, customer, card):
        method = self.v1.payment_methods.attach(card, {"customer": customer.id})
        default = {"invoice_settings": {"default_payment_method": method.id}}
        return self.v1.customers.update(customer.id, default)

    def subscribe(self, customer, *prices, **params):
        items = [{"price": price.id} for price in prices]
        return self.v1.subscriptions.create({"customer": customer.id, "items": items, **params})

    def clock(self, day):
        return self.v1.test_helpers.test_clocks.create({"frozen_time": at(day)})

    def advance(self, clock, moment):
        """Moves a clock and waits until everything due has happened."""
        clock = self.v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": at(moment)})
        deadline = time.monotonic() + 60
        while clock.status == "advancing" and time.monotonic() < deadline:
            time.sleep(0.05)
            clock = self.v1.test_helpers.test_clocks.retrieve(clock.id)
        expect(clock.status, "ready", "the clock")
        expect(clock.frozen_time, at(moment), "the time")

    def eventually(self, ask, is_there, seconds=60):
        """Asks until the answer is there, and tells it."""
        deadline = time.monotonic() + seconds
        while not is_there(answer := ask()) and time.monotonic() < deadline:
            time.sleep(0.1)
        expect(is_there(answer), True, "what was waited for")
        return answer

    def lines(self, invoice_id):
        return [line.amount for line in self.v1.invoices.line_items.list(invoice_id).auto_paging_iter()]

    def invoices(self, customer):
        """A customer's invoices, oldest first."""
        return list(self.v1.invoices.list({"customer": customer.id}).auto_paging_iter())[::-1]
