"""How a ruling reads: who decided, what almost allows, on what it turns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.access import Ruling
from bot.core.checks._world import SENDER
from bot.core.expiry import Expiry
from bot.core.policy import Match, suspects
from bot.core.text import listed


def deciders(*rulings: Ruling) -> str:
    """The statements that decided, as a list for people."""
    return listed([s.label for r in rulings for s in r.deciding]) or "its statements together"


def denied(ruling: Ruling, policy: str, what: str) -> str:
    """Which statement denies, as in: The topic policy forbids AWS Budgets to publish: ..."""
    by = deciders(ruling)
    return (
        f"{policy} forbids {SENDER.title} to {what}: {by} denies it, and a Deny wins over every "
        "Allow. Ask whoever wrote it to except this service."
    )


def undecidable(ruling: Ruling, policy: str, what: str) -> str:
    """Why it cannot be told: the document itself, or the keys that it turns on."""
    start = f"Whether {policy} lets {SENDER.title} {what} cannot be told"
    if ruling.problem:
        return f"{start}. {ruling.problem}"
    problems = [s.result.problem for s in ruling.undecided if s.result.problem]
    if not ruling.unknown_keys and problems:
        return f"{start}. {problems[0]}"
    return f"{start}: {turning(ruling)}."


def ends(expiry: Expiry, policy: str, what: str) -> str:
    """Until when a policy lets the sender in, by which statement, and what to do."""
    by = listed(expiry.labels) or "one of its statements"
    if expiry.at is None:
        return (
            f"{policy} lets {SENDER.title} {what} only at certain times: {by} hangs on the date. "
            "Add a statement that does not."
        )
    until = f"{policy} lets {SENDER.title} {what} only until {expiry.at:%Y-%m-%d %H:%M} UTC"
    if expiry.denies:
        return f"{until}: {by} denies it from then on. Ask whoever wrote it to except this service."
    return f"{until}: {by} ends then, and the alerts with it. Add a statement without an end."


def turning(ruling: Ruling) -> str:
    """On what an answer turns that cannot be told, as a clause."""
    where = listed([s.label for s in ruling.undecided]) or "it"
    if ruling.unknown_keys:
        keys = listed(ruling.unknown_keys)
        return (
            f"{where} turns on {keys}, and budget-check cannot know what the request carries there"
        )
    conditions = [c for s in ruling.undecided for c in s.result.conditions]
    unclear = [f"{c.operator} {c.key}" for c in conditions if c.match is Match.UNKNOWN]
    if any(s.result.resource is Match.UNKNOWN for s in ruling.undecided):
        unclear.append("how far its Resource reaches")
    return f"{where} turns on {listed(unclear) or 'something'}, which budget-check cannot judge"


@dataclass(frozen=True, slots=True)
class Suspicions:
    """What looks wrong: in statements that mean the sender, and in those that only come near."""

    meant: tuple[str, ...]
    near: tuple[str, ...]


def suspicions(ruling: Ruling, documents: Iterable[str]) -> Suspicions:
    """A sentence for each mistake in an Allow that misses the request."""
    found = [suspect for document in documents for suspect in suspects(document, ruling.request)]
    return Suspicions(
        meant=tuple(dict.fromkeys(s.says for s in found if s.meant)),
        near=tuple(dict.fromkeys(s.says for s in found if not s.meant)),
    )
