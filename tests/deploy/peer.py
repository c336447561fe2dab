"""@cloud-copilot/iam-simulate (`tools/peer`): a second opinion on a policy; it shares no code."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

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
    run = subprocess.run(
        ["node", str(ROOT / "tools" / "peer" / "decide.mjs")],
        input=json.dumps([asdict(one) for one in asked]),
        capture_output=True,
        text=True,
        check=True,
    )
    said: list[str] = json.loads(run.stdout)
    return said
