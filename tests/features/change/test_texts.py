"""The sentences: each is a whole one, and says what a person needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.aws.apply import Refused
from bot.core.change.state import State
from bot.core.plan import Write
from bot.features.change import texts as says
from tests.store.things import NOW, PLAN, change

WRITE = Write("kms:PutKeyPolicy", "arn:aws:kms:us-east-1:111111111111:key/1", "Policy", "a", "b")


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_reason(state: State) -> None:
    assert says.late(change(state=state)).startswith("Nothing was done: it ")


def test_an_unknown_change() -> None:
    assert says.late(None) == "Nothing was done: budget-check does not know this change."


@pytest.mark.parametrize(("missing", "who"), [(1, "one other mender"), (3, "3 other menders")])
def test_waiting_names_the_time_in_utc(missing: int, who: str) -> None:
    there = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    text = says.waiting(missing, there)
    assert text == f"This waits for the approval of {who}, until 2026-03-01 09:30:00 UTC."


def test_a_missing_permission_is_named() -> None:
    text = says.refused_by_aws(WRITE, Refused("AccessDenied", "No.", "kms:PutKeyPolicy"))
    assert "lacks the permission kms:PutKeyPolicy. AWS says: No." in text


def test_other_refusals_carry_awss_own_words() -> None:
    text = says.refused_by_aws(WRITE, Refused("LimitExceededException", "Too large."))
    assert text.endswith("AWS says: Too large.")


@pytest.mark.parametrize(("done", "of", "text"), [(0, 4, ""), (4, 4, ""), (1, 4, "1 of 4 steps")])
def test_half_a_change(done: int, of: int, text: str) -> None:
    said = says.half(replace(PLAN, writes=(WRITE,) * of), done)
    assert text in said and bool(said) == bool(text)


def test_half_a_change_of_two_fixes_says_which_is_done() -> None:
    one = replace(PLAN, title="Make a key", writes=(WRITE,) * 4)
    two = replace(PLAN, title="Let it publish", writes=(WRITE,))
    both = replace(one, writes=(*one.writes, *two.writes), parts=(one, two))
    assert says.half(both, 4).endswith("Done: Make a key. Not done: Let it publish.")
    assert says.half(both, 1).endswith("Not done: Make a key. Not done: Let it publish.")


def test_every_sentence_ends() -> None:
    texts = [
        *(says.late(change(state=state)) for state in State),
        says.not_yours(change()),
        says.replanned(),
        says.asks_anew(),
        says.changed("It is so.", change()),
        says.waiting(1, NOW),
        says.approvals_lost(("U1", "U2")),
        says.busy(),
        says.unsure(WRITE, "time-out"),
        says.not_known_yet(WRITE),
        says.conflict(WRITE),
        says.taken_over(),
        says.key_stays("arn"),
        says.not_verified("it is not."),
        says.written_not_found(PLAN),
        says.written_not_found(replace(PLAN, writes=(replace(WRITE, action="kms:CreateKey"),))),
        says.cannot_tell(WRITE),
        says.interrupted(),
        says.no_store("The table x is busy."),
        says.not_visible(WRITE),
        says.applied(PLAN),
        says.applied(PLAN, undoing=True),
        says.applied(replace(PLAN, clears=())),
        says.applied(PLAN, still="The alert still does not arrive: it is broken."),
    ]
    assert all(text.strip().endswith(".") for text in texts)
    assert not any("!" in text for text in texts)
