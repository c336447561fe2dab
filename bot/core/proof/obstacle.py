"""Why there is nothing to prove, whatever the proof makes for a while.

What is made has to be let in by the very statement that lets the real one in: what comes through
another door proves nothing of this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.checks._world import publish_request
from bot.core.checks.key._access import key_access
from bot.core.findings import Hop, PathReport, Report, Status, worst
from bot.core.model.budget import Notification
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.policy.access import Ruling, rule
from bot.core.policy.decision import Effect
from bot.core.texts.words import capital, listed


@dataclass(frozen=True, slots=True)
class CannotProve:
    """Why there is no proof to be had; `fix` is the id of one that would help, "" without."""

    why: str
    fix: str = ""


def not_healthy(report: Report, topic: str) -> CannotProve | None:
    """A proof is for what the policies allow already."""
    found = [p for p in report.paths if p.topic == topic]
    paths = [p for p in found if not _is_action(p)] or found
    for hop in (Hop.TOPIC, Hop.KEY):
        hops = [h for p in paths for h in p.hops if h.hop is hop]
        status = worst(h.status for h in hops)
        if status in (Status.BROKEN, Status.UNKNOWN):
            says = next(h.says for h in hops if h.status is status)
            return CannotProve(
                f"There is nothing to prove yet: the {hop} is {status}. {says} Mend that first."
            )
    return None


def names_single_ones(path: Path, other: Path, topic: Topic) -> CannotProve | None:
    """Whether what lets this path in would let `other` in as well, that of the temporary one."""
    noun = path.sender.subject
    for what, real, temporary in _doors(path, other, topic):
        through = _deciding(real) & _deciding(temporary)
        if temporary.effect is not Effect.ALLOW or not through:
            by = listed(s.label for s in real.deciding) or "its statements together"
            return CannotProve(
                f"{capital(what)} names single {noun}s (aws:SourceArn): {by} lets {path.name} in "
                f"and not a temporary {noun}. The proof's alert would be refused, or come in by "
                "another statement, and prove nothing of this one."
            )
    return None


def subscribers_unread(unread: ReadFailed, message: str) -> CannotProve:
    """Nobody can be told whom the `message` would reach."""
    return CannotProve(
        f"Whom {message} would reach could not be read, so it is not sent. "
        f"budget-check's role needs {unread.action} on {unread.resource}."
    )


def _is_action(path: PathReport) -> bool:
    return isinstance(path.notification, Notification) and path.notification.action is not None


def _doors(path: Path, other: Path, topic: Topic) -> Iterator[tuple[str, Ruling, Ruling]]:
    """Each policy on the way: how it rules for the real one, and for the temporary one."""
    asked = [publish_request(each, topic) for each in (path, other)]
    real, temporary = [rule([topic.policy or ""], one) if one else None for one in asked]
    if real and temporary:
        yield "the topic policy", real, temporary
    keys = [key_access(each) for each in (path, other)]
    if keys[0] and keys[1]:
        for one, two in zip(keys[0].rulings, keys[1].rulings, strict=True):
            yield "the key policy", one, two


def _deciding(ruling: Ruling) -> frozenset[tuple[int, str]]:
    return frozenset((s.document, s.label) for s in ruling.deciding)
