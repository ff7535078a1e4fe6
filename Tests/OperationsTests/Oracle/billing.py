"""A second opinion on billing: what invoices a history of statements leads to.

Reads one history a line (JSON) from the file that is named, and prints for each the invoices, their lines, what is
left on the customers' balances and the recurring revenue. It shares no code with the engine and goes another way:
forward, event by event, remembering per item only what is charged until the period's end, where the engine works out
anew what is owed from all of an item's revisions.
"""

import copy
import heapq
import json
import sys
from fractions import Fraction

from calendars import DAY, UTC, Place, boundary, day_anchor, period
from models import Price, Refused, is_long, mean_seconds, months

HOUR = 3600
TRIAL_DAYS_MOST = 730
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

    def __init__(self, name, quantity, amount, wording, start, end, own=(), free=False):
        self.told = (name, quantity, amount, wording, start, end)
        self.item = None
        self.amount, self.own = amount, list(own)
        self.beside = 0  # what is given back of it on the same invoice, below zero
        self.free = free  # costs nothing, however much there is of it
        self.settled = False
        self.taken = []

    @property
    def discount(self):
        return sum(amount for _, amount in self.taken)

    @property
    def left(self):
        """What discounts may still take something off."""
        return self.amount + self.beside - self.discount


def discount(lines, shared):
    """Each line's own discounts, then those of all, each on what is left; what is settled stays.

    What an item uses once comes off the first of its lines only."""
    lines = [line for line in lines if not line.settled and line.amount > 0]
    used = set()
    for line in lines:
        line.taken = []
        for one in line.own if line.left > 0 else []:
            if one.once and one in used:
                continue
            used.add(one)
            line.taken.append((one, one.off(line.left)))
    for one in shared:
        open_lines = [line for line in lines if line.left > 0]
        rooms = [line.left for line in open_lines]
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
    """One price of a contract, in a period of its own."""

    def __init__(self, price, quantity, choice=None, arrears=False):
        price.check(choice)
        self.price, self.quantity, self.choice, self.arrears = price, quantity, choice, arrears
        self.removed = False
        self.discounts = []
        self.enter((None, None), None)

    def enter(self, new_period, at):
        """Begins in a period, of which nothing is billed yet."""
        self.start, self.end = new_period
        self.since = at  # when it was last touched
        self.charged = None  # (price, quantity, choice, line) that is owed until the period's end
        self.gone = False  # whether the time left was given back
        self.back = []  # as what
        self.held = []  # what it owes when the period is over
        self.open = []  # what it owes now and nobody was billed

    def has_time(self, at):
        return self.start <= at < self.end and not self.gone

    def become(self, price, quantity, choice):
        self.price, self.quantity, self.choice = price, quantity, choice

    def active(self, at):
        return [one for one in self.discounts if one.active(at)]

    def owe(self, line):
        line.item = self
        (self.held if self.arrears else self.open).append(line)
        return line

    def charge(self, at, now, whole=None):
        """Owes what is left of the period at `at`: all of it where it begins there."""
        exact = self.price.exact(self.quantity, self.choice)
        if whole is None:
            whole = at == self.start
        if whole:
            amount, wording = away_from_zero(exact), "recurring"
        else:
            amount = toward_minus_infinity(exact * Fraction(self.end - at, self.end - self.start))
            wording = "remaining_time"
        free = amount == 0 and self.price.is_free(self.choice)
        line = Line(self.price.name, self.quantity, amount, wording, at, self.end, self.active(now), free)
        self.charged = (self.price, self.quantity, self.choice, line)
        return self.owe(line)

    def credit(self, at):
        """Owes back what is charged for the time left, with its share of discounts."""
        if not self.charged:
            return
        price, quantity, choice, billed = self.charged
        self.charged = None
        exact = price.exact(quantity, choice)
        if quantity == 0 and exact == 0:
            return
        amount = toward_minus_infinity(-exact * Fraction(self.end - at, self.end - self.start))
        free = amount == 0 and price.is_free(choice)
        credit = Line(price.name, quantity, amount, "unused_time", at, self.end, free=free)
        if self.arrears:
            billed.beside += amount
        elif billed.amount > 0 and amount:
            # All together are rounded once: each is the difference of running shares.
            total = before = 0
            for one, taken in billed.taken:
                total += taken
                share_so_far = away_from_zero(Fraction(total * amount, billed.amount))
                credit.taken.append((one, share_so_far - before))
                before = share_so_far
        self.owe(credit)


class Contract:
    def __init__(self, name, customer, items, place):
        self.name, self.customer, self.place = name, customer, place
        self.status = "incomplete"
        self.items = items
        self.anchor = None
        self.trial = None  # what happens at its end when there is no card
        self.ends, self.ends_with_period, self.gives_back = None, False, False
        self.hold = None  # how invoices are left that are made from when to when
        self.ticket = 0  # which of the turns that were planned is the one to come
        self.waiting = []
        self.discounts = []

    def period_of(self, price, at):
        return period(self.anchor, price.unit, price.count, at, self.place)

    @property
    def first(self):
        """The item whose period ends first."""
        return min(self.live, key=lambda item: item.end)

    @property
    def start(self):
        return self.first.start

    @property
    def end(self):
        return self.first.end

    @property
    def cadence(self):
        """The shortest interval of its items."""
        return min((item.price.cadence for item in self.live), key=mean_seconds)

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

    @property
    def live(self):
        return [item for item in self.items if not item.removed]

    def holds(self, at, *behaviors):
        if not self.hold:
            return False
        behavior, since, until = self.hold
        return since <= at and (until is None or at < until) and (not behaviors or behavior in behaviors)

    def settle_end(self):
        """What ends with its period does so wherever that is now."""
        if self.ends_with_period:
            self.ends = self.end

    # What is owed

    def due(self, items=None):
        """What is owed and was not billed. What costs nothing is billed beside what does, or not at all."""
        items = self.items if items is None else items
        lines = [line for item in items for line in item.open]
        if all(line.free for line in lines):
            return []
        for item in items:
            item.open = []
        return lines

    def release(self, items, now):
        """What these items owe in arrears, because their periods are over, or are left."""
        lines = [line for item in items for line in item.held]
        for item in items:
            item.held = []
        if all(line.free for line in lines):
            return []
        for line in lines:
            line.own = line.item.active(now)
        return lines

    def begin(self, items, at, now, prorates=True):
        """These items owe what is left of the periods that they stand in."""
        for item in items:
            item.since = at
            if prorates or at == item.start:
                item.charge(at, now)

    def renew(self, at, now):
        """Everything whose period is over is in its next one.

        Returns what is owed for what is over, and the items that began."""
        over = [item for item in self.items if item.end <= at]
        lines = self.release(over, now)
        self.items = [item for item in self.items if not (item.removed and item in over)]
        begun = [item for item in over if not item.removed]
        for item in begun:
            end = item.end
            item.enter(self.period_of(item.price, end), end)
            item.charge(end, now)
        return lines, begun

    def restart(self, at):
        """Begins anew, and owes whole periods from here on. Returns what is owed for what is left."""
        lines = self.release(self.items, at)
        self.anchor = at
        self.items = self.live
        for item in self.items:
            item.enter(self.period_of(item.price, at), at)
            item.charge(at, at)
        if self.status == "trialing":
            self.status = "active"
        if self.status == "paused":
            self.status = "active"
        self.settle_end()
        return lines

    def give_back(self, at, now, items=None):
        """What is left of the periods, item by item, to wait for an invoice."""
        items = [item for item in (items or self.live) if item.has_time(at)]
        if any(at < item.since for item in items):
            raise Refused
        for item in items:
            item.credit(at)
            item.gone, item.since = True, at
        lines = settle(self.due(), self.active(now))
        for item in items:
            item.back = [line for line in lines if line.item is item and line.told[3] == "unused_time"][-1:]
        return lines

    def active(self, at):
        return [one for one in self.discounts if one.active(at)]

    def spend(self, lines):
        """What is used once is used up by an invoice on which it takes something off."""
        used = {one for line in lines for one, amount in line.taken if one.once and amount > 0 and not one.spent}
        for holder in [self, *self.items]:
            cadence = self.cadence if holder is self else holder.price.cadence
            for one in [one for one in holder.discounts if one in used]:
                one.holder = holder
                if is_long(cadence):
                    one.spent, one.end = True, holder.end
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
        def counting(discounts, cadence):
            return [
                one for one in discounts
                if (one.end is None or at < one.end) and (not one.once or is_long(cadence))
            ]

        live = self.live
        exact = [item.price.exact(item.quantity, item.choice) * months(item.price.cadence) for item in live]
        left = [to_even(one) for one in exact]
        for place, item in enumerate(live):
            for one in counting(item.discounts, item.price.cadence):
                left[place] -= min(left[place], off_monthly(one, left[place], months(item.price.cadence)))
        for one in counting(self.discounts, self.cadence):
            places = [place for place in range(len(live)) if left[place] > 0]
            rooms = [left[place] for place in places]
            if one.percent is not None:
                parts = [off_monthly(one, room, None) for room in rooms]
            else:
                off = off_monthly(one, 0, months(self.cadence))
                parts = share(min(sum(rooms), off), rooms) if rooms else []
            for place, part in zip(places, parts):
                left[place] -= part
        return sum(
            to_even((exact[place] if left[place] == to_even(exact[place]) else left[place]) * tax.net)
            for place in range(len(live))
        )


def off_monthly(one, base, times):
    if one.percent is not None:
        return to_even(base * one.percent / 100)
    return to_even(one.amount * times)


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
        self.advances = not (contract and contract.holds(created, "keep_as_draft"))
        self.credited, self.to_balance = 0, 0  # what credit notes took off what it asks, and gave as credit
        self.taken = []  # what contracts that had ended left behind: (contract, line)


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
        self.places = {name: Place(history["zones"].get(name)) for name in history["customers"]}
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
                self.wait(contract, contract.give_back(at, at), at)
            last = self.draft(contract, self.leave(contract, at), at, "subscription_cycle")
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
        if contract.status == "trialing":
            contract.status = "active"
        lines, _ = contract.renew(at, at)
        self.plan(contract)
        invoice = self.draft(contract, lines + contract.due(), at, "subscription_cycle")
        if invoice and invoice.advances:
            self.later(at + HOUR + 1, "finish", invoice)

    def leave(self, contract, at):
        """What a contract owes in arrears that ends now."""
        return [] if contract.status == "trialing" else contract.release(contract.items, at)

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
        contract = invoice.contract
        if invoice.status == "paid":
            self.settled(invoice, at)
        elif contract and contract.holds(invoice.created):
            behavior = contract.hold[0]
            if behavior == "keep_as_draft":
                invoice.advances = False
            elif behavior == "mark_uncollectible":
                invoice.status = "uncollectible"
            else:
                self.void(invoice, at)
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
        if began:
            # No invoice of its own will take these, so its discounts come off now.
            lines = self.leave(contract, at)
            discount(lines, contract.active(at))
            for line in lines:
                line.settled = True
            self.wait(contract, lines, at)
        contract.status = "canceled"
        for invoice in self.unsettled(contract):
            invoice.advances = False
            if not began and invoice.reason == "subscription_create":
                self.void(invoice, at)

    # Statements

    def subscribe(self, at, contract, customer, items, coupons, terms=None):
        made = [
            Item(self.prices[one["price"]], one["quantity"], one.get("choice"), one["arrears"]) for one in items
        ]
        one = Contract(contract, customer, made, self.places[customer])
        one.discounts = [Discount(name, self.coupons[name], at) for name in coupons]
        terms = terms or {}
        prorates = terms.get("prorates", True)
        start = at - (terms.get("backdated") or 0)
        trial_end = None
        if terms.get("trial"):
            days, rest = divmod(terms["trial"], DAY)
            trial_end = at + terms["trial"] if rest else one.place.add_days(at, days)
            self.check_trial(trial_end, at, one.place)
        one.trial = terms.get("withoutCard")
        earliest = trial_end or at
        one.anchor = earliest
        unit, count = min((item.price.cadence for item in made), key=mean_seconds)
        if terms.get("anchoredAfter") is not None:
            one.anchor = at + terms["anchoredAfter"]
            if not earliest <= one.anchor <= boundary(earliest, unit, count, one.place):
                raise Refused
        if terms.get("day"):
            if any(item.price.unit not in ("month", "year") for item in made):
                raise Refused
            one.anchor = day_anchor(earliest, terms["day"], terms.get("month"), one.place)
        if trial_end:
            one.status = "trialing"
            for item in made:
                item.enter((at, trial_end), at)
                free = item.price.is_free(item.choice)
                item.open = [Line(item.price.name, item.quantity, 0, "trial", at, trial_end, free=free)]
            lines = one.due()
        else:
            begins = start if prorates else at
            for item in made:
                item.enter(one.period_of(item.price, begins), begins)
            one.begin(made, begins, at, prorates)
            lines = one.due()
            while one.end <= at:
                left, begun = one.renew(one.end, at)
                lines += left + one.due(begun)
        self.contracts[contract] = one
        if not lines:
            if not trial_end:
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

    def check_trial(self, end, at, place):
        if not at < end <= place.add_days(at, TRIAL_DAYS_MOST):
            raise Refused

    def endTrial(self, at, contract, after=None):
        one = self.known(contract)
        if one.status != "trialing":
            raise Refused
        turn = one.turn
        if after is None:
            one.restart(at)
            self.invoice_now(one, one.due(), at)
        else:
            end = at + after
            self.check_trial(end, at, self.places[one.customer])
            if one.anchor == one.end:
                one.anchor = end
            for item in one.items:
                item.end = end
            one.settle_end()
        if one.turn != turn:
            self.plan(one)

    def hold(self, at, contract, behavior=None, after=None):
        """Nothing is collected from here on, until then perhaps."""
        one = self.known(contract)
        if not one.lives or one.status == "incomplete" and (behavior or one.hold):
            raise Refused
        one.hold = (behavior, at, None if after is None else at + after) if behavior else None

    def move(self, at, customer, zone=None):
        self.places[customer] = Place(zone)

    def conclude(self, at, customer, collects):
        """Somebody makes the oldest draft final, and collects it or leaves it."""
        drafts = [one for one in self.invoices if one.customer == customer and one.status == "draft"]
        if not drafts:
            raise Refused
        drafts[0].advances = collects
        self.finalize(drafts[0], at)
        if collects or drafts[0].status == "paid":
            self.collect(drafts[0], at)

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

    def invoice_now(self, contract, lines, at):
        """Bills these and what waits, and asks for the money where anything is to be collected."""
        invoice = self.draft(contract, lines, at, "subscription_update")
        if invoice and invoice.advances:
            self.finalize(invoice, at)
            self.collect(invoice, at, present=True, without_card="refuse")

    def bill(self, contract, at, behavior, turn):
        """What a change gives back and owes waits, or is billed now."""
        self.wait(contract, settle(contract.due(), contract.active(at)), at)
        contract.settle_end()
        if behavior == "always_invoice":
            self.invoice_now(contract, [], at)
        if contract.turn != turn:
            self.plan(contract)

    def change(self, at, contract, item, behavior, backdated, price=None, quantity=None, choice=None):
        contract, item = self.find(contract, item)
        moment = at - backdated
        if moment < contract.start:
            raise Refused
        price = item.price if price is None else self.prices[price]
        quantity = item.quantity if quantity is None else quantity
        if choice is None and price is item.price:
            choice = item.choice
        if (price, quantity, choice) == (item.price, item.quantity, item.choice):
            return
        price.check(choice)
        if any(other is not item and other.price is price for other in contract.live):
            raise Refused
        turn = contract.turn
        if contract.status != "trialing" and price.cadence != item.price.cadence:
            if len(contract.live) == 1:
                return self.begin_anew(contract, item, (price, quantity, choice), moment, at, behavior)
            return self.swap(contract, item, (price, quantity, choice), moment, at, behavior)
        if moment < item.since:
            raise Refused
        item.since = moment
        # Nothing is billed of a trial, so nothing of it is given back either.
        bills = behavior != "none" and contract.recurs
        if bills:
            item.credit(moment)
        item.become(price, quantity, choice)
        if bills:
            item.charge(moment, at, whole=False)
        self.bill(contract, at, behavior, turn)

    def begin_anew(self, contract, item, new, moment, at, behavior):
        """Everything recurs by another interval: what is left is given back, and a whole period begins now."""
        turn = contract.turn
        if behavior != "none":
            self.wait(contract, contract.give_back(moment, at), at)
        if at < item.since:
            raise Refused
        released = contract.release(contract.items, at)
        item.become(*new)
        contract.restart(at)
        self.invoice_now(contract, released + contract.due(), at)
        if contract.turn != turn:
            self.plan(contract)

    def swap(self, contract, item, new, moment, at, behavior):
        """An item recurs by another interval than others: it joins the period of that one that runs."""
        turn = contract.turn
        if moment < item.since:
            raise Refused
        back = []
        if behavior != "none":
            back = contract.give_back(moment, at, [item])
            self.wait(contract, back, at)
        left = contract.release([item], at)
        item.become(*new)
        item.enter(contract.period_of(item.price, moment), moment)
        item.charge(moment, at)
        lines = contract.due()
        # What was given back of discounts comes off what it becomes.
        settle([line for line in back if line.item is item] + lines, contract.active(at))
        self.wait(contract, lines, at)
        contract.settle_end()
        self.invoice_now(contract, left, at)
        if contract.turn != turn:
            self.plan(contract)

    def add(self, at, contract, price, quantity, behavior, arrears, choice=None):
        contract = self.find(contract)
        if any(other.price.name == price for other in contract.live):
            raise Refused
        item = Item(self.prices[price], quantity, choice, arrears)
        turn = contract.turn
        trial = contract.status == "trialing"
        item.enter((contract.start, contract.end) if trial else contract.period_of(item.price, at), at)
        contract.items.append(item)
        if behavior != "none" and contract.recurs:
            item.charge(at, at)
        self.bill(contract, at, behavior, turn)

    def remove(self, at, contract, item, behavior):
        contract, item = self.find(contract, item)
        if len(contract.live) == 1 or at < item.since:
            raise Refused
        turn = contract.turn
        if behavior != "none" and contract.recurs:
            item.credit(at)
        item.since, item.removed = at, True
        self.bill(contract, at, behavior, turn)

    def endLater(self, at, contract):
        one = self.find(contract)
        if not one.ends_with_period:
            self.end(one, one.end, True, True)

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
        if back != "kept":
            self.wait(one, one.give_back(at, at), at)
        if back == "now":
            self.invoice_now(one, [], at)
        one.status = "paused"
        self.plan(one)

    def resume(self, at, contract, anew, prorates):
        one = self.known(contract)
        if one.status != "paused":
            raise Refused
        paid = all(item.has_time(at) for item in one.live)
        if anew:
            if prorates:
                self.wait(one, one.give_back(at, at), at)
            self.invoice_now(one, one.restart(at) + one.due(), at)
        elif not paid:
            self.invoice_now(one, self.go_on(one, at, prorates), at)
        one.status = "active"
        one.settle_end()
        self.plan(one)

    def go_on(self, one, at, prorates):
        """Items live on in time that is paid for, and the others join the periods that run."""
        joining = [item for item in one.live if not item.has_time(at)]
        lines = one.release([item for item in one.items if item.removed or item in joining], at)
        one.items = one.live
        again, back = [], []
        for item in joining:
            before, given = (item.start, item.end), item.back
            item.enter(one.period_of(item.price, at), at)
            if before == (item.start, item.end) and given:
                again.append(item)
                back += given
            if prorates:
                item.charge(at, at)
        owed = one.due()
        if back:
            settle(back + [line for line in owed if line.item in again], one.active(at))
        return lines + owed

    def cancel(self, at, contract, prorate, invoice):
        one = self.known(contract)
        if not one.lives:
            raise Refused
        if prorate and (one.recurs or one.status == "paused"):
            self.wait(one, one.give_back(at, at), at)
        if invoice:
            began = one.status != "incomplete"
            last = self.draft(one, self.leave(one, at) if began else [], at, "subscription_update")
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
                currency = contract.live[0].price.currency
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
