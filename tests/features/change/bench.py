"""The engine over the embedded AWS: real tables, real policies; people and Slack are made up."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.aws.apply import AwsWriter
from bot.aws.clients import Aws
from bot.aws.endpoints import read_function
from bot.aws.owners import owners
from bot.aws.topic_senders import read_senders
from bot.core.change.change import Change, ChangePlace
from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.jobs import Job
from bot.core.jobs.change_steps import Apply, Recheck, Settle
from bot.core.owners import Owner
from bot.core.plan import Plan
from bot.core.subscriptions.own import Own
from bot.features.change.engine import ChangeEngine
from bot.features.change.events import ChangeEvent
from bot.features.change.ports import EnginePorts, Rules
from bot.features.change.read_path import FixRequest
from bot.jobs.crash_points import CrashHook, Point, no_crash
from bot.store.changes import Changes
from bot.store.last_writes import LastWrites
from bot.store.leases import Leases
from bot.store.log import Log
from bot.store.resource_changes import ResourceChanges
from bot.store.tables import Tables
from bot.worker.aws_reader import AwsReader
from playground.scenarios.load import clients_of, find, put
from playground.scenarios.model import Function, Scenario
from playground.scenarios.resources.endpoints import make_function
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.change.people import Clock, Kept, MadeUpRights
from tests.jobs.fakes import KeptQueue

TABLES = Tables.prefixed("budget-check")
PLACE = ChangePlace("C1", "1.1", "1.1")
OWN = Function("budget-check-prod-events")
"""budget-check's own function, where `own_function` has made it."""
DEAD = f"arn:aws:sqs:ap-northeast-1:{ACCOUNT}:budget-check-prod-subscription-dead"
OWN_TOPICS = f"arn:aws:sns:*:{ACCOUNT}:*"


@dataclass
class Bench:
    """Everything at hand. `ports` can be replaced part by part with `but`."""

    aws: EmbeddedAws
    reading: Aws
    ports: EnginePorts
    notifier: Kept
    queue: KeptQueue
    rights: MadeUpRights
    clock: Clock

    @property
    def mender(self) -> ChangeEngine:
        return ChangeEngine(self.ports)

    def but(self, **parts: Any) -> Bench:
        """The same world with other means."""
        return replace(self, ports=replace(self.ports, **parts))

    def seed(self, *names: str) -> Scenario:
        """Scenarios of the playground in the embedded AWS; the first one."""
        put(self.aws.url, [find(name) for name in names])
        return find(names[0])

    def wish(self, scenario: Scenario, fix: str) -> FixRequest:
        return FixRequest(ACCOUNT, scenario.budget, scenario.topics[0].arn, fix)

    def propose(self, name: str, fix: str, who: str = "U1") -> Change:
        """Seed the scenario and propose the fix."""
        return self.proposed(self.wish(self.seed(name), fix), who)

    def proposed(self, request: FixRequest, who: str = "U1") -> Change:
        return change_of(self.mender.propose(who, PLACE, request), EventType.PROPOSED)

    def submit(self, change: Change, who: str = "U1", reason: str = "") -> ChangeEvent:
        return self.mender.submit(change.id, who, change.plan.fingerprint, reason)

    def approved(self, name: str, fix: str, reason: str = "") -> Change:
        """Proposed and submitted: what `apply` takes."""
        proposed = self.propose(name, fix)
        return change_of(self.submit(proposed, reason=reason), EventType.SUBMITTED)

    def work_off(self) -> list[EventType]:
        """Do the jobs that are queued, and those that they queue; what came of each."""
        came: list[EventType] = []
        while self.queue.sent:
            job, _ = self.queue.sent.pop(0)
            came.append(self.work(job).what)
        return came

    def work(self, job: Job) -> ChangeEvent:
        match job.what:
            case Apply(change):
                return self.mender.apply(change)
            case Settle(change):
                return self.mender.settle(change)
            case Recheck(change):
                return self.mender.recheck(change)
        raise AssertionError(job)

    def later(self, **time: float) -> list[EventType]:
        """Time passes, the schedule runs, its jobs are done."""
        self.clock.pass_(**time)
        self.mender.due()
        return self.work_off()

    def now(self, change: Change) -> Change:
        found = self.ports.changes.get(change.id)
        assert found
        return found

    def story(self, change: Change) -> list[LogRecord]:
        return list(self.ports.log.of_change(change.id))

    def did(self, change: Change) -> list[str]:
        return [action.what for action in self.story(change)]

    def writes(self) -> list[str]:
        """The writes that AWS has seen, in their order, refused ones too."""
        calls = self.aws.control.calls()
        return [c.operation for c in calls if c.operation in _WRITES]

    def key_policy(self, plan: Plan) -> Any:
        kms = self.aws.client("kms", plan.topic.split(":")[3])
        return json.loads(kms.get_key_policy(KeyId=plan.resource, PolicyName="default")["Policy"])

    def topic(self, plan: Plan) -> dict[str, str]:
        sns = self.aws.client("sns", plan.topic.split(":")[3])
        found: dict[str, str] = sns.get_topic_attributes(TopicArn=plan.topic)["Attributes"]
        return found

    def subscriptions(self, topic: str) -> list[str]:
        """The endpoints that the topic has."""
        sns = self.aws.client("sns", topic.split(":")[3])
        listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        return [one["Endpoint"] for one in listed]

    def edit_key(self, plan: Plan, *statements: Mapping[str, object]) -> None:
        """Somebody else adds statements to the key policy."""
        document = self.key_policy(plan)
        document["Statement"].extend(statements)
        self.put_key(plan, document)

    def put_key(self, plan: Plan, document: object) -> None:
        kms = self.aws.client("kms", plan.topic.split(":")[3])
        kms.put_key_policy(KeyId=plan.resource, PolicyName="default", Policy=json.dumps(document))


_WRITES = {
    "PutKeyPolicy",
    "CreateKey",
    "EnableKey",
    "CancelKeyDeletion",
    "EnableKeyRotation",
    "CreateAlias",
    "SetTopicAttributes",
    "SetSubscriptionAttributes",
    "Subscribe",
    "TagResource",
    "UntagResource",
    "Unsubscribe",
}

SOMEBODY = {
    "Sid": "SomebodyElse",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:DescribeKey",
    "Resource": "*",
}


def own_function(aws: EmbeddedAws, topics: str = OWN_TOPICS) -> str:
    """Make budget-check's function, which SNS may call for these topics; its ARN."""
    with clients_of(aws.url) as clients:
        make_function(clients, OWN, topics)
    return OWN.arn


def change_of(news: ChangeEvent, what: EventType) -> Change:
    """The change of the news that a test expects."""
    assert news.what is what, news
    assert news.change
    return news.change


def bench(
    aws: EmbeddedAws, reading: Aws, writing: Aws, reach: CrashHook = no_crash, ids_from: str = "x"
) -> Bench:
    """The engine as it runs, but for people and Slack. Its ids are x1, x2 and so on."""
    tell, queue, rights, clock = Kept(), KeptQueue(), MadeUpRights(), Clock()
    dynamodb = aws.client("dynamodb")
    ids, lock = itertools.count(1), threading.Lock()

    def new_id() -> str:
        with lock:
            return f"{ids_from}{next(ids)}"

    def who_owns(arns: Iterable[str]) -> tuple[Owner, ...]:
        return owners(reading, arns)

    ports = EnginePorts(
        rules=Rules(ours=Own(OWN.arn), dead_queue=DEAD),
        reader=AwsReader(reading, clock),
        writer=AwsWriter(reading, writing),
        owners=who_owns,
        senders=lambda account, topic: read_senders(reading, account, topic, ()),
        function=lambda arn: read_function(reading, arn),
        changes=Changes(dynamodb, TABLES, lambda _: None),
        leases=Leases(dynamodb, TABLES),
        last_writes=LastWrites(dynamodb, TABLES),
        resource_changes=ResourceChanges(dynamodb, TABLES),
        log=Log(dynamodb, TABLES, lambda _: None),
        rights=rights,
        queue=queue,
        clock=clock,
        new_id=new_id,
        notifier=tell,
        affected=lambda _: (),
        crash_hook=reach,
    )
    return Bench(aws, reading, ports, tell, queue, rights, clock)


def at(point: Point, do: Callable[[], object]) -> CrashHook:
    """A Reach that does something at the first passing of a point."""
    left = [do]

    def reach(reached: Point) -> None:
        if reached is point and left:
            left.pop()()

    return reach
