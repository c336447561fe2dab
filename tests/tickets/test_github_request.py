"""Whatever a draft holds, it is an issue that GitHub takes, with the whole statement."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.core.tickets import Draft, Section
from bot.core.tickets.section import fenced
from bot.rest.github.text import NOTHING
from bot.tickets._github_issue import NoLogin, fields, mark
from tests.core.tickets.things import allow_on_key
from tests.rest.github.test_text import LOUD
from tests.tickets.test_request import drafts

LINK = re.compile(r"\[The conversation in Slack\]\([^)]*\)")


def without_code(markdown: str, codes: list[str]) -> str:
    for code in codes:
        markdown = markdown.replace(code, "")
    return LINK.sub("", markdown)


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_whatever_it_holds_it_fits_and_the_statement_is_whole(given: tuple[Draft, str]) -> None:
    made, _ = given
    found = fields(made, ("finops",))
    assert not isinstance(found, NoLogin)
    assert 1 <= len(found["title"]) <= 256
    assert "\n" not in found["title"]
    assert len(found["body"]) <= 65_536
    assert found["labels"][1:] == ["finops"]
    assert re.fullmatch(r"budget-check:[0-9a-f]{12}", found["labels"][0])
    codes = [fenced(one.code, one.language) for one in made.sections if one.code]
    (statement,) = (one for one in made.sections if one.id == "statement")
    assert fenced(statement.code, "json") in found["body"]
    assert LOUD.search(without_code(found["body"], codes)) is None
    assert LOUD.search(found["title"]) is None


def test_what_finds_no_room_is_named() -> None:
    made = allow_on_key()
    large = Section("terraform", "Terraform @acme", code="@here\n" * 30_000, language="hcl")
    found = fields(replace(made, sections=(*made.sections, large)), ())
    assert not isinstance(found, NoLogin)
    assert found["body"].endswith(f"In the Slack thread: Terraform @{NOTHING}acme.")
    assert len(found["body"]) < 65_536


def test_a_body_that_just_fits_counts_what_is_put_between() -> None:
    made = allow_on_key()
    for count in range(10_800, 11_000, 10):
        loud = Section("others", "Loud", "@a #1 " * count)
        found = fields(replace(made, sections=(*made.sections, loud)), ())
        assert not isinstance(found, NoLogin)
        assert len(found["body"]) <= 65_536


def test_the_mark_is_the_faults() -> None:
    made = allow_on_key()
    assert mark(made.dedup) == f"budget-check:{made.dedup.removeprefix('budget-check-')[:12]}"
    assert mark("another kind") == mark("another kind") != mark("another one")
    assert len(mark("x" * 500)) == 25


@pytest.mark.parametrize(
    ("typed", "login"),
    [("", []), (" @dana ", ["dana"]), ("dana_acme", ["dana_acme"]), ("x[bot]", ["x[bot]"])],
)
def test_who_gets_it(typed: str, login: list[str]) -> None:
    found = fields(replace(allow_on_key(), assignee=typed), ())
    assert not isinstance(found, NoLogin)
    assert found["assignees"] == login
