"""A person in front of Slack: types commands, presses buttons, submits views, posts messages."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from playground.slack import payloads
from playground.slack.call import is_member
from playground.slack.errors import NothingThereError
from playground.slack.events import Said, changed, cut, events_of
from playground.slack.model import (
    OTHER_APP_ID,
    OTHER_BOT_ID,
    OTHER_BOT_USER_ID,
    Channel,
    ChannelKind,
    Content,
    Message,
    User,
    View,
)
from playground.slack.mrkdwn import mentions
from playground.slack.posts import on_the_wire
from playground.slack.replies import after_command, after_submission
from playground.slack.requests import (
    Request,
    Signature,
    form_request,
    json_request,
    payload_request,
    retried,
)
from playground.slack.screen import action_on, escaped, folded_on, refuse_empty, refuse_unknown
from playground.slack.shapes import JsonObject
from playground.slack.state import Values
from playground.slack.transport import Reply, Transport
from playground.slack.views import home_of, shown
from playground.slack.workspace import Workspace


class Client(Protocol):
    """Slack as a person has it: the workspace, and how requests to the app are made."""

    workspace: Workspace
    signing_secret: str
    escapes_commands: bool


@dataclass(frozen=True)
class Person:
    """Acts as one user. `signed` is how the requests are signed, `transport` how they travel.

    Raises NothingThereError for what Slack's screen would not let this person do.
    """

    slack: Client
    user: User
    transport: Transport
    signed: Signature = Signature.RIGHT

    def signing(self, how: Signature) -> Person:
        """The same person, whose requests are signed another way."""
        return dataclasses.replace(self, signed=how)

    def command(self, line: str, channel: str) -> Reply:
        """Types a slash command, "/budget-check NAME", in a channel. The app's reply is posted."""
        slack = self.slack.workspace
        name, _, text = line.partition(" ")
        with self.slack.workspace.lock:
            room = self._room(channel)
            typed = escaped(slack, text) if self.slack.escapes_commands else text
            payload = payloads.command(slack, self.user, room, name, typed)
        reply = self._send(form_request(payload, self.slack.signing_secret, self.signed))
        return after_command(slack, payload["response_url"].rpartition("/")[2], reply)

    def press(self, target: Message | View, action_id: str, block_id: str = "") -> Reply:
        """Presses a button of a message or view, or chooses in an overflow menu what stands for it:
        the option whose value begins with its id.
        """
        folded = folded_on(target, action_id, block_id)
        if folded:
            return self.choose(target, folded.menu, folded.value, folded.block_id)
        return self.choose(target, action_id, None, block_id)

    def choose(
        self,
        target: Message | View,
        action_id: str,
        value: object,
        block_id: str = "",
        entered: Values | None = None,
    ) -> Reply:
        """Chooses in a menu, by the option's `value`. `entered`: what a view's inputs hold."""
        slack = self.slack.workspace
        with self.slack.workspace.lock:
            self._must_see(target)
            action = action_on(target, action_id, block_id, value)
            if isinstance(target, Message):
                payload = payloads.on_message(slack, self.user, target, action)
            else:
                payload = payloads.on_view(slack, self.user, target, action, entered or {})
        return self._interact(payload)

    def submit(self, view: View, entered: Values | None = None) -> Reply:
        """Submits a modal with {block_id: {action_id: value}}; Slack then does as the app says."""
        with self.slack.workspace.lock:
            self._must_see(view)
            if not view.body.get("submit"):
                raise NothingThereError("this view has no submit button")
            refuse_unknown(view, entered or {})
            refuse_empty(view, entered or {})
            payload = payloads.submission(self.slack.workspace, self.user, view, entered or {})
        return after_submission(self.slack.workspace, view, self._interact(payload))

    def close(self, view: View) -> Reply | None:
        """Closes a modal; the app hears of it only where the view says notify_on_close.

        One that the app has closed a moment before, on a screen that still shows it, is closed.
        """
        with self.slack.workspace.lock:
            if view.user == self.user.id and not view.open:
                return None
            self._must_see(view)
            view.open = False
            if not view.body.get("notify_on_close"):
                return None
            payload = payloads.closed(self.slack.workspace, self.user, view, cleared=False)
        return self._interact(payload)

    def message_shortcut(self, message: Message, callback_id: str) -> Reply:
        """Picks a shortcut in a message's menu."""
        with self.slack.workspace.lock:
            self._must_see(message)
            payload = payloads.message_shortcut(
                self.slack.workspace, self.user, message, callback_id
            )
        return self._interact(payload)

    def shortcut(self, callback_id: str) -> Reply:
        """Picks a global shortcut."""
        with self.slack.workspace.lock:
            payload = payloads.shortcut(self.slack.workspace, self.user, callback_id)
        return self._interact(payload)

    def say(  # noqa: PLR0913 (what a message has)
        self,
        text: str,
        channel: str,
        *,
        thread_ts: str = "",
        files: Sequence[JsonObject] = (),
        files_cut: bool = False,
        blocks: Sequence[JsonObject] = (),
        attachments: Sequence[JsonObject] = (),
    ) -> Said:
        """Posts a message; the app gets `message`, and `app_mention` where it is mentioned.

        `text` is as Slack keeps it: <@U...> for a mention, &lt; for a typed <.
        `files_cut` shows the app no more of a file than its id (docs/facts.md 11a). The other app's
        posts carry its ids.
        """
        slack = self.slack.workspace
        with self.slack.workspace.lock:
            room = self._room(channel)
            slack.files |= {file["id"]: file for file in files}
            message = Message(
                channel=room.id,
                ts=slack.next_ts(),
                user=self.user.id,
                content=Content(
                    text,
                    blocks=tuple(blocks),
                    attachments=tuple(attachments),
                    mentions=tuple(mentions(text, "/text", verbatim=True)),
                ),
                bot_id=OTHER_BOT_ID if self.user.id == OTHER_BOT_USER_ID else "",
                app_id=OTHER_APP_ID if self.user.id == OTHER_BOT_USER_ID else "",
                thread_ts=thread_ts,
                files=tuple(map(cut, files) if files_cut else files),
            )
            slack.messages.append(message)
            events = events_of(room, message)
        return Said(message, tuple(self.event(event) for event in events))

    def edit(self, message: Message, text: str) -> Said:
        """Edits a message; the app gets `message_changed`, with the message as it is then."""
        with self.slack.workspace.lock:
            self._must_see(message)
            before = on_the_wire(message)
            message.before.append(message.content)
            message.content, message.edited = Content(text), True
            room = self._room(message.channel)
            events = [changed(room, message, before, self.slack.workspace.next_ts())]
        return Said(message, tuple(self.event(event) for event in events))

    def open_home(self) -> Reply:
        """Opens the App Home: app_home_opened."""
        with self.slack.workspace.lock:
            view = home_of(self.slack.workspace, self.user.id)
            event: JsonObject = {
                "type": "app_home_opened",
                "user": self.user.id,
                "channel": self.slack.workspace.direct_message(self.user.id).id,
                "tab": "home",
                "event_ts": self.slack.workspace.next_ts(),
            }
            if view is not None:
                event["view"] = shown(view)
        return self.event(event)

    def event(self, content: JsonObject) -> Reply:
        """Sends any event in its envelope."""
        with self.slack.workspace.lock:
            payload = payloads.event(self.slack.workspace, content, self.user.team)
        return self._send(json_request(payload, self.slack.signing_secret, self.signed))

    def again(self, reply: Reply, number: int = 1) -> Reply:
        """The same request once more, as Slack repeats an event and a network repeats a click."""
        if reply.request is None:
            raise ValueError("this reply does not know its request")
        return self._send(retried(reply.request, number))

    def _room(self, channel: str) -> Channel:
        rooms = self.slack.workspace.channels
        room = rooms.get(channel) or next(
            (r for r in rooms.values() if r.name and r.name == channel.removeprefix("#")), None
        )
        if room is None or (room.kind is not ChannelKind.PUBLIC and not self._in(room)):
            raise NothingThereError(f"{self.user.name} sees no channel {channel!r}")
        return room

    def _in(self, room: Channel) -> bool:
        return is_member(room, self.user.id) or self.user.id == "USLACKBOT"

    def _must_see(self, target: Message | View) -> None:
        if isinstance(target, View):
            if not target.open or target.user != self.user.id:
                raise NothingThereError(f"{self.user.name} has no such view open")
            return
        self._room(target.channel)
        if target.deleted or target.visible_to not in {"", self.user.id}:
            raise NothingThereError(f"{self.user.name} sees no such message")

    def _interact(self, payload: JsonObject) -> Reply:
        return self._send(payload_request(payload, self.slack.signing_secret, self.signed))

    def _send(self, request: Request) -> Reply:
        # Never under the lock: the app calls back into this Slack while it answers.
        return self.transport(request)
