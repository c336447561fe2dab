"""The gates over the compiled template: cfn-lint's errors, and checkov less deploy/checkov.yml."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import template

_BIN = Path(sys.executable).parent
_CHECKOV = template.ROOT / ".venv-gates" / "bin" / "checkov"


def main() -> int:
    """Hold every template that one can deploy against both; 1 where one complains."""
    failed = 0
    for settings in (template.everything(), template.EXAMPLE.read_text("utf-8")):
        with tempfile.TemporaryDirectory() as folder:
            failed += gate(template.compile_template(settings, Path(folder)))
    failed += gate(*_written_by_hand())
    return 1 if failed else 0


def gate(*templates: Path) -> int:
    """The number of complaining tools; what they say goes to the terminal."""
    return sum(_fails(command) for one in templates for command in commands(one))


def commands(one: Path) -> tuple[Sequence[str], ...]:
    """What is run over one template."""
    lint = [str(_BIN / "cfn-lint"), "--non-zero-exit-code", "error", "--ignore-checks", "W", "I"]
    rules = str(template.ROOT / "deploy" / "checkov.yml")
    checkov = [str(_CHECKOV), "--framework", "cloudformation", "secrets", "--skip-download"]
    checkov += ["--quiet", "--compact", "--config-file", rules, "--file", str(one)]
    return ([*lint, "--", str(one)], checkov)


def _written_by_hand() -> tuple[Path, ...]:
    """The CloudFormation templates of deploy/ that one deploys as they are."""
    return tuple(sorted((template.ROOT / "deploy").glob("member-*.yml")))


def _fails(command: Sequence[str]) -> int:
    return int(subprocess.run(command, check=False).returncode != 0)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
