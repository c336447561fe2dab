"""The one message of a search of every account, where it was asked for, else to who asked."""

from __future__ import annotations

from functools import partial

from bot.core.jobs.lookups import ShowLookup
from bot.core.lookup import Lookup
from bot.jobs.context import Context
from bot.jobs.outsiders import outsiders
from bot.jobs.registry import handles
from bot.slack.client import Slack
from bot.slack.reach import Refused, is_taken, or_refused
from bot.slack.render.lookup import lookup_message
from bot.slack.render.message import Message
from bot.store.lookups import LookupMessage


@handles(ShowLookup)
def show_lookup(context: Context, what: ShowLookup) -> None:
    """Post it, or draw it anew, as the search stands now. Raises SlackError to be tried again, and
    StoreError.
    """
    lookup = context.store.lookups.get(what.lookup)
    if lookup is None:
        return
    said = lookup_message(f"{lookup.id}.{lookup.looked}.{int(lookup.over)}", lookup)
    mark = f"lookup:{lookup.id}"
    there = context.store.lookups.message(lookup.id)
    if there is None:
        # Whoever made a step before may have posted it, and died before that was kept.
        _post(context, lookup, said, mark, unsure=context.job.unsure or lookup.looked > 0)
        return
    doing = f"the search {lookup.id} at {there.ts} in {there.channel}"
    taken = is_taken(doing, partial(context.slack.update, there.channel, there.ts, said))
    if not taken and lookup.over:  # somebody has deleted it: the end is said all the same
        _post(context, lookup, said, f"{mark}.end", unsure=context.job.unsure)


def _post(context: Context, lookup: Lookup, said: Message, mark: str, *, unsure: bool) -> None:
    post = partial(_posted, context.slack, lookup, said, mark, unsure=unsure)
    posted = None if outsiders(context) else post(lookup.channel, lookup.thread)
    if posted is None or isinstance(posted, Refused):
        doing = f"the direct message with {lookup.user}"
        direct = or_refused(doing, partial(context.slack.direct, lookup.user))
        posted = direct if isinstance(direct, Refused) else post(direct, "")
    if isinstance(posted, LookupMessage):
        context.store.lookups.posted(lookup, posted)


def _posted(  # noqa: PLR0913, PLR0917 (what, where, and whether it may be there)
    slack: Slack,
    lookup: Lookup,
    said: Message,
    mark: str,
    channel: str,
    thread: str,
    *,
    unsure: bool,
) -> LookupMessage | Refused:
    """Where it stands, once."""

    def post() -> str:
        found = slack.find_post(channel, mark, thread, lookup.began) if unsure else None
        return found or slack.post(channel, said, mark, thread)

    ts = or_refused(f"the search {lookup.id} in {channel}", post)
    return ts if isinstance(ts, Refused) else LookupMessage(channel, ts)
