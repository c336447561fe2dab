"""Who may ask: one row for each rule."""

from dataclasses import replace

import pytest

from bot.core.authorize import Groups, Person, Reason, may_ask

TEAM = "T0HOME"
MEMBER = Person("U1", frozenset({TEAM}))
ROWS: dict[str, tuple[Person | None, tuple[str, ...], Groups, Reason | None]] = {
    "any full member without viewers": (MEMBER, (), {}, None),
    "a member of this team of a grid": (
        replace(MEMBER, teams=frozenset({"T0OTHER", TEAM})),
        (),
        {},
        None,
    ),
    "a named viewer": (MEMBER, ("U1",), {}, None),
    "a named viewer beside an unread group": (MEMBER, ("S1", "U1"), {"S1": None}, None),
    "a member of a group": (MEMBER, ("S1",), {"S1": frozenset({"U1"})}, None),
    "a member of one group, another unread": (
        MEMBER,
        ("S1", "S2"),
        {"S1": None, "S2": frozenset({"U1"})},
        None,
    ),
    "not looked up": (None, (), {}, Reason.LOOKUP_FAILED),
    "another team": (replace(MEMBER, teams=frozenset({"T0X"})), (), {}, Reason.FOREIGN_TEAM),
    "another team though named": (
        replace(MEMBER, teams=frozenset({"T0X"})),
        ("U1",),
        {},
        Reason.FOREIGN_TEAM,
    ),
    "a guest": (replace(MEMBER, guest=True), (), {}, Reason.GUEST),
    "a guest though named": (replace(MEMBER, guest=True), ("U1",), {}, Reason.GUEST),
    "a bot": (replace(MEMBER, bot=True), (), {}, Reason.BOT),
    "deactivated": (replace(MEMBER, deactivated=True), (), {}, Reason.DEACTIVATED),
    "not named": (MEMBER, ("U2",), {}, Reason.NOT_A_VIEWER),
    "not in the group": (MEMBER, ("S1",), {"S1": frozenset({"U2"})}, Reason.NOT_A_VIEWER),
    "the group unread": (MEMBER, ("S1",), {"S1": None}, Reason.LOOKUP_FAILED),
    "the group not looked up": (MEMBER, ("S1",), {}, Reason.LOOKUP_FAILED),
}


@pytest.mark.parametrize("row", ROWS)
def test_may_ask(row: str) -> None:
    person, viewers, groups, reason = ROWS[row]
    refusal = may_ask(person, TEAM, viewers, groups)
    assert (refusal.reason if refusal else None) is reason


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_sentences(reason: Reason) -> None:
    from bot.core.authorize import Refusal

    assert Refusal(reason).says.endswith(".")
