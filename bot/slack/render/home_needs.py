"""What waits for a person, in their App Home: approvals, their own changes, pull requests,
tickets, snoozes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.core.reference import called
from bot.core.texts import home as texts
from bot.slack.render.home_cause import Snoozed, snooze_line, wake_button
from bot.slack.render.parts import Json, actions, button, header, is_address, plain, section
from bot.slack.render.phrase import Field, Link, Phrase, Who, bullets, phrase, rich
from bot.slack.render.plan import heading
from bot.slack.values import pack

_MOST = 5
_CONFIRM = 300
_TITLE = 100


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that nobody has closed, and the budget that it was opened for."""

    ticket: str
    budget: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingPullRequest:
    """A pull request that waits for a review, or for the deployment; `url` is its address."""

    pull_request: str
    url: str
    budget: str
    merged: bool


@dataclass(frozen=True, slots=True)
class SnoozedBudget:
    """A snooze that runs, and what it is about, in words."""

    about: str
    snoozed: Snoozed


@dataclass(frozen=True, slots=True)
class Needs:
    """`approvals` wait for who looks at it, `mine` are their own changes under way. `trouble` says
    what could not be read, "" for nothing.
    """

    approvals: Sequence[Change] = ()
    mine: Sequence[Change] = ()
    tickets: Sequence[OpenTicket] = ()
    snoozes: Sequence[SnoozedBudget] = ()
    pull_requests: Sequence[WaitingPullRequest] = ()
    trouble: str = ""


def needs_blocks(needs: Needs) -> Iterator[Json]:
    """Nothing at all where nothing waits."""
    found = (needs.approvals, needs.mine, needs.pull_requests, needs.tickets, needs.snoozes)
    if not (any(found) or needs.trouble):
        return
    yield header(texts.NEEDS)
    if needs.trouble:
        yield section(plain(texts.NO_STORE.format(why=needs.trouble)))
    for change in needs.approvals[:_MOST]:
        yield from _approval(change)
    yield from _list([*map(_mine, needs.mine)])
    yield from _list([*map(_pull_request, needs.pull_requests)])
    yield from _list([*map(_ticket, needs.tickets)])
    for one in needs.snoozes[:_MOST]:
        yield rich(phrase("*{about}*", about=one.about), *snooze_line(one.snoozed))
        yield actions(wake_button(one.snoozed))
    for left in (len(needs.approvals) - _MOST, len(needs.snoozes) - _MOST):
        if left > 0:
            yield rich(phrase(texts.MORE, count=left))


def _approval(change: Change) -> Iterator[Json]:
    plan = change.plan
    who, value = Who(change.requester), pack(change=change.id, fingerprint=plan.fingerprint)
    yield rich(phrase(texts.APPROVE, who=who, title=heading(plan), budget=plan.called))
    approve = button("Approve", "change.approve", value, "primary")
    confirm = {
        "title": plain(texts.CONFIRM_TITLE, _TITLE),
        "text": plain(f"{heading(plan)} ({plan.called})", _CONFIRM),
        "confirm": plain(texts.CONFIRM_YES),
        "deny": plain(texts.CONFIRM_NO),
    }
    yield actions({**approve, "confirm": confirm}, button("Reject", "change.reject", value))


def _mine(change: Change) -> Phrase:
    plan = change.plan
    stands = STANDS[change.state]
    return phrase(texts.MINE, title=heading(plan), budget=plan.called, stands=stands)


def _ticket(one: OpenTicket) -> Phrase:
    return phrase(texts.TICKET, ticket=one.ticket, budget=called(one.budget), at=one.at)


def _pull_request(one: WaitingPullRequest) -> Phrase:
    said = texts.MERGED_PULL_REQUEST if one.merged else texts.PULL_REQUEST
    link: Field = Link(one.pull_request, one.url) if is_address(one.url) else one.pull_request
    return phrase(said, pull_request=link, budget=called(one.budget))


def _list(lines: Sequence[Phrase]) -> Iterator[Json]:
    more = len(lines) - _MOST
    rest = [phrase(texts.MORE, count=more)] if more > 0 else []
    if lines:
        yield bullets([*lines[:_MOST], *rest])
