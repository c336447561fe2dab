"""What the log says of one record: which call, of which fix, and whether it takes one back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.change.log_record import LogRecord
from bot.core.plan import NEW_KEY
from bot.slack.render.log import log_page
from tests.features.check.test_command import everything

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEY = "arn:aws:kms:eu-west-1:111111111111:key/1"


def shown(**different: str) -> str:
    record = LogRecord(
        id="a",
        at=AT,
        who="U1ABC",
        what="wrote",
        account="111111111111",
        budget="team",
        change="c",
        fix="move-to-new-key",
        resource=KEY,
    )
    record = replace(record, **different)  # type: ignore[arg-type]  # texts only
    return everything(log_page("l", "111111111111", "team", [record]).blocks)


def test_a_sub_step_names_its_call() -> None:
    text = shown(call="kms:CreateKey", resource=NEW_KEY, why=KEY)
    assert "2026-11-23 09:30:00 UTC  wrote: move-to-new-key" in text
    assert "kms:CreateKey on the new key" in text
    assert NEW_KEY not in text


def test_an_undo_is_not_shown_as_the_fix() -> None:
    assert "applied: undo of move-to-new-key" in shown(what="applied", undoes="c-0")


def test_one_resource_is_said_once() -> None:
    assert shown(why=KEY).count(KEY) == 1
