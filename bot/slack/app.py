"""The Bolt app: the front door for everything that Slack sends (docs/facts.md 8.2).

It verifies, checks the team, leaves one job in the queue and acknowledges. It reads nothing of AWS,
so that it answers within Slack's 3 s whatever AWS does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from traceback import walk_tb
from uuid import uuid4

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.signature import SignatureVerifier

from bot.core.jobs import JobQueue
from bot.errors import QueueError, SettingsError
from bot.settings import Settings
from bot.slack import listeners
from bot.slack.calls import OPEN_TIMEOUT, web_client
from bot.slack.client import Slack
from bot.slack.listeners.job_sender import JobSender, MalformedError, team_of
from bot.slack.listeners.not_taken import not_taken

_log = logging.getLogger(__name__)

UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What Bolt itself raises at a payload of another shape."""


class SlackApp(App):
    """Bolt's App with the verifier of its signing secret; None where only Socket Mode is used."""

    verifier: SignatureVerifier | None = None


def build(settings: Settings, queue: JobQueue, new_id: Callable[[], str] | None = None) -> SlackApp:
    """The app for `settings`, which leaves its jobs in `queue`.

    `new_id` gives each job its id. Raises SettingsError where something of Slack's is missing.
    """
    settings.for_slack()
    seconds = OPEN_TIMEOUT + settings.extra_timeout
    if not settings.team_id:
        raise SettingsError("SLACK_TEAM_ID", "is missing: it is the workspace's id, T...")
    logger = logging.getLogger("budget-check.bolt")
    # Bolt warns that SLACK_BOT_TOKEN in the environment is not used, which is meant.
    logger.setLevel(logging.ERROR)
    app = SlackApp(
        name="budget-check",
        logger=logger,
        client=web_client(None, settings.slack_api_url, seconds),
        signing_secret=settings.signing_secret,
        authorize=_authorize(settings),
        before_authorize=_team_check(settings.team_id),
        # The listeners are quick, and on Lambda nothing runs after the answer.
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    # At INFO Bolt logs whole bodies, response_url included.
    logger.setLevel(logging.WARNING)
    if settings.signing_secret:
        app.verifier = SignatureVerifier(settings.signing_secret)
    slack = Slack(settings.bot_token, settings.slack_api_url, seconds)
    app.error(_on_error(slack))
    listeners.register(app, JobSender(queue, slack, new_id or (lambda: uuid4().hex)))
    return app


def _authorize(settings: Settings) -> Callable[[], AuthorizeResult]:
    """Fixed ids: with `token=` Bolt would ask Slack before the first answer."""
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=settings.team_id,
        bot_id=settings.bot_id or None,
        bot_user_id=settings.bot_user_id or None,
        bot_token=settings.bot_token,
    )
    return lambda: result


def _team_check(team: str) -> Callable[..., BoltResponse | None]:
    """Answers a request of another team, and runs nothing for it."""

    def check(body: Mapping[str, object], next: Callable[[], BoltResponse]) -> BoltResponse | None:
        if body.get("type") == "url_verification" or team_of(body) == team:
            return next()
        _log.warning("Refused a request of another Slack team: %.100r", team_of(body))
        from bot.core.accounts.authorize import Reason, Refusal  # noqa: PLC0415  # a cold start needs none

        return BoltResponse(
            status=200, body=Refusal(Reason.FOREIGN_TEAM).says if "command" in body else ""
        )

    return check


def _on_error(slack: Slack) -> Callable[..., BoltResponse]:
    """What answers a request that nobody could handle."""

    def on_error(error: Exception, body: Mapping[str, object]) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            # Nothing of ours matched: 200, or Slack would send an event three times more.
            return BoltResponse(status=200, body="")
        if isinstance(error, MalformedError):
            _log.warning("Slack sent a request that cannot be read: %s", error)
            return BoltResponse(status=400, body="")
        if isinstance(error, QueueError):
            _log.error("%s", error)
            return not_taken(slack, body)
        if isinstance(error, UNREADABLE) and not _is_ours(error):
            _log.warning("Slack sent a request that Bolt cannot read: %s", type(error).__name__)
            return BoltResponse(status=400, body="")
        _log.error("A request of type %r failed", body.get("type", "command"), exc_info=error)
        return BoltResponse(status=500, body="")

    return on_error


def _is_ours(error: Exception) -> bool:
    """Whether a listener raised it: then it is a fault of ours, whatever it is."""
    frames = walk_tb(error.__traceback__)
    return any(
        str(frame.f_globals.get("__name__")).startswith(listeners.__name__) for frame, _ in frames
    )
