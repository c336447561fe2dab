"""What a person is told where their request could not be queued: nothing is lost in silence."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence

from slack_bolt import BoltResponse

from bot.core.texts.loading_views import NOT_TAKEN
from bot.errors import SlackError
from bot.slack.client import Slack
from bot.slack.listeners.job_sender import text
from bot.slack.render.loading_views import not_taken_view
from bot.slack.render.message import sentence
from bot.slack.render.parts import Json

_JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json"}
_log = logging.getLogger(__name__)


def not_taken(slack: Slack, body: Mapping[str, object]) -> BoltResponse:
    """The answer to the request whose job the queue did not take.

    A command is answered with the sentence, a submission with a view that says it, a button by its
    response_url; an event with 500, so that Slack sends it again.
    """
    if "command" in body:
        told = {"response_type": "ephemeral", "text": NOT_TAKEN}
        return BoltResponse(status=200, body=json.dumps(told), headers=_JSON)
    if body.get("type") == "view_submission":
        shown = {"response_action": "update", "view": not_taken_view(_view(body))}
        return BoltResponse(status=200, body=json.dumps(shown), headers=_JSON)
    url = text(body, "response_url", default="")
    if not url:
        return BoltResponse(status=500, body="")
    try:
        slack.respond(url, sentence("not-taken", NOT_TAKEN), replace=False)
    except SlackError as error:
        _log.warning("The person could not be told: %s", error)
    return BoltResponse(status=200, body="")


def _view(body: Mapping[str, object]) -> Json:
    view = body.get("view")
    return dict(view) if isinstance(view, Mapping) else {}
