"""Prove it with a real alarm, from the button to the temporary alarm that is gone again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.aws.apply import Result, Unsure
from bot.aws.proof_alarms import TemporaryAlarm
from bot.core.change.change import ChangePlace
from bot.core.jobs import Job
from bot.core.jobs import Place as JobPlace
from bot.core.jobs.alarm_proofs import LookAtAlarmProof
from bot.core.jobs.change_steps import RunDue
from bot.core.model.read import ReadFailed
from bot.core.model.subject import SenderReport
from bot.core.proof.alarm_run import AlarmOutcome, AlarmProof, AlarmProofEvent
from bot.core.proof.names import PREFIX
from bot.core.texts.alarm_proof import DESCRIPTION, ONLY_CLOUDWATCH
from bot.features.proof.alarm.engine import AlarmProofEngine, alarm_proof_engine_of
from bot.features.proof.ports import ProofPreview, ProofRequest
from bot.jobs.context import Context
from bot.jobs.ports import Alarms
from bot.slack.render.message import message
from bot.slack.render.parts import actions
from bot.slack.render.proof import proof_button
from playground.scenarios.load import find
from playground.slack import Message, seed
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.core import build
from tests.features.world import Mending, buttons_of, mending, text_of

KEYED, SHARED, BROKEN = "rule-conditioned-key", "shared-topic", "alarm-root-only-key"
ALARMS = {KEYED: "findings-errors", SHARED: "platform-errors", BROKEN: "citadel-errors"}


@pytest.fixture
def different() -> dict[str, Any]:
    return {"senders": ("alarms",)}


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, opener: OpenAws, different: dict[str, Any]
) -> Iterator[Mending]:
    with mending(embedded_aws, opener, list(ALARMS), **different) as found:
        yield found


def topic_of(name: str) -> str:
    return find(name).topics[0].arn


def region_of(name: str) -> str:
    return find(name).topics[0].region


def alarm_of(name: str) -> str:
    """What stands for the scenario's alarm."""
    return f"alarm:arn:aws:cloudwatch:{region_of(name)}:{ACCOUNT}:alarm:{ALARMS[name]}"


def button(world: Mending, name: str) -> Message:
    """A message of ours about the alarm, with the button under it."""
    row = actions(proof_button(ACCOUNT, alarm_of(name), topic_of(name)))
    slack = context(world).slack
    ts = slack.post(world.channel, message("b", "About an alarm", [row]), f"b.{name}")
    return next(m for m in world.messages() if m.ts == ts)


def context(world: Mending) -> Context:
    return world.worker.parts.context(Job("hook", JobPlace("", "", ""), RunDue()))


def engine(world: Mending) -> AlarmProofEngine:
    return alarm_proof_engine_of(context(world))


def cloudwatch(world: Mending, name: str) -> Any:
    return world.aws.client("cloudwatch", region_of(name))


def temporary(world: Mending, name: str = KEYED) -> list[str]:
    """The temporary alarms that there are."""
    found = cloudwatch(world, name).describe_alarms(AlarmNamePrefix=PREFIX)["MetricAlarms"]
    return [one["AlarmName"] for one in found]


def calls(world: Mending, *names: str) -> list[str]:
    return [c.operation for c in world.aws.control.calls("cloudwatch") if c.operation in names]


WRITES = ("PutMetricAlarm", "SetAlarmState", "DeleteAlarms")


def sent(world: Mending, name: str = KEYED) -> list[str]:
    """The messages that the topic got of temporary alarms."""
    return [m.message for m in world.aws.control.messages(topic_of(name)) if PREFIX in m.message]


def subscribe(world: Mending, name: str, protocol: str, endpoint: str) -> None:
    sns = world.aws.client("sns", region_of(name))
    sns.subscribe(TopicArn=topic_of(name), Protocol=protocol, Endpoint=endpoint)
    world.aws.control.confirm(topic_of(name), endpoint)


def test_from_the_button_to_the_alarm_that_is_gone(world: Mending) -> None:
    world.aws.control.forget_calls()
    view = world.preview(button(world, KEYED), "proof.preview")
    said = text_of(view)
    assert "Who gets the message" in said and ONLY_CLOUDWATCH in said and DESCRIPTION in said
    assert calls(world, *WRITES) == []
    outcome = world.submit(view, find(KEYED).topics[0].name)
    assert "The topic accepted the message of budget-check-proof-" in outcome
    assert ONLY_CLOUDWATCH in outcome and "SNS does not say" in outcome
    assert calls(world, *WRITES) == list(WRITES)
    assert temporary(world) == [] and len(sent(world)) >= 1
    (told,) = world.thread()
    assert re.fullmatch(r"✅ security-findings accepted a real alarm after .*\.", told.text)
    assert f"<@{seed.MENDER}>" in text_of(told) and ONLY_CLOUDWATCH in text_of(told)
    assert buttons_of(told) == []
    assert world.records() == [
        "intends to make a temporary alarm",
        "made the temporary alarm",
        "intends to set the temporary alarm to ALARM",
        "set the temporary alarm to ALARM",
        "proved: the topic accepted a real alarm",
        "removed the temporary alarm",
    ]
    assert world.store.alarm_proofs.on_topic(topic_of(KEYED)) is None


def test_the_message_says_that_nothing_is_wrong(world: Mending) -> None:
    prove(world, SHARED)
    said = sent(world, SHARED)
    assert said and all("nothing is wrong" in one and "Nothing is wrong" in one for one in said)


def prove(world: Mending, name: str = KEYED) -> str:
    """Pressed and submitted; what the view says in the end."""
    view = world.preview(button(world, name), "proof.preview")
    typed = any(block["type"] == "input" for block in view.blocks)
    return world.submit(view, find(name).topics[0].name if typed else "")


def test_every_subscriber_is_listed_and_how_many_get_it(world: Mending) -> None:
    before = text_of(world.preview(button(world, SHARED), "proof.preview"))
    (count,) = re.findall(r"Who gets the message: (\d+) of (\d+) subscriptions", before)
    subscribe(world, SHARED, "https", "https://events.pagerduty.com/x")
    sns = world.aws.client("sns", region_of(SHARED))
    sns.subscribe(TopicArn=topic_of(SHARED), Protocol="email", Endpoint="late@example.com")
    view = world.preview(button(world, SHARED), "proof.preview")
    said = text_of(view)
    more = [str(int(count[0]) + 1), str(int(count[1]) + 2)]
    assert f"Who gets the message: {more[0]} of {more[1]} subscriptions" in said
    assert "https https://events.pagerduty.com/x may act on it" in said
    assert "nobody has confirmed it" in said and "email late@example.com" in said
    refused = world.submit(view, "another")
    assert "Nothing was sent. The topic's name is" in refused and temporary(world, SHARED) == []
    assert world.records() == ["refused"]
    view = world.slack.views(seed.MENDER)[-1]
    assert "The topic accepted" in world.submit(view, find(SHARED).topics[0].name)


def test_whom_it_reaches_is_looked_up_again(world: Mending) -> None:
    view = world.preview(button(world, SHARED), "proof.preview")
    subscribe(world, SHARED, "email", "boss@example.com")
    said = world.submit(view, find(SHARED).topics[0].name)
    assert "Whom the message would reach has changed" in said and "boss@example.com" in said
    assert calls(world, "SetAlarmState") == []


def test_a_path_that_is_broken_has_nothing_to_prove(world: Mending) -> None:
    view = world.preview(button(world, BROKEN), "proof.preview")
    assert "There is nothing to prove yet: the key is BROKEN" in text_of(view)
    assert not view.body.get("submit")


def test_a_composite_alarm_and_one_that_does_more_are_not_proved(world: Mending) -> None:
    client, name = cloudwatch(world, SHARED), ALARMS[SHARED]
    found = client.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
    wanted = ("AlarmName", "Namespace", "MetricName", "Statistic", "Period", "EvaluationPeriods")
    given = {one: found[one] for one in (*wanted, "Threshold", "ComparisonOperator")}
    stop = f"arn:aws:automate:{region_of(SHARED)}:ec2:stop"
    client.put_metric_alarm(**given, AlarmActions=[topic_of(SHARED), stop])
    said = text_of(world.preview(button(world, SHARED), "proof.preview"))
    assert "does more than publish to the topic" in said and stop in said
    client.delete_alarms(AlarmNames=[name])
    client.put_composite_alarm(
        AlarmName=name, AlarmRule="ALARM(findings-errors)", AlarmActions=[topic_of(SHARED)]
    )
    said = text_of(world.preview(button(world, SHARED), "proof.preview"))
    assert "is a composite alarm" in said and "may not return" in said


def test_an_alarm_that_is_gone(world: Mending) -> None:
    cloudwatch(world, SHARED).delete_alarms(AlarmNames=[ALARMS[SHARED]])
    said = text_of(world.preview(button(world, SHARED), "proof.preview"))
    assert "does not publish to" in said


@pytest.mark.parametrize("different", [{"senders": ("rules",)}])
def test_without_alarms_in_senders_there_is_none(world: Mending) -> None:
    said = text_of(world.preview(button(world, SHARED), "proof.preview"))
    assert "SENDERS does not name alarms" in said


def test_who_is_no_mender_is_refused_and_that_is_logged(world: Mending) -> None:
    view = world.preview(button(world, KEYED), "proof.preview", seed.NOBODY)
    assert "Only who is named in MENDERS" in text_of(view) and not view.body.get("submit")
    assert world.records() == ["refused"] and temporary(world) == []


def test_aws_refuses_its_message(world: Mending) -> None:
    """What the policies allow, by what is read, can be refused all the same: in AWS's words."""
    view = world.preview(button(world, KEYED), "proof.preview")
    kms = world.aws.client("kms", region_of(KEYED))
    named = kms.describe_key(KeyId=world.topic(KEYED)["KmsMasterKeyId"])["KeyMetadata"]

    def taken_away() -> None:
        root = build.document(build.ROOT).replace(build.ACCOUNT, ACCOUNT)
        kms.put_key_policy(KeyId=named["KeyId"], PolicyName="default", Policy=root)

    world.at[AlarmProofEvent.INTENDED] = taken_away
    said = world.submit(view, find(KEYED).topics[0].name)
    assert "was refused. AWS says: " in said and "AWSKMS" in said
    (told,) = world.thread()
    assert told.text == "❌ A real alarm did not get into security-findings."
    assert "AWSKMS" in text_of(told) and temporary(world) == []
    assert world.records()[-2:] == ["a real alarm was refused", "removed the temporary alarm"]


def test_aws_refuses_to_make_it(world: Mending) -> None:
    world.aws.fault("cloudwatch", "PutMetricAlarm", code="AccessDenied", status=403)
    said = prove(world)
    assert "lacks the permission cloudwatch:PutMetricAlarm on alarm:budget-check-proof-" in said
    assert world.thread()[-1].text == "❌ No real alarm was sent to security-findings."
    assert world.store.alarm_proofs.on_topic(topic_of(KEYED)) is None
    world.aws.control.forget_faults()
    assert "The topic accepted" in prove(world)


def test_aws_refuses_to_set_it(world: Mending) -> None:
    world.aws.fault("cloudwatch", "SetAlarmState", code="AccessDenied", status=403)
    said = prove(world)
    assert "was made, and not set" in said and "cloudwatch:SetAlarmState" in said
    assert temporary(world) == [] and sent(world) == []


def test_aws_refuses_to_remove_it(world: Mending) -> None:
    world.aws.fault("cloudwatch", "DeleteAlarms", code="AccessDenied", status=403)
    assert "The topic accepted" in prove(world)
    told = text_of(world.thread()[-1])
    assert "could not be removed" in told and "cloudwatch:DeleteAlarms" in told
    assert f"Whoever administers account {ACCOUNT}" in told
    before, left = len(world.thread()), temporary(world)
    pass_(world, minutes=61)
    assert len(world.thread()) == before and temporary(world) == left and len(left) == 1
    assert "is still to be removed" in text_of(world.preview(button(world, KEYED), "proof.preview"))
    world.aws.control.forget_faults()
    pass_(world, minutes=61)
    assert world.thread()[-1].text.endswith("is gone.")
    assert temporary(world) == [] and "The topic accepted" in prove(world)


def test_aws_does_not_answer_to_the_making(world: Mending) -> None:
    """It may come to be: it is never set, and removed."""
    world.aws.fault("cloudwatch", "PutMetricAlarm", code="InternalServiceFault", status=500)
    said = prove(world)
    assert "AWS did not answer" in said
    world.aws.control.forget_faults()
    pass_(world, minutes=7)
    assert "interrupted before the temporary alarm was set" in text_of(world.thread()[-1])
    assert calls(world, "SetAlarmState") == [] and temporary(world) == []
    assert world.store.alarm_proofs.on_topic(topic_of(KEYED)) is None


def test_its_history_cannot_be_read(world: Mending) -> None:
    world.aws.fault("cloudwatch", "DescribeAlarmHistory", code="AccessDenied", status=403)
    assert "is set. The thread says within two minutes" in prove(world)
    pass_(world, minutes=3)
    (told,) = world.thread()
    assert told.text.startswith("❓") and "cloudwatch:DescribeAlarmHistory" in text_of(told)
    assert temporary(world) == [] and len(calls(world, "SetAlarmState")) == 1


def pass_(world: Mending, **time: float) -> None:
    world.clock.pass_(**time)
    world.tick()


def ask(name: str = KEYED) -> ProofRequest:
    place = ChangePlace(seed.FINOPS, thread="")
    return ProofRequest(seed.MENDER, ACCOUNT, alarm_of(name), topic_of(name), place, "job")


@dataclass
class Slow:
    """CloudWatch, whose history says nothing until `ready`."""

    alarms: Alarms
    answer: SenderReport | ReadFailed | None = None
    asked: list[str] = field(default_factory=list)

    def why_not(self, account: str) -> str:
        return self.alarms.why_not(account)

    def make(self, alarm: TemporaryAlarm, topic: str, says: str) -> Result:
        return self.alarms.make(alarm, topic, says)

    def set(self, alarm: TemporaryAlarm, why: str) -> Result:
        return Unsure("no answer")

    def remove(self, alarm: TemporaryAlarm) -> Result:
        return self.alarms.remove(alarm)

    def told(self, alarm: TemporaryAlarm, topic: str) -> SenderReport | ReadFailed | None:
        self.asked.append(alarm.name)
        return self.answer


def begun(world: Mending, alarms: Alarms) -> tuple[AlarmProofEngine, AlarmProof]:
    made = replace(engine(world), alarms=alarms)
    shown = made.preview(ask())
    assert isinstance(shown, ProofPreview)
    made.begin(ask(), shown.id, shown.plan.fingerprint, find(KEYED).topics[0].name)
    found = world.store.alarm_proofs.get(shown.id)
    assert found
    return made, found


def test_what_nobody_saw_proves_nothing_either_way(world: Mending) -> None:
    slow = Slow(engine(world).alarms)
    made, proof = begun(world, slow)
    made.look(proof.id)
    assert proof.set_at and len(slow.asked) == 2
    world.clock.pass_(minutes=2)
    made.look(proof.id)
    now = world.store.alarm_proofs.get(proof.id)
    assert now and now.outcome is AlarmOutcome.UNSEEN and now.removed
    assert "proves nothing either way" in text_of(world.messages()[-1])
    asked = len(slow.asked)
    made.look(proof.id)
    assert len(slow.asked) == asked and temporary(world) == []


def test_words_that_nobody_understands_are_no_verdict(world: Mending) -> None:
    said = SenderReport(topic_of(KEYED), None, None, "Something new happened.")
    slow = Slow(engine(world).alarms, said)
    made, proof = begun(world, slow)
    world.clock.pass_(minutes=2)
    made.look(proof.id)
    assert "Something new happened." in text_of(world.messages()[-1])
    assert world.messages()[-1].text.startswith("❓")


def test_two_at_once_on_one_topic(world: Mending) -> None:
    for queue in world.soon:
        queue.holds = (LookAtAlarmProof,)
    made, proof = begun(world, Slow(engine(world).alarms))
    said = text_of(world.preview(button(world, KEYED), "proof.preview"))
    assert "Another proof is going on" in said and "it is under way" in said
    again = made.begin(ask(), proof.id, "", "")
    assert isinstance(again, str) and "it is under way" in again
    assert calls(world, "PutMetricAlarm") == ["PutMetricAlarm"]


def test_a_proof_that_nobody_knows(world: Mending) -> None:
    world.routes.send(Job("j", JobPlace("", "", ""), LookAtAlarmProof("00000000")))
    world.settle()
    assert world.records() == []


def test_the_answer_of_an_alarm_has_it_in_its_menu(world: Mending) -> None:
    answer = world.command(f"{alarm_of(KEYED)}")
    assert "proof.answer" in buttons_of(answer)
    view = world.preview(answer, "proof.answer")
    assert "findings-errors" in text_of(view)
    assert "The topic accepted" in world.submit(view, find(KEYED).topics[0].name)
    assert world.thread()[-1].thread_ts == answer.ts


def test_the_answer_of_a_topic_proves_it_by_an_alarm_that_gets_through(world: Mending) -> None:
    answer = world.command(f"topic:{topic_of(SHARED)}")
    assert "proof.answer" in buttons_of(answer)
    view = world.preview(answer, "proof.answer")
    assert "platform-errors" in text_of(view) and ONLY_CLOUDWATCH in text_of(view)
    assert "The topic accepted" in world.submit(view, find(SHARED).topics[0].name)


def test_a_topic_whose_alarms_are_gone(world: Mending) -> None:
    answer = world.command(f"topic:{topic_of(SHARED)}")
    cloudwatch(world, SHARED).delete_alarms(AlarmNames=[ALARMS[SHARED]])
    assert "No alarm that publishes to this topic" in text_of(world.preview(answer, "proof.answer"))


def test_an_answer_has_none_where_nothing_can_be_proved(world: Mending) -> None:
    assert "proof.answer" not in buttons_of(world.command(alarm_of(BROKEN)))
    client = cloudwatch(world, SHARED)
    client.delete_alarms(AlarmNames=[ALARMS[SHARED]])
    client.put_composite_alarm(
        AlarmName=ALARMS[SHARED],
        AlarmRule="ALARM(findings-errors)",
        AlarmActions=[topic_of(SHARED)],
    )
    answer = world.command(alarm_of(SHARED))
    assert "proof.answer" not in buttons_of(answer)
    assert "is a composite alarm" in text_of(world.preview(answer, "check.details"))


@pytest.mark.parametrize("different", [{"senders": ("rules",)}])
def test_nor_where_senders_leaves_alarms_out(world: Mending) -> None:
    assert "proof.answer" not in buttons_of(world.command(alarm_of(KEYED)))


def test_from_a_mended_key_to_the_proof(world: Mending) -> None:
    """The change lets the alarm in, and its thread offers to prove it."""
    world.submit(world.preview(world.command(alarm_of(BROKEN)), "fix.allow-on-key"))
    applied = world.thread()[-1]
    assert "proof.preview" in buttons_of(applied)
    view = world.preview(applied, "proof.preview")
    assert "The topic accepted" in world.submit(view, find(BROKEN).topics[0].name)
