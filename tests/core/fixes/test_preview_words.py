"""Every fix's preview is read on a phone: 150 words at most, whoever else publishes named first."""

from __future__ import annotations

import re

import pytest

from bot.core.affected import NONE, Affected, Dependent
from bot.core.findings import Status
from bot.core.fixes import Fix, FixSubject, plan, undo
from bot.core.model.budget import Money, Spend
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.subscription import SubscriptionAttributes
from bot.core.plan import AND, Plan
from bot.core.simulate import simulate
from bot.core.stake import stake
from bot.slack.render.difference import difference_view
from bot.slack.render.plan import steps
from bot.slack.render.preview import SubmitTerms, preview_view
from tests.core.build import (
    ACCOUNT,
    DEFAULT,
    ROOT,
    document,
    encrypted,
    key,
    path,
    statement,
    subscription,
)
from tests.core.fixes.case import Case
from tests.core.fixes.test_cases import APPLY, planned, subject
from tests.slack.render.test_reports import says

MOST_WORDS = 150
MADE = "arn:aws:kms:r:111111111111:key/made"
TERMS = SubmitTerms(approvals=1)
UNDOING = SubmitTerms(approvals=1, undoing=True)


def words_in(text: str) -> int:
    """A link is its words; nobody reads its address."""
    return len(re.findall(r"[\w'%/.:-]*\w[\w'%/.:-]*", re.sub(r"<[^<>|]*\|", "", text)))


def first_view(made: Plan, terms: SubmitTerms = TERMS) -> str:
    return " ".join(says(preview_view(made, "c1", "{}", terms)).split())


def many(count: int, also: int = 0) -> Affected:
    """So many budgets with names as people give them, and others with another fault beside."""
    names = [f"cost-all-services-{n:03}" for n in range(count + also)]
    each = [Dependent(ACCOUNT, name) for name in names]
    money = stake([Spend(Money("82000", "USD"), time_unit="MONTHLY")])
    return Affected(tuple(each[:count]), money, tuple(each[count:]))


CLOSED = document(DEFAULT, statement("events.amazonaws.com", sid="events"))
FILTERED = subscription(attributes=SubscriptionAttributes('{"a": ["b"]}'))
MANAGED = PredefinedAlias("alias/aws/sns")
BOTH = path(topic=encrypted(MANAGED.reference, policy=CLOSED), key=MANAGED)
SILENT = path(topic=encrypted(policy=CLOSED), key=key(document(ROOT)))
THREE = path(
    topic=encrypted(MANAGED.reference, policy=CLOSED, subscriptions=(FILTERED,)), key=MANAGED
)
FAULTS = {
    "a new key and the topic": (BOTH, ("move-to-new-key", "allow-on-topic")),
    "the key and the topic": (SILENT, ("allow-on-key", "allow-on-topic")),
    "three": (THREE, ("move-to-new-key", "allow-on-topic", "remove-filter")),
}


def merged(found: Path, fixes: tuple[str, ...]) -> Plan:
    """Several faults of the path, mended by one change."""
    made = plan(AND.join(fixes), FixSubject(found, change_id="c-1"))
    assert isinstance(made, Plan), made
    return made


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


@pytest.mark.parametrize(("found", "fixes"), FAULTS.values(), ids=list(FAULTS))
def test_several_faults_in_one_are_short_and_name_every_step(
    found: Path, fixes: tuple[str, ...]
) -> None:
    made = merged(found, fixes)
    for budgets in (NONE, many(2), many(41), many(500, 7)):
        shown = first_view(made, SubmitTerms(approvals=1, budgets=budgets))
        assert words_in(shown) <= MOST_WORDS, shown
        assert len(made.parts) == len(fixes) and all(step in shown for step in step_words(made))


@pytest.mark.parametrize(("found", "fixes"), FAULTS.values(), ids=list(FAULTS))
def test_the_undo_of_several_faults_is_short(found: Path, fixes: tuple[str, ...]) -> None:
    made = merged(found, fixes).with_new_key(MADE)
    back = undo(made, FixSubject(simulate(found, made), change_id="c-2"))
    assert isinstance(back, Plan), back
    shown = first_view(back, UNDOING)
    assert words_in(shown) <= MOST_WORDS, shown
    assert all(step in shown for step in step_words(back))


@pytest.mark.parametrize("fix, case", APPLY)
def test_what_mends_many_is_short_and_says_how_many_for_how_much(fix: Fix, case: Case) -> None:
    made = planned(fix, case)
    if made.leaves in {Status.BROKEN, Status.UNKNOWN}:
        return  # it mends no budget by itself
    for budgets in (many(2), many(41), many(500, 7)):
        shown = first_view(made, SubmitTerms(approvals=1, budgets=budgets))
        assert words_in(shown) <= MOST_WORDS, shown
        assert f"{len(budgets.budgets)} budgets" in shown and "USD 82,000" in shown


@pytest.mark.parametrize("fix, case", APPLY)
def test_an_undo_is_short_and_names_every_step(fix: Fix, case: Case) -> None:
    made = planned(fix, case).with_new_key(MADE)
    back = undo(made, subject(case, simulate(case.path, made)))
    if made.undoable:
        assert isinstance(back, Plan), back
        shown = first_view(back, UNDOING)
        assert words_in(shown) <= MOST_WORDS, shown
        assert all(step in shown for step in step_words(back))


def step_words(made: Plan) -> list[str]:
    """How each step begins, as far as no name is linked in it."""
    return [one.template.partition("{")[0].strip() for one in steps(made)]
