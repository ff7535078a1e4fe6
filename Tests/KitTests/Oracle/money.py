"""Random money arithmetic and its exact results, from Python's fractions and decimal.

Usage: money.py SEED COUNT. One case a line, words separated by spaces; the first word is the kind:
    divide RULE NUMERATOR DENOMINATOR RESULT
    fraction RULE AMOUNT NUMERATOR DENOMINATOR RESULT|trap
    text TEXT CANONICAL|nil
    price RULE TEXT QUANTITY RESULT|refused
    largest AMOUNT WEIGHT,WEIGHT,... PART,PART,...
    floors AMOUNT ROOM,ROOM,... PART,PART,...
"""
import decimal
import math
import random
import re
import sys
from fractions import Fraction

HALF = Fraction(1, 2)
RULES = {
    "halfAwayFromZero": lambda x: math.floor(x + HALF) if x >= 0 else math.ceil(x - HALF),
    "halfEven": round,
    "proration": lambda x: math.ceil(x - HALF),
    "down": math.floor,
    "up": math.ceil,
    "towardZero": math.trunc,
}
# Proration has no counterpart in decimal; the others are checked against decimal's own rounding.
DECIMAL_RULES = {
    "halfAwayFromZero": decimal.ROUND_HALF_UP,
    "halfEven": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_FLOOR,
    "up": decimal.ROUND_CEILING,
    "towardZero": decimal.ROUND_DOWN,
}
MOST = 2**63 - 1
LEAST = -(2**63)


def whole(chance, bits):
    """A whole number of a random size, so that small and huge ones are equally common."""
    return chance.randint(-(2 ** chance.randint(1, bits)), 2 ** chance.randint(1, bits) - 1)


def divide(chance, rule):
    denominator = chance.choice([2, 4, 10, 2592000, chance.randint(1, 2**63), chance.randint(1, 2**126)])
    numerator = whole(chance, 126)
    if chance.random() < 0.3:  # make ties common
        numerator = (numerator % 1000 - 500) * denominator + denominator // 2
        numerator = max(-(2**127), min(2**127 - 1, numerator))
    return f"divide {rule} {numerator} {denominator} {RULES[rule](Fraction(numerator, denominator))}"


def fraction(chance, rule):
    amount, numerator = whole(chance, 63), whole(chance, chance.choice([22, 63]))
    denominator = chance.choice([2, 86400, 2592000, 31536000, chance.randint(1, MOST)])
    result = RULES[rule](Fraction(amount * numerator, denominator))
    shown = result if LEAST <= result <= MOST else "trap"
    return f"fraction {rule} {amount} {numerator} {denominator} {shown}"


def price_text(chance):
    digits = str(chance.randint(0, 10 ** chance.randint(1, 20)))
    decimals = chance.randint(0, 13 if chance.random() < 0.1 else 12)
    text = digits + ("." + "".join(chance.choice("0123456789") for _ in range(decimals)) if decimals else "")
    return chance.choice(["", "", "-"]) + chance.choice(["", "", "0", "00"]) + text


def canonical(text):
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]{1,12})?", text):
        return None
    value = decimal.Decimal(text)
    if not -(2**127) <= value.scaleb(12) <= 2**127 - 1:
        return None
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    digits = digits.lstrip("0")
    digits = "0" + digits if digits == "" or digits.startswith(".") else digits
    return digits if digits == "0" else sign + digits


def text(chance, _):
    written = price_text(chance)
    if chance.random() < 0.3:
        place = chance.randint(0, len(written))
        spoil = chance.choice([".", "-", "+", "e", "E", "_", ",", "x", "0" * 30])
        written = written[:place] + spoil + written[place:]
    return f"text {written} {canonical(written) or 'nil'}"


def price(chance, rule):
    written = canonical(price_text(chance)) or "0"
    quantity = whole(chance, 63)
    exact = decimal.Decimal(written) * quantity
    if rule in DECIMAL_RULES:
        result = int(exact.quantize(decimal.Decimal(1), rounding=DECIMAL_RULES[rule]))
        assert result == RULES[rule](Fraction(exact))
    else:
        result = RULES[rule](Fraction(exact))
    return f"price {rule} {written} {quantity} {result if LEAST <= result <= MOST else 'refused'}"


def listed(values):
    return ",".join(str(value) for value in values)


def weights_of(chance):
    bits = chance.choice([1, 3, 16, 63])
    weights = [chance.randint(0, 2**bits - 1) for _ in range(chance.randint(1, 12))]
    return weights if any(weights) else weights[:-1] + [1]


def largest(chance, _):
    amount, weights = whole(chance, 63), weights_of(chance)
    total = sum(weights)
    exact = [Fraction(abs(amount) * weight, total) for weight in weights]
    parts = [math.floor(part) for part in exact]
    while sum(parts) < abs(amount):
        # The part that lags furthest behind; max gives the earliest of equals.
        lag = max(range(len(parts)), key=lambda index: exact[index] - parts[index])
        parts[lag] += 1
    sign = -1 if amount < 0 else 1
    return f"largest {amount} {listed(weights)} {listed(sign * part for part in parts)}"


def floors(chance, _):
    rooms = weights_of(chance)
    held = sum(rooms)
    amount = chance.randint(0, min(held, 2**63 - 1))
    parts = [amount * room // held for room in rooms]
    # Unit by unit, each to the last that is not full.
    while sum(parts) < amount:
        last = max(index for index, room in enumerate(rooms) if parts[index] < room)
        parts[last] += 1
    return f"floors {amount} {listed(rooms)} {listed(parts)}"


def main():
    decimal.getcontext().prec = 120
    chance = random.Random(int(sys.argv[1]))
    kinds = [divide, fraction, text, price, largest, floors]
    for index in range(int(sys.argv[2])):
        print(kinds[index % len(kinds)](chance, chance.choice(list(RULES))))


main()
