"""A mistake in deploy/<stage>.env stops the packaging with one sentence that names it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tools import template
from tools.osls import osls

MISTAKES = {
    "MENDERZ=U0123456789": "MENDERZ in",
    "TABLES_PREFIX=mine": "TABLES_PREFIX in",
    "AWS_ENDPOINT_URL=http://127.0.0.1:5005": "AWS_ENDPOINT_URL in",
    "SLACK_BOT_TOKEN=xoxb-1": "SLACK_BOT_TOKEN is a secret and must not stand in",
    "SLACK_SIGNING_SECRET=abc": "SLACK_SIGNING_SECRET is a secret and must not stand in",
    "SLACK_TEAM_ID=": "SLACK_TEAM_ID is missing in",
    "LOG_RETENTION_DAYS=6": "LOG_RETENTION_DAYS in",
    "ALARM_TOPIC=alarms": "ALARM_TOPIC in",
    "ONLY_TAGGED=yes please": "ONLY_TAGGED in",
    "ALERT_ACCOUNTS=2222": "ALERT_ACCOUNTS in",
    "ALERT_REGIONS=*": "ALERT_REGIONS in",
    "ALERT_OPT_IN_REGIONS=Milan": "ALERT_OPT_IN_REGIONS in",
    "ALERT_ACCOUNTS=organisation": "ALERT_ACCOUNTS in",
    "ALERT_ACCOUNTS=organization": "ALERT_ACCOUNTS in",
    "TICKETS=paper": "TICKETS in",
    "TICKETS=opsitem; paper": "TICKETS in",
    "TICKETS_SECRET_PARAMETER=arn:aws:ssm": "TICKETS_SECRET_PARAMETER in",
    "GITHUB_KEY=alias/github": "GITHUB_KEY in",
    "TICKETS=github": "check would not start: TICKETS_SECRET_PARAMETER is missing",
    "SOURCES_PARAMETER=sources": "SOURCES_PARAMETER in",
    "DEPLOYED_WITHIN=soon": "check would not start: DEPLOYED_WITHIN is 'soon'",
    "PERMISSIONS_BOUNDARY=boundary": "PERMISSIONS_BOUNDARY in",
    "TAGS=cost-centre": "TAGS in",
    "TAGS=stage=mine": "TAGS in",
    "CHECK_CONCURRENCY=1": "CHECK_CONCURRENCY in",
    "ACCOUNTS_PARAMETER=budget-check/*": "ACCOUNTS_PARAMETER in",
    "SENDERS=alarms, pigeons": "SENDERS in",
    "SLACK_CONCURRENCY=0": "SLACK_CONCURRENCY in",
    "MENDERS=bob": "check would not start: MENDERS holds 'bob'",
    "MENDERS_FOO=U0123456789": "check would not start: MENDERS_FOO names no fix",
    "TICKETS=opsitem\nOPSITEM_REGION=Dublin": "check would not start: OPSITEM_REGION is 'Dublin'",
    "OPSITEM_REGON=eu-west-1": "check would not start: OPSITEM_REGON is no setting of",
    "APPROVALS=many": "check would not start: APPROVALS is 'many'",
    "SLACK_API_URL=slack.com": "slack would not start: SLACK_API_URL is 'slack.com'",
}


SCRIPT = """
const settings = require('./deploy/settings.js');
(async () => {
  const said = {};
  for (const [line, file] of Object.entries(JSON.parse(process.argv[1]))) {
    const known = {
      'sls:stage': 'gate', 'param:settings, null': file, 'self:service': 'budget-check',
    };
    const refused = await settings({ resolveVariable: async (name) => known[name] })
      .then(() => null, (error) => [error.message, error.stack]);
    said[line] = refused;
  }
  console.log(JSON.stringify(said));
})();
"""
PACKAGED = [
    "MENDERZ=U0123456789",
    *(line for line in MISTAKES if "would not start" in MISTAKES[line]),
]
"""One of those that deploy/settings.js finds, and what the bot finds as it is built."""


def test_each_mistake_is_named(tmp_path: Path) -> None:
    example, files = template.EXAMPLE.read_text("utf-8"), {}
    found_here = [line for line in MISTAKES if "would not start" not in MISTAKES[line]]
    for number, line in enumerate(["", *found_here]):
        files[line] = str(tmp_path / f"{number}.env")
        Path(files[line]).write_text(f"{example}\n{line}\n", "utf-8")
    run = subprocess.run(
        ["node", "-e", SCRIPT, json.dumps(files)],
        cwd=template.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(run.stdout)
    assert said.pop("") is None and list(said) == found_here
    for line, (sentence, stack) in said.items():
        assert MISTAKES[line] in sentence and sentence.endswith("."), line
        assert stack == sentence and "\n" not in sentence


@pytest.mark.parametrize("line", PACKAGED)
def test_a_mistake_stops_the_packaging(line: str, tmp_path: Path) -> None:
    example = template.EXAMPLE.read_text("utf-8")
    with pytest.raises(RuntimeError) as stopped:
        template.compile_template(f"{example}\n{line}\n", tmp_path)
    (sentence,) = [s for s in str(stopped.value).splitlines() if MISTAKES[line] in s]
    assert sentence.endswith(".")
    assert " at " not in str(stopped.value).replace("variable at", "")
    assert not list(tmp_path.glob("package/*template*"))


def test_a_stage_without_settings_and_one_that_is_no_name() -> None:
    assert "deploy/gone.env is missing: copy deploy/example.env" in package("gone")
    assert "The stage Prod is no name for one" in package("Prod")


def test_deploying_says_in_one_sentence_what_is_missing() -> None:
    command = [
        "make",
        "-s",
        "-o",
        ".venv/.done",
        "-o",
        "node_modules/.done",
        "deploy",
        "STAGE=gone",
    ]
    run = subprocess.run(command, cwd=template.ROOT, capture_output=True, text=True, check=False)
    assert run.returncode
    assert run.stdout == (
        "deploy/gone.env is missing: copy deploy/example.env to it and fill it in.\n"
    )


def package(stage: str) -> str:
    run = osls(["package", "--stage", stage], os.environ)
    assert run.returncode
    return run.stdout + run.stderr
