"""Hold every template that one can deploy against every gate; 1 where one complains."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools import template
from tools.gates import api, iam, linters
from tools.gates.deployments import Deployment, deployments


def main() -> int:
    """What each gate says goes to the terminal."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for one in deployments(Path(folder)):
            failed += linters.complaints(one.template, one.regions)
            failed += sum(_of_one_region(one, region, Path(folder)) for region in one.regions)
    return 1 if failed else 0


def _of_one_region(one: Deployment, region: str, folder: Path) -> int:
    """The same with every reference resolved, as CloudFormation resolves it there."""
    resolved = one.resolved(region)
    failed = linters.lints(template.save(resolved, folder / "resolved.json"), (region,))
    for problem in _problems(resolved):
        sys.stderr.write(f"{one.name}, {region}: {problem}\n")
        failed += 1
    return failed


def _problems(resolved: template.Json) -> Iterator[str]:
    yield from api.problems(resolved)
    yield from iam.problems(resolved, iam.Data())


if __name__ == "__main__":
    sys.exit(main())
