"""Sentences for people stand in the files of texts, named and whole; no code glues one together."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot/features", "bot/slack/render", "bot/jobs")
GLUED = 2
"""Words that may stand in an f-string: more of them are a sentence with holes."""
WHOLE = 5
"""Words of a string without holes: a label and no more."""
TEXTS = "texts.py"
"""A feature's own sentences."""
LOGGED = {"or_refused", "unless_refused", "is_taken", "looked_up", "can_do_without"}
"""Their first argument says to the log what was tried, as does whatever is called `doing`."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def found_in(source: str) -> Iterator[tuple[int, str]]:
    """Each sentence in code: its line, and its words."""
    yield from _walk(ast.parse(source))


def _walk(node: ast.AST) -> Iterator[tuple[int, str]]:
    for child in _heard(node):
        if isinstance(child, ast.JoinedStr):
            words = " ".join(
                part.value
                for part in child.values
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            if len(_WORD.findall(words)) > GLUED:
                yield child.lineno, ast.unparse(child)
        elif isinstance(child, ast.Constant):
            said = child.value if isinstance(child.value, str) else ""
            if " " in said and len(_WORD.findall(said)) > WHOLE:
                yield child.lineno, said
        else:
            yield from _walk(child)


def _heard(node: ast.AST) -> Iterator[ast.AST]:
    """What is below it, without what only a programmer or the log reads."""
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and _is_log(node)):
        return
    if isinstance(node, ast.Assign) and _names(node) & {"doing"}:
        return
    skipped = node.args[:1] if isinstance(node, ast.Call) and _name(node) in LOGGED else []
    for child in ast.iter_child_nodes(node):
        docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if not docstring and child not in skipped:
            yield child


def _is_log(call: ast.Call) -> bool:
    said = ast.unparse(call.func)
    return said.startswith("_log.") or said.endswith("Error") or said == "re.compile"


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _names(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


FILES = [
    path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if path.name != TEXTS
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_stands_in_code(path: Path) -> None:
    assert [*found_in(path.read_text("utf-8"))] == []


BAD = {
    'x = f"{a} budgets do not alert"': "glued",
    "x = f'Nobody ' f'has looked at {a}'": "in two pieces",
    'x = "Nothing was ended, for nobody knows it."': "whole",
    'alone(context, f"the log of {a} is not here")': "given away",
}
GOOD = {
    '"""A docstring that says a lot of things to whoever reads it."""': "a docstring",
    'raise ValueError(f"{a} is no name of a budget")': "an error",
    '_log.info("Job %s: nobody hears of it any more", a)': "the log",
    'doing = f"drawing the first message of {a} anew"': "what was tried",
    'is_taken(f"the answer {a} over that message", b)': "given to who logs it",
    'x = f"{a}.{b}.of.{c}"': "an id",
    'x = "List all budgets"': "a label",
}


@pytest.mark.parametrize("code", BAD, ids=BAD.get)
def test_the_walk_finds(code: str) -> None:
    assert [line for line, _ in found_in(code)] == [1]


@pytest.mark.parametrize("code", GOOD, ids=GOOD.get)
def test_the_walk_lets_be(code: str) -> None:
    assert [*found_in(code)] == []
