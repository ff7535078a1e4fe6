"""Local calendars: when something recurs, wherever clocks are put forward and back."""

import calendar
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

DAY = 86400
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def civil(seconds):
    return EPOCH + timedelta(seconds=seconds)


def add_months(seconds, months):
    """The same time of day so many months on, on the last day of shorter months."""
    start = civil(seconds)
    months += start.year * 12 + start.month - 1
    year, month = months // 12, months % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return int(start.replace(year=year, month=month, day=day).timestamp())


class Place:
    """Where somebody's days begin. Local times are counted as if they were UTC's."""

    def __init__(self, name=None):
        self.zone = ZoneInfo(name) if name else None

    def __deepcopy__(self, memory):
        return self

    def local(self, at):
        if self.zone is None:
            return at
        return at + int(civil(at).astimezone(self.zone).utcoffset().total_seconds())

    def instant(self, local):
        """The first instant at which clocks show this time, or a later one."""
        if self.zone is None:
            return local
        shown = civil(local).replace(tzinfo=self.zone, fold=0)
        found = int((shown - EPOCH).total_seconds())
        if self.local(found) == local:
            return found
        low, high = found - DAY, found + DAY
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.local(middle) >= local else (middle + 1, high)
        return low

    def add_days(self, at, days):
        return self.instant(self.local(at) + days * DAY)


UTC = Place()


def boundary(anchor, unit, steps, place=UTC):
    """The `steps`-th boundary after the anchor, days of months clamped from the anchor."""
    if steps == 0:
        return anchor
    local = place.local(anchor)
    if unit in ("day", "week"):
        return place.instant(local + steps * DAY * (7 if unit == "week" else 1))
    return place.instant(add_months(local, steps * (12 if unit == "year" else 1)))


def period(anchor, unit, count, at, place):
    """The period of this interval, counted from the anchor, in which `at` lies."""
    length = count * {"day": DAY, "week": 7 * DAY, "month": 30 * DAY, "year": 365 * DAY}[unit]
    step = (at - anchor) // length
    while boundary(anchor, unit, step * count, place) > at:
        step -= 1
    while boundary(anchor, unit, (step + 1) * count, place) <= at:
        step += 1
    return boundary(anchor, unit, step * count, place), boundary(anchor, unit, (step + 1) * count, place)


def day_anchor(at, day, month, place):
    """The latest such day of a month that is not after `at` and in a month that has it, at the same time of day."""
    local = place.local(at)
    now, time = civil(local), local % DAY
    most = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    year, number = now.year, now.month
    while True:
        if month in (None, number) and min(day, most) <= calendar.monthrange(year, number)[1]:
            midnight = int(datetime(year, number, min(day, most), tzinfo=timezone.utc).timestamp())
            found = place.instant(midnight + time)
            if found <= at:
                return found
        year, number = (year, number - 1) if number > 1 else (year - 1, 12)
