"""The stack, deployed with the real `serverless deploy` into an embedded AWS of its own.

There its Lambda functions, event sources, schedule and HTTP address run, each function under its
own role, with IAM enforced (docs/facts.md 12).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.aws.process import Running, running
from playground.aws_lambda.function import Code
from playground.slack import LocalSlack, Message, View, seed
from playground.slack.model import BOT_ID, BOT_USER_ID, TEAM_ID
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.waiting import UNHURRIED
from tools.osls import osls

REGION = "us-east-1"
NAME = "budget-check-test"
OTHER, OPT_IN = "222222222222", "ap-east-1"
"""An account and an opt-in Region whose topics may call `events`."""
FUNCTIONS = ("slack", "check", "mend", "events")
_SECRETS = "/budget-check/test/slack"


@dataclass
class Stack:
    """A deployed stage with a local Slack before it."""

    aws: EmbeddedAws
    slack: LocalSlack
    said: str
    """What `serverless deploy` printed."""

    account = ACCOUNT

    def client(self, service: str) -> Any:
        return self.aws.client(service, REGION)

    def client_as(self, service: str, credentials: Mapping[str, str]) -> Any:
        """A client with what `EmbeddedAws.as_role` gives."""
        return self.aws.client(service, REGION, **credentials)

    def operator(self) -> dict[str, str]:
        """The environment of somebody who runs `python -m bot` for this account."""
        return {
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
        }

    @property
    def address(self) -> str:
        """The HTTP address, as the embedded AWS serves it."""
        (api,) = self.client("apigatewayv2").get_apis()["Items"]
        return f"{self.aws.url}/_aws/execute-api/{api['ApiId']}/$default/slack/events"

    def logs(self, function: str) -> str:
        """Everything that a function has logged."""
        group = f"/aws/lambda/{NAME}-{function}"
        found = self.client("logs").filter_log_events(logGroupName=group, limit=10_000)
        return "\n".join(event["message"] for event in found["events"])

    def url(self, queue: str) -> str:
        """The address of a queue."""
        found = self.client("sqs").get_queue_url(QueueName=f"{NAME}-{queue}")
        return str(found["QueueUrl"])

    @contextmanager
    def opened(self, queue: str) -> Iterator[str]:
        """A queue without its policy, which keeps tests out as well; its address."""
        sqs, url = self.client("sqs"), self.url(queue)
        policy = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
        try:
            yield url
        finally:
            sqs.set_queue_attributes(QueueUrl=url, Attributes=policy)

    def role(self, function: str) -> str:
        """The name of the function's role."""
        found = self.client("lambda").get_function_configuration(FunctionName=f"{NAME}-{function}")
        return str(found["Role"]).rpartition("/")[2]

    def callers(self, service: str = "", operation: str = "") -> set[str]:
        """The roles that made these calls, and "" for the account's root."""
        calls = self.aws.control.calls(service, operation)
        return {call.caller.partition("assumed-role/")[2].partition("/")[0] for call in calls}

    def command(self, text: str) -> Message:
        """Type the command; the bot's answer."""
        before = len(self._seen())
        reply = self.slack.person(seed.MENDER).command(f"/budget-check {text}", seed.FINOPS)
        assert reply.status == 200, reply
        # A slow check says first that it looks; its answer takes that message's place.
        return self.slack.until(
            lambda: next((m for m in self._seen()[before:] if not m.text.startswith("⏳")), None)
        )

    def preview(self, answer: Message, fix: str) -> View:
        """Press a fix's button; the view, once it can be submitted or says why not."""
        assert self.slack.person(seed.MENDER).press(answer, f"fix.{fix}").status == 200
        view = self.slack.views(seed.MENDER)[-1]
        first = view.blocks
        self.slack.until(lambda: view.blocks != first)
        return view

    def undo(self, title: str) -> View:
        """Press "Undo" under the change of this title; the view, once it can be submitted."""
        shown = self.slack.messages(seed.FINOPS, seen_by=seed.MENDER)
        words = [(m, json.dumps(m.blocks, ensure_ascii=False)) for m in shown if m.thread_ts]
        (done,) = [m for m, said in words if title in said and "change.undo" in said]
        assert self.slack.person(seed.MENDER).press(done, "change.undo").status == 200
        view = self.slack.views(seed.MENDER)[-1]
        first = view.blocks
        self.slack.until(lambda: view.blocks != first)
        return view

    def as_function(self, function: str) -> dict[str, str]:
        """Credentials with the rights of the function's role: what `EmbeddedAws.client` takes.

        Only Lambda may take the role itself.
        """
        iam, role = self.client("iam"), self.role(function)
        names = iam.list_role_policies(RoleName=role)["PolicyNames"]
        held = [iam.get_role_policy(RoleName=role, PolicyName=name) for name in names]
        statements = [one for policy in held for one in policy["PolicyDocument"]["Statement"]]
        return self.aws.as_role(f"as-{function}", *statements)

    def submit(self, view: View) -> str:
        """Submit it; what it says in the end."""
        assert self.slack.person(seed.MENDER).submit(view).status == 200
        first = view.blocks
        self.slack.until(lambda: view.blocks != first)
        return json.dumps(view.blocks, ensure_ascii=False)

    def _seen(self) -> list[Message]:
        shown = self.slack.messages(seed.FINOPS, seen_by=seed.MENDER)
        return [m for m in shown if not m.thread_ts]


@contextmanager
def deployed(code: Code, artefact: Path, folder: Path) -> Iterator[Stack]:
    """Deploy the zip into a fresh embedded AWS, whose functions run on this Python."""
    os.environ["PLAYGROUND_LAMBDA_PYTHON"] = str(code.python)
    try:
        with running() as server, LocalSlack() as slack:
            yield _deploy(server, slack, artefact, folder)
    finally:
        del os.environ["PLAYGROUND_LAMBDA_PYTHON"]


def _deploy(server: Running, slack: LocalSlack, artefact: Path, folder: Path) -> Stack:
    settings = {
        "AWS_REGION": REGION,
        "SLACK_TEAM_ID": TEAM_ID,
        "SLACK_BOT_ID": BOT_ID,
        "SLACK_BOT_USER_ID": BOT_USER_ID,
        "SLACK_API_URL": slack.api_url,
        "MENDERS": f"{seed.MENDER},{seed.APPROVER}",
        "TICKETS": "opsitem",
        "VERDICT_EVENTS": "true",
        "ALERTS_CHANNEL": seed.ALERTS,
        "ONLY_TAGGED": "false",  # the scenarios' keys and topics have no tag
        "ALERT_ACCOUNTS": OTHER,
        "ALERT_REGIONS": f"{REGION},ap-northeast-1",  # the scenarios' topics are there
        "ALERT_OPT_IN_REGIONS": OPT_IN,
        "EXTRA_TIMEOUT": f"{UNHURRIED:.0f}",
    }
    file = folder / "test.env"
    file.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), "utf-8")
    said = _serverless("deploy", server.url, file, artefact)
    aws = EmbeddedAws(server.url, server.control)
    for name, value in (("bot-token", seed.BOT_TOKEN), ("signing-secret", seed.SIGNING_SECRET)):
        aws.client("ssm", REGION).put_parameter(
            Name=f"{_SECRETS}/{name}", Value=value, Type="SecureString"
        )
    stack = Stack(aws, slack, said)
    slack.app_url = stack.address
    _warm(slack)
    return stack


def _warm(slack: LocalSlack) -> None:
    """The embedded Lambda unzips the artefact at the first call, which takes seconds there."""
    reply = slack.verify_url("warm")
    assert reply.status == 200, reply


def _serverless(command: str, url: str, settings: Path, artefact: Path) -> str:
    """Osls against the embedded AWS, with the account's root and nothing else of this shell's."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "SLS_"))}
    environment: Mapping[str, str] = {
        **kept,
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    words = [command, "--stage", "test"]
    words += ["--param", f"settings={settings}", "--param", f"artefact={artefact}"]
    done = osls(words, environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
