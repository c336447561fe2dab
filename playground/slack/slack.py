"""A Slack without its server: the workspace, the app, the people, and what tests ask of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from playground.slack import seed
from playground.slack.clock import Clock
from playground.slack.faults import Fault, Faults
from playground.slack.model import CallRecord, Message, View
from playground.slack.payloads import url_verification
from playground.slack.person import Person
from playground.slack.requests import Signature, json_request
from playground.slack.socket_mode import SocketMode
from playground.slack.transport import Reply, Transport, over_http
from playground.slack.views import home_of
from playground.slack.web_api import WebApi
from playground.slack.workspace import Workspace

Found = TypeVar("Found")


class Slack:
    """What an app and its people find, however they reach it.

    `token` is what the app gets as SLACK_BOT_TOKEN; `app_url` is where the app listens, and may be
    set later. An app that does not listen is reached by setting `transport`: to a function that
    calls a Lambda handler, or to `socket_mode`. `escapes_commands` is what the app's command asks
    for.
    """

    def __init__(
        self,
        *,
        app_url: str = "",
        clock: Clock | None = None,
        token: str = seed.BOT_TOKEN,
        signing_secret: str = seed.SIGNING_SECRET,
    ) -> None:
        self.clock = clock or Clock()
        self.workspace = Workspace(self.clock, token)
        self.faults = Faults()
        self.web_api = WebApi(self.workspace, self.faults)
        self.socket_mode = SocketMode(self.workspace)
        self.signing_secret = signing_secret
        self.token = token
        self.app_token = seed.APP_TOKEN
        self.app_url = app_url
        self.transport: Transport | None = None
        self.escapes_commands = True

    def reset(self) -> None:
        """Forgets everything that happened, the faults too."""
        with self.workspace.lock:
            self.workspace.reset()
        self.faults.clear()

    def person(self, user: str, transport: Transport | None = None) -> Person:
        """Somebody who acts on the app: an id of `seed`, such as seed.MENDER."""
        carry = transport or self.transport or over_http(self.app_url)
        return Person(self, self.workspace.users[user], carry)

    def verify_url(self, challenge: str, how: Signature = Signature.RIGHT) -> Reply:
        """Enters the app's URL in its settings: sends url_verification."""
        carry = self.transport or over_http(self.app_url)
        return carry(json_request(url_verification(challenge), self.signing_secret, how))

    def fail(
        self,
        method: str,
        error: str = "",
        *,
        status: int = 200,
        times: int | None = 1,
        after: bool = False,
    ) -> None:
        """Orders an error for a method's next calls; `faults.add` takes every other trouble."""
        self.faults.add(Fault(method, error, status, times=times, after=after))

    def messages(
        self, channel: str = "", *, seen_by: str = "", thread_ts: str = ""
    ) -> list[Message]:
        """The messages that are there, oldest first, ephemeral ones too.

        `seen_by` leaves out the ephemeral ones of others.
        """
        with self.workspace.lock:
            return [
                message
                for message in self.workspace.messages
                if not message.deleted
                and channel in {"", message.channel}
                and thread_ts in {"", message.thread_ts}
                and (not seen_by or message.visible_to in {"", seen_by})
            ]

    def views(self, user: str = "") -> list[View]:
        """The modals that are open, the topmost last."""
        with self.workspace.lock:
            every = self.workspace.views.values()
            return [v for v in every if v.open and v.type == "modal" and user in {"", v.user}]

    def home(self, user: str) -> View | None:
        """A user's App Home."""
        with self.workspace.lock:
            return home_of(self.workspace, user)

    def calls(self, method: str = "") -> list[CallRecord]:
        """The calls that the app made, oldest first."""
        with self.workspace.lock:
            return [call for call in self.workspace.calls if method in {"", call.method}]

    def until(self, look: Callable[[], Found | None], seconds: float = 300.0) -> Found:
        """What `look` finds, as soon as it finds something. Raises TimeoutError in the end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := look():
                return found
            time.sleep(0.005)
        raise TimeoutError(f"nothing within {seconds} s; there are {self.messages()}")

    def wait_for_message(
        self, channel: str = "", *, count: int = 1, seconds: float = 300.0
    ) -> Message:
        """The latest message, once there are `count` of them. Raises TimeoutError."""

        def look() -> Message | None:
            messages = self.messages(channel)
            return messages[-1] if len(messages) >= count else None

        return self.until(look, seconds)

    def pause(self, seconds: float) -> None:
        """Waits, for a slow answer."""
        time.sleep(seconds)
