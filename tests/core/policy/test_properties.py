"""What holds of every policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.policy import Decision, Effect, Request, evaluate, suspects
from tests.core.policy.build import Json, deny, policy
from tests.core.policy.strategies import (
    KEYS,
    VALUES,
    document,
    json_values,
    odd_documents,
    pattern,
    requests,
    several,
    single,
    statement,
    variable,
)

ANY = document(pattern | variable)
REQUESTS = requests(single | several)


def with_more(found: Json, *more: Json, first: bool = False) -> Json:
    listed = found["Statement"]
    assert isinstance(listed, list)
    return found | {"Statement": [*more, *listed] if first else [*listed, *more]}


def refused(decision: Decision) -> bool:
    return decision.effect in {Effect.DENY, Effect.IMPLICIT_DENY}


def resolutions(asked: Request) -> Iterator[tuple[tuple[object, ...], Request]]:
    """Each request that `asked` may stand for, and what each unknown key is in it."""
    ways: list[list[str | list[str] | None]] = []
    for key in asked.unknown:
        held = asked.context.get(key)
        ways.append([None, *VALUES, "z", ["a", "z"]] if held is None else [None, _copy(held)])
    for chosen in product(*ways):
        context = dict(asked.context)
        for key, value in zip(asked.unknown, chosen, strict=True):
            context.pop(key, None)
            if value is not None:
                context[key] = value
        yield tuple(map(str, chosen)), Request(asked.service, asked.action, asked.resource, context)


def without(chosen: tuple[object, ...], position: int) -> tuple[object, ...]:
    return chosen[:position] + chosen[position + 1 :]


def _copy(held: str | list[str] | tuple[str, ...]) -> str | list[str]:
    return held if isinstance(held, str) else list(held)


@settings(max_examples=300)
@given(ANY, REQUESTS)
def test_a_known_answer_holds_whatever_the_unknown_keys_are(found: Json, asked: Request) -> None:
    decision = evaluate(found, asked)
    for _, resolved in resolutions(asked):
        outcome = evaluate(found, resolved)
        if decision.effect is Effect.ALLOW:
            assert outcome.effect is Effect.ALLOW
        elif decision.effect is Effect.DENY:
            assert outcome.effect is Effect.DENY
        elif decision.effect is Effect.IMPLICIT_DENY:
            assert refused(outcome)


@settings(max_examples=300)
@given(ANY, REQUESTS)
def test_a_statement_that_is_known_stays_so(found: Json, asked: Request) -> None:
    results = evaluate(found, asked).statements
    for _, resolved in resolutions(asked):
        for one, other in zip(results, evaluate(found, resolved).statements, strict=True):
            for name in ("principal", "action", "resource", "match"):
                if getattr(one, name).value != "unknown":
                    assert getattr(other, name) is getattr(one, name)


@settings(max_examples=300)
@given(document(pattern), requests(single))
def test_keys_that_are_absent_or_held_are_decided_exactly(found: Json, asked: Request) -> None:
    doubtful = tuple(key for key in asked.unknown if key in asked.context)
    asked = Request(asked.service, asked.action, asked.resource, asked.context, doubtful)
    decision = evaluate(found, asked)
    outcomes = {key: refused(evaluate(found, one)) for key, one in resolutions(asked)}
    assert (decision.effect is Effect.UNKNOWN) == (len(set(outcomes.values())) > 1)
    turning = [
        name
        for position, name in enumerate(doubtful)
        if any(
            one != other
            for (chosen, one), (also, other) in product(outcomes.items(), repeat=2)
            if without(chosen, position) == without(also, position)
        )
    ]
    assert list(decision.unknown_keys) == turning


@given(ANY, REQUESTS)
def test_unknown_names_its_keys_and_statements(found: Json, asked: Request) -> None:
    decision = evaluate(found, asked)
    if decision.effect is Effect.UNKNOWN:
        assert decision.deciding
        assert set(decision.unknown_keys) <= set(asked.unknown)
    else:
        assert decision.unknown_keys == ()


@given(ANY, REQUESTS, st.booleans())
def test_a_matching_deny_never_yields_allow(found: Json, asked: Request, first: bool) -> None:
    assert evaluate(with_more(found, deny(), first=first), asked).effect is Effect.DENY


@given(ANY, statement(pattern | variable), REQUESTS, st.booleans())
def test_an_unrelated_statement_changes_nothing(
    found: Json, other: Json, asked: Request, first: bool
) -> None:
    before = evaluate(found, asked)
    for part in (
        {"Principal": {"Service": "s3.amazonaws.com"}},
        {"Action": "sns:Subscribe"},
        {"Resource": "arn:aws:sns:eu-west-1:2:other"},
        {"Condition": {"StringEquals": {"k:never": "x"}}},
    ):
        after = evaluate(with_more(found, other | part, first=first), asked)
        assert after.effect is before.effect
        assert after.unknown_keys == before.unknown_keys
        assert after.deciding == tuple(index + first for index in before.deciding)


@given(ANY, REQUESTS)
def test_the_order_of_statements_does_not_matter(found: Json, asked: Request) -> None:
    listed = found["Statement"]
    assert isinstance(listed, list)
    for turned in (listed[::-1], listed[1:] + listed[:1]):
        other = evaluate(found | {"Statement": turned}, asked)
        assert other.effect is evaluate(found, asked).effect


@given(ANY, REQUESTS)
def test_case_of_keys_and_actions_does_not_matter(found: Json, asked: Request) -> None:
    upper = Request(
        asked.service,
        asked.action.upper(),
        asked.resource,
        {key.upper(): value for key, value in asked.context.items()},
        tuple(key.upper() for key in asked.unknown),
    )
    text = json.dumps(found)
    for key in KEYS:
        text = text.replace(f'"{key}"', f'"{key.title()}"')
    one, other = evaluate(found, asked), evaluate(text.replace("sns:P", "SNS:p"), upper)
    assert (one.effect, one.deciding) == (other.effect, other.deciding)


@given(ANY, REQUESTS)
def test_text_and_mapping_say_the_same(found: Json, asked: Request) -> None:
    assert evaluate(found, asked) == evaluate(json.dumps(found, indent=1), asked)


@settings(max_examples=150)
@given(odd_documents | st.dictionaries(st.text(), json_values), REQUESTS)
def test_no_json_makes_it_raise_or_allow_by_mistake(found: Json, asked: Request) -> None:
    decision = evaluate(found, asked)
    suspects(found, asked)
    text = json.dumps(found)
    assert evaluate(text, asked) == decision or "NaN" in text or "Infinity" in text
    if decision.effect is Effect.ALLOW:
        assert all(decision.statements[index].problem is None for index in decision.deciding)


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    assert evaluate(text, Request("s", "a", "r", {})).effect is not Effect.ALLOW
    inside = policy({"Effect": text, "Principal": text, "Action": text, "Resource": text})
    evaluate(inside, Request(text, text, text, {text: text}, (text,)))
    suspects(inside, Request(text, text, text, {text: text}, (text,)))


@given(st.text(), st.text(), st.text())
def test_no_condition_makes_it_raise(name: str, key: str, value: str) -> None:
    everyone = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    for operator in (name, "ArnLike", "DateEquals", "NumericEquals", "IpAddress", "BinaryEquals"):
        found = policy(everyone | {"Condition": {operator: {key: value}}})
        asked = Request("s", "a", "r", {key: value})
        assert evaluate(found, asked).effect is not Effect.DENY
        suspects(found, asked)
