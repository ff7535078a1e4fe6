"""Random price models, quantities and currencies, and what they cost, from Python's decimal.

Usage: rating.py SEED COUNT. One case a line, parts separated by tabs:
    MODEL QUANTITY CHOICE CURRENCY RESULT
MODEL and CHOICE are JSON in their stored form, CHOICE is - where there is none. RESULT is the amount in major units
with its currency, or `refused` where no 64-bit whole number of minor units holds it.
"""
import decimal
import json
import random
import sys
from decimal import Decimal

decimal.getcontext().prec = 120
MOST_EXACT = Decimal(2**127 - 1).scaleb(-12)
MOST = 2**63 - 1
DECIMALS = {"usd": 2, "eur": 2, "chf": 2, "jpy": 0, "krw": 0, "kwd": 3, "bhd": 3, "clf": 4}


class Refused(Exception):
    pass


def fits(exact):
    """Amounts are held in 128 bits of trillionths."""
    if exact > MOST_EXACT:
        raise Refused
    return exact


def plain(value):
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "0") else text


def amount(chance):
    kind = chance.random()
    if kind < 0.15:
        return Decimal(0)
    if kind < 0.2:
        return Decimal(chance.randint(0, 10**26)).scaleb(-chance.randint(0, 12))
    return Decimal(chance.randint(0, 10 ** chance.randint(1, 9))).scaleb(-chance.choice([0, 0, 2, 6, 12]))


def bounds_of_tiers(chance):
    count = chance.choice([1, 2, 3, 5, 9, 20, 100])
    width = 10 ** chance.randint(1, 6)
    bound, bounds = 0, []
    for _ in range(count - 1):
        bound += chance.randint(1, width)
        bounds.append(bound)
    return bounds + [None]


class PerUnit:
    def __init__(self, chance):
        self.price = amount(chance)

    def stored(self):
        return {"perUnit": {"_0": plain(self.price)}}

    def cost(self, quantity, choice):
        return fits(self.price * quantity)


class Flat:
    def __init__(self, chance):
        self.fee = amount(chance)

    def stored(self):
        return {"flat": {"_0": plain(self.fee)}}

    def cost(self, quantity, choice):
        return self.fee


class Tiered:
    """A tier is its bound, what one unit costs, and its flat fee."""

    name = "graduated"

    def __init__(self, chance):
        self.tiers = [
            (bound, self.unit(chance), amount(chance) if chance.random() < 0.5 else Decimal(0))
            for bound in bounds_of_tiers(chance)
        ]

    def unit(self, chance):
        return amount(chance)

    def stored(self):
        tiers = []
        for bound, unit, flat in self.tiers:
            tier = {"unitPrice": plain(unit), "flat": plain(flat)}
            tiers.append(tier if bound is None else {"upTo": bound, **tier})
        return {self.name: {"_0": tiers}}

    def cost(self, quantity, choice):
        # Every unit that a tier holds, whether the quantity ends in it or beyond.
        total, below = Decimal(0), 0
        for number, (bound, unit, flat) in enumerate(self.tiers):
            if number > 0 and quantity <= below:
                break
            inside = quantity - below if bound is None else min(quantity, bound) - below
            total = fits(total + unit * inside + flat)
            below = bound
        return total


class Volume(Tiered):
    name = "volume"

    def cost(self, quantity, choice):
        for bound, unit, flat in self.tiers:
            if bound is None or quantity <= bound:
                return fits(fits(unit * quantity) + flat)


class Stairs(Volume):
    def unit(self, chance):
        return Decimal(0)


class GraduatedPercentage(Tiered):
    name = "graduatedPercentage"

    def unit(self, chance):
        return Percentage(chance).percent / 100

    def stored(self):
        tiers = []
        for bound, unit, flat in self.tiers:
            tier = {"percentage": plain(unit * 100), "flat": plain(flat)}
            tiers.append(tier if bound is None else {"upTo": bound, **tier})
        return {self.name: {"_0": tiers}}


class Percentage:
    def __init__(self, chance):
        self.percent = Decimal(chance.randint(0, 10 ** chance.randint(1, 14))).scaleb(-10)
        if chance.random() < 0.1:
            self.percent = Decimal(10_000)

    def stored(self):
        return {"percentage": {"_0": plain(self.percent)}}

    def cost(self, quantity, choice):
        return fits(self.percent / 100 * quantity)


class Package:
    def __init__(self, chance):
        self.price, self.size = amount(chance), chance.choice([1, 2, 100, chance.randint(1, 10**6)])
        self.rounding = chance.choice(["up", "down"])

    def stored(self):
        return {"package": {"_0": {"price": plain(self.price), "size": self.size, "rounding": self.rounding}}}

    def cost(self, quantity, choice):
        rule = decimal.ROUND_CEILING if self.rounding == "up" else decimal.ROUND_FLOOR
        count = (Decimal(quantity) / self.size).to_integral_value(rounding=rule)
        return fits(self.price * count)


class Matrix:
    def __init__(self, chance):
        self.cells = {
            (f"row {row}", f"column {column}"): amount(chance)
            for row in range(chance.randint(1, 4)) for column in range(chance.randint(1, 4))
        }

    def stored(self):
        cells = [
            {"row": row, "column": column, "unitPrice": plain(price)} for (row, column), price in self.cells.items()
        ]
        return {"matrix": {"_0": {"rowName": "region", "columnName": "size", "cells": cells}}}

    def choice(self, chance):
        row, column = chance.choice(list(self.cells))
        return {"row": row, "column": column}

    def cost(self, quantity, choice):
        return fits(self.cells[choice["row"], choice["column"]] * quantity)


class CustomAmount:
    def __init__(self, chance):
        self.most = chance.randint(1, 10**9)

    def stored(self):
        return {"customAmount": {"_0": {"maximum": self.most}}}

    def choice(self, chance):
        return {"amount": chance.randint(0, self.most)}

    def cost(self, quantity, choice):
        return fits(Decimal(choice["amount"]) * quantity)


class Allowing:
    def __init__(self, chance):
        self.free, self.then = chance.randint(0, 10**5), model(chance, SIMPLE)

    def stored(self):
        return {"allowing": {"free": self.free, "then": self.then.stored()}}

    def cost(self, quantity, choice):
        return self.then.cost(max(0, quantity - self.free), choice)


class Bounded:
    def __init__(self, chance):
        self.of = model(chance, SIMPLE + [Allowing])
        bounds = sorted(amount(chance) for _ in range(2))
        self.least = bounds[0] if chance.random() < 0.7 else None
        self.most = bounds[1] if chance.random() < 0.7 else None

    def stored(self):
        named = {"minimum": self.least, "maximum": self.most}
        limits = {name: plain(bound) for name, bound in named.items() if bound is not None}
        return {"bounded": {"_0": self.of.stored(), "_1": limits}}

    def cost(self, quantity, choice):
        exact = self.of.cost(quantity, choice)
        if self.least is not None:
            exact = max(exact, self.least)
        return exact if self.most is None else min(exact, self.most)


SIMPLE = [
    PerUnit, Flat, Tiered, Tiered, Volume, Stairs, Percentage, GraduatedPercentage, Package, Matrix, CustomAmount,
]


def model(chance, kinds):
    return chance.choice(kinds)(chance)


def open_part(priced):
    while not hasattr(priced, "choice"):
        priced = getattr(priced, "then", None) or getattr(priced, "of", None)
        if priced is None:
            return None
    return priced


def shown(exact, currency):
    units = int(exact.to_integral_value(rounding=decimal.ROUND_HALF_UP))
    if units > MOST:
        return "refused"
    places = DECIMALS[currency]
    return f"{Decimal(units).scaleb(-places):.{places}f} {currency.upper()}"


def main():
    chance = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        priced = model(chance, SIMPLE + [Allowing, Bounded, Bounded])
        quantity = chance.randint(0, 10 ** chance.choice([1, 3, 5, 7, 18]))
        if chance.random() < 0.02:
            quantity = MOST
        settled = open_part(priced)
        choice = settled.choice(chance) if settled else None
        currency = chance.choice(list(DECIMALS))
        try:
            result = shown(priced.cost(quantity, choice), currency)
        except Refused:
            result = "refused"
        parts = [json.dumps(priced.stored()), str(quantity), json.dumps(choice) if choice else "-", currency, result]
        print("\t".join(parts))


main()
