"""The one post of the digest."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from bot.core.jobs.digest import PostDigest
from bot.core.model.read import ReadFailed
from bot.errors import LaterError
from bot.features.digest.week import view_of
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.slack.reach import Refused, or_refused
from bot.slack.render.digest import DigestView, digest_message

_AGAIN = 60
_log = logging.getLogger(__name__)


@handles(PostDigest)
def post_digest(context: Context, what: PostDigest) -> None:
    """Post it as things are now; where its channel takes nothing, in ALERTS_CHANNEL.

    Raises SlackError to be tried again, StoreError, and LaterError where nobody can say which
    accounts there are.
    """
    digest, settings = context.store.digests.get(what.week), context.settings
    channel = settings.digest_channel or settings.alerts_channel
    if digest is None or not channel:
        return
    directory = context.reader.directory()
    if isinstance(directory, ReadFailed):
        raise LaterError(f"the digest of {what.week}: {directory.detail}", _AGAIN)
    view = view_of(context, directory, digest)
    refused = _posted(context, channel, view, what.week)
    rest = settings.alerts_channel
    if refused and rest and rest != channel:
        view = replace(view, belongs=channel, refusal=refused.code)
        refused = _posted(context, rest, view, what.week)
    if refused:
        _log.error("The digest of %s is told nowhere: %s", what.week, refused.code)


def _posted(context: Context, channel: str, view: DigestView, week: str) -> Refused | None:
    """None once it stands there."""
    mark, slack = f"digest:{week}", context.slack
    message = digest_message(context.job.id, view)

    def post() -> str:
        found = slack.find_post(channel, mark, since=view.at) if context.job.unsure else None
        return found or slack.post(channel, message, mark)

    answer = or_refused(f"the digest of {week} in {channel}", partial(post))
    return answer if isinstance(answer, Refused) else None
