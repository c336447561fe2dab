"""Four deployed functions, a local Slack before them, the embedded AWS behind them.

The queues are real ones of the embedded AWS; `Deployed.pump` does what Lambda's event sources do.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.store.tables import Tables, create_missing
from playground.aws_lambda.function import ACCOUNT, REGION, Code, Function
from playground.slack import LocalSlack, Message, Reply, seed
from playground.slack.model import BOT_ID, BOT_USER_ID, TEAM_ID
from playground.slack.requests import Request
from tests.conftest import EmbeddedAws
from tests.waiting import UNHURRIED

PREFIX = "budget-check-test"
SECRETS = "/budget-check/test/slack"
_RECEIVES = 5


@dataclass
class Deployed:
    """Everything that one test needs."""

    code: Code
    slack: LocalSlack
    aws: EmbeddedAws
    queues: dict[str, str]
    stack: ExitStack
    extra: dict[str, str] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    answers: list[Mapping[str, Any]] = field(default_factory=list)

    def function(self, name: str) -> Function:
        """The function; it starts cold at the first use."""
        if name not in self.functions:
            made = Function(self.code, f"handlers.{name}.handler", self.environment(name))
            self.functions[name] = self.stack.enter_context(made)
        return self.functions[name]

    def environment(self, name: str) -> dict[str, str]:
        """What `serverless.yml` would give it."""
        known = {
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "test",
            "CHECK_QUEUE_URL": self.queues["check"],
            "MEND_QUEUE_URL": self.queues["mend"],
            "EXTRA_TIMEOUT": f"{UNHURRIED:.0f}",
        }
        if name == "events":
            return {**known, **self.extra}
        known |= {
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_SECRETS_PARAMETER": SECRETS,
            "SLACK_TEAM_ID": TEAM_ID,
            "SLACK_BOT_ID": BOT_ID,
            "SLACK_BOT_USER_ID": BOT_USER_ID,
        }
        if name != "slack":
            known |= {
                "MENDERS": f"{seed.MENDER},{seed.APPROVER}",
                "TICKETS": "opsitem",
                "TABLES_PREFIX": PREFIX,
            }
        return {**known, **self.extra}

    def send(self, request: Request) -> Reply:
        """Slack's transport: through an HTTP API's event to the function `slack`."""
        return replace(self.reply_to(http_event(request)), request=request)

    def reply_to(self, event: Mapping[str, Any]) -> Reply:
        """What the function `slack` answers."""
        outcome = self.function("slack").invoke(event)
        assert outcome.error is None, outcome.error
        answer = outcome.payload
        assert isinstance(answer, dict)
        self.answers.append(answer)
        return Reply(answer["statusCode"], answer["headers"], answer["body"], 0.1)

    def messages(self, queue: str) -> list[dict[str, Any]]:
        """Receive what is in a queue, as SQS's event source would hand it to Lambda."""
        sqs = self.aws.client("sqs", REGION)
        got = sqs.receive_message(
            QueueUrl=self.queues[queue],
            MaxNumberOfMessages=10,
            MessageSystemAttributeNames=["All"],
            WaitTimeSeconds=0,
        ).get("Messages", [])
        return [record(one, self.queues[queue]) for one in got]

    def work(self, queue: str, records: list[dict[str, Any]]) -> list[str]:
        """Hand a batch to the queue's worker and delete what it did; the ids that come again."""
        outcome = self.function(queue).invoke({"Records": records})
        assert outcome.error is None, outcome.error
        answer = outcome.payload
        assert isinstance(answer, dict)
        again = [one["itemIdentifier"] for one in answer["batchItemFailures"]]
        sqs = self.aws.client("sqs", REGION)
        for one in records:
            if one["messageId"] not in again and one["receiptHandle"]:
                sqs.delete_message(QueueUrl=self.queues[queue], ReceiptHandle=one["receiptHandle"])
        return again

    def pump(self) -> None:
        """Let both workers work until their queues hold nothing that is due."""
        idle = 0
        while idle < 2:
            worked = 0
            for queue in ("check", "mend"):
                records = self.messages(queue)
                if records:
                    assert self.work(queue, records) == []
                worked += len(records)
            waiting = sum(self.delayed(queue) for queue in ("check", "mend"))
            if waiting and not worked:
                self.slack.pause(0.1)
            idle = idle + 1 if not worked and not waiting else 0

    def delayed(self, queue: str) -> int:
        """How many jobs of a queue are not due yet, of those that are due soon."""
        sqs = self.aws.client("sqs", REGION)
        found = sqs.get_queue_attributes(QueueUrl=self.queues[queue], AttributeNames=["All"])
        return int(found["Attributes"]["ApproximateNumberOfMessagesDelayed"])

    def command(self, text: str, user: str = seed.MENDER) -> Message:
        """Type the command and let the workers work; the last message that the person sees."""
        reply = self.slack.person(user).command(f"/budget-check {text}", seed.FINOPS)
        assert reply.status == 200 and not reply.trouble, reply
        self.pump()
        return self.slack.messages(seed.FINOPS, seen_by=user)[-1]


def http_event(request: Request, *, encoded: bool = False) -> dict[str, Any]:
    """As an HTTP API hands a request to a function (payload format 2.0)."""
    body = request.body
    if encoded:
        body = base64.b64encode(body.encode()).decode()
    return {
        "version": "2.0",
        "routeKey": "POST /slack/events",
        "rawPath": "/slack/events",
        "headers": {name.lower(): value for name, value in request.headers.items()},
        "requestContext": {"http": {"method": "POST", "path": "/slack/events"}},
        "body": body,
        "isBase64Encoded": encoded,
    }


def record(message: Mapping[str, Any], url: str = "", receives: int = 0) -> dict[str, Any]:
    """One record of an SQS event."""
    attributes = dict(message.get("Attributes") or {"ApproximateReceiveCount": "1"})
    if receives:
        attributes["ApproximateReceiveCount"] = str(receives)
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message.get("ReceiptHandle", ""),
        "body": message["Body"],
        "attributes": attributes,
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{url.rpartition('/')[2]}",
        "awsRegion": REGION,
    }


@contextmanager
def deployed(code: Code, aws: EmbeddedAws) -> Iterator[Deployed]:
    """Secrets, queues and tables made; the functions start as they are used."""
    ssm, sqs = aws.client("ssm", REGION), aws.client("sqs", REGION)
    for name, value in (("bot-token", seed.BOT_TOKEN), ("signing-secret", seed.SIGNING_SECRET)):
        ssm.put_parameter(Name=f"{SECRETS}/{name}", Value=value, Type="SecureString")
    queues = {}
    for name in ("check", "mend"):
        dead = sqs.create_queue(QueueName=f"{PREFIX}-{name}-dead")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]
        redrive = {"deadLetterTargetArn": arn["QueueArn"], "maxReceiveCount": _RECEIVES}
        queues[name] = sqs.create_queue(
            QueueName=f"{PREFIX}-{name}", Attributes={"RedrivePolicy": json.dumps(redrive)}
        )["QueueUrl"]
    create_missing(aws.client("dynamodb", REGION), Tables.prefixed(PREFIX))
    with ExitStack() as stack:
        slack = stack.enter_context(LocalSlack())
        made = Deployed(code, slack, aws, queues, stack)
        slack.transport = made.send
        yield made
