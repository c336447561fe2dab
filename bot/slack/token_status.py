"""Whose token it is, what it may do, and what time it is at Slack: for `doctor`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.slack.calls import TIMEOUT, call, web_client
from bot.slack.client import Identity

SCOPES = (
    "commands",
    "chat:write",
    "users:read",
    "channels:history",
    "channels:read",
    "groups:history",
    "groups:read",
    "im:history",
    "app_mentions:read",
    "files:read",
    "files:write",
    "im:write",
)
"""What the bot's token needs always. docs/slack-app.md says what each is for."""
GROUPS_SCOPE = "usergroups:read"
"""Needed where VIEWERS or MENDERS name user groups."""


@dataclass(frozen=True, slots=True)
class TokenStatus:
    """What auth.test tells; `scopes` and `time` are None where its answer does not say."""

    identity: Identity
    scopes: frozenset[str] | None
    time: datetime | None


def token_status(token: str, api_url: str, timeout: float = TIMEOUT) -> TokenStatus:
    """Ask Slack. Raises SlackError where it refuses, SlackSilentError where it does not answer."""
    answer = call("auth.test", web_client(token, api_url, timeout).auth_test)
    ids = (str(answer.get(name) or "") for name in ("team_id", "bot_id", "user_id"))
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    scopes = headers.get("x-oauth-scopes")
    return TokenStatus(Identity(*ids), _listed(scopes), _time(headers))


def scopes_for(people: Iterable[str]) -> tuple[str, ...]:
    """The scopes that the token needs where the settings name these users and groups."""
    return (*SCOPES, GROUPS_SCOPE) if any(one.startswith("S") for one in people) else SCOPES


def _listed(scopes: str | None) -> frozenset[str] | None:
    if scopes is None:
        return None
    return frozenset(part.strip() for part in scopes.split(",") if part.strip())


def _time(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
