"""Every fix's preview is read on a phone: 150 words at most, whoever else publishes named first."""

from __future__ import annotations

import re

import pytest

from bot.core.fixes import Fix
from bot.core.plan import Plan
from bot.slack.render.difference import difference_view
from bot.slack.render.preview import SubmitTerms, preview_view
from tests.core.fixes.case import Case
from tests.core.fixes.test_cases import APPLY, planned
from tests.slack.render.test_reports import says

MOST_WORDS = 150


def words_in(text: str) -> int:
    return len(re.findall(r"[\w'%/.:-]*\w[\w'%/.:-]*", text))


def first_view(made: Plan) -> str:
    return " ".join(says(preview_view(made, "c1", "{}", SubmitTerms(approvals=1))).split())


@pytest.mark.parametrize("fix, case", APPLY)
def test_the_first_view_is_short_and_the_rest_is_behind_its_button(fix: Fix, case: Case) -> None:
    made = planned(fix, case)
    shown = first_view(made)
    assert words_in(shown) <= MOST_WORDS, shown
    for name in made.touched[:5]:
        assert name in shown
    more = " ".join(says(difference_view(made, "more", "v")).split())
    for one in (*made.risks, *made.impact):
        assert " ".join(one.split())[:100] in more
