"""A template as data, and with its parameters filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # comes with cfn-lint

ROOT = Path(__file__).resolve().parent.parent.parent


def load(path: str) -> dict[str, Any]:
    """A YAML file without short-form tags."""
    found: dict[str, Any] = yaml.safe_load((ROOT / path).read_text("utf-8"))
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
