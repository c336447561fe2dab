"""A budget, an alarm, a rule and AWS Config share a topic, and a scanner wants it encrypted.

From Slack's requests alone; what arrives is the embedded AWS's own judge's doing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.scenarios.load import find
from playground.slack import Message
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.check.test_subject import ALL, heading, lines
from tests.features.world import Mending, buttons_of, mending, text_of

NAME = "shared-topic"
SCENARIO = find(NAME)
TOPIC = SCENARIO.topics[0]
ALARM, RULE, CONFIG = (one.name for one in SCENARIO.senders)
ALL_OF_THEM = {SCENARIO.budget, ALARM, RULE, CONFIG}
ENCRYPTS = {"TopicArn": TOPIC.arn, "AttributeName": "KmsMasterKeyId"}


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mending]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    with mending(embedded_aws, opened, [NAME], senders=ALL) as found:
        yield found
    opened.close()


def asked(world: Mending) -> Message:
    return world.command(f"topic:{TOPIC.arn}")


def shut_out(answer: Message) -> set[str]:
    """Who has the mark of what does not get through."""
    found = {name: line for line in lines(answer) for name in ALL_OF_THEM if name in line}
    assert found.keys() == ALL_OF_THEM
    return {name for name, line in found.items() if line.startswith("❌")}


def refused(world: Mending) -> set[str]:
    """The same, as the judge has it."""
    found = {one.name for one in world.aws.control.senders(TOPIC.arn) if one.outcome != "delivers"}
    (budget,) = world.aws.control.alert_forecasts(ACCOUNT, SCENARIO.budget)
    return found | {SCENARIO.budget for way in budget.ways if way.outcome != "delivers"}


def goes_off(world: Mending) -> bool:
    """The alarm itself goes off, by AWS's own API: whether its message arrives."""
    cloudwatch = world.aws.client("cloudwatch", TOPIC.region)
    before = len(world.aws.control.messages(TOPIC.arn))
    for state in ("OK", "ALARM"):
        cloudwatch.set_alarm_state(AlarmName=ALARM, StateValue=state, StateReason="A drill.")
    return len(world.aws.control.messages(TOPIC.arn)) > before


def proved(world: Mending, answer: Message) -> str:
    """By an alarm of budget-check's own, from the button under the answer; what the view says."""
    (menu,) = [
        element
        for block in answer.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "overflow"
    ]
    values = [option["value"] for option in menu["options"]]
    value = next(one for one in values if one.startswith("proof.answer "))
    assert world.slack.person(people.MENDER).choose(answer, menu["action_id"], value).in_time
    world.settle()
    view = world.slack.views(people.MENDER)[-1]
    typed = any(block["type"] == "input" for block in view.blocks)
    return world.submit(view, TOPIC.name if typed else "")


def alarms(world: Mending) -> set[str]:
    """Every alarm that tells the topic, as AWS lists them."""
    found = world.aws.client("cloudwatch", TOPIC.region).describe_alarms(
        AlarmTypes=["MetricAlarm", "CompositeAlarm"], ActionPrefix=TOPIC.arn
    )
    return {one["AlarmName"] for kind in ("MetricAlarms", "CompositeAlarms") for one in found[kind]}


def test_a_shared_topic_is_encrypted_and_all_are_let_in_that_can_be(world: Mending) -> None:
    assert shut_out(asked(world)) == refused(world) == set()
    assert goes_off(world)

    sns = world.aws.client("sns", TOPIC.region)
    sns.set_topic_attributes(**ENCRYPTS, AttributeValue="alias/aws/sns")
    answer = asked(world)
    assert heading(answer) == f"❌ {TOPIC.name}: none of its 4 senders reaches it"
    assert shut_out(answer) == refused(world) == ALL_OF_THEM
    assert not goes_off(world)

    view = world.preview(answer, "fix.move-to-new-key")
    stays_out = next(line for line in text_of(view).split("\n") if "Not through today" in line)
    assert f"AWS Config (delivery channel {CONFIG})" in stays_out
    may_stop = next(line for line in text_of(view).split("\n") if "may stop getting" in line)
    for line in (stays_out, may_stop):
        assert not any(one in line for one in ("CloudWatch", "EventBridge", "AWS Budgets"))
    assert "AWS Config" not in may_stop
    done = world.submit(view)
    assert f"Done. 3 of 4 senders get through to topic {TOPIC.name}, by the policies" in done
    assert f"AWS Budgets (budget {SCENARIO.budget}), " in done
    assert f"Amazon CloudWatch (alarm {ALARM}) and Amazon EventBridge (rule {RULE})." in done
    assert f"AWS Config (delivery channel {CONFIG}) still does not get through: " in done
    assert "AWS Config does not support encrypted topics: no key and no policy" in done
    assert "not arrive yet" not in done

    (reply,) = world.thread()
    assert reply.text.startswith(f"⚠️ 3 of 4 senders get through to topic {TOPIC.name}: ")
    assert "AWS Config does not support encrypted topics" in text_of(reply)

    # A topic of its own is what it needs, and no button makes one.
    mended = world.answers()[-1]
    assert heading(mended) == f"❌ {TOPIC.name}: 1 of 4 senders does not reach it"
    assert shut_out(mended) == refused(world) == {CONFIG}
    assert not any(one.startswith("fix.") for one in buttons_of(mended))
    assert world.arrives(NAME)

    answer = asked(world)
    assert shut_out(answer) == {CONFIG}
    assert "The topic accepted the message of budget-check-proof-" in proved(world, answer)
    assert world.thread()[-1].text.startswith(f"✅ {TOPIC.name} accepted a real alarm after ")
    assert alarms(world) == {ALARM}
