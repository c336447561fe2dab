"""`python -m playground.tickets`: what it prints is enough to reach each of the three."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from playground.aws.process import ROOT
from playground.tickets.jira import seed as jira_seed
from tests.playground.tickets.ask import Client, basic


@pytest.fixture
def running() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "playground.tickets", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_it_says_how_to_reach_it_and_ends_cleanly(running: subprocess.Popen[str]) -> None:
    said = _said(running)
    token = _found(r"token (\S+)", said)
    at = _found(r"GitHub: (http://127\.0\.0\.1:\d+/github),", said)
    got = Client(at, {"Authorization": f"Bearer {token}"}).get("/repos/acme/infra")
    assert got.json["full_name"] == "acme/infra"
    site = _found(r"Jira: (http://127\.0\.0\.1:\d+/jira),", said)
    classic = _found(r"at the site (\S+)", said)
    jira = Client(site, basic(jira_seed.EMAIL, classic))
    assert jira.get("/rest/api/3/myself").json["emailAddress"] == jira_seed.EMAIL
    instance = _found(r"ServiceNow: (http://127\.0\.0\.1:\d+/servicenow),", said)
    client = _found(r"client (\S+) with", said)
    form = {"grant_type": "client_credentials", "client_id": client}
    form["client_secret"] = _found(r"client \S+ with (\S+)", said)
    assert Client(instance).send("POST", "/oauth_token.do", form=form).status == 200
    running.send_signal(signal.SIGINT)
    assert running.wait() == 0


def _said(running: subprocess.Popen[str]) -> str:
    lines = []
    assert running.stdout
    for line in running.stdout:
        lines.append(line)
        if line.startswith("Stop with"):
            return "".join(lines)
    raise AssertionError("".join(lines))


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[1]
