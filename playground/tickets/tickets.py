"""The three systems without their server: faults, one request at a time, and the log of them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import Protocol

from playground.tickets.clock import Clock
from playground.tickets.faults import Fault, Faults
from playground.tickets.github import GitHub
from playground.tickets.jira import Jira
from playground.tickets.servicenow import ServiceNow
from playground.tickets.wire import Answer, Asked, BrokenAnswerError, Request


class System(Protocol):
    """One of the three."""

    def answer(self, request: Request) -> Answer:
        """Its answer, refusals too. Raises BrokenAnswerError."""

    def reset(self) -> None:
        """As at the start."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes over the wire; `drop` closes before the answer, `cut` in the middle of it."""

    answer: Answer
    drop: bool = False
    cut: bool = False


class Tickets:
    """GitHub, Jira and ServiceNow at `url`, which is known when the server has its port.

    `version` grows with each request that changed something, and each act of the page. `broken`
    tells of answers that the system's own schema refuses: the fixture of the tests wants none.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.faults = Faults()
        self.github = GitHub(self.clock)
        self.jira = Jira(self.clock)
        self.servicenow = ServiceNow(self.clock)
        self.systems: dict[str, System] = {
            "github": self.github,
            "jira": self.jira,
            "servicenow": self.servicenow,
        }
        self.lock = threading.RLock()
        self.version = 1
        self.broken: list[str] = []
        self._log: list[Asked] = []

    @property
    def url(self) -> str:
        """The server's address, without a slash at the end."""
        return self.github.url.removesuffix("/github")

    @url.setter
    def url(self, url: str) -> None:
        self.github.url = f"{url}/github"
        self.jira.url = f"{url}/jira"
        self.servicenow.url = f"{url}/servicenow"

    def reset(self) -> None:
        """Forgets everything that was opened, asked and ordered."""
        with self.lock:
            self.clock.reset()
            for system in self.systems.values():
                system.reset()
            self._log.clear()
            self.broken.clear()
            self.faults.clear()
            self.touch()

    def fail(self, system: str = "*", **given: object) -> None:
        """Orders trouble: `Fault`."""
        self.faults.add(Fault(system, **given))  # type: ignore[arg-type]  # as Fault takes them

    def requests(self, system: str = "") -> list[Asked]:
        """The requests that came, oldest first."""
        with self.lock:
            return [one for one in self._log if system in {"", one.system}]

    def touch(self) -> None:
        """Something that shows has changed."""
        with self.lock:
            self.version += 1

    def take(self, system: str, request: Request) -> Sent:
        """What a system sends back for a request. Raises KeyError: there is no such system."""
        one = self.systems[system]
        fault = self.faults.take(system, request)
        if fault is None:
            return Sent(self._worked(system, one, request))
        # Outside the lock: a slow answer must not hold up the others.
        time.sleep(fault.delay)
        if fault.held:
            fault.held.wait()
        spoilt = _spoilt(request, fault)
        answer = _instead(fault)
        if answer is None or fault.after:
            done = self._worked(system, one, spoilt, fault=True)
            answer = answer or done
        elif fault.status or fault.drop:
            self._note(system, request, answer.status, fault=True)
        return Sent(answer, fault.drop, fault.cut)

    def _worked(self, system: str, one: System, request: Request, *, fault: bool = False) -> Answer:
        with self.lock:
            answer = self._answered(one, request)
            self._note(system, request, answer.status, fault=fault)
            if request.method != "GET" and answer.status < 400:
                self.touch()
            return answer

    def _answered(self, one: System, request: Request) -> Answer:
        try:
            return one.answer(request)
        except BrokenAnswerError as error:
            self.broken.append(str(error))
            return Answer(500, {"message": f"A fault of the fake: {error}"})

    def _note(self, system: str, request: Request, status: int, *, fault: bool) -> None:
        body = _shown_body(request)
        asked = Asked(
            system,
            request.method,
            request.path,
            dict(request.query),
            body,
            status,
            self.clock.now(),
            fault,
        )
        with self.lock:
            self._log.append(asked)


def _spoilt(request: Request, fault: Fault) -> Request:
    return replace(request, ended=fault.token == "ended", read_only=fault.token == "read-only")


def _instead(fault: Fault) -> Answer | None:
    """What comes in place of the system's own answer; None where that is sent."""
    if fault.status:
        headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
        return Answer(fault.status, {"message": _SAYS.get(fault.status, "Server Error")}, headers)
    return Answer(0) if fault.drop else None


_SAYS = {
    403: "You have exceeded a secondary rate limit. Please wait a few minutes.",
    429: "Too many requests. Please wait before you try again.",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


def _shown_body(request: Request) -> object:
    """JSON alone: a form is what asks for a token, with a secret in it."""
    try:
        return request.json() if request.body else None
    except ValueError:
        return None
