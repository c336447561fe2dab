"""One call of a Web API method: its arguments, read as Slack reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from playground.slack.errors import SlackError
from playground.slack.model import Channel, ChannelKind, Token
from playground.slack.shapes import JsonObject
from playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """What a method gets: the workspace, its arguments and the token."""

    slack: Workspace
    method: str
    args: Mapping[str, object]
    token: Token

    def text(self, name: str) -> str:
        """A string argument, empty where it was not sent."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """A string argument that must be there: `invalid_arguments` says which is not."""
        if not self.text(name):
            raise SlackError(
                "invalid_arguments",
                messages=[f"missing required field: {name} [json-pointer:/{name}]"],
            )
        return self.text(name)

    def flag(self, name: str) -> bool:
        """A yes or no: slack_sdk sends 1 and 0, JSON true and false."""
        return self.text(name).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """A whole number, `default` where none was sent."""
        return int(self.text(name)) if self.text(name).isdecimal() else default

    def moment(self, name: str, default: float) -> float:
        """A time stamp; `invalid_ts_NAME` for what is none."""
        text = self.text(name)
        if text and not re.fullmatch(r"\d+(\.\d+)?", text):
            raise SlackError(f"invalid_ts_{name}")
        return float(text or default)

    def json(self, name: str) -> object:
        """An argument that is JSON: as such in a JSON body, as a string in a form."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            parsed: object = json.loads(value)
        except ValueError:
            raise SlackError("invalid_arguments", messages=[f"invalid json: {name}"]) from None
        return parsed

    def channel(self) -> Channel:
        """The `channel` argument's conversation."""
        return self.slack.find_channel(self.text("channel"))

    def needs(self, *scopes: str) -> None:
        """Refuses with missing_scope unless the token has one of these."""
        if scopes and not self.token.scopes.intersection(scopes):
            provided = ",".join(sorted(self.token.scopes))
            raise SlackError(
                "missing_scope", extra={"needed": ",".join(scopes), "provided": provided}
            )

    def readable(self, right: str) -> Channel:
        """The channel, if the token has the scope for its kind: channels:read, groups:history."""
        channel = self.channel()
        self.needs(f"{channel.kind}:{right}")
        return channel


def page(call: Call, items: list[JsonObject] | list[str], name: str, most: int) -> JsonObject:
    """One page of a list, `most` long unless asked, with Slack's cursor for the next.

    Raises invalid_cursor.
    """
    cursor = call.text("cursor")
    if cursor and not cursor.isdecimal():
        raise SlackError("invalid_cursor")
    rest = int(cursor or 0) + call.number("limit", most)
    more = str(rest) if rest < len(items) else ""
    return {name: items[int(cursor or 0) : rest], "response_metadata": {"next_cursor": more}}


def is_member(channel: Channel, user: str) -> bool:
    """True where a user is in a channel; the other end of a direct message always is."""
    return user in channel.members or (channel.kind is ChannelKind.DIRECT and channel.user == user)
