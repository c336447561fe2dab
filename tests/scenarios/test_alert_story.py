"""The whole story of an alert on one laptop: only what people and AWS do, and what is to be seen.

An alert arrives, somebody breaks the path, the next alert is lost, the path is mended, and the
alert after that closes the thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from playground.aws.control import Delivery
from playground.demo.bot import FUNCTION
from playground.slack import seed as people
from tests.conftest import EmbeddedAws
from tests.features.world import text_of
from tests.scenarios.laptop import BUDGET, SCENARIO, TOPIC, Laptop, laptop

_STAMP = r"(\d{4}-\d\d-\d\d \d\d:\d\d) UTC"
_DELIVERED = re.compile(
    rf"Delivered: an alert arrived at budget-check's subscription {_STAMP}, (.+) after the "
    rf"change was applied \({_STAMP}\)\. Whether it reached the other endpoints, SNS does not say\."
)


@pytest.fixture
def here(embedded_aws: EmbeddedAws) -> Iterator[Laptop]:
    with laptop(embedded_aws) as found:
        yield found


def outcomes(tried: list[Delivery]) -> list[str]:
    return [one.outcome for one in tried]


def test_from_the_alert_to_the_next_one_that_arrives(here: Laptop) -> None:
    assert "budget-check is subscribed to the topic" in here.subscribe_from_slack()
    assert outcomes(here.spend(850)) == ["delivers"]
    alert = here.post(1)
    shown = text_of(alert)
    assert f"🔔 {BUDGET}: $850 of $1,000 (85 %)" in shown
    assert "Actual cost $850.00 is above $800.00, of $1,000.00 budgeted" in shown
    assert "▓▓▓▓▓▓▓▓░░ 85 %  850.00 USD of 1,000.00 USD" in shown
    assert "Next thresholds: actual > 100 %." in shown
    assert "✅ The next alert will arrive." in shown

    scanner = here.somebody("SecurityScanner", "nightly-scan", "sns:SetTopicAttributes")
    scanner.set_topic_attributes(
        TopicArn=TOPIC.arn, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
    )
    broke = here.said(alert, f"❌ {BUDGET} does not alert")
    assert "the topic is encrypted with a key that AWS manages" in broke
    assert TOPIC.arn in broke
    who = "nightly-scan, role SecurityScanner"
    assert f"{who}: SetTopicAttributes" in broke and "Use a new key (USD 1/month)" in broke

    lines = here.thread(alert)
    assert outcomes(here.spend(1100)) == ["refused"]
    assert here.thread(alert) == lines

    preview, outcome = here.mend(alert, "move-to-new-key")
    assert "Make a key for" in preview and "alias/aws/sns" in preview
    assert f"✅ Done. Alerts of {BUDGET} arrive again" in outcome
    here.said(alert, "alert_topic_stage has a new key.")
    here.until(lambda: "The policies let the next alert through." in text_of(alert))
    # The watch saw the change too, and leaves it to its thread: what broke is drawn anew.
    again = here.said(alert, " with budget-check, ")
    assert f"✅ {BUDGET} alerts again" in again and again.count("SetTopicAttributes") == 1
    # Of the alert that was lost nothing is claimed.
    assert len(here.handed()) == 1 and len(here.posts()) == 1
    assert not [one for one in here.thread(alert) if "Delivered" in one]

    here.next_month(alert)
    assert outcomes(here.spend(850)) == ["delivers"]
    here.said(alert, "Delivered")
    (line,) = [one for one in here.lines(alert) if "Delivered" in one]
    told = _DELIVERED.search(line)
    assert told is not None, line
    arrived, applied = (datetime.fromisoformat(told[n]) for n in (1, 3))
    assert told[1].replace(" ", "T") in here.handed()[1]["Records"][0]["Sns"]["Timestamp"]
    assert applied <= arrived and told[2]
    here.until(lambda: f"|{told[1]} UTC>" in text_of(alert))
    assert "This thread stays open until the next alert arrives." in text_of(here.post(2))


def test_one_message_that_is_delivered_three_times_is_one_alert(here: Laptop) -> None:
    here.subscribe()
    here.spend(850)
    first = here.post(1)
    (event,) = here.handed()
    here.hand_again(event)
    here.next_month(first)
    here.spend(860)
    here.said(first, "Delivered")
    here.hand_again(event)
    here.until(lambda: len(here.handed()) == 4)
    here.next_month(first)
    here.spend(870)  # what came before it has been worked on once this one is there
    third = here.post(3)
    assert [re.findall(r"cost \$(\d+)", text_of(one)) for one in here.posts()] == [
        ["850"],
        ["860"],
        ["870"],
    ]
    here.said(here.post(2), "Delivered")
    assert len(here.thread(first)) == 1 and here.thread(third) == []


def test_a_message_that_somebody_writes_is_shown_for_what_it_is(here: Laptop) -> None:
    here.subscribe()
    here.spend(850)
    first = here.post(1)
    body = here.handed()[0]["Records"][0]["Sns"]["Message"]
    here.begin_period()
    mallory = here.somebody("Developer", "mallory", "sns:Publish")
    subject = f"AWS Budgets: {BUDGET} has exceeded your alert threshold"

    mallory.publish(TopicArn=TOPIC.arn, Subject=subject, Message=body)
    forged = text_of(here.post(2))
    assert "does not show that this threshold is crossed: somebody else may have written" in forged
    assert "Actual: ░░░░░░░░░░ 0 %  0.00 USD of 1,000.00 USD" in forged

    other = body.replace(TOPIC.account, "222222222222")
    mallory.publish(TopicArn=TOPIC.arn, Subject=subject, Message=other)
    assert "The message names account 222222222222, but came over" in text_of(here.post(3))

    mallory.publish(TopicArn=TOPIC.arn, Subject="<!channel>", Message="Budgets! <!channel> *now*")
    mallory.publish(TopicArn=TOPIC.arn, Subject=subject, Message=body.replace(BUDGET, "no-such"))
    assert "There is no such budget in this account any more" in text_of(here.post(4))
    assert here.thread(first) == [] and "stays open until the next alert" in text_of(first)
    assert len(here.posts()) == 4

    assert outcomes(here.spend(SCENARIO.limit * 0.81)) == ["delivers"]
    here.said(first, "Delivered")


def test_a_forged_alert_over_a_topic_of_the_forgers_delivers_nothing(here: Laptop) -> None:
    """The path is broken, AWS shows the ALARM, and somebody else publishes a copy elsewhere."""
    here.subscribe()
    here.spend(850)
    here.post(1)
    body = here.handed()[0]["Records"][0]["Sns"]["Message"]
    here.begin_period()
    sns = here.aws.client("sns", TOPIC.region)
    sns.set_topic_attributes(
        TopicArn=TOPIC.arn, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
    )
    here.until(lambda: len(here.posts()) > 1 or here.thread(here.post(1)))
    said = here.slack.person(people.OTHER_APP).say(
        f"AWS Budgets: {BUDGET} has exceeded your alert threshold\nBudget Name: {BUDGET}\n"
        "Alert Type: ACTUAL\nAlert Threshold: > $700.00\n",
        people.FINOPS,
    )
    answer = here.until(lambda: here.slack.messages(people.FINOPS, thread_ts=said.message.ts))
    assert outcomes(here.spend(850)) == ["refused"]

    mallory = here.somebody("Developer", "mallory", "sns:*")
    evil = mallory.create_topic(Name="evil")["TopicArn"]
    mallory.subscribe(TopicArn=evil, Protocol="lambda", Endpoint=FUNCTION)
    mallory.publish(TopicArn=evil, Message=body)
    notice = here.until(lambda: [one for one in here.posts() if "evil" in text_of(one)])
    assert "It came over a topic that this budget does not use" in text_of(notice[0])
    assert "Budget alert" not in text_of(notice[0])
    mallory.publish(TopicArn=evil, Message=body)
    here.until(lambda: "2 messages" in text_of(notice[0]))
    lines = [*here.thread(here.post(1)), *map(text_of, answer)]
    assert not [one for one in lines if "Delivered" in one]
