"""What is asked of a system over HTTPS, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

SECONDS = 40.0
"""How long one request may take altogether, its tries and pauses included: three of them and a
check fit into what a worker has (150 seconds)."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `json` is its body, None for none; `form` one as a form, for a token endpoint.

    `safe` says that it may be sent once more where no answer came: what only reads. What makes
    something is sent once. `seconds` is how long it may take altogether. Nothing that may hold a
    secret is in its repr.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: object = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    safe: bool = False
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the headers by their names in small letters, `json` None where it is none, or
    larger than anybody here reads.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    json: object = field(repr=False)


class Failure(StrEnum):
    """Why there is no answer.

    Of UNSENT, UNTRUSTED, BUSY and ELSEWHERE it is certain that nothing was done, of UNANSWERED not.
    UNTRUSTED: the host's certificate is not accepted. BUSY: it stayed at 429, or at 503 for what
    only reads; a 503 to what makes something may come from a gateway that had passed it on.
    ELSEWHERE: it leads to another host.
    """

    UNSENT = "unsent"
    UNTRUSTED = "untrusted"
    UNANSWERED = "unanswered"
    BUSY = "busy"
    ELSEWHERE = "elsewhere"


Asked = Answer | Failure


class Http(Protocol):
    """Sends requests. Never raises."""

    def send(self, request: Request) -> Asked:
        """The answer, whatever its status but 429 and 503, or why there is none."""
