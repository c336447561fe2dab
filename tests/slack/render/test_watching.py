"""What the watch posts, alone and of several budgets: within Slack's limits, mentioning nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.findings import Status
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.slack.render.batched_notice import BatchedView, batched_notice, late_notice
from bot.slack.render.message import Message
from bot.slack.render.watch import VerdictNotice, verdict_notice
from tests.slack.render.limits import check_message, walk
from tests.slack.render.test_reports import says

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LONG = "<!channel> & \U0001f98a" * 60
TOPIC, KEY = "arn:aws:sns:eu-west-1:111111111111:t", "arn:aws:kms:eu-west-1:111111111111:key/k"


def member(
    n: int, turned: VerdictChange = VerdictChange.BROKE, **different: object
) -> AffectedBudget:
    made = AffectedBudget(
        "111111111111",
        f"team-{n:04}",
        turned,
        {VerdictChange.BROKE: Status.BROKEN, VerdictChange.UNKNOWN: Status.UNKNOWN}.get(
            turned, Status.OK
        ),
        "Nobody lets AWS Budgets use the key.",
        NOW - timedelta(hours=n),
        "j",
        NOW,
        (TOPIC,),
        (KEY,),
    )
    return replace(made, **different)  # type: ignore[arg-type]


def touches(count: int, about: str = KEY) -> tuple[ResourceChange, ...]:
    return tuple(
        ResourceChange(
            f"e{n}", "PutKeyPolicy", "alice", NOW, "1", "eu-west-1", ResourceKind.KEY, about
        )
        for n in range(count)
    )


def worst() -> list[Message]:
    longest = [
        member(
            n, turned, account=f"{n:012}", budget=f"{n}{LONG}"[:100], says=LONG, topics=(LONG, LONG)
        )
        for n, turned in enumerate(list(VerdictChange) * 300)
    ]
    one = AffectedBudget("1", LONG[:100], VerdictChange.BROKE, Status.BROKEN, LONG, NOW, "j", NOW)
    alone = VerdictNotice(one, touches(10, LONG))
    return [
        batched_notice("g", BatchedView(longest, touches(10, LONG))),
        batched_notice("g", BatchedView([member(1), member(2)], ())),
        verdict_notice("j", alone),
        late_notice("g", longest, several=True),
    ]


def test_everything_is_within_the_limits_and_mentions_nobody() -> None:
    for message in worst():
        check_message(message)
        assert all(text.get("type") != "mrkdwn" for text in walk(message.blocks))
        assert "<" not in message.text


def test_each_turn_has_its_sentence_and_the_worst_comes_first() -> None:
    members = [
        member(1, VerdictChange.MENDED),
        member(2, VerdictChange.UNKNOWN),
        member(3),
        member(4),
    ]
    text = says(batched_notice("g", BatchedView(members, touches(7))).blocks)
    assert "❌ BROKEN: 4 budgets" in text
    assert (
        "Alerts of 2 budgets do not arrive any more. It can no longer be told whether alerts of "
        "1 budget arrive. Alerts of 1 budget arrive again." in text
    )
    assert text.index("team-0003") < text.index("team-0002") < text.index("team-0001")
    assert text.count("PutKeyPolicy") == 5, "the latest changes"
    assert "since 2026-11-24 08:00:00 UTC" in text


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        ((TOPIC, TOPIC), f"All of them hang on {TOPIC} and {KEY}."),
        ((TOPIC, "other"), f"All of them hang on {KEY}."),
    ],
)
def test_what_they_hang_on(topics: tuple[str, str], expected: str) -> None:
    members = [member(n, topics=(topic,)) for n, topic in enumerate(topics)]
    assert expected in says(batched_notice("g", BatchedView(members, ())).blocks)


def test_those_that_come_late_are_named_by_how_they_turned() -> None:
    late = [member(1, VerdictChange.UNKNOWN), *(member(n) for n in range(2, 25))]
    told = late_notice("g", late, several=False)
    broke, unknown = (says([block]).strip() for block in told.blocks)
    assert broke.startswith("❌ BROKEN: Alerts of 23 budgets do not arrive any more: team-0002, ")
    assert broke.endswith("team-0021, and 3 more")
    assert unknown.endswith("no longer be told whether alerts of 1 budget arrive: team-0001")
    alike = late_notice("g", late[:1], several=True)
    assert alike.text.endswith("team-0001 (111111111111)")


def test_of_several_topics_those_of_most() -> None:
    members = [member(n, topics=(f"t{n // 2}",), keys=()) for n in range(4)]
    text = says(batched_notice("g", BatchedView(members, ())).blocks)
    assert "They hang on several topics: 2 of them on t0, 2 of them on t1." in text


def test_a_reason_that_not_all_have_says_of_how_many() -> None:
    members = [member(1), member(2), member(3, says="Something else.")]
    text = says(batched_notice("g", BatchedView(members, ())).blocks)
    assert (
        "2 of them: Nobody lets AWS Budgets use the key." in text and "Something else" not in text
    )


def test_budgets_of_several_accounts_are_told_apart() -> None:
    members = [member(n, budget="same", account=f"{n:012}") for n in range(8)]
    text = says(batched_notice("g", BatchedView(members, ())).blocks)
    assert "Accounts 000000000000, 000000000001, 000000000002 and 5 more." in text
    assert "account 000000000004" in text and "same (000000000007)" in text
