"""Billing boundaries in UTC, from Python's own calendar, as little-endian 64-bit integers.

Usage: cycles.py YEAR_FIRST YEAR_LAST unit:count:n_first:n_last ...
For each cadence, each anchor date of those years in order, each n: the boundary's unix seconds.
The anchor's time of day is (day * 7919 + month * 104729 + year * 31) % 86400.
"""
import array
import calendar
import datetime
import sys

EPOCH = datetime.date(1970, 1, 1).toordinal()


def days_after(anchor, unit, steps):
    if unit == "day":
        return (anchor + datetime.timedelta(days=steps)).toordinal()
    if unit == "week":
        return (anchor + datetime.timedelta(weeks=steps)).toordinal()
    months = steps * 12 if unit == "year" else steps
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    day = anchor.day
    if day > 28:
        day = min(day, calendar.monthrange(year, month + 1)[1])
    return datetime.date(year, month + 1, day).toordinal()


def main():
    first, last = int(sys.argv[1]), int(sys.argv[2])
    for argument in sys.argv[3:]:
        unit, count, low, high = argument.split(":")
        steps = [n * int(count) for n in range(int(low), int(high) + 1)]
        for year in range(first, last + 1):
            values = array.array("q")
            for month in range(1, 13):
                for day in range(1, calendar.monthrange(year, month)[1] + 1):
                    anchor = datetime.date(year, month, day)
                    time = (day * 7919 + month * 104729 + year * 31) % 86400 - EPOCH * 86400
                    values.extend([days_after(anchor, unit, step) * 86400 + time for step in steps])
            if sys.byteorder == "big":
                values.byteswap()
            sys.stdout.buffer.write(values.tobytes())


main()
