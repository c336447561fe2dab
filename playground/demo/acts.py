"""What somebody does in the local Slack, printed as it happens: for the demo and the bench."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from playground.demo.words import lines_of
from playground.slack import seed
from playground.slack.local import LocalSlack
from playground.slack.model import Message, View

WITHIN = 300.0
_LOOKING = "⏳"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Acts:
    """One mender in one channel. Every act ends the program where no answer comes in time."""

    slack: LocalSlack
    say: Callable[[str], None]
    user: str = seed.MENDER
    channel: str = seed.FINOPS

    def ask(self, text: str) -> Message:
        """Type the command and show the answer."""
        before = self.seen()
        started = time.monotonic()
        name = self.slack.workspace.channels[self.channel].name
        self.say(f"\nIn Slack, #{name}: /budget-check {text}")
        reply = self.slack.person(self.user).command(f"/budget-check {text}", self.channel)
        self.say(f"(acknowledged with {reply.status} after {time.monotonic() - started:.2f} s)")
        answer = self.wait("answer", lambda: self.answer_after(before))
        self.say(f"(answered after {time.monotonic() - started:.2f} s)")
        self.show(answer)
        return answer

    def answer_after(self, before: int) -> Message | None:
        """What the bot said behind the first `before` messages; what is to become it left out."""
        fresh = [m for m in self._seen()[before:] if not m.text.startswith(_LOOKING)]
        return fresh[-1] if fresh else None

    def seen(self) -> int:
        """How many messages this person sees."""
        return len(self._seen())

    def mend(self, answer: Message, fix: str, *, briefly: bool = False) -> None:
        """Press a fix's button, read its preview, submit it, and show how it ends; `briefly` leaves
        out what the preview says.
        """
        person = self.slack.person(self.user)
        before = self.seen()
        self.say(f"\nPresses the button {fix!r} and reads the preview{'.' if briefly else ':'}")
        person.press(answer, f"fix.{fix}")
        view = self.wait("preview", self._submittable)
        if not briefly:
            self.show(view)
        self.say("\nSubmits it. In the thread:")
        person.submit(view)
        self.show(self.wait("outcome", lambda: self._undoable(before)))

    def _submittable(self) -> View | None:
        views = self.slack.views(self.user)
        return views[-1] if views and views[-1].body.get("submit") else None

    def _undoable(self, before: int) -> Message | None:
        done = (m for m in self._seen()[before:] if "change.undo" in str(m.content.blocks))
        return next(done, None)

    def _seen(self) -> list[Message]:
        return self.slack.messages(self.channel, seen_by=self.user)

    def show(self, shown: Message | View) -> None:
        """Print everything that it says."""
        blocks = shown.content.blocks if isinstance(shown, Message) else shown.blocks
        self.say("\n".join(f"  | {line}" for line in lines_of(blocks)))

    def wait(self, what: str, look: Callable[[], _T | None]) -> _T:
        """What `look` finds; `what` names it where nothing comes in the end."""
        until = time.monotonic() + WITHIN
        while time.monotonic() < until:
            found = look()
            if found is not None:
                return found
            time.sleep(0.005)
        sys.exit(f"No {what} came within {WITHIN:g} s; the bot's last words are above.")
