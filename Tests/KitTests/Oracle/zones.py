"""Boundaries in every time zone, from Python's zoneinfo over the system's own time-zone database.

Usage: zones.py names                      the version on the first line, then one name a line
       zones.py boundaries unit local steps ...
The second form takes triples: a unit (day, month), the anchor's local time "2010-01-31T02:30:00" and how many
boundaries to give. For each triple, each zone in order, each n from 0: unix seconds, little-endian, 64 bits.
"""
import array
import calendar
import datetime
import sys
import zoneinfo

UTC = datetime.timezone.utc
START = datetime.datetime(1970, 1, 1)
START_UTC = datetime.datetime(1970, 1, 1, tzinfo=UTC)


def names():
    return sorted(
        name for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("posix/", "right/")))


def version():
    for folder in zoneinfo.TZPATH:
        try:
            with open(folder + "/tzdata.zi") as file:
                return file.readline().split()[-1]
        except OSError:
            pass
    return "unknown"


def seconds(delta):
    return delta.days * 86400 + delta.seconds


def shown(zone, instant):
    """What local clocks show at an instant, as if it were UTC."""
    return instant + seconds((START_UTC + datetime.timedelta(seconds=instant)).astimezone(zone).utcoffset())


def first_showing(zone, moment):
    """The first instant at which local clocks show the naive `moment` or later."""
    local = seconds(moment - START)
    instant = local - seconds(moment.replace(tzinfo=zone).utcoffset())
    if shown(zone, instant) == local:
        return instant
    # The clock skips this time. Its two readings lie on both sides of the change.
    other = local - seconds(moment.replace(tzinfo=zone, fold=1).utcoffset())
    low, high = min(instant, other) - 1, max(instant, other)
    while high - low > 1:
        middle = (low + high) // 2
        if shown(zone, middle) >= local:
            high = middle
        else:
            low = middle
    skipped_first = shown(zone, high - 1) + 1
    if shown(zone, high) - skipped_first >= 86400 and local == skipped_first:
        return high - 1  # the midnight of a day that never was
    return high


def moments(unit, anchor, steps):
    if unit == "day":
        return [anchor + datetime.timedelta(days=n) for n in range(steps)]
    result = []
    for n in range(steps):
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + n, 12)
        day = min(anchor.day, calendar.monthrange(year, month + 1)[1])
        result.append(anchor.replace(year=year, month=month + 1, day=day))
    return result


def rules(name):
    """The file behind a name: aliases share one, so that each is computed once."""
    for folder in zoneinfo.TZPATH:
        try:
            with open(folder + "/" + name, "rb") as file:
                return file.read()
        except OSError:
            pass
    return name


def main():
    if sys.argv[1] == "names":
        print("\n".join([version()] + names()))
        return
    triples = sys.argv[2:]
    files = [(rules(name), zoneinfo.ZoneInfo(name)) for name in names()]
    for unit, local, steps in zip(triples[0::3], triples[1::3], triples[2::3]):
        wanted = moments(unit, datetime.datetime.fromisoformat(local), int(steps))
        known = {}
        for file, zone in files:
            if file not in known:
                values = array.array("q", [first_showing(zone, moment) for moment in wanted])
                if sys.byteorder == "big":
                    values.byteswap()
                known[file] = values.tobytes()
            sys.stdout.buffer.write(known[file])


main()
