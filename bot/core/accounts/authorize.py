"""Who may ask, mend and approve, with a named reason for every refusal (SECURITY.md, "Who may do
what").

Pure: what Slack says of the person and of the groups is passed in. A look-up that failed is None,
and None never lets anybody in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.accounts.entry import Account


class Reason(StrEnum):
    """Why somebody is refused."""

    LOOKUP_FAILED = "look-up failed"
    FOREIGN_TEAM = "foreign team"
    DEACTIVATED = "deactivated"
    BOT = "bot"
    GUEST = "guest"
    NOT_A_VIEWER = "not a viewer"
    NOT_A_VIEWER_OF_THIS = "not a viewer of this account"
    VIEWERS_UNREAD = "look-up failed: viewers"
    NO_MENDERS = "no menders"
    NOT_A_MENDER = "not a mender"
    NOT_A_MENDER_OF_THIS = "not a mender of this fix"
    NO_REASON = "no reason"
    SELF_APPROVAL = "self-approval"
    APPROVED_ALREADY = "approved already"


_SAYS = {
    Reason.LOOKUP_FAILED: "Slack did not say who you are, so nothing was done: try again in a "
    "minute.",
    Reason.FOREIGN_TEAM: "Only members of budget-check's own Slack workspace may use it: ask one "
    "of them.",
    Reason.DEACTIVATED: "Your account in this workspace is deactivated.",
    Reason.BOT: "budget-check answers people, not other apps.",
    Reason.GUEST: "Guests may not use budget-check: ask a full member of this workspace.",
    Reason.NOT_A_VIEWER: "Only who is named in VIEWERS may ask: ask one of them, or whoever runs "
    "budget-check.",
    Reason.NOT_A_VIEWER_OF_THIS: "Only who is named as a viewer of account {setting} may see its "
    "budgets: ask one of them, or whoever runs budget-check.",
    Reason.VIEWERS_UNREAD: "Who may see the budgets of account {setting} could not be read, so "
    "nobody may: ask whoever runs budget-check to run its doctor.",
    Reason.NO_MENDERS: "Nobody may mend here, for {setting} names nobody: open a change ticket, or "
    "ask whoever runs budget-check.",
    Reason.NOT_A_MENDER: "Only who is named in {setting} may mend: ask one of them, or open a "
    "change ticket.",
    Reason.NOT_A_MENDER_OF_THIS: "You may mend, but only who is named in {setting} may mend this: "
    "ask one of them, or open a change ticket.",
    Reason.NO_REASON: "This needs a reason: write why it has to be, for whoever asks later.",
    Reason.SELF_APPROVAL: "Somebody else has to approve what you asked for: ask another one who is "
    "named in {setting}.",
    Reason.APPROVED_ALREADY: "You approved this already, and each person counts once: ask another "
    "one who is named in {setting}.",
}
"""One sentence each: which right is missing, and whom to ask."""


@dataclass(frozen=True, slots=True)
class Person:
    """What users.info says: `teams` are the workspace and, on an Enterprise grid, the others.

    `name` is what people call them.
    """

    id: str
    teams: frozenset[str]
    guest: bool = False
    bot: bool = False
    deactivated: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, by name and as sentences for the person.

    `ask` are the user and user group ids who could do it, for Slack to name; `setting` is the one
    that lists them.
    """

    reason: Reason
    ask: tuple[str, ...] = ()
    setting: str = "MENDERS"

    @property
    def may_ask(self) -> bool:
        """Whether who is refused may see the plan and ask those who have the right: a full member
        of the workspace who lacks nothing else.
        """
        lacks = {Reason.NOT_A_MENDER, Reason.NOT_A_MENDER_OF_THIS}
        return self.reason in lacks and bool(self.ask)

    @property
    def says(self) -> str:
        """Which right is missing and whom to ask."""
        return _SAYS[self.reason].format(setting=self.setting)

    @property
    def text(self) -> str:
        """The same as it is shown, in a message, a view and the App Home."""
        return f"🚫 {self.says}"


Groups = Mapping[str, frozenset[str] | None]
"""Each user group's members by the group's id; None where they could not be looked up."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What approval is asked for: by whom, and who said yes to the plan as it is now."""

    requester: str
    approved_by: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """The right to carry out one fix: who has it, by the settings.

    `menders` are user and user group ids (MENDERS); `narrowed` those of MENDERS_<FIX ID>, None
    where that is not set. A person needs to be in both. An empty list means nobody, never
    everybody.
    """

    fix: str
    menders: tuple[str, ...]
    narrowed: tuple[str, ...] | None = None

    @property
    def setting(self) -> str:
        """The setting that has the last word: MENDERS_MOVE_TO_NEW_KEY, or MENDERS."""
        suffix = "" if self.narrowed is None else f"_{self.fix.upper().replace('-', '_')}"
        return f"MENDERS{suffix}"

    @property
    def holders(self) -> tuple[str, ...]:
        """Whom to ask."""
        return self.menders if self.narrowed is None else self.narrowed


def may_ask(
    person: Person | None, team: str, viewers: tuple[str, ...], groups: Groups
) -> Refusal | None:
    """None where `person` may ask the budget-check of `team`, else why not.

    `viewers` are user and user group ids; without any, every full member may ask.
    """
    if person is None:
        return Refusal(Reason.LOOKUP_FAILED)
    stands = _standing(person, team)
    if stands or not viewers:
        return stands
    lacking = _not_among(viewers, person, groups, Reason.NOT_A_VIEWER)
    ask = viewers if lacking is Reason.NOT_A_VIEWER else ()
    return Refusal(lacking, ask, "VIEWERS") if lacking else None


def may_see(user: str, account: Account, groups: Groups) -> Refusal | None:
    """None where somebody who may ask may see this account's budgets, else why not.

    A group that could not be looked up lets nobody in.
    """
    if account.in_doubt:
        return viewers_unread(account.title)
    named = user in account.viewers
    if not account.viewers or named or any(user in (of or ()) for of in groups.values()):
        return None
    return Refusal(Reason.NOT_A_VIEWER_OF_THIS, account.viewers, account.title)


def viewers_unread(account: str) -> Refusal:
    """The refusal where nobody can tell who may see the account."""
    return Refusal(Reason.VIEWERS_UNREAD, setting=account)


def may_mend(
    person: Person | None,
    team: str,
    right: Right,
    groups: Groups,
    *,
    typed: str | None = None,
) -> Refusal | None:
    """None where `person` may carry out the fix of `right`, or undo it; else why not.

    `typed` is what the person typed, where the fix demands a reason and this is the
    submission; None where no reason is due.
    """
    if person is None:
        return _refused(Reason.LOOKUP_FAILED, right)
    stands = _standing(person, team)
    if stands:
        return stands
    lacking = _lacking(person, right, groups)
    if lacking is None and typed is not None and not typed.strip():
        lacking = Reason.NO_REASON
    return _refused(lacking, right) if lacking else None


def may_approve(
    person: Person | None, team: str, right: Right, groups: Groups, asked: Asked
) -> Refusal | None:
    """None where `person` may approve what was asked for: another mender, and for the first time.

    What was approved is the plan as it is now; `asked.approved_by` must be of its fingerprint
    (`Change.approved_by`), so a new plan may be approved anew.
    """
    refusal = may_mend(person, team, right, groups)
    if refusal or person is None:
        return refusal
    if person.id == asked.requester:
        return _by_another(Reason.SELF_APPROVAL, person, right)
    if person.id in asked.approved_by:
        return _by_another(Reason.APPROVED_ALREADY, person, right)
    return None


def may_reject(
    person: Person | None, team: str, right: Right, groups: Groups, asked: Asked
) -> Refusal | None:
    """None where `person` may reject what was asked for: a mender, or who asked for it."""
    stands = _standing(person, team) if person else None
    if person is not None and stands is None and person.id == asked.requester:
        return None
    return may_mend(person, team, right, groups)


def approvals_missing(asked: Asked, needed: int) -> int:
    """How many more menders must approve; the requester's own yes does not count."""
    others = {user for user in asked.approved_by if user != asked.requester}
    return max(0, needed - len(others))


def _lacking(person: Person, right: Right, groups: Groups) -> Reason | None:
    """What keeps the person from the right. A look-up that failed in either list refuses."""
    if not right.menders or right.narrowed == ():
        return Reason.NO_MENDERS
    lacking = _not_among(right.menders, person, groups, Reason.NOT_A_MENDER)
    if lacking or right.narrowed is None:
        return lacking
    return _not_among(right.narrowed, person, groups, Reason.NOT_A_MENDER_OF_THIS)


def _refused(reason: Reason, right: Right) -> Refusal:
    """The refusal with whom to ask. Where MENDERS itself keeps somebody out, it is named."""
    if reason is Reason.NOT_A_MENDER or not right.menders:
        return Refusal(reason, right.menders)
    return Refusal(reason, right.holders, right.setting)


def _by_another(reason: Reason, person: Person, right: Right) -> Refusal:
    """Nobody is sent to themselves."""
    refusal = _refused(reason, right)
    return replace(refusal, ask=tuple(one for one in refusal.ask if one != person.id))


def _not_among(
    ids: tuple[str, ...], person: Person, groups: Groups, reason: Reason
) -> Reason | None:
    """None for who is named, or in a group that is; else `reason`, or that nobody could tell."""
    if person.id in ids:
        return None
    members = [groups.get(one) for one in ids if one.startswith("S")]
    if any(known is not None and person.id in known for known in members):
        return None
    return Reason.LOOKUP_FAILED if None in members else reason


def _standing(person: Person, team: str) -> Refusal | None:
    tests = {
        Reason.FOREIGN_TEAM: team not in person.teams,
        Reason.DEACTIVATED: person.deactivated,
        Reason.BOT: person.bot,
        Reason.GUEST: person.guest,
    }
    return next((Refusal(reason) for reason, hit in tests.items() if hit), None)
