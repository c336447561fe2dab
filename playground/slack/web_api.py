"""From a call of the Web API to its answer: token, scopes, faults, rate limit, method, record."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.slack import methods
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.faults import Fault, Faults, ratelimited
from playground.slack.model import CallRecord, Token
from playground.slack.shapes import JsonObject
from playground.slack.workspace import Workspace

SECONDS_PER_MESSAGE = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer. `drop` closes the connection without one."""

    body: JsonObject | str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False


class WebApi:
    """Answers calls. With `rate_limit` a channel takes about one message a second
    (docs/facts.md 7).
    """

    def __init__(self, slack: Workspace, faults: Faults) -> None:
        self._slack = slack
        self._faults = faults
        self.rate_limit = False
        self._last_post: dict[str, float] = {}

    def answer(self, name: str, args: JsonObject, token: str) -> Answer:
        """The answer to one call of method `name`; records the call."""
        fault = self._faults.take(name) or Fault()
        # Outside the lock: a slow answer must not hold up the others.
        time.sleep(fault.delay)
        if fault.held:
            fault.held.wait()
        with self._slack.lock:
            answer, refused = self._settled(name, args, token, fault)
            now = self._slack.clock.now()
            error, reasons = (refused.error, refused.messages) if refused else ("", ())
            self._slack.calls.append(CallRecord(name, args, error, now, reasons))
        return answer

    def _settled(
        self, name: str, args: JsonObject, token: str, fault: Fault
    ) -> tuple[Answer, SlackError | None]:
        refusal = fault.refusal
        try:
            if (refusal or fault.drop) and not fault.after:
                raise refusal or SlackError("dropped")
            body = self._run(name, args, token)
            if refusal or fault.drop:
                raise refusal or SlackError("dropped")
        except SlackError as error:
            return Answer(error.body(), error.status, error.headers, fault.drop), error
        return Answer({"ok": True, **body}, headers=self._scopes(name, token)), None

    def _run(self, name: str, args: JsonObject, token: str) -> JsonObject:
        method = methods.find(name)
        if method is None:
            raise SlackError("unknown_method", extra={"req_method": name})
        known = self._token(token, method.token) if name != "api.test" else Token("", set())
        call = Call(self._slack, name, args, known)
        call.needs(*method.scopes)
        if self.rate_limit and name == "chat.postMessage":
            self._slow_down(call.text("channel"))
        return method.run(call)

    def _scopes(self, name: str, token: str) -> dict[str, str]:
        """The headers that say what the token may do, and what the method needs."""
        method, known = methods.find(name), self._slack.tokens.get(token)
        return {
            "X-OAuth-Scopes": ",".join(sorted(known.scopes)) if known else "",
            "X-Accepted-OAuth-Scopes": ",".join(method.scopes) if method else "",
        }

    def _token(self, value: str, kind: str) -> Token:
        if not value:
            raise SlackError("not_authed")
        token = self._slack.tokens.get(value)
        if token is None:
            raise SlackError("invalid_auth")
        if token.state:
            raise SlackError(token.state)
        if not value.startswith(kind):
            raise SlackError("not_allowed_token_type")
        return token

    def _slow_down(self, channel: str) -> None:
        now = self._slack.clock.now()
        if now - self._last_post.get(channel, -SECONDS_PER_MESSAGE) < SECONDS_PER_MESSAGE:
            raise ratelimited(1)
        self._last_post[channel] = now
