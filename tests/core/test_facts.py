"""What was read of a subject, as its paths."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.path import Facts
from tests.core.build import ACCOUNT, NOW, TOPIC, key, letting_in, sender, subject

ALARMS = sender("alarm")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("known", "created", "expected"),
    [
        (None, None, None),
        (None, NOW - HOUR, NOW - HOUR),
        (NOW - 2 * HOUR, NOW - HOUR, NOW - HOUR),
        (NOW, NOW - HOUR, NOW),
        (NOW, None, NOW),
    ],
)
def test_a_key_that_was_made_later_is_a_change_of_the_topic(
    known: object, created: object, expected: object
) -> None:
    facts = Facts(ACCOUNT, "errors", NOW, None, sender=ALARMS, subject=subject(ALARMS))
    made = replace(
        facts,
        topics={TOPIC: letting_in(ALARMS)},
        keys={TOPIC: key(created=created)},
        changed={TOPIC: known} if known else {},  # type: ignore[dict-item]
    )
    (path,) = made.paths()
    assert path.changed == expected
