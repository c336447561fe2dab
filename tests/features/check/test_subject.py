"""`topic:`, `alarm:` and so on in Slack, with the embedded AWS behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from playground.scenarios.load import find
from playground.slack import Message
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.conversation.conftest import AT, say, under
from tests.features.world import Mending, buttons_of, mending, text_of

ALL = ("alarms", "rules", "anomalies", "trails", "config", "rds", "elasticache")
KEY, RULE, CONFIG = "alarm-root-only-key", "rule-conditioned-key", "config-encrypted-topic"
TOPIC = find(KEY).topics[0]
BUDGET = find(KEY).budget


@pytest.fixture
def w(embedded_aws: EmbeddedAws, opener: OpenAws, different: dict[str, Any]) -> Iterator[Mending]:
    settings = {"senders": ALL, **different}
    with mending(embedded_aws, opener, [KEY, RULE, CONFIG], **settings) as here:
        yield here


def heading(message: Message) -> str:
    return str(message.blocks[0]["text"]["text"])


def lines(message: Message) -> list[str]:
    """The points of its list: a sender each."""
    (found,) = [e for b in message.blocks for e in b.get("elements", []) if _is_list(e)]
    return ["".join(part["text"] for part in point["elements"]) for point in found["elements"]]


def _is_list(element: object) -> bool:
    return isinstance(element, dict) and element.get("type") == "rich_text_list"


def test_a_topic_by_its_name(w: Mending) -> None:
    answer = w.command("topic:citadel-alarms")
    assert not answer.ephemeral
    assert heading(answer) == "❌ citadel-alarms: none of its 2 senders reaches it"
    assert lines(answer) == [
        f"❌ AWS Budgets, budget {BUDGET}: the key's policy does not let AWS Budgets in",
        "❌ Amazon CloudWatch, alarm citadel-errors: the key's policy does not let Amazon "
        "CloudWatch in",
    ]
    assert "What all of them share works" in text_of(answer)
    assert "Let both in" in text_of(answer)
    assert buttons_of(answer) == ["fix.allow-on-key", "check.details", "check.again", "log.open"]
    assert answer.text == (
        "❌ citadel-alarms: none of its 2 senders reaches it. AWS Budgets, budget "
        f"{BUDGET}: the key's policy does not let AWS Budgets in"
    )


def test_who_gets_through_comes_last(w: Mending) -> None:
    answer = w.command(f"topic:{find(RULE).topics[0].arn}")
    assert heading(answer) == "❌ security-findings: 1 of 3 senders does not reach it"
    assert [line[:2] for line in lines(answer)] == ["❌ ", "✅ ", "✅ "]
    assert "Let the service use the key" in text_of(answer)


@pytest.mark.parametrize(
    ("text", "says"),
    {
        "alarm:citadel-errors": "❌ alarm citadel-errors does not alert",
        "rule:guardduty-findings": "❌ rule guardduty-findings does not alert",
        "config: region:eu-west-1": "❌ delivery channel default does not alert",
        'ALARM: "findings-errors" account:111111111111': "✅ alarm findings-errors alerts",
    }.items(),
)
def test_one_of_them(w: Mending, text: str, says: str) -> None:
    answer = w.command(text)
    assert not answer.ephemeral and heading(answer) == says
    assert "check.senders" in buttons_of(answer) and "snooze.new" not in buttons_of(answer)


MISSING = {
    "topic:nobody": ["There is no topic nobody in us-east-1", "nothing publishes to it", "region:"],
    "topic:citadel-alarm": ["no topic citadel-alarm in us-east-1", "Did you mean", TOPIC.arn],
    "topic:two words": ["neither the name nor the ARN of a topic"],
    "alarm:citadel-error": ["There is no alarm citadel-error in account", "looked in us-east-1"],
    "config:": ["There is no delivery channel in account", "looked in us-east-1"],
    "topic:": ["needs the name or the ARN of the topic"],
    f"topic:{TOPIC.arn.replace(ACCOUNT, '2' * 12)}": ["account 222222222222", "does not know"],
    f"topic:{TOPIC.arn} region:eu-west-1": ["in us-east-1, and region: says eu-west-1"],
    "alarm:x region:": ["region: is empty"],
    "alarm:x region:a region:b": ["region: is given twice"],
}


@pytest.mark.parametrize("text", MISSING)
def test_what_is_not_there_is_said_to_who_asked(w: Mending, text: str) -> None:
    answer = w.command(text)
    assert answer.ephemeral and w.answers() == []
    assert [says for says in MISSING[text] if says not in text_of(answer)] == []


def test_the_nearest_topic_is_checked_by_its_button(w: Mending) -> None:
    w.press(w.command("topic:citadel-alarm"), "budget.pick")
    assert [heading(one) for one in w.answers()] == [
        "❌ citadel-alarms: none of its 2 senders reaches it"
    ]


def test_several_of_one_name_are_asked_about(w: Mending) -> None:
    events = w.aws.client("events")
    for bus in ("orders", "returns"):
        events.create_event_bus(Name=bus)
        events.put_rule(Name="paid", EventBusName=bus, EventPattern='{"source":["shop"]}')
    asked = w.command("rule:paid")
    assert asked.ephemeral and "There are 2 of rule paid" in text_of(asked)
    last = [block for block in asked.blocks if "accessory" in block][-1]
    w.slack.person(people.MENDER).press(asked, "budget.pick", block_id=last["block_id"])
    w.settle()
    assert [heading(one) for one in w.answers()] == ["❌ rule paid does not alert"]


def test_a_topic_of_two_regions_is_asked_about(w: Mending) -> None:
    for region in ("eu-west-1", "us-east-1"):
        w.aws.client("sns", region).create_topic(Name="twice")
    here = heading(w.command("topic:twice region:eu-west-1"))
    assert here == "❌ twice: nothing that was read publishes to it"  # and nobody subscribes


@pytest.mark.parametrize("different", [{"senders": ("alarms",)}], ids=["alarms alone"])
def test_who_was_not_looked_at_is_said(w: Mending) -> None:
    answer = text_of(w.command("topic:security-findings"))
    assert "SENDERS does not name it: " in answer and "Amazon EventBridge (rules)" in answer
    assert "all 2 senders reach it" in answer


def test_who_could_not_be_read_is_said_with_the_permission(w: Mending) -> None:
    w.aws.fault("events", "ListEventBuses", code="AccessDeniedException", status=403)
    answer = w.command("topic:security-findings")
    assert "and not all could be read" in heading(answer)
    assert "events:ListEventBuses" in text_of(answer)


def test_hundreds_of_alarms_are_one_line_and_all_are_behind_a_button(w: Mending) -> None:
    cloudwatch = w.aws.client("cloudwatch")
    for n in range(120):
        cloudwatch.put_metric_alarm(
            AlarmName=f"load-{n:03}",
            AlarmActions=[TOPIC.arn],
            MetricName="CPUUtilization",
            Namespace="AWS/EC2",
            Statistic="Average",
            Period=60,
            EvaluationPeriods=1,
            Threshold=90.0,
            ComparisonOperator="GreaterThanThreshold",
        )
    answer = w.command("topic:citadel-alarms")
    assert heading(answer) == "❌ citadel-alarms: none of its 122 senders reaches it"
    told = [line for line in lines(answer) if "alarms" in line]
    assert (
        len(told) == 1 and "121 alarms, citadel-errors, load-000, load-001 and 118 more" in told[0]
    )
    view = w.preview(answer, "check.details")
    assert "load-000" in text_of(view) and "more. `budget-check check topic:" in text_of(view)


def test_the_button_under_a_budgets_answer_answers_in_its_thread(w: Mending) -> None:
    answer = w.command(BUDGET)
    w.press(answer, "check.senders")
    (reply,) = w.thread()
    assert reply.thread_ts == answer.ts
    assert heading(reply) == "❌ citadel-alarms: none of its 2 senders reaches it"


def test_check_again_renews_it(w: Mending) -> None:
    answer = w.command("topic:security-findings")
    events = w.aws.client("events")
    events.remove_targets(Rule="guardduty-findings", Ids=_targets(w))
    w.press(answer, "check.again")
    assert [heading(one) for one in w.answers()] == ["✅ security-findings: all 2 senders reach it"]


def _targets(w: Mending) -> list[str]:
    found = w.aws.client("events").list_targets_by_rule(Rule="guardduty-findings")
    return [one["Id"] for one in found["Targets"]]


def test_a_mention_is_answered_as_the_command(w: Mending) -> None:
    said = say(w, f"{AT} topic:citadel-alarms")
    (answer,) = under(w, said)
    assert heading(answer) == "❌ citadel-alarms: none of its 2 senders reaches it"
    say(w, f"{AT} alarm:findings-errors", thread_ts=said.ts)
    say(w, AT, thread_ts=w.command("topic:citadel-alarms").ts)
    told = [heading(one) for one in w.thread() if one.blocks]
    assert told[1:] == ["✅ alarm findings-errors alerts", heading(answer)]


def test_no_verdict_is_kept_of_what_is_no_budget(w: Mending) -> None:
    for text in ("topic:citadel-alarms", "alarm:citadel-errors"):
        w.command(text)
    assert w.store.verdicts.of_account(ACCOUNT, 10).items == ()
