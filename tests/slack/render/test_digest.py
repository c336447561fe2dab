"""The digest within Slack's limits, in a new workspace and an old one, whatever the names are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.core.findings import Status
from bot.core.model.budget import Money
from bot.core.stake import Stake, Sum
from bot.slack.render.digest import (
    BrokenCause,
    DigestView,
    SnoozedUntil,
    Spent,
    digest_message,
)
from bot.slack.render.message import Message
from tests.jobs.fakes import NOW, TOPIC
from tests.slack.render.limits import check_message
from tests.slack.render.shapes import FOX, NASTY
from tests.slack.render.test_reports import says

STAKE = Stake((Sum("USD", "MONTHLY", Decimal(41_000)),), 2)
USD = Money("300.0", "USD")


def view(name: str, count: int) -> DigestView:
    names = [f"{name} {n}"[-100:] for n in range(count)]
    codes = ("key.policy-silent", "key.aws-managed", "topic.policy-silent")
    return DigestView(
        since=NOW,
        at=NOW,
        tally={Status.BROKEN: count, Status.UNKNOWN: 1, Status.AT_RISK: 1, Status.OK: 3},
        broke=names,
        mended=names,
        causes=[BrokenCause(Status.BROKEN, one, TOPIC, names, STAKE, NOW) for one in codes],
        more=7,
        snoozed=[SnoozedUntil(one, NOW, whole=True) for one in names],
        unit="USD",
        spent=[Spent(one, USD, Money("400.0", "USD")) for one in names[:5]],
        note="These accounts could not be looked at:\nx",
        belongs="C0ELSEWHERE",
        refusal="is_archived",
    )


def digests() -> list[Message]:
    """Of every shape."""
    names = ("cost-all-services-manage", FOX, NASTY, "\u202e\u200b")
    full = [view(name, count) for name in names for count in (1, 500)]
    empty = DigestView(NOW, NOW, {})
    well = DigestView(NOW, NOW, {Status.OK: 1})
    alone = replace(
        view("a", 1), causes=[BrokenCause(Status.UNKNOWN, "", "", ["a"], Stake(), None)]
    )
    return [digest_message(f"d{n}", one) for n, one in enumerate([*full, empty, well, alone])]


@pytest.mark.parametrize("message", digests())
def test_slack_takes_it(message: Message) -> None:
    check_message(message)
    assert "<!channel>" not in message.text


def test_it_counts_what_it_does_not_name() -> None:
    said = " ".join(says(digest_message("d", view("cost", 500)).blocks).split())
    assert "500 of 505 budgets do not alert" in said and "and 492 more" in said
    assert "And 7 more causes." in said and "USD 41,000 a month, 2 above 80 %" in said
    assert "and 495 more" in said, "of the snoozed"
