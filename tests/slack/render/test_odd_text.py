"""Every message with names of 100 odd characters and with what somebody else says at length."""

from __future__ import annotations

from itertools import product

import pytest

from tests.slack.render.limits import check_message, walk
from tests.slack.render.shapes import FOX, NASTY
from tests.slack.render.test_every_renderer import CASES, SAID

NAMES = {
    "letters": "n" * 100,
    "foxes": FOX,
    "right to left": "\u202eש" * 50,
    "combining": "e" + "\u0301" * 99,
    "a mention": f"<!channel> <@U1> {NASTY}"[:100],
    "signs": "\"'`|*_~>&{}[]" * 7,
    "ampersands": "&" * 100,
    "lines": "a\nb" * 33,
    "without width": "\u200b" * 100,
    "letters that nobody sees": "\U000e0041" * 100,
}
"""A name has at most 100 characters, and may hold all but ":" and "\\" (docs/facts.md 1.4)."""
SENTENCES = {
    "words": "word " * 6_500,
    "one word": "x" * 32_768,
    "foxes": FOX * 80,
    "ampersands": "&" * 32_768,
    "lines": "line\n" * 6_500,
    "a mention": NASTY * 300,
    "times": "2026-11-28 15:32 UTC " * 1_500,
    "without width": "\u200b" * 8_000,
}
ODD = [
    *((name, SAID) for name in NAMES.values()),
    *(("cost", said) for said in SENTENCES.values()),
    *product((NAMES["foxes"], NAMES["letters that nobody sees"]), SENTENCES.values()),
]
LABELS = [
    *NAMES,
    *SENTENCES,
    *(f"{name}, {said}" for name in ("foxes", "nobody sees") for said in SENTENCES),
]
_OURS = {"U0MENDER", "U1"}
"""Whom some cases mention, for they have to act."""


@pytest.mark.parametrize(("budget", "said"), ODD, ids=LABELS)
@pytest.mark.parametrize("renderer", CASES)
def test_slack_takes_it_in_either_form_and_nobody_is_mentioned(
    renderer: str, budget: str, said: str
) -> None:
    for case in CASES[renderer](budget, said):
        check_message(case.message)
        assert "<" not in case.message.text
        for part in walk([*case.message.blocks, *case.message.plain]):
            assert part.get("type") not in {"broadcast", "emoji"}
            if part.get("type") == "mrkdwn":
                assert part["verbatim"] is True
                assert "<!channel" not in str(part["text"]) and "<!here" not in str(part["text"])
            if part.get("type") == "user":
                assert part["user_id"] in _OURS


@pytest.mark.parametrize("budget", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("renderer", CASES)
def test_what_it_says_is_there_behind_the_longest_name(renderer: str, budget: str) -> None:
    for case in CASES[renderer](budget, SAID):
        assert case.says in case.message.text


_SAID_IN_A_HEADING = {
    "alert.alert_message": "$204.17 of $250 (82 %)",
    "answer.answer": "",
    "watch.watch_post": "",
}


@pytest.mark.parametrize("budget", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize(("renderer", "said"), _SAID_IN_A_HEADING.items())
def test_a_long_name_leaves_a_heading_its_end(renderer: str, said: str, budget: str) -> None:
    for case in CASES[renderer](budget, SAID):
        heads = [one for one in case.message.blocks if one["type"] == "header"]
        shown = [part["text"] for one in heads for part in walk(one) if "emoji" in part]
        assert [(said or case.says) in str(one) for one in shown] == [True]
