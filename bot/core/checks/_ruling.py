"""How a ruling reads: who decided, what almost allows, on what it turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.checks._denial import refusing
from bot.core.policy import Match, Suspect, SuspectKind, suspects
from bot.core.policy.access import LabelledStatement, Ruling
from bot.core.policy.carried import is_unlisted
from bot.core.policy.decision import Request
from bot.core.policy.expiry import Expiry, later
from bot.core.senders import SOURCE_ACCOUNT, Sender
from bot.core.texts.words import listed, quoted, sentences

_SECOND = " of the key's second policy"
_MOST = 6
"""Sentences on other people's statements; a policy may have a hundred."""
_SLIPS = frozenset({SuspectKind.MISSPELT_OPERATOR, SuspectKind.NO_OPERATOR, SuspectKind.ELEMENT})
"""Mistakes of which nobody can tell what AWS makes of them, and which explain an UNKNOWN."""


def deciders(*rulings: Ruling) -> str:
    """The statements that decided, as a list for people."""
    return listed([s.label for r in rulings for s in r.deciding]) or "its statements together"


def undecidable(
    ruling: Ruling,
    policy: str,
    what: str,
    documents: Sequence[str],
    sender: Sender,
) -> str:
    """Why it cannot be told: the document itself, a slip in it, or the keys that it turns on."""
    start = f"Whether {policy} lets {sender.title} {what} cannot be told"
    if ruling.problem:
        return f"{start}. {ruling.problem}"
    slips = (s for _, s in _suspects(ruling, documents) if s.meant and s.kind in _SLIPS)
    slip = next(slips, None)
    if slip:
        return f"{start}. {slip.says}"
    broken = next((s for s in _turned_on(ruling) if s.result.problem), None)
    if broken and not ruling.unknown_keys:
        return f"{start}: {broken.label} is not as AWS takes it. {broken.result.problem}"
    return sentences(f"{start}: {turning(ruling)}.", *_settled_by(ruling, documents, sender))


def ends(  # noqa: PLR0913, PLR0917 (when what ends, for whom)
    expiry: Expiry,
    policy: str,
    what: str,
    documents: Sequence[str],
    requests: Sequence[Request],
    sender: Sender,
) -> str:
    """Until when a policy lets the sender in, by which statement, and what to do."""
    by = listed(expiry.labels) or "one of its statements"
    lets = f"{policy} lets {sender.title} {what} only"
    until = f"until {expiry.at:%Y-%m-%d %H:%M} UTC" if expiry.at else "at certain times"
    if expiry.denies:
        then = "denies it from then on" if expiry.at else "denies it by the date"
        asked = later(expiry, requests)
        denies = refusing(documents, asked) or refusing(documents, asked, Match.UNKNOWN)
        # Its reason would show a time that no request has carried yet.
        told = (one.change or one.denial.because[0] for one in denies[:1])
        return sentences(f"{lets} {until}: {by} {then}.", *told)
    if expiry.at:
        return (
            f"{lets} {until}: {by} ends then, and the alerts with it. Add a statement without an "
            "end."
        )
    return f"{lets} {until}: {by} hangs on the date. Add a statement that does not."


def turning(ruling: Ruling) -> str:
    """On what an answer turns that cannot be told, as a clause."""
    undecided = _turned_on(ruling)
    where = listed([s.label for s in undecided]) or "it"
    turn = "turn" if len(undecided) > 1 else "turns"
    if ruling.unknown_keys:
        return f"{where} {turn} on {listed(ruling.unknown_keys)}, {_not_known(ruling)}"
    conditions = [c for s in undecided for c in s.result.conditions]
    unclear = [f"{c.operator} {c.key}" for c in conditions if c.match is Match.UNKNOWN]
    if any(s.result.principal is Match.UNKNOWN for s in undecided):
        unclear.append("whom its Principal takes in")
    if any(s.result.resource is Match.UNKNOWN for s in undecided):
        unclear.append("how far its Resource reaches")
    return f"{where} {turn} on {listed(unclear) or 'something'}, which budget-check cannot judge"


_RESOURCE_TAG = "aws:resourcetag/"


def _not_known(ruling: Ruling) -> str:
    """Why nobody can tell what the request carries of the keys that the answer turns on."""
    keys = ruling.unknown_keys
    new = [key for key in keys if is_unlisted(key, ruling.request)]
    if new and len(new) == len(keys):
        what = "keys" if len(new) > 1 else "a key"
        return f"{what} that budget-check does not know (AWS adds keys)"
    are = "are keys" if len(new) > 1 else "is a key"
    if ruling.request.action.startswith("kms:") and set(map(str.lower, keys)) <= _OF_THE_SOURCE:
        return "and AWS does not document whether the call to KMS carries that"
    if all(key.lower().startswith(_RESOURCE_TAG) for key in keys):
        return "and budget-check does not read the resource's tags"
    beside = f"; {listed(new)} {are} that it does not know" if new else ""
    return f"and budget-check cannot know what the request carries there{beside}"


def _turned_on(ruling: Ruling) -> list[LabelledStatement]:
    """The undecided statements that can still turn it: beside a sure Allow only the Denys."""
    sure = any(
        s.result.effect == "Allow" and s.result.match is Match.YES for s in ruling.statements
    )
    return [s for s in ruling.undecided if s.result.effect != "Allow" or not sure]


def _settled_by(ruling: Ruling, documents: Sequence[str], sender: Sender) -> Iterator[str]:
    """What is asked for there, and what would make it certain."""
    open_to = _turned_on(ruling)
    allows = [s for s in open_to if s.result.effect == "Allow"]
    for found in (c for s in allows for c in s.result.conditions if c.match is Match.UNKNOWN):
        yield f"That statement tests {found.key} with {found.operator}: {quoted(found.values)}."
    if allows and len(allows) == len(open_to):
        alone = " with aws:SourceAccount alone" if _source_account(ruling, sender) else ""
        yield f"A statement for {ruling.request.service}{alone} would be certain."
    for one in refusing(documents, [ruling.request], Match.UNKNOWN)[:1]:
        yield sentences(*one.denial.because, one.change)


_OF_THE_SOURCE = frozenset({"aws:sourcearn", "aws:sourceaccount"})


def _source_account(ruling: Ruling, sender: Sender) -> bool:
    """Whether a test of aws:SourceAccount is known to work; what SNS sends Lambda has none."""
    of_a_key = ruling.request.action.startswith("kms:")
    known = sender.key_sources if of_a_key else sender.topic_sources
    return SOURCE_ACCOUNT in known and SOURCE_ACCOUNT in ruling.request.context


@dataclass(frozen=True, slots=True)
class Suspicions:
    """What looks wrong: in statements that mean the sender, and in those that only come near."""

    meant: tuple[str, ...]
    near: tuple[str, ...]


def suspicions(ruling: Ruling, documents: Sequence[str]) -> Suspicions:
    """A sentence for each mistake in an Allow that misses the request.

    `near` is on the statements of others, which stay as they are.
    """
    return suspicions_of([ruling], documents)


def suspicions_of(rulings: Iterable[Ruling], documents: Sequence[str]) -> Suspicions:
    """The same of several calls of one resource: what a later one says anew of a statement."""
    found: list[tuple[int, Suspect]] = []
    for ruling in rulings:
        known = {_mark(*one) for one in found}
        found += [one for one in _suspects(ruling, documents) if _mark(*one) not in known]
    near = tuple(dict.fromkeys(s.says for _, s in found if not s.meant))
    more = len(near) - _MOST
    rest = (f"{more} more statements are for others: leave them.",) if more > 1 else near[_MOST:]
    return Suspicions(
        meant=tuple(dict.fromkeys(s.says for _, s in found if s.meant)),
        near=(*near[:_MOST], *rest),
    )


def meant_in(ruling: Ruling, documents: Sequence[str]) -> frozenset[tuple[int, int]]:
    """The statements that mean to let the sender in and do not: document and index of each."""
    found = _suspects(ruling, documents)
    return frozenset((number, one.statement) for number, one in found if one.meant)


def _mark(document: int, suspect: Suspect) -> tuple[int, int, SuspectKind]:
    return document, suspect.statement, suspect.kind


def beyond(says: str, more: Iterable[str]) -> tuple[str, ...]:
    """The sentences that `says` does not have already."""
    return tuple(one for one in more if one not in says)


def hidden(ruling: Ruling, documents: Sequence[str]) -> tuple[str, ...]:
    """What fails in the statements that mean this very action, and not another one."""
    covering = {
        (one.document, one.result.index)
        for one in ruling.statements
        if one.result.action is Match.YES
    }
    found = (
        suspect.says
        for document, suspect in _suspects(ruling, documents)
        if suspect.meant and (document, suspect.statement) in covering
    )
    return tuple(dict.fromkeys(found))


def _suspects(ruling: Ruling, documents: Iterable[str]) -> list[tuple[int, Suspect]]:
    """Each with the number of its document."""
    return [
        (number, suspect)
        for number, document in enumerate(documents)
        for suspect in suspects(document, ruling.request, _SECOND if number else "")
    ]
