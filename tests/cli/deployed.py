"""A deployed stage in the embedded AWS, healthy until a test breaks one thing of it."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import Loader

from bot.aws.clients import CONFIG, Aws
from bot.aws.owners import READS
from bot.aws.reads import ACTIONS
from bot.aws.write import read_actions, write_actions
from bot.cli.doctor._checks import (
    DoctorClients,
    DoctorFinding,
    DoctorStatus,
    all_checks,
    examined,
    set_up,
)
from bot.store.tables import Tables, create_missing, definitions
from playground.slack import LocalSlack, seed
from playground.slack.model import BOT_ID, BOT_USER_ID, TEAM_ID
from tests.conftest import ACCOUNT, EmbeddedAws

STAGE = "test"
SERVICE = f"budget-check-{STAGE}"
PATH = f"/budget-check/{STAGE}/slack"
REGION = "us-east-1"
PARTS = ("slack", "check", "mend", "events")
WORK = {"check": ("check", "alerts", "sweep"), "mend": ("mend",)}
"""The queues that a function works on."""
READING = sorted({*ACTIONS, *(read.action for read in READS), "ssm:CreateOpsItem"})
WRITING = sorted({*READING, *read_actions(), *write_actions()})
_LOADER = Loader()  # its cache, shared: reading the service models anew costs most of a test
QUICK = CONFIG.merge(Config(connect_timeout=60, read_timeout=60, retries={"total_max_attempts": 1}))


@dataclass
class Deployed:
    """What `make deploy` makes, as far as the doctor looks at it.

    `environment` is what every function gets. Change it, and then call `build`.
    """

    aws: EmbeddedAws
    slack: LocalSlack
    environment: dict[str, str] = field(default_factory=dict)
    ahead: float = 0.0

    def __post_init__(self) -> None:
        self.environment = {
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_SECRETS_PARAMETER": PATH,
            "SLACK_TEAM_ID": TEAM_ID,
            "SLACK_BOT_ID": BOT_ID,
            "SLACK_BOT_USER_ID": BOT_USER_ID,
            "MENDERS": f"{seed.MENDER},{seed.MENDERS_GROUP}",
            "APPROVALS": "1",
            "TICKETS": "opsitem",
            "TABLES_PREFIX": SERVICE,
            "CHECK_QUEUE_URL": self.url("check"),
            "MEND_QUEUE_URL": self.url("mend"),
            "ALERTS_QUEUE_URL": self.url("alerts"),
            "SWEEP_QUEUE_URL": self.url("sweep"),
            "EVENTS_FAILED_QUEUE_URL": self.url("events-failed"),
            "EVENTS_DEAD_QUEUE_URL": self.url("events-dead"),
            "SUBSCRIPTION_DEAD_QUEUE_URL": self.url("subscription-dead"),
            "INBOX_DEAD_QUEUE_URL": self.url("inbox-dead"),
        }

    def build(self) -> None:
        """Make all of it."""
        self.store("signing-secret", self.slack.signing_secret)
        self.store("bot-token", self.slack.token)
        for name in chain(*WORK.values()):
            self.queue(name)
        for name in ("events-failed", "events-dead", "subscription-dead", "inbox-dead"):
            self.aws.client("sqs").create_queue(QueueName=f"{SERVICE}-{name}")
        for part in PARTS:
            self.role(part, WRITING if part == "mend" else READING)
            self.function(part)
        self.wait(*PARTS)
        for part in WORK:
            self.feed(part)
        self.tables()
        self.trail()
        self.alarm()

    def alarm(self, name: str = "silence", topic: str = "alarms", **attributes: str) -> str:
        """An alarm that tells this topic; its ARN."""
        sns = self.aws.client("sns")
        arn = str(sns.create_topic(Name=topic, Attributes=attributes)["TopicArn"])
        self.aws.client("cloudwatch").put_metric_alarm(
            AlarmName=f"{SERVICE}-{name}",
            Namespace="AWS/Lambda",
            MetricName="Invocations",
            ComparisonOperator="LessThanThreshold",
            EvaluationPeriods=1,
            Period=900,
            Threshold=1,
            Statistic="Sum",
            AlarmActions=[arn] if topic != "nobody" else [],
        )
        return arn

    def trail(self, **selector: Any) -> None:
        """A trail over all Regions that logs management events, but for what `selector` says."""
        client = self.aws.client("cloudtrail")
        with suppress(client.exceptions.TrailAlreadyExistsException):
            client.create_trail(Name="audit", S3BucketName="logs", IsMultiRegionTrail=True)
        client.start_logging(Name="audit")
        if selector:
            client.put_event_selectors(TrailName="audit", EventSelectors=[selector])

    def url(self, queue: str) -> str:
        """The address of a queue, as SQS gives it."""
        return f"{self.aws.url}/{ACCOUNT}/{SERVICE}-{queue}"

    def arn(self, queue: str) -> str:
        """The ARN of a queue."""
        return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{SERVICE}-{queue}"

    def store(self, name: str, value: str, kind: str = "SecureString") -> None:
        """A parameter under the stage's path, in the place of what was there."""
        ssm = self.aws.client("ssm")
        ssm.put_parameter(Name=f"{PATH}/{name}", Value=value, Type=kind, Overwrite=True)

    def queue(self, name: str, dead: str = "") -> None:
        """A queue with its dead-letter queue, of its own unless another one is named."""
        sqs, dead = self.aws.client("sqs"), dead or f"{name}-dead"
        sqs.create_queue(QueueName=f"{SERVICE}-{dead}")
        redrive = {"deadLetterTargetArn": self.arn(dead), "maxReceiveCount": 5}
        attributes = {"RedrivePolicy": json.dumps(redrive), "VisibilityTimeout": "330"}
        sqs.create_queue(QueueName=f"{SERVICE}-{name}", Attributes=attributes)

    def role(self, part: str, actions: list[str], *denied: str, tagged: bool = True) -> None:
        """A function's role that may do just this, and that with the tag alone unless told not."""
        iam = self.aws.client("iam")
        name = f"{SERVICE}-{part}"
        with suppress(iam.exceptions.EntityAlreadyExistsException):
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=_TRUST)
        tag = {"StringEquals": {"aws:ResourceTag/budget-check": "mend"}}
        fenced = tag if tagged else {}
        statements: list[dict[str, object]] = [
            {"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": fenced}
        ]
        if denied:
            statements.append({"Effect": "Deny", "Action": list(denied), "Resource": "*"})
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=document)

    def function(self, part: str, runtime: str = "python3.13", code: str = "", **env: str) -> None:
        """A function; `env` is its own part of the environment."""
        client = self.aws.client("lambda")
        client.create_function(
            FunctionName=f"{SERVICE}-{part}",
            Runtime=runtime,
            Role=f"arn:aws:iam::{ACCOUNT}:role/{SERVICE}-{part}",
            Handler=f"handlers.{part}.handler",
            Code={"ZipFile": _zip(code)},
            Environment={"Variables": {**self.environment, **env}},
        )

    def wait(self, *parts: str) -> None:
        """Until these functions are active."""
        client = self.aws.client("lambda")
        for part in parts:
            while self._state(client, part) != "Active":
                time.sleep(0.02)

    @staticmethod
    def _state(client: Any, part: str) -> str:
        shown = client.get_function_configuration(FunctionName=f"{SERVICE}-{part}")
        return str(shown["State"])

    def without(self, part: str) -> None:
        """A function is deleted."""
        self.aws.client("lambda").delete_function(FunctionName=f"{SERVICE}-{part}")

    def again(self, part: str, runtime: str = "python3.13", code: str = "", **env: str) -> None:
        """A function is made anew, otherwise than the others."""
        self.without(part)
        self.function(part, runtime, code, **env)
        self.wait(part)

    def feed(self, part: str, *answers: str) -> None:
        """The jobs of its queues go to a function."""
        for queue in WORK[part]:
            self.read(queue, part, *answers)

    def read(self, queue: str, part: str, *answers: str) -> None:
        """A function reads a queue."""
        self.aws.client("lambda").create_event_source_mapping(
            EventSourceArn=self.arn(queue),
            FunctionName=f"{SERVICE}-{part}",
            FunctionResponseTypes=list(answers or ("ReportBatchItemFailures",)),
        )

    def mapping(self, part: str, queue: str = "") -> str:
        """The id of what feeds a function from this queue, or that of its own name."""
        found = self.aws.client("lambda").list_event_source_mappings(
            FunctionName=f"{SERVICE}-{part}", EventSourceArn=self.arn(queue or part)
        )
        return str(found["EventSourceMappings"][0]["UUID"])

    def tables(self) -> None:
        """The six tables, safe; made once, and then put back."""
        if self.aws.control.bring_tables(SERVICE):
            return
        client = self.aws.client("dynamodb")
        create_missing(client, Tables.prefixed(SERVICE))
        for table in definitions(Tables.prefixed(SERVICE)):
            client.update_table(TableName=table.name, DeletionProtectionEnabled=True)
            client.update_continuous_backups(
                TableName=table.name,
                PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
            )
        self.aws.control.keep_tables(SERVICE)

    def examine(self, stage: str = STAGE, **credentials: str) -> list[DoctorFinding]:
        """What the doctor finds; credentials as `EmbeddedAws.as_role` gives them."""
        with self.clients(**credentials) as means:
            setup = set_up(means, stage, self.environment)
            return [finding for _, finding in examined(setup, all_checks())]

    @contextmanager
    def clients(self, account: str = ACCOUNT, **keys: str) -> Iterator[DoctorClients]:
        """The ways to ask, with a machine's clock that may be `ahead`."""
        secret, token = keys.get("secret", "test"), keys.get("token")
        core = botocore.session.Session()
        core.register_component("data_loader", _LOADER)
        session = boto3.Session(account, secret, token, REGION, botocore_session=core)
        with Aws(session, config=QUICK) as aws:
            yield DoctorClients(
                aws,
                self.aws.client("dynamodb", account=account, secret=secret, token=token),
                self._now,
            )

    def _now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)


def found(findings: list[DoctorFinding], about: str) -> DoctorFinding:
    """What is said of one thing."""
    (one,) = (finding for finding in findings if finding.about == about)
    return one


def troubles(findings: list[DoctorFinding]) -> list[DoctorFinding]:
    """Those that are not fine."""
    return [finding for finding in findings if finding.status is not DoctorStatus.FINE]


_TRUST = json.dumps(
    {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "lambda.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ]
    }
)


def _zip(code: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("handlers/__init__.py"), code)
    return packed.getvalue()
