"""Every case that needs no reader: its facts judged, and its policy evaluated by itself."""

from __future__ import annotations

import json

import pytest

from bot.core.checks._world import key_requests, publish_request
from bot.core.model.key import Key
from bot.core.model.topic import Topic
from bot.core.policy import Effect, Request, evaluate
from bot.core.report import judge
from tests.cases.case import Case, Given, load
from tests.cases.given import facts, topic_policy
from tests.cases.judged import assert_right
from tests.cases.reads import needs_a_reader

CASES = [case for name in ("faults", "mistakes", "field") for case in load(name)]
_WORST_FIRST = (Effect.DENY, Effect.IMPLICIT_DENY, Effect.UNKNOWN, Effect.ALLOW)


def effect(given: Given) -> str:
    """What the policy in question says to AWS Budgets; of a key's two calls the worst counts."""
    (path,) = facts(given).paths()
    assert isinstance(path.topic, Topic)
    requests: tuple[Request | None, ...] = (publish_request(path, path.topic),)
    if isinstance(path.key, Key):
        requests = key_requests(path, path.topic, path.key)
    text = json.dumps(given.key_policy or topic_policy(given))
    said = {evaluate(text, request).effect for request in requests if request}
    return next(one.value for one in _WORST_FIRST if one in said)


def test_each_case_has_a_name_of_its_own() -> None:
    names = [case.id for case in CASES]
    assert len(names) == len(set(names))


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
