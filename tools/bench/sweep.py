"""A sweep of 1,000 budgets on 100 topics and 20 keys: its calls, and its wall time.

The calls stand beside the fewest that can answer (`sweeping.account.Account.fewest`: 1,262), the
time, with the judging of all, beside 8 threads that only make the same calls, at 20 ms a call.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import boto3

from bot.aws.clients import Aws
from bot.aws.senders import all_readers
from bot.aws.sweep import sweep
from bot.aws.sweep_pages.page import SweepPage
from bot.core.findings import Status
from bot.core.report import judge
from playground.aws.control import Control
from playground.scenarios.model import REGION
from tools.bench.figure import Figure
from tools.bench.sweeping import account, reader
from tools.bench.sweeping.account import ACCOUNT, Account

_LATENCY = 0.02
_RUNS = 5
_MOST_CALLS = 1.05
_MOST_TIME = 1.25
_SENDERS = tuple(one.sender.setting for one in all_readers())


def measure(url: str) -> Iterator[Figure]:
    """First the topics alone, as in the goal; then with a chat room on each, so that all is OK."""
    made, control = account.make(url), Control(url)
    session = boto3.Session(ACCOUNT, "bench", region_name=REGION)
    with Aws(session) as aws:
        yield _calls(aws, control, made, "", Status.BROKEN)
        subscribed = replace(made, subscriptions=account.subscribe(url, made))
        yield _calls(aws, control, subscribed, ", a chat room on each topic", Status.OK)
        yield _time(aws, control, subscribed)
        alarmed = replace(subscribed, alarms=account.alarm_on_each(url, subscribed))
        yield _calls_for_senders(aws, control, alarmed)


def _calls(aws: Aws, control: Control, made: Account, more: str, verdict: Status) -> Figure:
    control.forget_calls()
    _require(sweep(aws, ACCOUNT, datetime.now(UTC)), made, verdict)
    calls = len(control.calls())
    ratio = calls / made.fewest
    return Figure(
        f"AWS calls for {_what(made)}{more}",
        f"{calls:,} = {ratio:.3f} x the fewest that can answer, {made.fewest:,}",
        f"at most {_MOST_CALLS} x",
        ratio <= _MOST_CALLS,
    )


def _calls_for_senders(aws: Aws, control: Control, made: Account) -> Figure:
    control.forget_calls()
    page = sweep(aws, ACCOUNT, datetime.now(UTC), senders=_SENDERS)
    calls = len(control.calls())
    if len(page.subjects) != made.alarms or page.unseen:
        raise RuntimeError(f"the bench's own alarms were not all read: {page.unseen}")
    fewest = made.fewest + made.fewest_of_senders
    ratio = calls / fewest
    return Figure(
        f"AWS calls for the same and {made.alarms} alarms, every kind of sender read",
        f"{calls:,} = {ratio:.3f} x the fewest that can answer, {fewest:,}",
        f"at most {_MOST_CALLS} x",
        ratio <= _MOST_CALLS,
    )


def _time(aws: Aws, control: Control, made: Account) -> Figure:
    control.fault(latency=_LATENCY, account=ACCOUNT)
    try:
        # In turn, so that what else this machine does meets both alike.
        runs = [
            (_seconds(lambda: reader.read(aws, made)), _seconds(lambda: _swept(aws, made)))
            for _ in range(_RUNS)
        ]
    finally:
        control.forget_faults()
    plain, ours = (statistics.median(times) for times in zip(*runs, strict=True))
    ratio = ours / plain
    return Figure(
        f"the same, wall time at 20 ms a call, {_what(made)}",
        f"{ours:.1f} s, judged = {ratio:.2f} x 8 threads that only read ({plain:.1f} s)",
        f"at most {_MOST_TIME} x",
        ratio <= _MOST_TIME,
    )


def _swept(aws: Aws, made: Account) -> None:
    _require(sweep(aws, ACCOUNT, datetime.now(UTC)), made, Status.OK)


def _require(page: SweepPage, made: Account, verdict: Status) -> None:
    """A sweep that read less, or something else, would be no measure."""
    found = {one.name: judge(one.facts).verdict for one in page.budgets}
    if found != dict.fromkeys(made.budgets, verdict):
        raise RuntimeError(f"the bench's own budgets are not all {verdict}: {page.unread}")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _what(made: Account) -> str:
    return f"{len(made.budgets):,} budgets on {len(made.topics)} topics and {len(made.keys)} keys"
