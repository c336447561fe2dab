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
from bot.jobs.routes import rest_channel
from bot.slack.reach import Refused, can_do_without, or_refused
from bot.slack.render.digest import DigestView, digest_message
from bot.slack.render.links import home_url

_AGAIN = 60
_log = logging.getLogger(__name__)


@handles(PostDigest)
def post_digest(context: Context, what: PostDigest) -> None:
    """Post it as things are now; where its channel takes nothing, in ALERTS_CHANNEL.

    Raises SlackError to be tried again, StoreError, and LaterError where nobody can say which
    accounts there are.
    """
    digest, rest = context.store.digests.get(what.week), rest_channel(context)
    channel = context.settings.digest_channel or rest
    if digest is None or not channel:
        return
    directory = context.reader.directory()
    if isinstance(directory, ReadFailed):
        raise LaterError(f"the digest of {what.week}: {directory.detail}", _AGAIN)
    view = replace(view_of(context, directory, digest), home=_home(context))
    refused = _posted(context, channel, view, what.week)
    if refused and rest and rest != channel:
        view = replace(view, belongs=channel, refusal=refused.code)
        refused = _posted(context, rest, view, what.week)
    if refused:
        _log.error("The digest of %s is told nowhere: %s", what.week, refused.code)


def _home(context: Context) -> str:
    """The address of the App Home; a digest can do without."""
    app = can_do_without("the address of the App Home", context.slack.app_id, "")
    return home_url(context.settings.team_id, app)


def _posted(context: Context, channel: str, view: DigestView, week: str) -> Refused | None:
    """None once it stands there."""
    mark, slack = f"digest:{week}", context.slack
    message = digest_message(context.job.id, view)

    def post() -> str:
        found = slack.find_post(channel, mark, since=view.at) if context.job.unsure else None
        return found or slack.post(channel, message, mark)

    answer = or_refused(f"the digest of {week} in {channel}", partial(post))
    return answer if isinstance(answer, Refused) else None
