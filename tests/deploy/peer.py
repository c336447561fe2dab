"""@cloud-copilot/iam-simulate (`tools/peer`): a second opinion on a policy; it shares no code."""

from __future__ import annotations

import atexit
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import IO, Any

from tools.template import ROOT

ALLOWED, DENIED, SILENT = "Allowed", "ExplicitlyDenied", "ImplicitlyDenied"


@dataclass(frozen=True)
class Asked:
    """One request; `policy` is the resource's, `identity` the principal's own."""

    policy: Mapping[str, Any] | None
    principal: str
    action: str
    resource: str
    account: str
    context: Mapping[str, str] = field(default_factory=dict)
    identity: Mapping[str, Any] | None = None


def decide(asked: Sequence[Asked]) -> list[str]:
    """What it says of each."""
    given, told = _running()
    given.write(json.dumps([asdict(one) for one in asked]) + "\n")
    given.flush()
    said: list[str] = json.loads(told.readline())
    return said


@cache
def _running() -> tuple[IO[str], IO[str]]:
    """Its process, which goes on until we end: to start costs it as much as many decisions."""
    process = subprocess.Popen(
        ["node", str(ROOT / "tools" / "peer" / "decide.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.communicate)
    assert process.stdin and process.stdout
    return process.stdin, process.stdout
