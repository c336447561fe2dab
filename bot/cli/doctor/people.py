"""Who may ask and who may mend: do they exist, and are there enough of them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.cli.doctor._finding import DoctorFinding, count, fine, unknown, wrong
from bot.cli.doctor._setup import Setup
from bot.core.accounts.authorize import Person, Right
from bot.core.fixes import all_fixes
from bot.errors import SlackError
from bot.slack.client import Slack
from bot.slack.token_status import TokenStatus

TITLE = "People"
PLACE = 70

_GONE = {"user_not_found", "no_such_subteam", "user_not_visible"}


@dataclass(slots=True)
class _Book:
    """What Slack says of people and groups, each asked once."""

    slack: Slack
    team: str
    people: dict[str, Person | SlackError] = field(default_factory=dict)
    groups: dict[str, frozenset[str] | SlackError] = field(default_factory=dict)

    def person(self, id: str) -> Person | SlackError:
        """Somebody."""
        if id not in self.people:
            try:
                self.people[id] = self.slack.person(id)
            except SlackError as error:
                self.people[id] = error
        return self.people[id]

    def members(self, id: str) -> frozenset[str] | SlackError:
        """A group's members."""
        if id not in self.groups:
            try:
                self.groups[id] = self.slack.members(id)
            except SlackError as error:
                self.groups[id] = error
        return self.groups[id]

    def trouble(self, person: Person) -> str:
        """Why somebody can do nothing here; "" where that is not so."""
        troubles = {
            "is of another workspace": self.team not in person.teams,
            "is deactivated": person.deactivated,
            "is an app and no person": person.bot,
            "is a guest, and guests may not ask": person.guest,
        }
        return next((says for says, hit in troubles.items() if hit), "")


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Everybody whom the settings name, then the approvals."""
    if not isinstance(setup.slack, TokenStatus):
        return
    book = _Book(setup.api(), setup.slack.identity.team)
    named = {"VIEWERS": setup.settings.viewers, "MENDERS": setup.settings.menders}
    for fix, people in setup.settings.menders_of.items():
        named[Right(fix, (), ()).setting] = people
    groups = tuple(dict.fromkeys(one.to.group for one in setup.settings.routes if one.to.group))
    named |= {"ROUTES": groups} if groups else {}
    faulty = {fault.name for fault in setup.faults}
    for setting, ids in named.items():
        if setting not in faulty:
            yield from _named(setup, book, setting, ids)
    if setup.settings.menders and setup.settings.approvals:
        yield from _approvals(setup, book)


def _named(
    setup: Setup, book: _Book, setting: str, ids: tuple[str, ...]
) -> Iterator[DoctorFinding]:
    if not ids:
        yield fine(setting, _NOBODY.get(setting, "names nobody: nobody may use this fix."))
        return
    found = [one for id in ids if (one := _one(setup, book, setting, id))]
    yield from found or [fine(setting, f"All {len(ids)} exist.")]


def _one(setup: Setup, book: _Book, setting: str, id: str) -> DoctorFinding | None:
    known = book.members(id) if id.startswith("S") else book.person(id)
    do = f"Correct {setting} {setup.place}."
    if isinstance(known, SlackError):
        if known.code in _GONE:
            return wrong(setting, f"{id} does not exist in this workspace, or is disabled.", do)
        return unknown(setting, f"{id}: {known}", "See the scopes above, and try again.")
    if isinstance(known, frozenset):
        return None if known else wrong(setting, f"The group {id} has no members.", do)
    trouble = book.trouble(known)
    return wrong(setting, f"{id} {trouble}.", do) if trouble else None


def _approvals(setup: Setup, book: _Book) -> Iterator[DoctorFinding]:
    """Whoever asks for a change needs so many others: one more than APPROVALS in all."""
    needed = setup.settings.approvals + 1
    approvals = count(setup.settings.approvals, "approval")
    short = []
    for right in (setup.settings.right(fix.id) for fix in all_fixes() if fix.clears):
        able = _able(book, right, needed)
        if able is None:
            yield unknown("APPROVALS", "Slack did not say who the menders are.", "See above.")
            return
        if able < needed and right.narrowed != ():
            short.append((right.setting, able))
    for setting, able in dict.fromkeys(short):
        yield wrong(
            "APPROVALS",
            f"A change needs {approvals} by others, and only {able} of those named in {setting} "
            "can mend at all: no change can ever run.",
            f"Name more people in {setting}, or lower APPROVALS, {setup.place}.",
        )
    if not short:
        yield fine("APPROVALS", f"A change needs {approvals} by others, and there are enough.")


def _able(book: _Book, right: Right, enough: int) -> int | None:
    """How many can use the right, counted up to `enough`; None where Slack does not say."""
    menders = _everybody(book, right.menders)
    narrowed = menders if right.narrowed is None else _everybody(book, right.narrowed)
    if menders is None or narrowed is None:
        return None
    able = 0
    for id in sorted(menders & narrowed):
        person = book.person(id)
        if isinstance(person, SlackError):
            if person.code not in _GONE:
                return None
        elif not book.trouble(person):
            able += 1
        if able == enough:
            break
    return able


def _everybody(book: _Book, ids: tuple[str, ...]) -> frozenset[str] | None:
    everybody = {id for id in ids if not id.startswith("S")}
    for group in (id for id in ids if id.startswith("S")):
        members = book.members(group)
        if isinstance(members, SlackError):
            if members.code not in _GONE:
                return None
        else:
            everybody |= members
    return frozenset(everybody)


_NOBODY = {
    "VIEWERS": "names nobody: every full member of the workspace may ask.",
    "MENDERS": "names nobody: nobody may mend, and budget-check only reads.",
}
