"""Makes the templates of tests/core/iac/cdk anew, with the CDK that tools/cdk locks.

It is installed into a folder that is gone afterwards, so nobody's set-up has it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_CDK = _ROOT / "tools" / "cdk"
_KEPT = _ROOT / "tests" / "core" / "iac" / "cdk"


def main() -> int:
    """Synthesise every stack; what none makes any more is deleted."""
    with tempfile.TemporaryDirectory(prefix="cdk-") as folder:
        there = Path(folder, "cdk")
        shutil.copytree(_CDK, there, ignore=shutil.ignore_patterns("node_modules"))
        _run("npm", "ci", "--silent", where=there)
        made = Path(folder, "made")
        _run("node", "synth.mjs", str(made), where=there)
        for old in _KEPT.glob("*.json"):
            old.unlink()
        _KEPT.mkdir(parents=True, exist_ok=True)
        for one in sorted(made.glob("*.json")):
            shutil.copy(one, _KEPT)
    return 0


def _run(*command: str, where: Path) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise SystemExit(f"{command[0]} is not installed.")
    subprocess.run([program, *command[1:]], cwd=where, check=True)  # noqa: S603 (our own words)


if __name__ == "__main__":
    sys.exit(main())
