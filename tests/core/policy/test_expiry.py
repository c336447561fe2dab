"""Until when a policy lets somebody in: held against the evaluator at times of its own choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.checks._world import publish_request
from bot.core.policy import Effect, Request
from bot.core.policy.access import rule
from bot.core.policy.expiry import Expiry, earliest, expiry
from tests.core.build import Doc, document, path, statement, topic

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
DATES = [NOW + timedelta(days=days) for days in (-400, -1, 1, 2, 30, 365)]
OPERATORS = [
    *("DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"),
    *("DateEquals", "DateNotEquals", "DateLessThanIfExists"),
]


def asked(when: datetime = NOW) -> Request:
    made = publish_request(replace(path(), now=when), topic())
    assert made
    return made


@st.composite
def dated(draw: st.DrawFn) -> Doc:
    """A statement with one test of the time, or two."""
    block: dict[str, dict[str, str]] = {}
    for _ in range(draw(st.integers(0, 2))):
        date = draw(st.sampled_from(DATES))
        iso, epoch = date.strftime("%Y-%m-%dT%H:%M:%SZ"), str(int(date.timestamp()))
        key, value = draw(st.sampled_from([("aws:CurrentTime", iso), ("AWS:epochtime", epoch)]))
        block[draw(st.sampled_from(OPERATORS))] = {key: value}
    effect = draw(st.sampled_from(["Allow", "Allow", "Deny"]))
    return statement(condition=block or None, effect=effect)


documents = st.lists(dated(), min_size=1, max_size=3).map(lambda made: document(*made))
DAY = 86_400
probes = st.lists(st.integers(1, 400 * DAY), min_size=5, max_size=5)


@given(st.lists(documents, min_size=1, max_size=2), probes)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_it_is_let_in_until_then_and_not_at_that_moment(texts: list[str], later: list[int]) -> None:
    found = expiry(texts, asked())
    if rule(texts, asked()).effect is not Effect.ALLOW:
        assert found is None
        return
    end = found.at if found else None
    for when in (NOW + timedelta(seconds=seconds) for seconds in later):
        if end is None or when < end:
            assert rule(texts, asked(when)).effect is Effect.ALLOW
    if found:
        assert end is not None
        assert rule(texts, asked(end)).effect is not Effect.ALLOW
        assert found.labels


def test_the_first_of_several() -> None:
    soon, late, some = (Expiry(at, ("a",), denies=False) for at in (NOW, DATES[-1], None))
    assert earliest([late, None, soon, some]) == soon
    assert earliest([some, late]) == late
    assert earliest([None]) is None


def test_dates_beyond_any_calendar_are_no_end() -> None:
    for value in ("9999-12-31T23:59:59Z", "1" + "0" * 300, "1e400", "1e999999999", "-1"):
        key = "aws:CurrentTime" if "T" in value else "aws:EpochTime"
        text = document(statement(condition={"DateNotEquals": {key: value}}))
        assert expiry([text], asked()) is None


def test_what_is_no_policy_has_no_end() -> None:
    assert expiry(["{", '{"aws:CurrentTime": 1}'], asked()) is None
