"""What the front door loads: none of the rules, no AWS."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = (
    "bot.aws.clients",
    "bot.store",
    "bot.pull_requests",
    "bot.rest",
    "bot.tickets",
    "boto3",
    "botocore",
    "aws_lambda_powertools",
    "urllib3",
)
RULES = ("checks", "fixes", "policy", "snippets", "ticket", "editing")
NEVER_LEFT = (
    *("kinds", "alarm_proofs", "alert_threads", "answers", "change_steps", "digest"),
    *("organization", "outbox", "proof_steps", "snooze_ends", "ticket_states", "watch"),
)
"""Files of the kinds of job that nobody presses: each class is a tenth of a millisecond."""
LAMBDA = {
    "AWS_REGION": "eu-west-1",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "CHECK_QUEUE_URL": "http://127.0.0.1:9/1/check",
    "SLACK_TEAM_ID": "T1",
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "s",
}


@pytest.mark.parametrize("door", ["bot.slack.app", "handlers.slack"])
def test_the_front_door_loads_no_rules_and_no_aws(door: str) -> None:
    program = f"import sys, {door}; print('\\n'.join(sys.modules))"
    environment = {"PATH": os.environ["PATH"], **LAMBDA}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    loaded = set(done.stdout.split())
    assert {"bot.slack.app", door} <= loaded
    unwanted = {*HEAVY, *(f"bot.core.{name}" for name in RULES)}
    assert loaded & unwanted == set()
    ours = ("bot.jobs.", "bot.features", "bot.events", "bot.worker")
    assert {name for name in loaded if name.startswith(ours)} <= {"bot.jobs.queue_router"}
    assert loaded & {f"bot.core.jobs.{name}" for name in NEVER_LEFT} == set()
