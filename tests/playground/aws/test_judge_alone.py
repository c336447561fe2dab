"""The judge stands alone: standard library only, and nothing of the bot."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import playground.aws.judge as court

HOME = Path(court.__file__).parent
FILES = [HOME / "judge.py", *(HOME / "delivery_rules").glob("*.py")]


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_it_imports_nothing_but_itself() -> None:
    found = {name for file in FILES for name in imports(file)}
    ours = {name for name in found if name.startswith("playground.aws.delivery_rules.")}
    assert {name.partition(".")[0] for name in found - ours} <= set(sys.stdlib_module_names)
