"""cfn-lint with its warnings, and checkov less deploy/checkov.yml."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import template

_BIN = Path(sys.executable).parent
_CHECKOV = template.ROOT / ".venv-gates" / "bin" / "checkov"
IGNORED = {
    "W3005": "osls writes a DependsOn beside each reference; that is redundant and harmless",
}
"""The warnings of cfn-lint that do not count, each with its reason."""


def complaints(one: Path, regions: Sequence[str]) -> int:
    """The number of complaining tools; what they say goes to the terminal."""
    return lints(one, regions) + _fails(checkov(one))


def lints(one: Path, regions: Sequence[str]) -> int:
    """1 where cfn-lint has an error or a warning in one of these Regions."""
    return _fails(cfn_lint(one, regions))


def cfn_lint(one: Path, regions: Sequence[str]) -> Sequence[str]:
    """The command over one template."""
    lint = [str(_BIN / "cfn-lint"), "--non-zero-exit-code", "warning"]
    return [*lint, "--ignore-checks", *IGNORED, "--regions", *regions, "--", str(one)]


def checkov(one: Path) -> Sequence[str]:
    """The command over one template."""
    rules = str(template.ROOT / "deploy" / "checkov.yml")
    command = [str(_CHECKOV), "--framework", "cloudformation", "secrets", "--skip-download"]
    return [*command, "--quiet", "--compact", "--config-file", rules, "--file", str(one)]


def _fails(command: Sequence[str]) -> int:
    return int(subprocess.run(command, check=False).returncode != 0)  # noqa: S603
