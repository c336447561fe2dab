"""The page of the playground, strictly, under the TypeScript of the repository."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.types.test_blocks_under_tsc import ROOT, TSC

WEB = ROOT / "playground" / "page" / "web"
WRONG = "const words: readonly string[] = [];\nexport const length: number = words[0].length;\n"


def complaints(project: Path) -> str:
    done = subprocess.run(
        [TSC, "--noEmit", "-p", project], capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1, 2}, done.stderr
    return done.stdout if done.returncode else ""


def test_the_page_is_what_its_types_say() -> None:
    assert complaints(WEB / "tsconfig.json") == ""


def test_the_gate_closes(tmp_path: Path) -> None:
    (tmp_path / "wrong.ts").write_text(WRONG)
    project = {"extends": str(WEB / "tsconfig.json"), "include": ["wrong.ts"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(project))
    assert "error TS2532" in complaints(tmp_path / "tsconfig.json")
