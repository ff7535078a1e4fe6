"""What a quantity costs by every price model, exactly."""

from fractions import Fraction


class Refused(Exception):
    pass


def tiers(terms):
    return [
        (tier.get("upTo"), Fraction(tier["unit"]), Fraction(tier["flat"])) for tier in terms["tiers"]
    ]


def graduated(all_tiers, quantity):
    """Each unit in its tier; every tier that is reached asks for its fee, and the first one always is."""
    total, below = Fraction(0), 0
    for up_to, unit, flat in all_tiers:
        if below and quantity <= below:
            break
        units = quantity - below if up_to is None else min(quantity, up_to) - below
        total += flat + unit * units
        below = up_to
    return total


def volume(all_tiers, quantity):
    for up_to, unit, flat in all_tiers:
        if up_to is None or quantity <= up_to:
            return flat + unit * quantity
    raise AssertionError("the last tier has no end")


def cell(terms, choice):
    found = [one for one in terms["cells"] if (one["row"], one["column"]) == (choice.get("row"), choice.get("column"))]
    return Fraction(found[0]["unit"]) if found else None


def cost(model, quantity, choice):
    [(kind, terms)] = model.items()
    if kind == "perUnit":
        return Fraction(terms["amount"]) * quantity
    if kind == "flat":
        return Fraction(terms["amount"])
    if kind == "graduated":
        return graduated(tiers(terms), quantity)
    if kind == "volume":
        return volume(tiers(terms), quantity)
    if kind == "package":
        boxes = -(-quantity // terms["size"]) if terms["up"] else quantity // terms["size"]
        return Fraction(terms["amount"]) * boxes
    if kind == "percentage":
        return Fraction(terms["percent"]) / 100 * quantity
    if kind == "graduatedPercentage":
        return graduated([(up_to, unit / 100, flat) for up_to, unit, flat in tiers(terms)], quantity)
    if kind == "matrix":
        return cell(terms, choice) * quantity
    if kind == "custom":
        return Fraction(choice["amount"]) * quantity
    if kind == "allowing":
        return cost(terms["then"], max(0, quantity - terms["free"]), choice)
    assert kind == "bounded", kind
    whole = cost(terms["then"], quantity, choice)
    whole = max(whole, Fraction(terms["minimum"])) if "minimum" in terms else whole
    return min(whole, Fraction(terms["maximum"])) if "maximum" in terms else whole


def check(model, choice):
    """Refuses what a price leaves open and nobody settled, and what it does not offer."""
    [(kind, terms)] = model.items()
    if kind in ("allowing", "bounded"):
        return check(terms["then"], choice)
    if kind == "matrix":
        fits = choice is not None and cell(terms, choice) is not None
    elif kind == "custom":
        amount = (choice or {}).get("amount")
        fits = amount is not None and terms.get("minimum", 0) <= amount <= terms.get("maximum", amount)
    else:
        fits = choice is None
    if not fits:
        raise Refused
    return None


class Price:
    def __init__(self, name, terms):
        self.name = name
        self.currency = terms["currency"]
        self.model = terms["model"]
        self.unit, self.count = terms["unit"], terms["count"]

    def __deepcopy__(self, memory):
        return self

    @property
    def cadence(self):
        return self.unit, self.count

    def exact(self, quantity, choice):
        return cost(self.model, quantity, choice)

    def check(self, choice):
        check(self.model, choice)

    def is_free(self, choice):
        """Whether a unit costs nothing, however many there are."""
        [(kind, terms)] = self.model.items()
        if kind in ("perUnit", "flat"):
            return Fraction(terms["amount"]) == 0
        if kind == "matrix":
            return cell(terms, choice) == 0
        return kind == "custom" and choice["amount"] == 0


def mean_seconds(cadence):
    unit, count = cadence
    return count * {"day": 86400, "week": 7 * 86400, "month": 2629746, "year": 31556952}[unit]


def months(cadence):
    """How many times an interval fits into a month, in millionths."""
    unit, count = cadence
    each = {"month": Fraction(1), "year": Fraction(1, 12), "week": Fraction(365, 84), "day": Fraction(365, 12)}
    return each[unit] / count * 1_000_000


def is_long(cadence):
    """Whether it is a year or more."""
    unit, count = cadence
    return count >= {"year": 1, "month": 12, "week": 52, "day": 365}[unit]
