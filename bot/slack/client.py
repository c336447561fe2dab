"""What budget-check says to Slack, in a handful of calls, and what Slack's refusals become.

Nothing is retried here: slack_sdk's own second try after a lost connection can post twice
(FACTS 8.2), and waiting out a rate limit is the queue's work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.core.authorize import Person
from bot.errors import SlackError, SlackSilentError
from bot.slack.render.message import Message
from bot.slack.render.parts import Json

TIMEOUT = 5
OPEN_TIMEOUT = 1.2
"""Opening a view and queuing the job must fit into the 3 s before Slack wants its answer."""

METADATA = "budget_check"
_LOOK_BACK = 100
_FAILED = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}
"""Slack documents of these that part of the call may have been carried out."""
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Identity:
    """The ids that auth.test tells of a bot token."""

    team: str
    bot: str
    user: str


class Slack:
    """Slack's Web API and response_urls for one bot token.

    Every method raises SlackError where Slack refuses, with Slack's own code, and SlackSilentError
    where it does not answer.
    """

    def __init__(self, token: str, api_url: str, timeout: float = TIMEOUT) -> None:
        self._web = web_client(token, api_url, timeout)
        self._timeout = timeout

    def identity(self) -> Identity:
        """Whose token this is."""
        answer = _call("auth.test", self._web.auth_test)
        team, bot, user = (str(answer.get(name) or "") for name in ("team_id", "bot_id", "user_id"))
        return Identity(team, bot, user)

    def post(self, channel: str, message: Message, check: str) -> str:
        """Post in a channel, marked with the check's id; gives back the message's ts."""
        answer = _call(
            "chat.postMessage",
            lambda: self._web.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=_dicts(message),
                metadata={"event_type": METADATA, "event_payload": {"check": check}},
                unfurl_links=False,
                unfurl_media=False,
                mrkdwn=False,
                parse="none",
            ),
        )
        return str(answer["ts"])

    def update(self, channel: str, ts: str, message: Message) -> None:
        """Change a message of our own. Its metadata stays."""
        _call(
            "chat.update",
            lambda: self._web.chat_update(
                channel=channel,
                ts=ts,
                text=message.text,
                blocks=_dicts(message),
                parse="none",
                link_names=False,
            ),
        )

    def find_post(self, channel: str, check: str) -> str | None:
        """The ts of the message that `post` marked with this check's id, if it is there."""
        answer = _call(
            "conversations.history",
            lambda: self._web.conversations_history(
                channel=channel, limit=_LOOK_BACK, include_all_metadata=True
            ),
        )
        for found in answer.get("messages") or []:
            metadata = found.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == METADATA and payload.get("check") == check:
                return str(found["ts"])
        return None

    def respond(self, url: str, message: Message, *, replace: bool) -> None:
        """Answer by response_url, seen by one person only.

        `replace` puts it in the place of the message whose button gave the url. A slash command's
        url has none: Slack can neither replace nor delete what a command was acknowledged with
        (bolt-js #2287, bolt-python #1268).
        """
        self._hook(
            url,
            {
                "response_type": "ephemeral",
                "replace_original": replace,
                "text": message.text,
                "blocks": list(message.blocks),
                "mrkdwn": False,
            },
        )

    def open_view(self, trigger: str, view: Json) -> str:
        """Open a modal; gives back the view's id."""
        answer = _call(
            "views.open", lambda: self._web.views_open(trigger_id=trigger, view=dict(view))
        )
        return str(answer["view"]["id"])

    def update_view(self, view_id: str, external_id: str, view: Json) -> None:
        """Change a modal, whatever was changed in between: by id, without it by external id."""
        which = {"view_id": view_id} if view_id else {"external_id": external_id}
        _call("views.update", lambda: self._web.views_update(view=dict(view), **which))

    def person(self, user: str) -> Person:
        """Who a user is."""
        found = _call("users.info", lambda: self._web.users_info(user=user))["user"]
        grid = (found.get("enterprise_user") or {}).get("teams") or []
        return Person(
            id=str(found["id"]),
            teams=frozenset([str(found.get("team_id", "")), *map(str, grid)]),
            guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
            bot=bool(found.get("is_bot")),
            deactivated=bool(found.get("deleted")),
        )

    def members(self, group: str) -> frozenset[str]:
        """The members of a user group."""
        answer = _call(
            "usergroups.users.list", lambda: self._web.usergroups_users_list(usergroup=group)
        )
        return frozenset(map(str, answer["users"]))

    def _hook(self, url: str, body: Json) -> None:
        hook = WebhookClient(
            url,
            timeout=self._timeout,  # type: ignore[arg-type]  # urllib takes parts of a second
            retry_handlers=[],
        )
        method = "response_url"
        if not url:
            raise SlackError(method, "none was given")
        try:
            answer = hook.send_dict(dict(body))
        except (OSError, HTTPException) as error:
            raise SlackSilentError(method) from error
        if answer.status_code >= 500:
            raise SlackSilentError(method)
        if answer.status_code != 200:
            code = answer.body.strip()[:100] or str(answer.status_code)
            raise SlackError(method, code, _retry_after(answer.headers))


def web_client(token: str | None, api_url: str, timeout: float) -> WebClient:
    """slack_sdk's client with one time-out and no retries of its own."""
    return WebClient(
        token=token,
        base_url=api_url,
        timeout=timeout,  # type: ignore[arg-type]  # urllib takes parts of a second
        retry_handlers=[],
    )


def _dicts(message: Message) -> list[dict[str, object]]:
    return [dict(block) for block in message.blocks]


def _call(method: str, call: Callable[[], _Answer]) -> _Answer:
    try:
        return call()
    except SlackApiError as error:
        if error.response.status_code >= 500:
            raise SlackSilentError(method) from error
        code = str(error.response.get("error"))
        if code in _FAILED:
            raise SlackSilentError(method, code) from error
        raise SlackError(method, code, _retry_after(error.response.headers)) from error
    except (OSError, HTTPException) as error:
        raise SlackSilentError(method) from error


def _retry_after(headers: Mapping[str, object]) -> int | None:
    lower = {name.lower(): str(value) for name, value in headers.items()}
    text = lower.get("retry-after", "")
    return int(text) if text.isdigit() else None
