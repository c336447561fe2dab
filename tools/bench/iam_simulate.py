"""@cloud-copilot/iam-simulate, in a process of its own: what a user would otherwise judge by.

It is AGPL-3.0: tests and bench run it (by the lock in `tools/peer`); nothing of it is copied, and
nothing of the product knows it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.bench.policies import ACCOUNT, Question

_PEER = Path(__file__).parent.parent / "peer"


class IamSimulate:
    """One Node process that judges until it is closed, so that it stays as warm as we are."""

    def __enter__(self) -> IamSimulate:
        """Raises FileNotFoundError without Node, RuntimeError where nobody installed the peer."""
        if not (_PEER / "node_modules").is_dir():
            raise RuntimeError("iam-simulate is not installed: `make setup` does that")
        self._process = subprocess.Popen(  # noqa: S603
            ["node", str(_PEER / "evaluate.mjs")],  # noqa: S607 (whichever Node there is)
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def seconds(self, asked: Sequence[Question]) -> float:
        """The CPU that all of these took, each text parsed anew.

        Raises RuntimeError where it says anything but "allowed": then both would not do the same.
        """
        given, told = self._process.stdin, self._process.stdout
        if given is None or told is None:
            raise RuntimeError("iam-simulate has no pipes")
        given.write(json.dumps([_written(one) for one in asked]) + "\n")
        given.flush()
        line = told.readline()
        if not line:
            raise RuntimeError("iam-simulate stopped: see what it printed")
        return float(json.loads(line)["seconds"])


def _written(asked: Question) -> dict[str, object]:
    request = asked.request
    return {
        "policy": asked.policy,
        "principal": request.service,
        "action": request.action,
        "resource": request.resource,
        "account": ACCOUNT,
        "context": dict(request.context),
    }
