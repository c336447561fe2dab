"""A channel that people of other organisations see: what is asked there is for who asked, alone."""

from __future__ import annotations

from functools import partial

from bot.core.texts.needs import SHARED, UNKNOWN_WHO
from bot.jobs.context import DIRECT, Context
from bot.slack.reach import Refused, can_do_without, or_refused

_NOT_THERE = {"channel_not_found", "not_in_channel", "invalid_channel", "is_archived"}
"""Nothing can be posted there either, and that is said."""


def outsiders(context: Context) -> str:
    """Why nothing may be posted where the job stands, as a sentence; "" where it may.

    What nobody asked for stands in the channels for alerts whoever sees it: `doctor` warns of that.
    Raises SlackError where the job has to be tried again.
    """
    place = context.job.place
    unasked = not place.user and place.channel in context.settings.post_channels
    if unasked or not place.channel or place.channel.startswith(DIRECT):
        return ""
    ask = partial(context.prefetch.answer, context.slack.is_shared, place.channel)
    shared = or_refused(f"asking whether {place.channel} is shared", ask)
    if isinstance(shared, Refused):
        return "" if shared.code in _NOT_THERE else UNKNOWN_WHO.format(shared.code)
    return SHARED if shared else ""


def perhaps_outsiders(context: Context) -> bool:
    """Whether nothing may be posted there, or that cannot be told now: for what can stay unsaid."""
    why = can_do_without("knowing who is in the channel", lambda: outsiders(context), UNKNOWN_WHO)
    return bool(why)
