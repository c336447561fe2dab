"""A plan that does not work, or harms somebody, is never shown: drawn up wrongly on purpose."""

from __future__ import annotations

import pytest

from bot.core.fixes import FixSubject, fix_named, plan
from bot.core.fixes._proof import proven
from bot.core.model.path import Path
from bot.core.plan import CannotPlan, Plan, Write
from tests.core.build import (
    DEFAULT,
    KEY,
    KEY_POLICY,
    PUBLISHING,
    ROOT,
    TOPIC,
    document,
    encrypted,
    key,
    key_path,
    key_statement,
    path,
    statement,
)

EVENTS = key_statement(None, service="events.amazonaws.com", sid="events")
SHARED = path(
    topic=encrypted(policy=document(DEFAULT, PUBLISHING, statement("events.amazonaws.com"))),
    key=key(document(ROOT, EVENTS)),
)
BOTH = document(ROOT, EVENTS, key_statement())


def drawn(found: Path, *writes: tuple[str, str, str]) -> Plan | CannotPlan:
    """allow-on-key's plan with these writes instead, through the proof."""
    fix = fix_named("allow-on-key")
    assert fix
    steps = tuple(
        Write("kms:PutKeyPolicy", arn, attribute, "", text) for arn, attribute, text in writes
    )
    made = Plan(
        fix.id,
        fix.act,
        found.account,
        found.name,
        TOPIC,
        KEY,
        steps,
        ("key.policy-silent",),
        (),
        "",
        "",
        "",
        undoable=True,
    )
    return proven(fix, made, FixSubject(found), lambda codes, *, allow_unencrypted: frozenset())


def test_the_right_plan_passes() -> None:
    assert isinstance(drawn(SHARED, (KEY, "Policy", BOTH)), Plan)


@pytest.mark.parametrize(
    ("found", "writes", "why"),
    [
        (SHARED, [(KEY, "Policy", document(ROOT))], "would not mend it: key.policy-silent would"),
        (SHARED, [(KEY, "Policy", KEY_POLICY)], "away from Amazon EventBridge"),
        (
            SHARED,
            [(KEY, "Policy", BOTH), (TOPIC, "Policy", document(DEFAULT))],
            "another fault in its place: topic.policy-silent",
        ),
        (
            SHARED,
            [(KEY, "Policy", BOTH), (KEY, "KeyState", "Disabled")],
            "another fault in its place: key.disabled",
        ),
        (
            key_path(document(ROOT), state="Disabled"),
            [(KEY, "Policy", KEY_POLICY)],
            "would not bring the alert back: The key is disabled",
        ),
    ],
)
def test_a_wrong_plan_does_not(found: Path, writes: list[tuple[str, str, str]], why: str) -> None:
    made = drawn(found, *writes)
    assert isinstance(made, CannotPlan), made
    assert why in made.why


def test_a_second_fault_is_no_obstacle_where_it_has_a_fix_of_its_own() -> None:
    made = plan("allow-on-key", FixSubject(key_path(document(ROOT), state="Disabled")))
    assert isinstance(made, Plan)
