"""A template as data, and with its parameters filled in."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
_READ = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))"


def load(path: str) -> dict[str, Any]:
    """A YAML file without short-form tags. Its reader is that of the embedded AWS."""
    text = (ROOT / path).read_text("utf-8")
    python = ROOT / ".venv-aws" / "bin" / "python"
    read = subprocess.run(
        [python, "-c", _READ], input=text, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(read.stdout)
    return found


def statements(role: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements of a role's one policy, the conditional ones too."""
    (policy,) = role["Properties"]["Policies"]
    found = policy["PolicyDocument"]["Statement"]
    return [one["Fn::If"][1] if "Fn::If" in one else one for one in found]


def actions(*found: dict[str, Any]) -> set[str]:
    """The actions of some statements."""
    named = (one["Action"] for one in found)
    return {a for each in named for a in ([each] if isinstance(each, str) else each)}
