"""Recognises lines by the day with decimal arithmetic: one line in, the months with their amounts out.

Reads `amount first-day last-day issued-month` per line (the day a period ends on does not count) and writes
`2026-04 600 2026-05 400`. Shares nothing with the program but the question.
"""
import sys
from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60


def earned(amount, over, days):
    return int((Decimal(amount) * over / days).quantize(Decimal(1), rounding=ROUND_HALF_UP))


for text in open(sys.argv[1], encoding="utf-8"):
    amount, start, end, issued = text.split()
    amount, first, last = int(amount), date.fromisoformat(start), date.fromisoformat(end)
    days = max(1, (last - first).days)
    year, month = max(tuple(map(int, issued.split("-"))), (first.year, first.month))
    done, said = 0, []
    while True:
        end_of_month = date(year, month, monthrange(year, month)[1])
        over = min(max((end_of_month - first).days + 1, 0), days)
        due = earned(amount, over, days)
        if due != done:
            said.append(f"{year:04}-{month:02} {due - done}")
        done = due
        if over == days:
            break
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    print(" ".join(said))
