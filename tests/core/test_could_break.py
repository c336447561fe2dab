"""Whom a break is laid at: a change of what decides, of a kind that can break it, in that time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core.aws_events import EVENTS, ResourceChange, ResourceKind
from bot.core.could_break import TouchedPath, could_break, could_mend, suspects

ACCOUNT, REGION = "111111111111", "eu-west-1"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TOPICS = tuple(f"arn:aws:sns:{REGION}:{ACCOUNT}:t{n}" for n in range(2))
KEYS = tuple(f"arn:aws:kms:{REGION}:{ACCOUNT}:key/k{n}" for n in range(2))
ALIASES = tuple(f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/a{n}" for n in range(2))
ON_KEY = TouchedPath("key.policy-silent", KEYS[0], TOPICS[:1], KEYS[:1], ALIASES[:1])
ABOUT = {
    ResourceKind.KEY: KEYS,
    ResourceKind.TOPIC: TOPICS,
    ResourceKind.ALIAS: ALIASES,
    ResourceKind.BUDGET: ("b0", "b1"),
}
ACTIONS = sorted({name for each in EVENTS.values() for _, name in each})


def change(action: str, kind: ResourceKind, about: str, **more: str) -> ResourceChange:
    made = ResourceChange("e", action, "dana", NOW, ACCOUNT, REGION, kind, about)
    return replace(made, **more)  # type: ignore[arg-type]


@some.composite
def changes(draw: some.DrawFn) -> ResourceChange:
    kind = draw(some.sampled_from(ResourceKind))
    made = change(
        draw(some.sampled_from(ACTIONS)),
        kind,
        draw(some.sampled_from(ABOUT[kind])),
        key=draw(some.sampled_from(["", *KEYS])),
        attribute=draw(some.sampled_from(["", "Policy", "KmsMasterKeyId", "DisplayName"])),
        text=draw(some.sampled_from(["", *KEYS, "alias/a0"])),
    )
    return replace(made, at=NOW + timedelta(seconds=draw(some.integers(-60, 60))))


@some.composite
def paths(draw: some.DrawFn) -> TouchedPath:
    code = draw(some.sampled_from(["key.policy-silent", "key.disabled", "topic.policy-silent"]))
    alone = draw(some.sampled_from([None, (ACCOUNT, "b0")]))
    resource = KEYS[0] if code.startswith("key.") else TOPICS[0]
    aliases = draw(some.sampled_from([(), ALIASES[:1]]))
    return TouchedPath(code, resource, TOPICS[:1], KEYS[:1], aliases, alone)


@given(some.lists(changes(), max_size=12), paths())
def test_whoever_is_named_touched_what_decides_or_what_leads_there(
    told: list[ResourceChange], path: TouchedPath
) -> None:
    until = NOW + timedelta(seconds=30)
    found = suspects(told, path, NOW, until)
    for one in found:
        assert NOW <= one.at <= until
        names_key = path.code.startswith("key.") and one.about in (*path.topics, *path.aliases)
        leads = one.kind is ResourceKind.BUDGET and (one.account, one.about) == path.budget
        assert one.about == path.resource or names_key or leads
        if one.kind is ResourceKind.ALIAS:
            assert one.action == "DeleteAlias" or one.key in {"", path.resource}
    missed = [one for one in told if one not in found and NOW <= one.at <= until]
    own = {"PutKeyPolicy"} if path.code == "key.policy-silent" else {"RemovePermission"}
    fits = ResourceKind.KEY if path.code.startswith("key.") else ResourceKind.TOPIC
    if path.code != "key.disabled":
        left = [one for one in missed if (one.kind, one.about) == (fits, path.resource)]
        assert not [one for one in left if one.action in own]


@pytest.mark.parametrize(
    ("one", "may"),
    [
        (change("PutKeyPolicy", ResourceKind.KEY, KEYS[0]), True),
        (change("PutKeyPolicy", ResourceKind.KEY, KEYS[1]), False),
        (change("EnableKey", ResourceKind.KEY, KEYS[0]), False),
        (change("DisableKey", ResourceKind.KEY, KEYS[0]), False),
        (change("CreateAlias", ResourceKind.ALIAS, ALIASES[1], key=KEYS[1]), False),
        (change("CreateAlias", ResourceKind.ALIAS, ALIASES[1], key=KEYS[0]), False),
        (change("UpdateAlias", ResourceKind.ALIAS, ALIASES[0], key=KEYS[0]), True),
        (change("UpdateAlias", ResourceKind.ALIAS, ALIASES[0], key=KEYS[1]), False),
        (change("SetTopicAttributes", ResourceKind.TOPIC, TOPICS[0], attribute="Policy"), False),
        (
            change(
                "SetTopicAttributes",
                ResourceKind.TOPIC,
                TOPICS[0],
                attribute="KmsMasterKeyId",
                text=KEYS[0],
            ),
            True,
        ),
        (
            change(
                "SetTopicAttributes",
                ResourceKind.TOPIC,
                TOPICS[0],
                attribute="KmsMasterKeyId",
                text=KEYS[1],
            ),
            False,
        ),
    ],
)
def test_what_can_have_let_a_key_refuse(one: ResourceChange, may: bool) -> None:
    assert could_break(one, ON_KEY) is may


def test_an_alias_that_no_topic_names_mends_nothing() -> None:
    other = change("CreateAlias", ResourceKind.ALIAS, ALIASES[1], key=KEYS[0])
    assert not could_mend(other, ON_KEY)
    assert could_mend(replace(other, about=ALIASES[0]), ON_KEY)
    assert not could_mend(change("DisableKey", ResourceKind.KEY, KEYS[0]), ON_KEY)
