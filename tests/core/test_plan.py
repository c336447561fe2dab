"""A plan's fingerprint, what needs a lease, and the key that it made."""

from dataclasses import replace

import pytest

from bot.core.plan import NEW_KEY, Plan, Write

TOPIC = "arn:aws:sns:r:1:t"
KEY = "arn:aws:kms:r:1:key/k"
POLICY = Write("kms:PutKeyPolicy", KEY, "Policy", "{}", '{"a": 1}')
PLAN = Plan(
    "allow-on-key", "Allow", "1", "b", TOPIC, KEY, (POLICY,), (), (), "", "", "", undoable=True
)
MOVE = replace(
    PLAN,
    resource=TOPIC,
    writes=(
        Write("kms:CreateKey", NEW_KEY, "Policy", "", "{}", (("budget-check:change", "c"),)),
        Write("sns:SetTopicAttributes", TOPIC, "KmsMasterKeyId", "alias/aws/sns", NEW_KEY),
    ),
)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, fix="x"),
        replace(PLAN, account="2"),
        replace(PLAN, topic="t"),
        replace(PLAN, writes=()),
        replace(PLAN, writes=(POLICY, POLICY)),
        replace(PLAN, writes=(replace(POLICY, before="{ }"),)),
        replace(PLAN, writes=(replace(POLICY, after="{ }"),)),
        replace(PLAN, writes=(replace(POLICY, resource="x"),)),
        replace(PLAN, writes=(replace(POLICY, tags=(("a", "b"),)),)),
    ],
)
def test_what_would_be_written_over_what_was_read_makes_the_fingerprint(other: Plan) -> None:
    assert other.fingerprint != PLAN.fingerprint


def test_words_do_not_make_the_fingerprint() -> None:
    said = replace(PLAN, title="T", impact=("x",), cost="c", compliance="c", undo="u")
    assert said.fingerprint == PLAN.fingerprint
    assert len(PLAN.fingerprint) == 64


def test_what_needs_a_lease_is_what_exists() -> None:
    assert PLAN.resources == (KEY,)
    assert MOVE.resources == (TOPIC,)
    assert replace(MOVE, resource=KEY).resources == (KEY, TOPIC)


def test_the_key_that_was_made() -> None:
    done = MOVE.with_new_key(KEY)
    assert [write.resource for write in done.writes] == [KEY, TOPIC]
    assert [write.after for write in done.writes] == ["{}", KEY]
    assert done.writes[0].tags == MOVE.writes[0].tags
    assert PLAN.with_new_key(KEY) == PLAN
