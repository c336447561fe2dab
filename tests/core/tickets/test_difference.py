"""The unified diff of a write."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plan import Write
from bot.core.tickets import difference
from bot.core.tickets.difference import pretty
from tests.core import build


def write(before: str, after: str) -> Write:
    return Write("kms:PutKeyPolicy", build.KEY, "Policy", before, after)


def test_only_the_statement_is_added() -> None:
    before = build.document(build.ROOT)
    after = json.dumps(json.loads(build.document(build.ROOT, build.key_statement())), indent=4)
    lines = difference(write(before, after)).split("\n")[2:]
    assert not [line for line in lines if line.startswith("-")]
    added = "\n".join(line[1:] for line in lines if line.startswith("+"))
    assert '"Sid": "AllowBudgets"' in added
    assert '"aws:SourceAccount": "111111111111"' in added


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("Disabled", "Enabled", ["-Disabled", "+Enabled"]),
        ("", "alias/x", ["+alias/x"]),
        ("alias/aws/sns", "", ["-alias/aws/sns"]),
        ("true", "false", ["-true", "+false"]),
        ('{"a": 1}', '{ "a":1 }', []),
    ],
)
def test_what_changes(before: str, after: str, lines: list[str]) -> None:
    found = difference(write(before, after)).split("\n")[3:]
    assert [line for line in found if line[0] in "+-"] == lines


@pytest.mark.parametrize(
    "text",
    ["not JSON", '{"a": 1, "a": 2}', '{"x": {"a": 1, "a": 1}}', '"text"', "12", "[" * 100_000],
)
def test_what_laying_out_would_change_is_left(text: str) -> None:
    assert pretty(text) == text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), VALUES, max_size=5), st.booleans())
def test_laid_out_it_means_the_same(document: dict[str, object], ascii_alone: bool) -> None:
    text = json.dumps(document, ensure_ascii=ascii_alone)
    assert json.loads(pretty(text)) == document


@given(st.dictionaries(st.text(), VALUES, max_size=5), st.dictionaries(st.text(), VALUES))
def test_the_difference_leads_from_one_to_the_other(
    before: dict[str, object], after: dict[str, object]
) -> None:
    change = write(json.dumps(before), json.dumps(after))
    old, new = pretty(change.before).split("\n"), pretty(change.after).split("\n")
    lines = difference(change).split("\n")[2:]
    gone = [line[1:] for line in lines if line.startswith("-")]
    come = [line[1:] for line in lines if line.startswith("+")]
    assert len(old) - len(gone) == len(new) - len(come)
    assert all(line in old for line in gone)
    assert all(line in new for line in come)
