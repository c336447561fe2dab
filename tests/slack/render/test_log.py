"""What a line of the log says: who, what, of which budget, what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.change.change import Change
from bot.core.change.events import EVENTS, EventType
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.fixes import all_fixes
from bot.core.log_entry import LogEntry, acts_of
from bot.core.log_filter import LogFilter
from bot.core.plan import NEW_KEY
from bot.core.proof.alarm_run import AlarmProofEvent
from bot.core.proof.names import FIX
from bot.core.proof.run import ProofEvent
from bot.core.texts.log import DID, OUTCOMES
from bot.slack.render.log import LogLine, LogView, line, log_page, steps_view
from bot.slack.render.phrase import spoken
from tests.features.check.test_command import everything
from tests.slack.render.mending import change, plan

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEY = "arn:aws:kms:eu-west-1:111111111111:key/1"
TOPIC = "arn:aws:sns:eu-west-1:111111111111:costs"
VIEW = LogView("111111111111", "", LogFilter())


Event = EventType | ProofEvent | AlarmProofEvent


def records(*events: Event, **different: object) -> tuple[LogRecord, ...]:
    """One a minute, of one change."""
    first = LogRecord("", AT, "U1ABC", "", "111111111111", "team", "c1", "move-to-new-key", KEY)
    made = []
    for n, event in enumerate(events):
        id, at = f"c1.{event.name}.{n}", AT + timedelta(minutes=n)
        made.append(replace(first, id=id, at=at, what=event.row.log, step=n))
    return tuple(replace(one, **different) for one in made)  # type: ignore[arg-type]  # as they are


def said(*events: Event, of: Change | None = None, **different: object) -> str:
    return spoken(line(LogEntry(records(*events, **different), of), named=True))


MOVED = replace(change(plan()), plan=replace(plan(), fix="move-to-new-key", topic=TOPIC))
DONE = (EventType.PROPOSED, EventType.SUBMITTED, EventType.WROTE, EventType.WROTE)


def test_a_change_is_one_line() -> None:
    assert said(*DONE, EventType.APPLIED, of=MOVED) == (
        "2026-11-23 09:34 UTC  ✅ @U1ABC moved costs to a new key (team) · 2 writes · verified"
    )


def test_no_change_that_is_over_or_waits_is_shown_as_under_way() -> None:
    goes_on = {None, State.PREVIEWED, State.APPROVED, State.APPLYING}
    shown = {event for event, row in EVENTS.items() if row.to not in goes_on}
    assert shown - {EventType.LAPSED} <= set(OUTCOMES), "a lapsed preview has no line"


@pytest.mark.parametrize("event", OUTCOMES)
def test_each_end_is_told(event: EventType) -> None:
    text = said(*DONE, event, of=MOVED, why="AWS said no")
    did = "moved costs to a new key" if OUTCOMES[event].did else "asked to move costs to a new key"
    assert did in text and OUTCOMES[event].mark in text and "{" not in text


def test_who_approved_is_named() -> None:
    asked = records(EventType.PROPOSED, EventType.ASKED)
    yes = records(EventType.APPROVED, who="U2YES")
    done = records(EventType.APPLIED)
    text = spoken(line(LogEntry((*asked, *yes, *done), MOVED), named=False))
    assert "@U1ABC moved" in text and "approved by @U2YES" in text and "(team)" not in text


def test_an_undo_is_not_shown_as_the_fix() -> None:
    text = said(*DONE, EventType.APPLIED, of=MOVED, undoes="c0")
    assert "undid “move costs to a new key”" in text


def test_what_is_not_kept_any_more_is_named_by_its_resource() -> None:
    assert "changed key 1 (team)" in said(*DONE, EventType.APPLIED)


def test_a_preview_is_no_line() -> None:
    assert acts_of(records(EventType.PROPOSED, EventType.REPLANNED, EventType.LAPSED)) == ()


def test_a_refusal_is_one_line_like_an_act() -> None:
    assert said(EventType.REFUSED, of=MOVED, why="Only others may.") == (
        "2026-11-23 09:30 UTC  🚫 @U1ABC was refused to move costs to a new key: "
        "Only others may. (team)"
    )
    assert "was refused to move the topic to a new key: no" in said(EventType.REFUSED, why="no")
    assert "@U1ABC was refused: no" in said(EventType.REFUSED, why="no", fix="")


def test_a_proof_is_one_line() -> None:
    over: dict[str, Any] = {"fix": FIX, "resource": f"budget-check-proof-1, on {TOPIC}"}
    begun = (ProofEvent.BEGUN, ProofEvent.MADE)
    assert "🧪 @U1ABC tried to prove costs by a real alert" in said(*begun, **over)
    text = said(*begun, ProofEvent.ARRIVED, ProofEvent.CLEANED, **over)
    assert "✅ @U1ABC proved costs by a real alert (team) · it arrived" in text
    stuck = said(*begun, ProofEvent.EXPIRED, ProofEvent.STUCK, **over)
    assert "no alert came in time · its temporary budget could not be removed" in stuck
    failed = said(*begun, ProofEvent.FAILED, **{**over, "why": "No."})
    assert "❌ @U1ABC tried to prove costs by a real alert (team) · failed: No." in failed


def test_a_proof_by_an_alarm_is_one_line() -> None:
    over: dict[str, Any] = {"fix": FIX, "resource": f"budget-check-proof-1, on {TOPIC}"}
    begun = (AlarmProofEvent.BEGUN, AlarmProofEvent.MADE, AlarmProofEvent.SET)
    text = said(*begun, AlarmProofEvent.ACCEPTED, AlarmProofEvent.CLEANED, **over)
    assert "✅ @U1ABC proved costs by a real alert (team) · the topic accepted a real alarm" in text
    stuck = said(*begun, AlarmProofEvent.UNSEEN, AlarmProofEvent.STUCK, **over)
    assert "became of a real alarm · its temporary alarm could not be removed" in stuck
    refused = said(*begun, AlarmProofEvent.REJECTED, **{**over, "why": "AWSKMS"})
    assert "a real alarm was refused: AWSKMS" in refused
    for end in (AlarmProofEvent.FAILED, AlarmProofEvent.NOT_SET, AlarmProofEvent.ABANDONED):
        assert "no real alarm was sent: No." in said(*begun, end, **{**over, "why": "No."})


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("opened a ticket", "🎫 @U1ABC opened the ticket oi-1 (team)"),
        ("snoozed", "💤 @U1ABC snoozed it until Monday: known"),
        ("did something new", "@U1ABC: did something new until Monday: known"),
    ],
)
def test_other_acts_are_one_line(what: str, says: str) -> None:
    record = replace(records(EventType.LATE)[0], what=what, change="", fix="", ticket="oi-1")
    text = spoken(line(LogEntry((replace(record, why="until Monday: known"),)), named=True))
    assert says in text


def test_a_time_in_it_is_drawn_in_the_readers_zone() -> None:
    record = replace(records(EventType.LATE)[0], what="snoozed", change="", fix="")
    why = "until 2026-11-30 14:58 UTC: the key {goes}"
    drawn = line(LogEntry((replace(record, why=why),)), named=True)
    assert datetime(2026, 11, 30, 14, 58, tzinfo=UTC) in dict(drawn.fields).values()
    assert f"snoozed it {why}" in spoken(drawn)


def test_every_fix_has_its_words() -> None:
    assert set(DID) == {fix.id for fix in all_fixes()}


def test_steps_and_undo_stand_beside_a_change() -> None:
    applied = replace(MOVED, state=State.APPLIED)
    lines = [
        LogLine(LogEntry(records(*DONE, EventType.APPLIED), of), "https://x.example/p1")
        for of in (applied, replace(applied, state=State.UNDONE), None)
    ]
    blocks: list[Any] = list(log_page("l", VIEW, lines).blocks)
    _, first, second, third = blocks
    menu = [option["value"].partition(" ")[0] for option in first["accessory"]["options"]]
    assert menu == ["log.steps", "change.undo"]
    assert second["accessory"]["action_id"] == third["accessory"]["action_id"] == "log.steps"
    assert "<https://x.example/p1|thread>" in first["text"]["text"]
    assert "<!date^" in first["text"]["text"] and "<@U1ABC>" in first["text"]["text"]


def test_a_step_names_its_call() -> None:
    made = records(EventType.INTENDED, EventType.WROTE, call="kms:CreateKey", resource=NEW_KEY)
    shown = everything(steps_view("v", made)["blocks"])
    assert "wrote" in shown and "kms:CreateKey" in shown and NEW_KEY not in shown
    assert "holds nothing" in everything(steps_view("v", ())["blocks"])


def test_more_steps_than_a_view_holds_are_counted() -> None:
    shown = everything(steps_view("v", records(*[EventType.WROTE] * 70))["blocks"])
    assert "… 10 more" in shown


def test_the_title_says_what_it_is_narrowed_by() -> None:
    view = LogView("111111111111", "x", LogFilter("team", "mina", AT))
    text = log_page("l", view, []).text
    assert text == (
        'Nothing has been done through budget-check yet: budget "team", by mina, '
        "since 2026-11-23 09:30 UTC, account 111111111111."
    )
