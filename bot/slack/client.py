"""What budget-check says to Slack, in a handful of calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.slack.calls import TIMEOUT, call, hook, hook_origins, web_client
from bot.slack.fallback import Fallback
from bot.slack.files import file_origins, send_file
from bot.slack.render.message import Message
from bot.slack.render.rich import AnyView

if TYPE_CHECKING:
    from slack_sdk.web import SlackResponse

    from bot.core.accounts.authorize import Person

METADATA = "budget_check"
_LOOK_BACK = 100
_SHARED_FOR = 300.0
"""Seconds: who shares a channel is seen to do so within that time."""
Messages = Sequence[Mapping[str, Any]]
"""As Slack's JSON has them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The ids that auth.test tells of a bot token."""

    team: str
    bot: str
    user: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of ours as Slack has it."""

    ts: str
    text: str
    blocks: Sequence[Mapping[str, Any]]


class Slack:
    """Slack's Web API and response_urls for one bot token.

    `bot` is its bot id: what other bots have posted is none of ours, whatever it looks like.

    Every method raises SlackError where Slack refuses, with Slack's own code, and SlackSilentError
    where it does not answer.
    """

    def __init__(
        self,
        token: str,
        api_url: str,
        timeout: float = TIMEOUT,
        monotonic: Callable[[], float] = time.monotonic,
        *,
        bot: str = "",
    ) -> None:
        self._bot = bot
        self._web = web_client(token, api_url, timeout)
        self._timeout = timeout
        self._hooks = hook_origins(api_url)
        self._files = file_origins(api_url)
        self._monotonic = monotonic
        self._shared: dict[str, tuple[float, bool]] = {}
        self._fallback = Fallback(monotonic)

    def identity(self) -> Identity:
        """Whose token this is."""
        answer = call("auth.test", self._web.auth_test)
        team, bot, user = (str(answer.get(name) or "") for name in ("team_id", "bot_id", "user_id"))
        return Identity(team, bot, user)

    def app_id(self) -> str:
        """The id of the app whose bot this is; "" where Slack does not name it."""
        bot = self._bot or self.identity().bot
        answer = call("bots.info", partial(self._web.bots_info, bot=bot))
        found = answer.get("bot")
        return str(found.get("app_id") or "") if isinstance(found, dict) else ""

    def post(
        self,
        channel: str,
        message: Message,
        mark: str,
        thread: str = "",
        *,
        broadcast: bool = False,
    ) -> str:
        """Post in a channel, or in the thread of the message `thread`; gives back its ts.

        `mark` is an id of ours by which `find_post` finds it again. With `broadcast` the channel
        shows what is posted in a thread too.
        """
        send = partial(
            self._web.chat_postMessage,
            channel=channel,
            text=message.text,
            thread_ts=thread or None,
            reply_broadcast=broadcast or None,
            metadata={"event_type": METADATA, "event_payload": {"check": mark}},
            unfurl_links=False,
            unfurl_media=False,
            mrkdwn=False,
            parse="none",
        )
        return str(self._say("chat.postMessage", message, send)["ts"])

    def post_to_one(self, channel: str, user: str, message: Message, thread: str = "") -> None:
        """Show something to one person in a channel that the bot is a member of."""
        send = partial(
            self._web.chat_postEphemeral,
            channel=channel,
            user=user,
            text=message.text,
            thread_ts=thread or None,
            parse="none",
            link_names=False,
        )
        self._say("chat.postEphemeral", message, send)

    def link(self, channel: str, ts: str) -> str:
        """The address of a message."""
        answer = call(
            "chat.getPermalink",
            lambda: self._web.chat_getPermalink(channel=channel, message_ts=ts),
        )
        return str(answer["permalink"])

    def update(self, channel: str, ts: str, message: Message, mark: str = "") -> None:
        """Change a message of our own. With `mark` it is found by that from now on, else by the one
        that it has (docs/facts.md 7).
        """
        metadata = {"event_type": METADATA, "event_payload": {"check": mark}}
        send = partial(
            self._web.chat_update,
            channel=channel,
            ts=ts,
            text=message.text,
            parse="none",
            link_names=False,
            metadata=metadata if mark else None,
        )
        self._say("chat.update", message, send)

    def delete(self, channel: str, ts: str) -> None:
        """Take a message of our own away."""
        call("chat.delete", lambda: self._web.chat_delete(channel=channel, ts=ts))

    def _say(
        self, method: str, message: Message, send: Callable[..., SlackResponse]
    ) -> SlackResponse:
        """Send the message's blocks in the form that this workspace takes."""
        return self._fallback.message(
            message, lambda blocks: call(method, partial(send, blocks=blocks))
        )

    def find_post(
        self, channel: str, mark: str, thread: str = "", since: datetime | None = None
    ) -> str | None:
        """The ts of the message that `post` marked so, if it is there.

        In a channel the last hundred messages are looked at, or all `since` a moment; in a thread
        all.
        """
        found = self.find_posts(channel, {mark}, thread, since).get(mark)
        return found.ts if found else None

    def find_posts(
        self,
        channel: str,
        marks: Collection[str],
        thread: str = "",
        since: datetime | None = None,
    ) -> Mapping[str, Posted]:
        """Those of our messages that `post` marked with one of these. Any app could copy a mark."""
        pages = self._replies(channel, thread) if thread else self._history(channel, since)
        messages = (message for page in pages for message in page if self._is_ours(message))
        ours = ((_mark(message), message) for message in messages)
        return {mark: _posted(message) for mark, message in ours if mark in marks}

    def message(self, channel: str, ts: str, thread: str) -> Mapping[str, Any]:
        """The message `ts` of the thread under `thread`, which may be itself; empty if gone."""
        answer = call(
            "conversations.replies",
            lambda: self._web.conversations_replies(
                channel=channel, ts=thread, oldest=ts, latest=ts, inclusive=True, limit=_LOOK_BACK
            ),
        )
        found: Messages = answer.get("messages") or []
        return next((one for one in found if one.get("ts") == ts), {})

    def newest(self, channel: str) -> Mapping[str, Any]:
        """The last message of a channel that the bot is a member of; empty if it has none."""
        answer = call(
            "conversations.history",
            lambda: self._web.conversations_history(channel=channel, limit=1),
        )
        found: Messages = answer.get("messages") or []
        return next(iter(found), {})

    def is_shared(self, channel: str) -> bool:
        """Whether people of other organisations are in the channel; asked anew after some minutes.

        https://docs.slack.dev/apis/slack-connect/#detecting-shared-channels
        """
        now = self._monotonic()
        known = self._shared.get(channel)
        if known is None or now - known[0] > _SHARED_FOR:
            answer = call(
                "conversations.info", lambda: self._web.conversations_info(channel=channel)
            )
            found = answer.get("channel") or {}
            known = self._shared[channel] = now, found.get("is_ext_shared") is True
        return known[1]

    def file(self, id: str) -> Mapping[str, Any]:
        """A file that was shared in a channel that the bot is a member of."""
        answer = call("files.info", lambda: self._web.files_info(file=id))
        return answer.get("file") or {}

    def _is_ours(self, message: Mapping[str, Any]) -> bool:
        return not self._bot or message.get("bot_id") == self._bot

    def _history(self, channel: str, since: datetime | None) -> Iterator[Messages]:
        """The newest page; with `since` all of them back to then, newest first."""
        oldest = str(since.timestamp()) if since else None
        read = partial(self._web.conversations_history, channel=channel, oldest=oldest)
        return islice(_pages("conversations.history", read), None if since else 1)

    def _replies(self, channel: str, thread: str) -> Iterator[Messages]:
        """Page by page, oldest first."""
        read = partial(self._web.conversations_replies, channel=channel, ts=thread)
        return _pages("conversations.replies", read)

    def respond(self, url: str, message: Message, *, replace: bool, thread: str = "") -> None:
        """Answer by response_url, seen by one person only, in the thread of the message `thread`.

        `replace` puts it in the place of the message whose button gave the url. A slash command's
        url has none: Slack can neither replace nor delete what a command was acknowledged with
        (bolt-js #2287, bolt-python #1268).
        """
        body = {
            "response_type": "ephemeral",
            "replace_original": replace,
            "text": message.text,
            "mrkdwn": False,
            **({"thread_ts": thread} if thread else {}),
        }
        self._fallback.message(
            message,
            lambda blocks: hook(url, {**body, "blocks": blocks}, self._timeout, self._hooks),
        )

    def open_view(self, trigger: str, view: AnyView) -> str:
        """Open a modal; gives back the view's id."""
        send = partial(self._web.views_open, trigger_id=trigger)
        return str(self._show("views.open", view, send)["view"]["id"])

    def push_view(self, trigger: str, view: AnyView) -> str:
        """Put a modal over the one in which something was pressed; gives back its id."""
        send = partial(self._web.views_push, trigger_id=trigger)
        return str(self._show("views.push", view, send)["view"]["id"])

    def update_view(self, view_id: str, external_id: str, view: AnyView) -> None:
        """Change a modal, whatever was changed in between: by id, without it by external id."""
        external = None if view_id else external_id
        send = partial(self._web.views_update, view_id=view_id or None, external_id=external)
        self._show("views.update", view, send)

    def publish_home(self, user: str, view: AnyView, hash: str = "") -> str:
        """Show a user their App Home; gives back its hash.

        With `hash`, only while the home has that one: else Slack's code is hash_conflict.
        """
        send = partial(self._web.views_publish, user_id=user, hash=hash or None)
        return str(self._show("views.publish", view, send)["view"].get("hash") or "")

    def _show(
        self, method: str, view: AnyView, send: Callable[..., SlackResponse]
    ) -> SlackResponse:
        """Send a view in the form that this workspace takes."""
        return self._fallback.view(view, lambda form: call(method, partial(send, view=form)))

    def direct(self, user: str) -> str:
        """The id of the direct message with a user: chat.update takes no user's id."""
        answer = call("conversations.open", lambda: self._web.conversations_open(users=user))
        return str(answer["channel"]["id"])

    def upload(self, channel: str, name: str, content: bytes, comment: str) -> None:
        """Post a file, with a comment above it.

        https://docs.slack.dev/messaging/working-with-files#uploading_files
        """
        place = call(
            "files.getUploadURLExternal",
            lambda: self._web.files_getUploadURLExternal(filename=name, length=len(content)),
        )
        send_file(str(place["upload_url"]), content, self._timeout, self._files)
        call(
            "files.completeUploadExternal",
            lambda: self._web.files_completeUploadExternal(
                files=[{"id": place["file_id"], "title": name}],
                channel_id=channel,
                initial_comment=comment,
            ),
        )

    def person(self, user: str) -> Person:
        """Who a user is."""
        from bot.core.accounts.authorize import Person  # noqa: PLC0415  # a worker's: a cold start needs none

        found = call("users.info", lambda: self._web.users_info(user=user))["user"]
        grid = (found.get("enterprise_user") or {}).get("teams") or []
        return Person(
            id=str(found["id"]),
            teams=frozenset([str(found.get("team_id", "")), *map(str, grid)]),
            guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
            bot=bool(found.get("is_bot")),
            deactivated=bool(found.get("deleted")),
            name=_name(found),
        )

    def members(self, group: str) -> frozenset[str]:
        """The members of a user group."""
        answer = call(
            "usergroups.users.list", lambda: self._web.usergroups_users_list(usergroup=group)
        )
        return frozenset(map(str, answer["users"]))


def _pages(method: str, read: Callable[..., SlackResponse]) -> Iterator[Messages]:
    """Page by page, each read when it is asked for."""
    cursor: str | None = None
    while True:
        again = partial(read, limit=_LOOK_BACK, cursor=cursor, include_all_metadata=True)
        answer = call(method, again)
        yield answer.get("messages") or []
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def _name(user: Mapping[str, Any]) -> str:
    """What people call them."""
    profile = user.get("profile") or {}
    known = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    return str(next((one for one in known if one), "") or user.get("name", ""))


def _mark(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    ours = metadata.get("event_type") == METADATA
    return str((metadata.get("event_payload") or {}).get("check")) if ours else ""


def _posted(message: Mapping[str, Any]) -> Posted:
    return Posted(str(message["ts"]), str(message.get("text")), message.get("blocks") or [])
