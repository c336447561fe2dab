"""The pages for who runs it against the template: every alarm, and what is counted as a cost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from bot.core.jobs.kind import QueueName
from tests.deploy.stack import Stack
from tests.deploy.test_template import sources

DOCS = Path(__file__).resolve().parents[2] / "docs"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def rows(page: str, name: str) -> list[list[str]]:
    """The rows of the table between two markers, without its head."""
    text = (DOCS / page).read_text("utf-8")
    part = text.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0].strip()
    return [[cell.strip() for cell in one.split("|")[1:-1]] for one in part.splitlines()[2:]]


def names(stack: Stack) -> list[str]:
    """The alarms by what follows the name of the stage."""
    alarms = stack.of("AWS::CloudWatch::Alarm").values()
    return sorted(one["AlarmName"].removeprefix("budget-check-gate-") for one in alarms)


def test_every_alarm_stands_in_the_table_once_with_what_to_do(full: Stack) -> None:
    table = rows("operate.md", "alarms")
    told = [name for row in table for name in re.findall(r"`([a-z-]+)`", row[0])]
    assert sorted(told) == names(full)
    assert all(len(row) == 3 and all(row) for row in table)


def test_the_costs_count_what_is_deployed(full: Stack, plain: Stack) -> None:
    """Without inboxes: what one costs stands beside them (docs/alerts.md)."""
    cost = {row[0]: row[1] for row in rows("install.md", "costs")}
    usual = [name for name in names(full) if not name.startswith("inbox-")]
    with_mend, without = len(usual), len(names(plain))
    assert cost["CloudWatch alarms"].startswith(f"{with_mend} with `mend`, {without} without")
    (polled,) = re.findall(r"Lambda asks (\w+) queues", cost["SQS"])
    polls = [queue for queue in sources(full) if not queue.startswith("Inbox")]
    assert NUMBERS.index(polled) == len(polls) == len(get_args(QueueName))
    boards = full.of("AWS::CloudWatch::Dashboard")
    assert cost["CloudWatch dashboard"] == NUMBERS[len(boards)]
