"""How the local Slack refuses.

SlackError       a Web API answer {"ok": false, "error": ...}
NothingThereError     a person tried what Slack's screen would not offer (no such button, ...)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.slack.shapes import JsonObject


class SlackError(Exception):
    """A refusal in Slack's own words. `status` is 200 for all but rate limits and outages."""

    def __init__(
        self,
        error: str,
        *,
        messages: Sequence[str] = (),
        extra: JsonObject | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(error)
        self.error = error
        self.messages = tuple(messages)
        self.extra = extra or {}
        self.status = status
        self.headers = dict(headers or {})

    def body(self) -> JsonObject:
        """The answer's JSON, with the reasons where Slack puts them."""
        answer: JsonObject = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in self.messages]}
        return answer


class NothingThereError(LookupError):
    """A person cannot do that: the screen shows no such message, button or view."""
