"""Where policies are written, by the map of sources and the tags, and which tool keeps them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from bot.core.arns import parse_arn
from bot.core.findings import Report
from bot.core.model.read import ReadFailed
from bot.core.owners import owners_of
from bot.core.plan import parts_of
from bot.core.pull_requests.statements import statement_fix
from bot.core.sources import NoPlace, Place
from bot.jobs.context import Context
from bot.slack.render.open_pull_request import SourceOffer

_HOPS = {"allow-on-key": "key.", "allow-on-topic": "topic."}
_log = logging.getLogger(__name__)


def place_of_policy(
    context: Context, resource: str, tags: Mapping[str, str] | ReadFailed, names: tuple[str, ...]
) -> Place | NoPlace | ReadFailed:
    """Where the policy of this key or topic is written. Tags that were not read tell nothing."""
    if context.sources is None:
        raise LookupError("No map of sources: this kind of job did not ask for one.")
    known = {} if isinstance(tags, ReadFailed) else tags
    return context.sources.place(resource, (*_name(resource), *names), known)


def offer_of(context: Context, resources: Iterable[str]) -> SourceOffer | None:
    """What a pull request for these policies would be; None where they have no one place, and where
    nobody set up a map.
    """
    wanted = tuple(dict.fromkeys(resources))
    if context.sources is None or not wanted:
        return None
    tags = context.tags(wanted)
    found = [place_of_policy(context, one, tags.get(one, {}), ()) for one in wanted]
    places = [one for one in found if isinstance(one, Place)]
    if len(places) < len(wanted) or len({one.repository for one in places}) > 1:
        _log.info("No one place for %s: %s", wanted, found)
        return None
    tools = [owner.tool for owner in owners_of(tags) if owner.tool]
    return SourceOffer(places[0].repository, tools[0] if tools else "")


def offers_for(
    context: Context, report: Report, topics: Iterable[str]
) -> Mapping[str, SourceOffer]:
    """By topic what a pull request would be, where statements alone would mend it."""
    if context.sources is None:
        return {}
    found = ((topic, offer_of(context, _resources(report, topic))) for topic in topics)
    return {topic: offer for topic, offer in found if offer}


def _resources(report: Report, topic: str) -> tuple[str, ...]:
    """The key and the topic whose policies such a fix changes, by what was found there."""
    fix = statement_fix(report, topic)
    hops = tuple(_HOPS[part] for part in parts_of(fix.id)) if fix else ()
    findings = (one for p in report.paths if p.topic == topic for one in p.findings)
    wanted = (one.resource for one in findings if hops and one.code.startswith(hops) and one.fixes)
    return tuple(dict.fromkeys(arn for arn in wanted if parse_arn(arn)))


def _name(resource: str) -> tuple[str, ...]:
    arn = parse_arn(resource)
    return (arn.resource,) if arn and arn.service == "sns" else ()
