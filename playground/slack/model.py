"""The nouns of the local workspace, in Slack's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from playground.slack.shapes import JsonObject

TEAM_ID = "T0BUDGETS"
TEAM_DOMAIN = "budget-check-playground"
FOREIGN_TEAM_ID = "T0FOREIGN"
APP_ID = "A0BUDGETCHECK"
BOT_ID = "B0BUDGETCHECK"
BOT_USER_ID = "U0BUDGETBOT"
OTHER_APP_ID = "A0AMAZONQ"
OTHER_BOT_ID = "B0AMAZONQ"
OTHER_BOT_USER_ID = "U0AMAZONQ"


class ChannelKind(StrEnum):
    """What a conversation is; the name of its read scope follows from it."""

    PUBLIC = "channels"
    PRIVATE = "groups"
    DIRECT = "im"


class TokenState(StrEnum):
    """`value` is the error that a token in this state gets, empty for none."""

    VALID = ""
    REVOKED = "token_revoked"
    INACTIVE = "account_inactive"
    EXPIRED = "token_expired"


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot. Multi-channel guests are `restricted`, single-channel ones `ultra`."""

    id: str
    name: str
    real_name: str
    team: str = TEAM_ID
    is_bot: bool = False
    restricted: bool = False
    ultra: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A user group, mentioned as <!subteam^ID>."""

    id: str
    handle: str
    users: tuple[str, ...]
    disabled: bool = False


@dataclass(slots=True)
class Channel:
    """A conversation. `user` is the other end of a direct message; `shared`: by Slack Connect, with
    people of other organisations.
    """

    id: str
    name: str
    kind: ChannelKind = ChannelKind.PUBLIC
    members: set[str] = field(default_factory=set)
    archived: bool = False
    user: str = ""
    shared: bool = False


@dataclass(slots=True)
class Token:
    """An API token and what it may do."""

    value: str
    scopes: set[str]
    state: TokenState = TokenState.VALID


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody whom a text would notify. `kind` is user, subteam or special; `where` a pointer."""

    kind: str
    target: str
    where: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says: checked by the rules of `content.py`."""

    text: str = ""
    blocks: tuple[JsonObject, ...] = ()
    attachments: tuple[JsonObject, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Message:
    """A message in a channel. `visible_to` is the one person who sees an ephemeral one.

    `before` holds what it said before each edit, oldest first. `by_response_url`: chat.update
    refuses it. `broadcast`: a reply that the channel shows as well.
    """

    channel: str
    ts: str
    user: str
    content: Content
    bot_id: str = ""
    app_id: str = ""
    thread_ts: str = ""
    visible_to: str = ""
    metadata: JsonObject = field(default_factory=dict)
    files: tuple[JsonObject, ...] = ()
    deleted: bool = False
    edited: bool = False
    by_response_url: bool = False
    broadcast: bool = False
    reactions: set[str] = field(default_factory=set)
    before: list[Content] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The top-level text: a notification's, and the screen reader's where there are blocks."""
        return self.content.text

    @property
    def blocks(self) -> tuple[JsonObject, ...]:
        """The blocks, each with the block_id that Slack gave it where the app gave none."""
        return self.content.blocks

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Whom this message notifies."""
        return self.content.mentions

    @property
    def ephemeral(self) -> bool:
        """True where only one person sees it."""
        return bool(self.visible_to)


@dataclass(slots=True)
class View:
    """A modal or an App Home tab of one user. `body` is what the app sent, ids filled in."""

    id: str
    user: str
    body: JsonObject
    hash: str
    root: str = ""
    previous: str = ""
    open: bool = True
    errors: dict[str, str] = field(default_factory=dict)
    before: list[JsonObject] = field(default_factory=list)

    @property
    def type(self) -> str:
        """Modal or home."""
        return str(self.body.get("type", ""))

    @property
    def blocks(self) -> tuple[JsonObject, ...]:
        """The view's blocks."""
        return tuple(self.body.get("blocks", ()))


@dataclass(slots=True)
class Trigger:
    """A trigger_id: opens one view, within 3 seconds (docs/facts.md 7)."""

    id: str
    user: str
    issued: float
    view: str = ""
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """A response_url: 5 uses in 30 minutes (docs/facts.md 7). `message` is the one it is about."""

    id: str
    user: str
    channel: str
    issued: float
    message: str = ""
    thread_ts: str = ""
    uses: int = 0


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call of the Web API, or one use of a response_url, as the app made it.

    `reasons` are Slack's own sentences about an `error`, where it gives any. What Slack refused of
    the app's reply to a request is a record too: its method is `reply to ` and what it answered.
    """

    method: str
    args: JsonObject
    error: str
    at: float
    reasons: tuple[str, ...] = ()
