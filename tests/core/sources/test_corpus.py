"""Each file of the corpus: edited in its own style and nowhere else, or refused with the reason."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.plan import Plan
from bot.core.sources import CannotEdit, Edit, Hints, Shape, edited
from tests.core.sources.corpus import EVERY, HERE, TEMPLATES, TERRAFORM, Case
from tests.core.sources.plans import ALIAS, SID, on_key, on_topic

GOLDEN = Path(__file__).with_name("golden")
HINTS = Hints(aliases=(ALIAS,))
_FIELD = re.compile(r"\\\{\w+\\\}")


def _each() -> Iterator[tuple[str, Case, Plan, Shape | str]]:
    for case in EVERY:
        yield f"{case.name}-topic", case, on_topic(), case.topic
        yield f"{case.name}-key", case, on_key(), case.key


EACH = {name: (case, plan, expected) for name, case, plan, expected in _each()}
EDITED = [name for name, (_, _, expected) in EACH.items() if isinstance(expected, Shape)]
REFUSED = [name for name in EACH if name not in EDITED]


def edit(name: str) -> Edit:
    """The edit of a case."""
    case, plan, _ = EACH[name]
    found = edited(case.files, plan, HINTS)
    assert isinstance(found, Edit), found
    return found


def test_the_corpus_is_large_and_every_file_of_it_is_a_case() -> None:
    assert len(TERRAFORM) >= 40
    assert len(TEMPLATES) >= 25
    there = {
        path.relative_to(HERE).as_posix()
        for folder in ("terraform", "templates")
        for path in (HERE / folder).iterdir()
    }
    assert there == {case.name for case in EVERY}
    assert len({case.name for case in EVERY}) == len(EVERY)


@pytest.mark.parametrize("name", EDITED)
def test_it_is_edited_as_a_person_would(name: str) -> None:
    found, (case, _, shape) = edit(name), EACH[name]
    assert found.shape is shape
    assert found.before == case.files[found.path]
    assert _difference(found) == _golden(name).read_bytes().decode()


@pytest.mark.parametrize("name", EDITED)
def test_every_other_byte_stays(name: str) -> None:
    """What is taken out of the new text, line by line and comma by comma, leaves the old one."""
    found = edit(name)
    parts = difflib.SequenceMatcher(None, found.before, found.after, autojunk=False)
    changes = [code for code in parts.get_opcodes() if code[0] != "equal"]
    assert {code[0] for code in changes} == {"insert"}
    put = [found.after[b1:b2] for _, _, _, b1, b2 in changes]
    assert SID in "".join(put)
    assert len(found.after) - len(found.before) == sum(map(len, put))


@pytest.mark.parametrize("name", EDITED)
def test_the_statement_is_told_as_it_was_written(name: str) -> None:
    found = edit(name)
    assert found.statement in found.after
    assert found.statement not in found.before
    assert found.statement.count(SID) == 1


@pytest.mark.parametrize("name", EDITED)
def test_a_second_time_it_is_there(name: str) -> None:
    found, (case, plan, _) = edit(name), EACH[name]
    again = edited({**case.files, found.path: found.after}, plan, HINTS)
    assert isinstance(again, CannotEdit)
    assert again.why.startswith(f'The statement "{SID}" stands in {found.path}')


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_reason(name: str) -> None:
    case, plan, expected = EACH[name]
    found = edited(case.files, plan, HINTS)
    assert isinstance(found, CannotEdit), found
    assert re.fullmatch(_FIELD.sub(".+", re.escape(str(expected))), found.why, re.DOTALL)
    files = {one.split(":")[0].rpartition("(")[2] for one in found.candidates}
    assert files <= set(case.files)


def _golden(name: str) -> Path:
    return GOLDEN / f"{name.replace('/', '-')}.diff"


def _difference(found: Edit) -> str:
    before, after = (text.split("\n") for text in (found.before, found.after))
    lines = difflib.unified_diff(before, after, found.path, found.path, lineterm="", n=2)
    return "\n".join(lines) + "\n"
