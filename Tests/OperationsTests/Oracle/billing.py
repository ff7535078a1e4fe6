"""A second opinion on billing: what invoices a history of statements leads to.

Reads one history a line (JSON) from the file that is named, and prints for each the invoices, their lines, what is
left on the customers' balances and the recurring revenue. It shares no code with the engine and goes another way:
forward, event by event, remembering per item only what is charged until the period's end, where the engine works out
anew what is owed from all of an item's revisions.
"""

import calendar
import copy
import heapq
import json
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction

HOUR = 3600
DAY = 86400
RETRY_DAYS = [3, 5, 7]


def nearest(value, tie):
    """The nearest whole number; `tie` decides between the two neighbours of a half."""
    floor = value.numerator // value.denominator
    rest = value - floor
    if rest == Fraction(1, 2):
        return tie(floor)
    return floor + (1 if rest > Fraction(1, 2) else 0)


def away_from_zero(value):
    return nearest(value, lambda floor: floor + 1 if floor >= 0 else floor)


def toward_minus_infinity(value):
    return nearest(value, lambda floor: floor)


def to_even(value):
    return nearest(value, lambda floor: floor if floor % 2 == 0 else floor + 1)


def boundary(anchor, unit, steps):
    """The `steps`-th boundary after the anchor, days of months clamped from the anchor."""
    if unit in ("day", "week"):
        return anchor + steps * DAY * (7 if unit == "week" else 1)
    start = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=anchor)
    months = start.year * 12 + start.month - 1 + steps * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return int(start.replace(year=year, month=month, day=day).timestamp())


def day_anchor(at, day, month):
    """The latest such day of a month that is not after `at` and in a month that has it, at the same time of day."""
    now = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=at)
    most = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    year, number = now.year, now.month
    while True:
        if month in (None, number) and min(day, most) <= calendar.monthrange(year, number)[1]:
            found = int(now.replace(year=year, month=number, day=min(day, most)).timestamp())
            if found <= at:
                return found
        year, number = (year, number - 1) if number > 1 else (year - 1, 12)


class Price:
    def __init__(self, name, terms):
        self.name = name
        self.currency = terms["currency"]
        self.amount = Fraction(terms["amount"])
        self.unit, self.count = terms["unit"], terms["count"]

    @property
    def months(self):
        """How many times its interval fits into a month, in millionths."""
        each = {"month": Fraction(1), "year": Fraction(1, 12), "week": Fraction(365, 84), "day": Fraction(365, 12)}
        return each[self.unit] / self.count * 1_000_000

    @property
    def is_long(self):
        return self.count * {"year": 12, "month": 1, "week": 0, "day": 0}[self.unit] >= 12


class Discount:
    """A coupon in use on a contract or one of its items."""

    def __init__(self, coupon, terms, start, item=None):
        self.coupon, self.start, self.item = coupon, start, item  # no item: of the contract
        self.percent = Fraction(terms["percent"]) if terms.get("percent") else None
        self.amount = terms.get("amount")
        self.once = terms["duration"] == "once"
        self.end = boundary(start, "month", terms["months"]) if terms.get("months") else None
        self.spent, self.holder = False, None

    def active(self, at):
        return not self.spent and (self.end is None or at < self.end)

    def off(self, base):
        """In minor units, rounded as on a line."""
        if self.percent is not None:
            return away_from_zero(base * self.percent / 100)
        return min(base, self.amount)


def share(total, rooms):
    """Floors by weight; the rest goes to the last ones that have room."""
    parts = [total * room // sum(rooms) for room in rooms]
    rest = total - sum(parts)
    for place in reversed(range(len(rooms))):
        more = min(rest, rooms[place] - parts[place])
        parts[place] += more
        rest -= more
    return parts


class Line:
    """What an invoice bills, or what waits for one. `taken` pairs discounts with what they take off."""

    def __init__(self, name, quantity, amount, wording, start, end, own=()):
        self.told = (name, quantity, amount, wording, start, end)
        self.item = None
        self.amount, self.own = amount, list(own)
        self.settled = False
        self.taken = []

    @property
    def discount(self):
        return sum(amount for _, amount in self.taken)


def discount(lines, shared):
    """Each line's own discounts, then those of all, each on what is left; what is settled stays."""
    lines = [line for line in lines if not line.settled and line.amount > 0]
    for line in lines:
        line.taken = []
        for one in line.own:
            line.taken.append((one, one.off(line.amount - line.discount)))
    for one in shared:
        open_lines = [line for line in lines if line.amount > line.discount]
        rooms = [line.amount - line.discount for line in open_lines]
        if rooms:
            for line, part in zip(open_lines, share(one.off(sum(rooms)), rooms)):
                line.taken.append((one, part))


def settle(lines, shared):
    """What a change bills: running percentages anew, and whatever else it gave back before."""
    back = {}
    for line in lines:
        for one, amount in line.taken:
            back[one] = back.get(one, 0) - amount
    for line in lines:
        line.settled = True
        if line.amount <= 0:
            continue
        running = [one for one in line.own + shared if one.percent is not None and not one.once]
        for one in running:
            line.taken.append((one, one.off(line.amount - line.discount)))
        for one in back:
            if one not in running and one.item in (None, line.item):
                part = min(back[one], line.amount - line.discount)
                back[one] -= part
                line.taken.append((one, part))
    return lines


class Tax:
    """What a customer pays on every line; of nothing where there is none."""

    def __init__(self, terms):
        self.percent = Fraction(terms["percent"]) if terms else Fraction(0)
        self.inclusive = bool(terms) and terms["inclusive"]
        self.net = Fraction(100, 100 + self.percent) if self.inclusive else Fraction(1)

    def of(self, amount):
        return away_from_zero(amount * self.percent / (100 + self.percent if self.inclusive else 100))


class Item:
    def __init__(self, price, quantity):
        self.price, self.quantity = price, quantity
        self.removed = False
        self.charged = None  # (price, quantity, line) that is billed until the period's end
        self.discounts = []
        self.changed = None  # when it was last touched in this period


class Contract:
    def __init__(self, name, customer, wishes, prices):
        self.name, self.customer = name, customer
        self.status = "incomplete"
        self.items = [Item(prices[wish["price"]], wish["quantity"]) for wish in wishes]
        self.unit, self.count = self.items[0].price.unit, self.items[0].price.count
        self.anchor, self.steps, self.start, self.end = None, 0, None, None
        self.trial = None  # what happens at its end when there is no card
        self.ends, self.ends_with_period, self.gives_back = None, False, False
        self.given_back, self.back = False, []  # whether a pause gave the time back that was left, and as what
        self.ticket = 0  # which of the turns that were planned is the one to come
        self.waiting = []
        self.discounts = []

    def enter(self, at):
        """Stands in the period of its cycle that `at` lies in."""
        steps = self.steps
        while boundary(self.anchor, self.unit, steps * self.count) > at:
            steps -= 1
        while boundary(self.anchor, self.unit, (steps + 1) * self.count) <= at:
            steps += 1
        self.steps = steps
        self.start = boundary(self.anchor, self.unit, steps * self.count)
        self.end = boundary(self.anchor, self.unit, (steps + 1) * self.count)
        if self.ends_with_period:
            self.ends = self.end
        self.items = self.live
        for item in self.items:
            item.changed = None
            item.charged = None
        self.given_back, self.back = False, []

    def wait_for_next(self, at):
        """Bills nothing of the period it stands in."""
        for item in self.items:
            item.changed = at
        return []

    def begin(self, at, prorates=True):
        """Bills what is left of the period it stands in."""
        if at == self.start:
            return [self.whole(item, at) for item in self.items]
        if not prorates:
            return self.wait_for_next(at)
        lines = []
        for item in self.items:
            line = self.part(item.price, item.quantity, at, 1)
            line.own = [one for one in item.discounts if one.active(at)]
            item.charged = (item.price, item.quantity, line)
            line.item, item.changed = item, at
            lines.append(line)
        return lines

    def give_back(self, at):
        """What is left of the period, item by item."""
        if not self.start <= at < self.end:
            return []
        if any(at < (item.changed or at) for item in self.live):
            raise Refused
        return [self.settle(item, at, False, at) for item in self.live]

    @property
    def turn(self):
        return self.end if self.ends is None else min(self.end, self.ends)

    @property
    def recurs(self):
        return self.status in ("active", "past_due")

    @property
    def runs(self):
        return self.recurs or self.status == "trialing"

    @property
    def lives(self):
        return self.status not in ("canceled", "incomplete_expired")

    def has_paid_time(self, at):
        return self.status == "paused" and self.start <= at < self.end and not self.given_back

    @property
    def live(self):
        return [item for item in self.items if not item.removed]

    def whole(self, item, at):
        amount = away_from_zero(item.price.amount * item.quantity)
        own = [one for one in item.discounts if one.active(at)]
        line = Line(item.price.name, item.quantity, amount, "recurring", self.start, self.end, own)
        item.charged = (item.price, item.quantity, line)
        line.item = item
        return line

    def part(self, price, quantity, at, sign):
        share = Fraction(self.end - at, self.end - self.start)
        amount = toward_minus_infinity(sign * price.amount * quantity * share)
        wording = "remaining_time" if sign > 0 else "unused_time"
        return Line(price.name, quantity, amount, wording, at, self.end)

    def settle(self, item, at, goes_on, now):
        """Gives back what is charged for the time left, and charges what the item is now."""
        lines = []
        if item.charged and item.charged[1] > 0:
            price, quantity, billed = item.charged
            credit = self.part(price, quantity, at, -1)
            if billed.amount > 0 and credit.amount:
                # All together are rounded once: each is the difference of running shares.
                total = before = 0
                for one, amount in billed.taken:
                    total += amount
                    share_so_far = away_from_zero(Fraction(total * credit.amount, billed.amount))
                    credit.taken.append((one, share_so_far - before))
                    before = share_so_far
            lines.append(credit)
        item.charged = None
        if goes_on:
            debit = self.part(item.price, item.quantity, at, 1)
            debit.own = [one for one in item.discounts if one.active(now)]
            lines.append(debit)
            item.charged = (item.price, item.quantity, debit)
            debit.item = item
        return settle(lines, self.active(now))

    def active(self, at):
        return [one for one in self.discounts if one.active(at)]

    def spend(self, lines):
        """What is used once is used up by an invoice on which it takes something off."""
        used = {one for line in lines for one, amount in line.taken if one.once and amount > 0 and not one.spent}
        for holder in [self, *self.items]:
            for one in [one for one in holder.discounts if one in used]:
                one.holder = holder
                if self.items[0].price.is_long:
                    one.spent, one.end = True, self.end
                else:
                    holder.discounts.remove(one)

    def regain(self, lines):
        """Nobody pays these lines: what they used up waits for others, unless its coupon is used again."""
        if self.status in ("canceled", "incomplete_expired"):
            return
        used = [one for line in lines if not line.settled for one, amount in line.taken if one.once and amount > 0]
        for one in dict.fromkeys(used):
            if one.holder is not self and one.holder not in self.live:
                continue
            others = [other for other in one.holder.discounts if other is not one]
            if not any(other.coupon == one.coupon and not other.spent for other in others):
                one.holder.discounts = [*others, one]
                one.spent, one.end = False, None

    def monthly(self, tax, at):
        """Millionths of a minor unit a month: without what recurs of discounts, and the tax that the rest holds."""
        def counting(discounts):
            return [
                one for one in discounts
                if (one.end is None or at < one.end) and (not one.once or self.items[0].price.is_long)
            ]

        live = self.live
        months = live[0].price.months
        exact = [item.price.amount * item.quantity * months for item in live]
        left = [to_even(one) for one in exact]
        for place, item in enumerate(live):
            for one in counting(item.discounts):
                left[place] -= min(left[place], off_monthly(one, left[place], months))
        for one in counting(self.discounts):
            places = [place for place in range(len(live)) if left[place] > 0]
            rooms = [left[place] for place in places]
            if one.percent is not None:
                parts = [off_monthly(one, room, months) for room in rooms]
            else:
                parts = share(min(sum(rooms), off_monthly(one, 0, months)), rooms) if rooms else []
            for place, part in zip(places, parts):
                left[place] -= part
        return sum(
            to_even((exact[place] if left[place] == to_even(exact[place]) else left[place]) * tax.net)
            for place in range(len(live))
        )


def off_monthly(one, base, months):
    if one.percent is not None:
        return to_even(base * one.percent / 100)
    return to_even(one.amount * months)


class Invoice:
    def __init__(self, contract, customer, lines, created, reason, tax):
        self.contract, self.customer = contract, customer  # no contract: somebody wrote it by hand
        self.lines, self.created, self.reason = lines, created, reason
        self.status = "draft"
        discount(lines, contract.active(created) if contract else [])
        if contract:
            contract.spend(lines)
        charged = [line.amount - line.discount for line in lines]
        self.tax = sum(tax.of(amount) for amount in charged)
        self.total = sum(charged) + (0 if tax.inclusive else self.tax)
        self.starting = self.due = 0
        self.ending = None
        self.attempts = 0
        self.attempted = False
        self.advances = True
        self.credited, self.to_balance = 0, 0  # what credit notes took off what it asks, and gave as credit
        self.taken = []  # what contracts that had ended left behind: (contract, line)


class Refused(Exception):
    pass


class Business:
    def __init__(self, history):
        self.prices = {name: Price(name, terms) for name, terms in history["prices"].items()}
        self.contracts, self.invoices, self.queue = {}, [], []
        self.balance = {name: 0 for name in history["customers"]}
        self.coupons = history["coupons"]
        self.taxes = {name: Tax(history["taxes"].get(name)) for name in history["customers"]}
        self.asked = {name: [] for name in history["customers"]}  # what waits beside any contract
        self.pays = {name: True for name in history["customers"]}
        self.cardless = set(history["cardless"])
        self.turn = 0
        self.until = history["until"]

    # Time

    def later(self, due, work, *subject):
        self.turn += 1
        heapq.heappush(self.queue, (due, self.turn, work, subject))

    def live(self, until):
        while self.queue and self.queue[0][0] <= until:
            due, _, work, subject = heapq.heappop(self.queue)
            getattr(self, work)(due, *subject)

    def plan(self, contract):
        """Time does something with a contract at its next turn, and nothing that was planned before."""
        contract.ticket += 1
        if contract.runs:
            self.later(contract.turn, "renew", contract, contract.ticket)

    def renew(self, at, contract, ticket):
        if ticket != contract.ticket or not contract.runs:
            return
        if contract.ends is not None and contract.ends <= at:
            if contract.gives_back:
                for lines in contract.give_back(at):
                    self.wait(contract, lines, at)
            last = self.draft(contract, [], at, "subscription_cycle")
            self.close(contract, at)
            if last:
                self.finalize(last, at)
                self.collect(last, at, without_card="leave")
            return
        if contract.status == "trialing" and contract.customer in self.cardless and contract.trial != "create_invoice":
            if contract.trial == "cancel" or contract.ends is not None:
                self.close(contract, at)
            else:
                contract.status = "paused"
            return
        contract.enter(at)
        if contract.status == "trialing":
            contract.status = "active"
        lines = contract.begin(at)
        self.plan(contract)
        invoice = self.draft(contract, lines, at, "subscription_cycle")
        if invoice:
            self.later(at + HOUR + 1, "finish", invoice)

    def finish(self, at, invoice):
        if invoice.status == "draft" and invoice.advances:
            self.finalize(invoice, at)
            self.collect(invoice, at)

    def retry(self, at, invoice):
        if invoice.status == "open" and invoice.advances:
            self.attempt(invoice, at, False)

    def expire(self, at, contract):
        if contract.status != "incomplete":
            return
        contract.status = "incomplete_expired"
        for invoice in self.unsettled(contract):
            self.void(invoice, at)

    def void(self, invoice, at):
        if invoice.credited:
            self.balance[invoice.customer] += invoice.to_balance
            invoice.credited = invoice.to_balance = 0
        invoice.status = "void"
        self.balance[invoice.customer] -= invoice.ending - invoice.starting
        if invoice.contract:
            invoice.contract.regain(invoice.lines)
        for contract, line in invoice.taken:
            self.wait(contract, [line], at)

    # Invoices

    def wait(self, contract, lines, at):
        for line in lines:
            self.turn += 1
            contract.waiting.append((at, self.turn, line))

    def draft(self, contract, lines, at, reason, customer=None):
        """An invoice takes what waits for its contract, what the customer's ended contracts left behind, and what
        was asked for by hand."""
        customer = customer or contract.customer
        takers = [
            one for one in self.contracts.values()
            if one is contract or one.customer == customer and not one.lives
        ]
        waiting = [(entry[:2], one.name, entry[2]) for one in takers for entry in one.waiting]
        waiting = sorted(waiting + [(entry[:2], "", entry[2]) for entry in self.asked[customer]])
        for one in takers:
            one.waiting = []
        self.asked[customer] = []
        lines = [line for _, _, line in waiting] + lines
        if not lines and contract:
            return None
        invoice = Invoice(contract, customer, lines, at, reason, self.taxes[customer])
        own = contract.name if contract else ""
        invoice.taken = [(self.contracts[name], line) for _, name, line in waiting if name not in ("", own)]
        self.invoices.append(invoice)
        return invoice

    def finalize(self, invoice, at):
        customer = invoice.customer
        wanted = invoice.total + self.balance[customer]
        invoice.starting, invoice.ending = self.balance[customer], min(0, wanted)
        invoice.due = max(0, wanted)
        invoice.status = "open"
        self.balance[customer] = invoice.ending
        if invoice.due == 0:
            invoice.status, invoice.attempted = "paid", True

    def collect(self, invoice, at, present=False, without_card="fail"):
        """Without a card the customer who is there is refused, and one who is not has failed to pay, or is left."""
        if invoice.status == "paid":
            self.settled(invoice, at)
        elif invoice.customer not in self.cardless:
            self.attempt(invoice, at, present)
        elif without_card == "refuse":
            raise Refused
        elif without_card == "fail":
            self.failed(invoice, at)

    def attempt(self, invoice, at, present):
        if invoice.customer in self.cardless:
            if present:
                raise Refused
            return self.failed(invoice, at)
        if self.pays[invoice.customer]:
            invoice.status, invoice.attempted = "paid", True
            return self.settled(invoice, at)
        if present and invoice.reason != "subscription_create" and invoice.attempted:
            return None
        return self.failed(invoice, at)

    def failed(self, invoice, at):
        contract = invoice.contract
        invoice.attempted = True
        invoice.attempts += 1
        if not contract:
            if invoice.advances and invoice.attempts <= len(RETRY_DAYS):
                self.later(at + RETRY_DAYS[invoice.attempts - 1] * DAY, "retry", invoice)
            else:
                invoice.advances = False
            return None
        if not contract.recurs and contract.status != "paused":
            return None
        if invoice.attempts <= len(RETRY_DAYS):
            if contract.recurs:
                contract.status = "past_due"
            self.later(at + RETRY_DAYS[invoice.attempts - 1] * DAY, "retry", invoice)
        elif contract.recurs:
            self.close(contract, at)
        return None

    def settled(self, invoice, at):
        contract = invoice.contract
        if not contract:
            return
        if contract.status == "incomplete" and invoice.reason == "subscription_create":
            contract.status = "active"
            self.plan(contract)
        else:
            self.recover(contract)

    def recover(self, contract):
        if contract.status == "past_due":
            if not any(other.status == "open" for other in self.unsettled(contract)):
                contract.status = "active"

    def unsettled(self, contract):
        return [one for one in self.invoices if one.contract is contract and one.status in ("draft", "open")]

    def close(self, contract, at):
        began = contract.status != "incomplete"
        contract.status = "canceled"
        for invoice in self.unsettled(contract):
            invoice.advances = False
            if not began and invoice.reason == "subscription_create":
                self.void(invoice, at)

    # Statements

    def subscribe(self, at, contract, customer, items, coupons, terms=None):
        one = Contract(contract, customer, items, self.prices)
        one.discounts = [Discount(name, self.coupons[name], at) for name in coupons]
        terms = terms or {}
        prorates = terms.get("prorates", True)
        start = at - (terms.get("backdated") or 0)
        trial_end = at + terms["trial"] if terms.get("trial") else None
        one.trial = terms.get("withoutCard")
        earliest = trial_end or at
        one.anchor = earliest
        if terms.get("anchoredAfter") is not None:
            one.anchor = at + terms["anchoredAfter"]
            if not earliest <= one.anchor <= boundary(earliest, one.unit, one.count):
                raise Refused
        if terms.get("day"):
            if one.unit not in ("month", "year"):
                raise Refused
            one.anchor = day_anchor(earliest, terms["day"], terms.get("month"))
        if trial_end:
            one.start, one.end, one.status = at, trial_end, "trialing"
            lines = [Line(item.price.name, item.quantity, 0, "trial", at, trial_end) for item in one.items]
        else:
            one.enter(start if prorates else at)
            lines = one.begin(start if prorates else at, prorates)
            while one.end <= at:
                one.enter(one.end)
                lines += one.begin(one.start)
        self.contracts[contract] = one
        if not lines:
            one.status = "active"
            return self.plan(one)
        invoice = self.draft(one, lines, at, "subscription_create")
        self.finalize(invoice, at)
        if trial_end:
            self.plan(one)
            self.collect(invoice, at, present=True, without_card="leave")
        else:
            self.collect(invoice, at, present=True, without_card="refuse")
        if one.status == "incomplete":
            self.later(at + 23 * HOUR, "expire", one)
        return None

    def discount(self, at, contract, coupons, item=None):
        holder = self.find(contract, standing=True) if item is None else self.find(contract, item)[1]
        known = {one.coupon: one for one in holder.discounts if one.active(at)}
        spent = [one for one in holder.discounts if one.spent]
        item = holder if isinstance(holder, Item) else None
        wanted = [known.get(name) or Discount(name, self.coupons[name], at, item) for name in coupons]
        holder.discounts = wanted + spent

    def known(self, name):
        """A contract that came to be."""
        if name not in self.contracts:
            raise Refused
        return self.contracts[name]

    def find(self, name, item=None, standing=False):
        """A contract that runs, or that stands still where that is as good; or it and its n-th item."""
        contract = self.known(name)
        if not contract.runs and not (standing and contract.status == "paused"):
            raise Refused
        if item is None:
            return contract
        return contract, contract.live[item % len(contract.live)]

    def bill(self, contract, lines, at, behavior):
        self.wait(contract, lines, at)
        if behavior == "always_invoice":
            invoice = self.draft(contract, [], at, "subscription_update")
            if invoice:
                self.finalize(invoice, at)
                self.collect(invoice, at, present=True, without_card="refuse")

    def touch(self, contract, item, at):
        if at < max(contract.start, item.changed or contract.start):
            raise Refused
        item.changed = at

    def change(self, at, contract, item, behavior, backdated, price=None, quantity=None):
        contract, item = self.find(contract, item)
        price = item.price if price is None else self.prices[price]
        quantity = item.quantity if quantity is None else quantity
        moment = at - backdated
        if moment < contract.start:
            raise Refused
        if (price, quantity) == (item.price, item.quantity):
            return
        if any(other is not item and other.price is price for other in contract.live):
            raise Refused
        self.touch(contract, item, moment)
        item.price, item.quantity = price, quantity
        # Nothing is billed of a trial, so nothing of it is given back either.
        bills = behavior != "none" and contract.recurs
        lines = contract.settle(item, moment, True, at) if bills else []
        self.bill(contract, lines, at, behavior)

    def add(self, at, contract, price, quantity, behavior):
        contract = self.find(contract)
        if any(other.price.name == price for other in contract.live):
            raise Refused
        item = Item(self.prices[price], quantity)
        item.changed = at
        contract.items.append(item)
        lines = []
        if behavior != "none" and contract.recurs:
            if at == contract.start:
                lines = settle([contract.whole(item, at)], contract.active(at))
            else:
                lines = contract.settle(item, at, True, at)
        self.bill(contract, lines, at, behavior)

    def remove(self, at, contract, item, behavior):
        contract, item = self.find(contract, item)
        if len(contract.live) == 1:
            raise Refused
        self.touch(contract, item, at)
        item.removed = True
        bills = behavior != "none" and contract.recurs
        self.bill(contract, contract.settle(item, at, False, at) if bills else [], at, behavior)

    def endLater(self, at, contract):
        one = self.find(contract)
        if not one.ends_with_period:
            self.end(one, one.end, True, False)

    def endAt(self, at, contract, after, behavior):
        one = self.find(contract)
        self.end(one, at + after, False, behavior != "none")

    def end(self, contract, ends, with_period, gives_back):
        turn = contract.turn
        contract.ends, contract.ends_with_period, contract.gives_back = ends, with_period, gives_back
        if contract.turn != turn:
            self.plan(contract)

    def goOn(self, at, contract):
        one = self.known(contract)
        if not one.lives:
            raise Refused
        if one.ends_with_period:
            self.end(one, None, False, False)

    def pause(self, at, contract, back):
        one = self.known(contract)
        if one.status != "active" or one.ends is not None:
            raise Refused
        last = None
        if back != "kept":
            for lines in one.give_back(at):
                self.wait(one, lines, at)
                one.back += lines
            one.given_back = True
            last = self.draft(one, [], at, "subscription_update") if back == "now" else None
        one.status = "paused"
        self.plan(one)
        if last:
            self.finalize(last, at)
            self.collect(last, at, present=True, without_card="refuse")

    def resume(self, at, contract, anew, prorates):
        one = self.known(contract)
        if one.status != "paused":
            raise Refused
        paid, period, back = one.has_paid_time(at), one.start, one.back
        if paid and anew and prorates:
            for lines in one.give_back(at):
                self.wait(one, lines, at)
        lines = []
        if anew:
            one.anchor, one.steps = at, 0
        if anew or not paid:
            one.enter(at)
            lines = one.begin(at) if anew or prorates else one.wait_for_next(at)
            if back and not anew and one.start == period:
                settle(back + lines, one.active(at))
        one.status = "active"
        last = self.draft(one, lines, at, "subscription_update") if anew or not paid else None
        if last:
            self.finalize(last, at)
            self.collect(last, at, present=True, without_card="refuse")
        self.plan(one)

    def cancel(self, at, contract, prorate, invoice):
        one = self.known(contract)
        if not one.lives:
            raise Refused
        if prorate and (one.recurs or one.has_paid_time(at)):
            for lines in one.give_back(at):
                self.wait(one, lines, at)
        if invoice:
            last = self.draft(one, [], at, "subscription_update")
            if last:
                self.finalize(last, at)
                if last.status == "open":
                    self.close_later(one, last, at)
                    return
        self.close(one, at)

    def close_later(self, contract, last, at):
        """The contract ends in the commit that asks for the money, so the answer finds it ended."""
        self.close(contract, at)
        self.collect(last, at, without_card="leave")

    def card(self, at, customer, pays):
        self.cardless.discard(customer)
        self.pays[customer] = pays

    def pay(self, at, customer, elsewhere):
        due = self.oldest(customer)
        if elsewhere:
            due.status = "paid"
            self.settled(due, at)
        else:
            self.attempt(due, at, True)

    def oldest(self, customer):
        due = [one for one in self.invoices if one.customer == customer and one.status == "open"]
        if not due:
            raise Refused
        return due[0]

    def takeBack(self, at, customer, givesUp):
        due = self.oldest(customer)
        contract = due.contract
        if givesUp:
            due.status = "uncollectible"
        else:
            self.void(due, at)
            if contract and contract.status == "incomplete" and due.reason == "subscription_create":
                self.expire(at, contract)
        if contract:
            self.recover(contract)

    def credit(self, at, customer, percent):
        """A part of the oldest open invoice, or else of the last one that is paid."""
        own = [one for one in self.invoices if one.customer == customer]
        due = [one for one in own if one.status == "open"][:1] or [one for one in own if one.status == "paid"][-1:]
        left = due[0].total - due[0].credited - due[0].to_balance if due else 0
        if left <= 0:
            raise Refused
        amount = -(-left * percent // 100)
        one = due[0]
        off = min(amount, one.due - one.credited) if one.status == "open" else 0
        one.credited += off
        one.to_balance += amount - off
        self.balance[customer] -= amount - off
        if one.status == "open" and one.due == one.credited:
            one.status = "paid"
            self.settled(one, at)

    def ask(self, at, customer, amount):
        self.turn += 1
        self.asked[customer].append((at, self.turn, Line("-", 1, amount, "one_off", at, at)))

    def write(self, at, customer, collects):
        invoice = self.draft(None, [], at, "manual", customer)
        invoice.advances = collects
        self.finalize(invoice, at)
        if collects:
            self.collect(invoice, at)

    def adjust(self, at, customer, amount):
        self.balance[customer] += amount

    # What is

    def text(self):
        rows = []
        for name in sorted(self.balance):
            for one in self.invoices:
                if one.customer == name:
                    ending = "-" if one.ending is None else one.ending
                    told = (one.created, one.status, one.total, one.tax, one.starting, ending, one.due)
                    rows.append(" ".join(map(str, (name, *told, one.credited + one.to_balance))))
                    rows += ["  " + " ".join(map(str, (*line.told, line.discount))) for line in one.lines]
            rows.append(f"{name} balance {self.balance[name]}")
        for contract in self.contracts.values():
            waiting = [line for _, _, line in contract.waiting]
            amounts, discounts = sum(line.amount for line in waiting), sum(line.discount for line in waiting)
            rows.append(f"{contract.name} {contract.status} waiting {amounts} {discounts}")
        revenue = {}
        for contract in self.contracts.values():
            if contract.recurs:
                currency = contract.items[0].price.currency
                level = contract.monthly(self.taxes[contract.customer], self.until)
                revenue[currency] = revenue.get(currency, 0) + level
        rows += [f"{currency} {revenue[currency]}" for currency in sorted(revenue) if revenue[currency]]
        return "\n".join(rows)


def tell(history):
    business = Business(history)
    for statement in history["statements"]:
        business.live(statement["at"])
        [(what, terms)] = statement["act"].items()
        # Only who has no card may be refused after something was done, which then was not.
        before = copy.deepcopy(business.__dict__) if business.cardless else None
        try:
            getattr(business, what)(statement["at"], **terms)
        except Refused:
            if before:
                business.__dict__ = before
    business.live(history["until"])
    return business.text()


def main():
    with open(sys.argv[1], encoding="utf-8") as histories:
        for line in histories:
            print(tell(json.loads(line)))
            print("---")


if __name__ == "__main__":
    main()
