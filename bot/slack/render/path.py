"""A path as one line of marks: budget ✅ → topic ✅ → key ❌ broken → 2 subscribers ✅."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.console import budget_url, console_url
from bot.core.findings import Hop, HopReport, PathReport, Status, worst
from bot.core.texts.check import STATES
from bot.slack.render.phrase import Field, Link, Phrase
from bot.slack.render.texts import mark

_TO = " → "


def path_line(path: PathReport, start: str = "") -> Phrase:
    """The path's hops with their marks, each with its link to the console; `start` is a template
    of ours before them.
    """
    hops = list(_hops(path))
    marks = [f"{{hop{n}}} {_state(hop.status)}" for n, hop in enumerate(hops)]
    fields = tuple((f"hop{n}", _linked(hop, path)) for n, hop in enumerate(hops))
    return Phrase(start + _TO.join(marks), fields)


def _hops(path: PathReport) -> Iterator[HopReport]:
    """Those of the path; what stands behind the subscriptions is one with them."""
    behind = [hop for hop in path.hops if hop.hop is Hop.ENDPOINT]
    subscribed = any(hop.hop is Hop.SUBSCRIPTION for hop in path.hops)
    for hop in path.hops:
        if hop.hop is Hop.SUBSCRIPTION:
            status = worst([hop.status, *(one.status for one in behind)])
            yield HopReport(hop.hop, status, hop.resource, hop.says, hop.label)
        elif hop.hop is not Hop.ENDPOINT or not subscribed:
            yield hop


def _state(status: Status) -> str:
    word = STATES.get(status.value, "")
    return f"{mark(status)} {word}".rstrip()


def _linked(hop: HopReport, path: PathReport) -> Field:
    label = hop.label or hop.hop.value
    url = _url(hop, path)
    return Link(label, url) if url else label


def _url(hop: HopReport, path: PathReport) -> str:
    if hop.hop is Hop.BUDGET:
        topic = parse_arn(path.topic or "")
        return budget_url(hop.resource, topic.partition if topic else "aws")
    return console_url(hop.resource)
