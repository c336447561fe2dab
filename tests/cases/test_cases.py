"""Every case that needs no reader: its facts judged, and its policy evaluated by itself."""

from __future__ import annotations

import json

import pytest

from bot.core.policy import Effect, evaluate
from bot.core.report import judge
from bot.core.senders import BUDGETS, KEY_ACTIONS, PUBLISH, Origin, Resource
from tests.cases.case import Case, Given, load
from tests.cases.given import NOW, facts, key_arn, topic_policy
from tests.cases.judged import assert_right
from tests.cases.reads import needs_a_reader

CASES = [case for name in ("faults", "mistakes", "field") for case in load(name)]
_WORST_FIRST = (Effect.DENY, Effect.IMPLICIT_DENY, Effect.UNKNOWN, Effect.ALLOW)


def effect(given: Given) -> str:
    """What the policy in question says to AWS Budgets; of a key's two calls the worst counts."""
    on_key = given.key_policy is not None
    arn = key_arn(given) if on_key else given.topic
    origin = Origin(given.account, "aws", name=given.budget, arn=given.topic)
    text = json.dumps(given.key_policy if on_key else topic_policy(given))
    said = set()
    for action in KEY_ACTIONS if on_key else (PUBLISH,):
        where = Resource(arn, given.account, given.region)
        request = BUDGETS.request(action, where, origin, NOW)
        assert request is not None
        said.add(evaluate(text, request).effect)
    return next(one.value for one in _WORST_FIRST if one in said)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.effect], ids=lambda case: str(case.id)
)
def test_the_effect(case: Case) -> None:
    assert effect(case.given) in case.effect


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if not needs_a_reader(case.given)],
    ids=lambda case: str(case.id),
)
def test_the_answer(case: Case) -> None:
    assert_right(case, judge(facts(case.given)))
