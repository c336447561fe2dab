"""The workspace in memory. One lock guards all of it; whoever serves a request holds it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from playground.slack import seed
from playground.slack.clock import Clock
from playground.slack.errors import SlackError
from playground.slack.lock import Lock
from playground.slack.model import (
    BOT_USER_ID,
    CallRecord,
    Channel,
    ChannelKind,
    Message,
    ResponseUrl,
    Trigger,
    User,
    View,
)
from playground.slack.shapes import JsonObject


class Workspace:
    """Everything the local Slack knows, and the look-ups that several methods share."""

    def __init__(self, clock: Clock, token: str = seed.BOT_TOKEN) -> None:
        self.clock = clock
        self._token = token
        self.url = ""
        self.lock = Lock()
        self.edit_window: float | None = None
        self.reset()

    def reset(self) -> None:
        """Back to the start: the seed's people and channels, no messages.

        `old` is set for a workspace that the blocks of 2026 have not reached: it refuses them.
        """
        self.old = False
        self.users = seed.users()
        self.user_groups = seed.user_groups()
        self.channels = seed.channels()
        self.tokens = seed.tokens(self._token)
        self.messages: list[Message] = []
        self.views: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.calls: list[CallRecord] = []
        self.files: dict[str, JsonObject] = {}
        self.uploads: dict[str, JsonObject] = {}
        self._numbers = itertools.count(1)
        self._last_ts = 0

    def new_id(self, prefix: str) -> str:
        """An id that nothing else here has: V000000001 for the prefix V."""
        return f"{prefix}{next(self._numbers):09d}"

    def next_ts(self) -> str:
        """A message's ts: seconds and microseconds, later than any before."""
        self._last_ts = max(int(self.clock.now() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def find_user(self, user: str) -> User:
        """A user by id; `user_not_found` otherwise."""
        if user not in self.users:
            raise SlackError("user_not_found")
        return self.users[user]

    def find_channel(self, name: str, *, by_name: bool = False) -> Channel:
        """A conversation that the bot may know of, by id; `by_name` also a public one's name.

        A private channel without the bot does not exist for it: `channel_not_found`.
        """
        for channel in self.channels.values():
            public = channel.kind is ChannelKind.PUBLIC
            named = by_name and public and name.removeprefix("#") == channel.name
            if channel.id == name or named:
                if public or BOT_USER_ID in channel.members:
                    return channel
                break
        raise SlackError("channel_not_found")

    def direct_message(self, user: str) -> Channel:
        """The bot's direct message with a user, opened where there was none."""
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DIRECT and channel.user == user:
                return channel
        if user not in self.users or self.users[user].deleted:
            raise SlackError("channel_not_found")
        members = {user, BOT_USER_ID}
        channel = Channel(self.new_id("D"), "", ChannelKind.DIRECT, members, user=user)
        self.channels[channel.id] = channel
        return channel

    def find_message(self, channel: str, ts: str) -> Message:
        """A message that is still there; ephemeral ones cannot be found (docs/facts.md 7)."""
        for message in self.history(channel):
            if message.ts == ts and not message.ephemeral:
                return message
        raise SlackError("message_not_found")

    def history(self, channel: str) -> Iterator[Message]:
        """The messages of a channel that are not deleted, oldest first, ephemeral ones too."""
        return (m for m in self.messages if m.channel == channel and not m.deleted)

    def new_trigger(self, user: str, view: str = "") -> Trigger:
        """A trigger_id for what a user just did; `view` where it was in a modal."""
        number = self.new_id("")
        now = self.clock.now()
        trigger = Trigger(f"{number}.{int(now)}.{number[::-1]}", user, now, view)
        self.triggers[trigger.id] = trigger
        return trigger

    def new_response_url(
        self, user: str, channel: str, message: str = "", thread_ts: str = ""
    ) -> ResponseUrl:
        """A response_url for what a user just did, on `message` where it was on one."""
        url = ResponseUrl(
            self.new_id("R"), user, channel, self.clock.now(), message, thread_ts=thread_ts
        )
        self.response_urls[url.id] = url
        return url
