"""What a month of many accounts costs: `python -m tools.cost` prints the table of docs/accounts.md.

List prices of us-east-1 in US dollars, from memory and not read on a bill; free tiers left out.
What one account needs is counted from the code (its place stands beside it) or assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SIZES = (10, 100, 1_000, 10_000)
PRICES_OF = "2026-11"
SWEEPS = 4 * 30.4
"""In a month (bot/core/sweep_slots.py: one in six hours)."""
TICKS = 60 * 24 * 30.4
"""In a month (deploy/schedule.yml: one a minute)."""
BUDGETS, TOPICS, KEYS = 3, 1, 1
"""Of one account; assumed."""
SWEEP_SECONDS = 4.0
"""Of one account, of the function `check` with 1 GB; assumed: three readings one behind another,
and a cold session of the account's role."""


@dataclass(frozen=True, slots=True)
class Price:
    """What AWS charges for `per` units of it. `payer` is whose bill shows it."""

    title: str
    dollars: float
    per: int
    unit: str
    payer: str = "hub"


LAMBDA_CALLS = Price("Lambda, calls", 0.20, 1_000_000, "calls")
LAMBDA_TIME = Price("Lambda, time (arm64)", 13.3334, 1_000_000, "GB-seconds")
SQS = Price("SQS", 0.40, 1_000_000, "requests")
READS = Price("DynamoDB, reads", 0.125, 1_000_000, "read units")
WRITES = Price("DynamoDB, writes", 0.625, 1_000_000, "write units")
LOGS = Price("CloudWatch Logs", 0.50, 1, "GB")
SCHEDULER = Price("EventBridge Scheduler", 1.00, 1_000_000, "calls")
ALARMS = Price("CloudWatch alarms", 0.10, 1, "alarm")
DASHBOARD = Price("CloudWatch dashboard", 3.00, 1, "dashboard")
CUSTOM = Price("CloudWatch custom metrics", 0.30, 1, "metric")
FIGURES = Price("CloudWatch GetMetricData", 0.01, 1_000, "figures", "member")
KMS = Price("KMS", 0.03, 10_000, "requests", "member")
SNS = Price("SNS", 0.50, 1_000_000, "requests", "member")
EVENTS = Price("EventBridge, events to the hub", 1.00, 1_000_000, "events", "member")
"""No price is known of calls of AWS Budgets, STS and Organizations, and of standard parameters."""


def fixed() -> dict[Price, float]:
    """Units of a month that do not hang on accounts."""
    return {
        ALARMS: 20,  # deploy/alarms.yml, deploy/mend.yml
        DASHBOARD: 1,
        CUSTOM: 10,  # handlers/measures.py
        SCHEDULER: TICKS,
        # A tick is a call of `events`, and one for each of its jobs (bot/events/schedule.py).
        LAMBDA_CALLS: TICKS * 11,
        LAMBDA_TIME: TICKS * 11 * 0.2,
        # A job is sent, received and deleted; Lambda polls each queue by five, 20 seconds each.
        SQS: TICKS * 10 * 3 + 4 * _polls(),
        READS: TICKS * 8,
        WRITES: TICKS,
        LOGS: 0.3,
    }


def of_account() -> dict[Price, float]:
    """Units of a month for one account more: its sweeps, and next to nothing besides."""
    return {price: units * SWEEPS for price, units in of_sweep().items()} | {
        # An alert, a change or two of a key or a topic, and what becomes of them.
        EVENTS: 20,
    }


def of_sweep() -> dict[Price, float]:
    """Units of one account's sweep."""
    return {
        LAMBDA_CALLS: 1,
        LAMBDA_TIME: SWEEP_SECONDS,
        SQS: 3,
        # The sweep's own record, a verdict before and after it is judged, and once more in the end
        # where the account is counted (bot/store).
        READS: 6 + 4 * BUDGETS,
        # Transactions take two units a kilobyte: begun, ended, a verdict of two kilobytes, and the
        # account's overview, of two records.
        WRITES: 10 + 4 * BUDGETS,
        LOGS: 2e-6,
        FIGURES: 4 * TOPICS,  # bot/aws/metrics.py
        KMS: 4 * KEYS,  # its state, its two policies, its grants
        SNS: 3 * TOPICS,  # its attributes, its subscriptions, one of these
    }


def _polls() -> float:
    return 5 * 3 * TICKS


def month(accounts: int) -> dict[Price, float]:
    """Dollars of a month, by price."""
    more, always = of_account(), fixed()
    prices = [*always, *(price for price in more if price not in always)]
    units = {price: always.get(price, 0) + accounts * more.get(price, 0) for price in prices}
    return {price: units[price] / price.per * price.dollars for price in prices}


def table() -> str:
    """The table, a row for each price and one for each bill."""
    months = [month(size) for size in SIZES]
    head = ["what", "a price of", *(f"{size:,} accounts" for size in SIZES), "whose bill"]
    rows = [_row(price, months) for price in months[0]]
    for payer in ("hub", "member"):
        sums = [_dollars(sum(d for p, d in one.items() if p.payer == payer)) for one in months]
        rows.append([f"**together, {_BILL[payer]}**", "", *(f"**{one}**" for one in sums), ""])
    return "\n".join(_lines([head, ["---"] * len(head), *rows]))


_BILL = {"hub": "the hub", "member": "all members"}


def _row(price: Price, months: Iterable[dict[Price, float]]) -> list[str]:
    costs = (_dollars(one[price]) for one in months)
    what = f"{price.dollars:.4g} for {price.per:,} {price.unit}"
    return [price.title, what, *costs, _BILL[price.payer]]


def _dollars(sum_: float) -> str:
    return "under 0.1" if sum_ < 0.1 else f"{sum_:,.1f}" if sum_ < 10 else f"{sum_:,.0f}"


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    return (" ".join(("|", *(f"{cell} |".lstrip() for cell in row))) for row in rows)


if __name__ == "__main__":
    print(table())
