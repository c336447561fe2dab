"""What is newer than a text that was read, and whose edit may be lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.lag import LAG, LastWrite, newer_than, written_over

NOW = datetime(2026, 11, 24, 20, 37, 30, tzinfo=UTC)
KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SECOND = timedelta(seconds=1)


def policy(*sids: str) -> str:
    statements = [
        {"Sid": sid, "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}
        for sid in sids
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


BEFORE, AFTER = policy("Root"), policy("Root", "Ours")
OURS = LastWrite(KEY, "Policy", BEFORE, AFTER, NOW - 10 * SECOND, "c1")
THEIRS = ResourceChange(
    "e1",
    "PutKeyPolicy",
    "the user alice",
    NOW - 20 * SECOND,
    "111111111111",
    "eu-west-1",
    ResourceKind.KEY,
    KEY,
    attribute="Policy",
    text=policy("Root", "Deny"),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (AFTER, True),
        (json.dumps(json.loads(AFTER), indent=3), True),
        (policy("Ours", "Root"), True),
        (policy("Root", "Ours", "Theirs"), True),
        (policy("Ours"), True),
        (BEFORE, False),
        (policy("Root", "Theirs"), False),
        ("", False),
        ("no policy", False),
    ],
)
def test_what_was_written_shows_or_not(text: str, shown: bool) -> None:
    assert OURS.shows(text) is shown
    found = newer_than("Policy", text, OURS, (), NOW)
    assert found == (None if shown else OURS)


def test_what_was_taken_out_shows_by_being_gone() -> None:
    undo = replace(OURS, before=AFTER, after=BEFORE)
    assert undo.shows(BEFORE) and undo.shows(policy("Root", "Theirs"))
    assert not undo.shows(AFTER) and not undo.shows(policy("Root", "Ours", "Theirs"))


def test_a_value_is_the_written_one_or_too_old() -> None:
    moved = LastWrite(KEY, "KmsMasterKeyId", "alias/aws/sns", KEY, NOW - SECOND, "c1")
    assert newer_than("KmsMasterKeyId", KEY, moved, (), NOW) is None
    assert newer_than("KmsMasterKeyId", "alias/aws/sns", moved, (), NOW) == moved


def test_after_the_lag_what_is_read_counts() -> None:
    late = NOW + LAG
    assert newer_than("Policy", BEFORE, OURS, (THEIRS,), late) is None


@pytest.mark.parametrize(
    ("text", "told", "old"),
    [
        (THEIRS.text, THEIRS, False),
        (BEFORE, THEIRS, True),
        (BEFORE, replace(THEIRS, text="", action="AddPermission"), True),
        (BEFORE, replace(THEIRS, attribute="KeyState", text="Disabled"), False),
        (BEFORE, replace(THEIRS, attribute="", text=""), False),
    ],
)
def test_an_edit_that_was_told(text: str, told: ResourceChange, old: bool) -> None:
    assert newer_than("Policy", text, None, (told,), NOW) == (told if old else None)


def test_of_several_the_latest_counts() -> None:
    later = replace(THEIRS, event="e2", at=NOW - SECOND, text=policy("Root", "Later"))
    told = (later, THEIRS)
    assert newer_than("Policy", later.text, OURS, told, NOW) is None
    assert newer_than("Policy", THEIRS.text, None, told, NOW) == later
    assert newer_than("Policy", AFTER, OURS, (THEIRS,), NOW) is None, "ours is the later one"
    assert newer_than("Policy", AFTER, OURS, told, NOW) == later


@pytest.mark.parametrize(
    ("edit", "lost"),
    [
        (THEIRS, True),
        (replace(THEIRS, text=""), True),
        (replace(THEIRS, at=OURS.at), True),
        (replace(THEIRS, text=BEFORE), False),
        (replace(THEIRS, text=AFTER), False),
        (replace(THEIRS, job="j1"), False),
        (replace(THEIRS, at=OURS.at + SECOND), False),
        (replace(THEIRS, at=OURS.at - LAG), False),
        (replace(THEIRS, attribute="KeyState"), False),
    ],
)
def test_an_edit_right_before_the_write_may_be_lost(edit: ResourceChange, lost: bool) -> None:
    assert written_over(OURS, (edit,)) == (edit if lost else None)


def test_an_edit_that_another_one_came_after_was_seen() -> None:
    seen = replace(THEIRS, event="e2", at=THEIRS.at + SECOND, text=BEFORE)
    assert written_over(OURS, (THEIRS, seen)) is None


def test_our_own_event_hides_nobodys_edit() -> None:
    """CloudTrail tells of both, in any order; ours is always the later one."""
    own = replace(THEIRS, event="e2", at=OURS.at, job="j1", text=AFTER)
    assert written_over(OURS, (own, THEIRS)) == THEIRS
    assert written_over(OURS, (replace(own, job=""), THEIRS)) == THEIRS, "on a laptop"


def test_what_came_before_an_earlier_write_of_ours_is_that_ones_matter() -> None:
    undo = replace(OURS, before=AFTER, after=BEFORE, at=OURS.at + SECOND, change="c2")
    known = (undo, OURS)
    assert written_over(undo, (THEIRS,), known) is None
    assert written_over(OURS, (THEIRS,), known) == THEIRS
    between = replace(THEIRS, event="e2", at=OURS.at + SECOND / 2)
    assert written_over(undo, (between, THEIRS), known) == between
