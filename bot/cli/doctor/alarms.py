"""Do the bot's own alarms tell anybody, and may CloudWatch publish where they do?

An alarm topic can fall silent by the very fault that budget-check looks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.aws.deployment.alarms import Alarm, AlarmTopic, alarm_topic, alarms
from bot.cli.doctor._finding import DoctorFinding, count, fine, unknown, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.arns import parse_arn
from bot.core.model.read import NotFound, ReadFailed
from bot.core.policy import evaluate
from bot.core.policy.decision import Effect
from bot.core.senders import KEY_ACTIONS, PUBLISH, Origin, Resource, Sender

TITLE = "Alarms"
PLACE = 95
_CLOUDWATCH = Sender(
    id="cloudwatch-alarm",
    title="CloudWatch alarms",
    principals={"aws": "cloudwatch.amazonaws.com", "aws-us-gov": "cloudwatch.amazonaws.com"},
    source_arn="{arn}",
    source_owner=True,  # on the list of the SNS guide, "aws:SourceAccount versus aws:SourceOwner"
    across_accounts=True,
)


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Those of a stage; a laptop has none."""
    if not setup.stage:
        return
    found = alarms(setup.clients.aws, f"budget-check-{setup.stage}-")
    if isinstance(found, ReadFailed):
        yield unread("alarms", found)
    elif not found:
        yield wrong("alarms", "There are none.", setup.deploy_again)
    else:
        yield from _told(setup, found)


def _told(setup: Setup, found: tuple[Alarm, ...]) -> Iterator[DoctorFinding]:
    silent = [one for one in found if not one.actions]
    if silent:
        says = f"{len(silent)} of {count(len(found), 'alarm')} tell nobody."
        do = f"They only show in CloudWatch: set ALARM_TOPIC {setup.place}."
        yield warning("alarms", says, do)
    for topic in dict.fromkeys(action for one in found for action in one.actions):
        told = [one for one in found if topic in one.actions]
        yield from _may(setup, topic, told)


def _may(setup: Setup, arn: str, told: list[Alarm]) -> Iterator[DoctorFinding]:
    read = alarm_topic(setup.clients.aws, arn)
    if isinstance(read, NotFound):
        yield wrong(
            arn, f"Told by {count(len(told), 'alarm')}, and it is not there.", _other(setup)
        )
    elif isinstance(read, ReadFailed):
        yield unread(arn, read)
    elif "alias/aws/" in read.key:
        says = f"It is encrypted with {read.key}, whose policy no service of yours can be let into."
        yield wrong(arn, f"{says} Every alarm of budget-check is lost.", _other(setup))
    else:
        yield _judged(setup, read, told)


def _judged(setup: Setup, topic: AlarmTopic, told: list[Alarm]) -> DoctorFinding:
    """Our own evaluator over the topic's policy, and over its key's."""
    asked = [(PUBLISH, topic.arn, topic.policy)]
    asked += [(action, topic.key, topic.key_policy) for action in KEY_ACTIONS if topic.key]
    effects = {what: _effect(setup, what, where, policy, told[0]) for what, where, policy in asked}
    refused = [what for what, effect in effects.items() if effect not in _LETS]
    if refused:
        says = f"CloudWatch may not do {', '.join(refused)} there: the alarms are lost."
        do = "Let cloudwatch.amazonaws.com in, in the policy of the topic or of its key."
        return wrong(topic.arn, says, do)
    if Effect.UNKNOWN in effects.values():
        says = "Whether CloudWatch may publish there cannot be told from its policies."
        return unknown(topic.arn, says, "Look at their conditions, and try it with a test alarm.")
    says = f"told by {count(len(told), 'alarm')}, and CloudWatch may publish there."
    return fine(topic.arn, says)


_LETS = (Effect.ALLOW, Effect.UNKNOWN)


def _effect(setup: Setup, action: str, where: str, policy: str, alarm: Alarm) -> Effect:
    arn, source = parse_arn(where), parse_arn(alarm.arn)
    account = source.account if source else ""
    resource = Resource(where, arn.account if arn else account, setup.clients.aws.region)
    origin = Origin(account, setup.clients.aws.partition, arn=alarm.arn)
    request = _CLOUDWATCH.request(action, resource, origin, setup.clients.now())
    return evaluate(policy, request).effect if request else Effect.UNKNOWN


def _other(setup: Setup) -> str:
    return f"Name another topic as ALARM_TOPIC {setup.place}."
