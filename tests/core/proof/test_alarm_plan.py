"""What a proof by a temporary alarm would do on a topic, and when there is none to be had."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.read import NotFound
from bot.core.model.subject import Subject
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.proof.alarm_plan import AlarmProofPlan, plan_alarm_proof
from bot.core.proof.names import name_of
from bot.core.proof.subject import alarm_in, alarm_name, beside, why_not_provable
from bot.core.reference import of_subject
from bot.core.report import judge
from tests.core import build

ID = "0123abcd"
ALARMS = build.sender("alarm")
ALARM = build.subject(ALARMS)
MAIL = build.subscription()
CHAT = build.to_chat()
QUEUE = build.to_queue()
PAGER = build.subscription("https", "https://events.pagerduty.com/x")
PENDING = build.subscription("email", "late@example.com", pending=True)
STOP = f"arn:aws:automate:{build.REGION}:ec2:stop"


def facts(
    *subscriptions: Subscription, about: Subject = ALARM, key: Key | None = None, **topic: object
) -> Facts:
    given = {"subscriptions": subscriptions or (MAIL, CHAT), **topic}
    made = replace(build.letting_in(ALARMS), **given)  # type: ignore[arg-type]  # as a builder
    if key is not None:
        made = replace(made, key_reference=build.KEY)
    return Facts(
        build.ACCOUNT,
        about.name,
        build.NOW,
        budget=None,
        topics={build.TOPIC: made},
        keys={build.TOPIC: key} if key is not None else {},
        sender=about.sender,
        subject=about,
    )


def planned(of: Facts, topic: str = build.TOPIC) -> AlarmProofPlan | str:
    return plan_alarm_proof(of, judge(of), topic, ID)


def plan(of: Facts) -> AlarmProofPlan:
    found = planned(of)
    assert isinstance(found, AlarmProofPlan), found
    return found


def test_it_lists_everybody_and_who_gets_it() -> None:
    filtered = replace(PAGER, attributes=SubscriptionAttributes(filter_policy='{"a": ["b"]}'))
    made = plan(facts(MAIL, CHAT, filtered, PENDING))
    pager = "https https://events.pagerduty.com/x"
    assert made.reaches == (
        "email ops@example.com",
        "Amazon Q Developer in chat applications",
        pager,
    )
    assert made.mails == ("ops@example.com",) and made.acts == made.filtered == (pager,)
    assert made.pending == ("email late@example.com",)
    assert alarm_in(made.budget) == build.ALARM and made.account == build.ACCOUNT


def test_a_report_says_whether_it_can_be_proved_and_why_not() -> None:
    (path,) = judge(facts()).paths
    assert path.provable and not path.unprovable
    (path,) = judge(facts(about=replace(ALARM, kind="composite alarm"))).paths
    assert not path.provable and "is a composite alarm" in path.unprovable
    (path,) = judge(build.facts()).paths
    assert not path.provable and not path.unprovable, "a budget's alert would not be heard"


def test_it_takes_no_subscription_of_budget_check() -> None:
    assert plan(facts(PENDING)).reaches == ()


def test_another_fingerprint_for_other_people() -> None:
    prints = {plan(f).fingerprint for f in (facts(), facts(MAIL), facts(MAIL, QUEUE))}
    assert len(prints) == 3
    assert plan(facts()).fingerprint == plan(facts()).fingerprint


def test_an_error_that_aws_reported_before_is_no_obstacle() -> None:
    """The proof is what tells whether it is over."""
    failed = build.subject(ALARMS, reports=build.refused("cloudwatch:DescribeAlarmHistory"))
    assert plan(facts(about=failed))


def test_an_alarm_whose_actions_are_off_is_proved_all_the_same() -> None:
    assert plan(facts(about=replace(ALARM, enabled=False)))


CLOUDWATCH = "cloudwatch.amazonaws.com"
ONE = {"ArnLike": {"aws:SourceArn": build.ALARM}}
ALL = {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:*:{build.ACCOUNT}:alarm:*"}}


def test_a_statement_for_every_alarm_is_proved() -> None:
    assert plan(facts(policy=build.document(build.statement(CLOUDWATCH, condition=ALL))))


REFUSALS: dict[str, tuple[Facts, str]] = {
    "composite": (
        facts(about=replace(ALARM, kind="composite alarm")),
        "errors is a composite alarm. It may not return to its real state",
    ),
    "it does more": (
        facts(about=replace(ALARM, other_actions=(STOP,))),
        f"errors does more than publish to the topic ({STOP})",
    ),
    "a broken topic": (
        facts(policy=build.document(build.PUBLISHING)),
        "nothing to prove yet: the topic is",
    ),
    "a broken key": (facts(key=build.key(build.document(build.ROOT))), "the key is BROKEN"),
    "a fifo topic": (facts(fifo=True), "nothing to prove yet: the topic is"),
    "a statement for one alarm": (
        facts(policy=build.document(build.statement(CLOUDWATCH, condition=ONE))),
        "The topic policy names single alarms (aws:SourceArn): statement 1 lets errors in and not "
        "a temporary alarm.",
    ),
    "unread subscribers": (
        facts(subscriptions=build.refused("sns:ListSubscriptionsByTopic")),
        "Whom the message would reach could not be read",
    ),
    "gone": (replace(facts(), subject=NotFound("errors")), "Alarm errors does not publish to"),
    "another topic": (
        facts(about=replace(ALARM, topics=(f"{build.TOPIC}-2",))),
        "Alarm errors does not publish to",
    ),
}


@pytest.mark.parametrize(("of", "why"), REFUSALS.values(), ids=REFUSALS)
def test_there_is_nothing_to_prove(of: Facts, why: str) -> None:
    found = planned(of)
    assert isinstance(found, str) and why in found


@pytest.mark.parametrize("option", ["rule", "trail", "anomaly", "config", "rds", "elasticache"])
def test_no_other_sender_is_made_to_publish(option: str) -> None:
    sender = build.sender(option)
    why = why_not_provable(build.subject(sender))
    assert f"{sender.title} cannot be made to publish" in why
    assert alarm_in(f"{option}:{build.ALARM}") == ""


def test_what_stands_for_an_alarm() -> None:
    assert of_subject(ALARM) == f"alarm:{build.ALARM}"
    assert alarm_in(of_subject(ALARM)) == build.ALARM
    for text in ("errors", "alarm:errors", "cost-all", "", f"topic:{build.TOPIC}"):
        assert alarm_in(text) == ""
    assert alarm_name(of_subject(ALARM)) == build.ALARM.rpartition(":")[2]
    assert alarm_name("alarm:arn:aws:cloudwatch:eu-west-1:1:alarm:a:b") == "a:b"
    with pytest.raises(ValueError, match="no alarm's ARN"):
        beside("errors", name_of(ID))
