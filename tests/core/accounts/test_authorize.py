"""Who may ask, mend, approve and reject: one row for each rule."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.accounts.authorize import (
    Asked,
    Groups,
    Person,
    Reason,
    Refusal,
    Right,
    approvals_missing,
    may_approve,
    may_ask,
    may_mend,
    may_reject,
)
from bot.core.change.change import Approval, Change, ChangePlace
from bot.core.change.state import State
from bot.core.plan import Plan, Write

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
    if refusal:
        assert refusal.ask == (viewers if reason is Reason.NOT_A_VIEWER else ())


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_sentences(reason: Reason) -> None:
    says = Refusal(reason).says
    assert says.endswith(".")
    assert "{" not in says


FIX = "move-to-new-key"
NARROWED = "MENDERS_MOVE_TO_NEW_KEY"
GROUPS: Groups = {"S1": frozenset({"U1"}), "S2": frozenset({"U2"}), "S0": None}
MEND: dict[str, tuple[Person | None, tuple[str, ...], tuple[str, ...] | None, Reason | None]] = {
    "a named mender": (MEMBER, ("U1",), None, None),
    "a member of a group": (MEMBER, ("S1",), None, None),
    "named in both lists": (MEMBER, ("U1",), ("U1",), None),
    "in a group, and named for the fix": (MEMBER, ("S1",), ("U1",), None),
    "named, and in a group for the fix": (MEMBER, ("U1",), ("S1",), None),
    "one group unread, another has the person": (MEMBER, ("S0", "S1"), None, None),
    "an empty list means nobody": (MEMBER, (), None, Reason.NO_MENDERS),
    "an empty list for the fix means nobody": (MEMBER, ("U1",), (), Reason.NO_MENDERS),
    "named for the fix, and nobody may mend": (MEMBER, (), ("U1",), Reason.NO_MENDERS),
    "not named": (MEMBER, ("U2",), None, Reason.NOT_A_MENDER),
    "named for the fix alone": (MEMBER, ("U2",), ("U1",), Reason.NOT_A_MENDER),
    "a mender, not of this fix": (MEMBER, ("U1",), ("U2",), Reason.NOT_A_MENDER_OF_THIS),
    "not in the fix's group": (MEMBER, ("U1",), ("S2",), Reason.NOT_A_MENDER_OF_THIS),
    "the group unread": (MEMBER, ("S0",), None, Reason.LOOKUP_FAILED),
    "the group never looked up": (MEMBER, ("S9",), None, Reason.LOOKUP_FAILED),
    "the fix's group unread": (MEMBER, ("U1",), ("S0",), Reason.LOOKUP_FAILED),
    "the person not looked up": (None, ("U1",), None, Reason.LOOKUP_FAILED),
    "another team though named": (
        replace(MEMBER, teams=frozenset({"T0X"})),
        ("U1",),
        None,
        Reason.FOREIGN_TEAM,
    ),
    "a guest though named": (replace(MEMBER, guest=True), ("U1",), None, Reason.GUEST),
    "a bot though named": (replace(MEMBER, bot=True), ("U1",), None, Reason.BOT),
    "deactivated though named": (
        replace(MEMBER, deactivated=True),
        ("U1",),
        None,
        Reason.DEACTIVATED,
    ),
}


def reason_of(refusal: Refusal | None) -> Reason | None:
    return refusal.reason if refusal else None


@pytest.mark.parametrize("row", MEND)
def test_may_mend(row: str) -> None:
    person, menders, narrowed, reason = MEND[row]
    assert reason_of(may_mend(person, TEAM, Right(FIX, menders, narrowed), GROUPS)) is reason


@pytest.mark.parametrize("row", [row for row in MEND if MEND[row][3]])
def test_who_may_not_mend_may_neither_approve_nor_give_a_reason_instead(row: str) -> None:
    person, menders, narrowed, reason = MEND[row]
    right = Right(FIX, menders, narrowed)
    assert reason_of(may_approve(person, TEAM, right, GROUPS, Asked("U9"))) is reason
    assert reason_of(may_reject(person, TEAM, right, GROUPS, Asked("U9"))) is reason
    assert reason_of(may_mend(person, TEAM, right, GROUPS, typed="because")) is reason


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", Reason.NO_REASON), (" \n", Reason.NO_REASON), ("x", None), (None, None)],
)
def test_a_reason_where_one_is_due(typed: str | None, reason: Reason | None) -> None:
    assert reason_of(may_mend(MEMBER, TEAM, Right(FIX, ("U1",)), {}, typed=typed)) is reason


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (Asked("U2"), None),
        (Asked("U2", ("U3",)), None),
        (Asked("U1"), Reason.SELF_APPROVAL),
        (Asked("U1", ("U1",)), Reason.SELF_APPROVAL),
        (Asked("U2", ("U3", "U1")), Reason.APPROVED_ALREADY),
    ],
)
def test_may_approve(asked: Asked, reason: Reason | None) -> None:
    assert reason_of(may_approve(MEMBER, TEAM, Right(FIX, ("U1",)), {}, asked)) is reason


@pytest.mark.parametrize("asked", [Asked("U1"), Asked("U2", ("U1",))])
def test_nobody_is_sent_to_themselves(asked: Asked) -> None:
    refusal = may_approve(MEMBER, TEAM, Right(FIX, ("U1", "U2", "S1")), {}, asked)
    assert refusal is not None and refusal.ask == ("U2", "S1")


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (MEMBER, None),
        (replace(MEMBER, guest=True), Reason.GUEST),
        (replace(MEMBER, id="U2"), None),
        (replace(MEMBER, id="U3"), Reason.NOT_A_MENDER),
        (None, Reason.LOOKUP_FAILED),
    ],
)
def test_who_asked_may_take_it_back_and_a_mender_may_reject(
    person: Person | None, reason: Reason | None
) -> None:
    refusal = may_reject(person, TEAM, Right(FIX, ("U2",)), {}, Asked("U1"))
    assert reason_of(refusal) is reason


@pytest.mark.parametrize(
    ("approved_by", "needed", "missing"),
    [
        ((), 0, 0),
        ((), 2, 2),
        (("U2",), 2, 1),
        (("U2", "U2"), 2, 1),
        (("U1", "U2"), 2, 1),
        (("U2", "U3"), 2, 0),
        (("U2", "U3", "U4"), 2, 0),
    ],
)
def test_approvals_missing(approved_by: tuple[str, ...], needed: int, missing: int) -> None:
    assert approvals_missing(Asked("U1", approved_by), needed) == missing


@pytest.mark.parametrize(
    ("right", "reason", "ask", "setting"),
    [
        (Right(FIX, ("U2", "S2")), Reason.NOT_A_MENDER, ("U2", "S2"), "MENDERS"),
        (Right(FIX, ("U2",), ("U3",)), Reason.NOT_A_MENDER, ("U2",), "MENDERS"),
        (Right(FIX, ("U1",), ("U3",)), Reason.NOT_A_MENDER_OF_THIS, ("U3",), NARROWED),
        (Right(FIX, ("U1",), ()), Reason.NO_MENDERS, (), NARROWED),
        (Right(FIX, (), ("U1",)), Reason.NO_MENDERS, (), "MENDERS"),
    ],
)
def test_a_refusal_says_which_right_is_missing_and_whom_to_ask(
    right: Right, reason: Reason, ask: tuple[str, ...], setting: str
) -> None:
    refusal = may_mend(MEMBER, TEAM, right, GROUPS)
    assert refusal == Refusal(reason, ask, setting)
    assert setting in refusal.says.replace(".", "").split()


def test_an_approval_belongs_to_the_plan_s_fingerprint() -> None:
    now = datetime(2026, 3, 20, tzinfo=UTC)
    write = Write("kms:PutKeyPolicy", "arn:aws:kms:::key/k", "Policy", "{}", "{1}")
    plan = Plan(
        "allow-on-key", "t", "1", "b", "t", "k", (write,), (), (), "", "", "", undoable=True
    )
    yes = Approval("U2", plan.fingerprint, now)
    change = Change(
        "c", plan, State.PREVIEWED, 1, "U1", "", ChangePlace("C"), now, now, approvals=(yes, yes)
    )
    assert approvals_missing(Asked("U1", change.approved_by()), 1) == 0
    newer = replace(change, plan=replace(plan, writes=(replace(write, before="{2}"),)))
    assert approvals_missing(Asked("U1", newer.approved_by()), 1) == 1
    right = Right("allow-on-key", ("U2",))
    again = Asked("U1", newer.approved_by())
    assert may_approve(replace(MEMBER, id="U2"), TEAM, right, {}, again) is None


ids = st.sampled_from(["U1", "U2", "S1", "S2", "S0"])


@given(st.lists(ids), st.none() | st.lists(ids), st.booleans())
def test_a_narrower_right_is_never_wider(
    menders: list[str], narrowed: list[str] | None, guest: bool
) -> None:
    person = replace(MEMBER, guest=guest)
    narrow = None if narrowed is None else tuple(narrowed)
    if may_mend(person, TEAM, Right(FIX, tuple(menders), narrow), GROUPS) is None:
        assert not guest
        assert may_mend(person, TEAM, Right(FIX, tuple(menders)), GROUPS) is None
        for held in (menders, narrowed):
            assert held is None or {"U1", "S1"} & set(held)
