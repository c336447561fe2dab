"""Texts with holes, and files that were written to be read for ever."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.core.sources import CannotEdit, edited
from bot.core.sources.partial_text import HOLE, PartialText
from tests.core.sources.plans import on_topic

PARTS = st.lists(st.none() | st.text("ab-", max_size=3), max_size=6).map(tuple)


@given(PARTS, st.text("ab-", max_size=8))
def test_it_may_be_what_a_pattern_would_fit(parts: tuple[str | None, ...], text: str) -> None:
    pattern = "".join(".*" if part is None else re.escape(part) for part in parts)
    assert PartialText(parts).may_be(text) == (re.fullmatch(pattern, text) is not None)


def test_holes_without_end_are_read_at_once() -> None:
    assert not PartialText((*HOLE.parts * 60, "x")).may_be("budget-alerts" * 20)


def test_locals_that_name_each_other_over_and_over_are_read_at_once() -> None:
    again = "".join(f'  a{n} = "{f"${{local.a{n + 1}}}" * 10}"\n' for n in range(11))
    loop = '  b = "${local.b}${local.b}"\n'
    loud = f'locals {{\n{again}{loop}  a11 = "x"\n}}\n'
    others = (
        'resource "aws_sns_topic" "a" {\n  name = local.a0\n}\n'
        'resource "aws_sns_topic" "b" {\n  name = local.b\n}\n'
    )
    alone = edited({"a.tf": loud + others}, on_topic())
    assert isinstance(alone, CannotEdit) and len(alone.candidates) == 2
