"""What is asked of a system over HTTPS, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `json` is its body, None for none; `form` one as a form, for a token endpoint.

    `safe` says that it may be sent once more where no answer came: what only reads. What makes
    something is sent once.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: object = None
    form: Mapping[str, str] | None = field(default=None, repr=False)
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the headers by their names in small letters, `json` None where it is none."""

    status: int
    headers: Mapping[str, str]
    json: object


class Failure(StrEnum):
    """Why there is no answer. Of UNSENT it is certain that nothing was received; of UNANSWERED
    not. BUSY: it stayed at 429 or 503, nothing was done. ELSEWHERE: it leads to another host.
    """

    UNSENT = "unsent"
    UNANSWERED = "unanswered"
    BUSY = "busy"
    ELSEWHERE = "elsewhere"


Asked = Answer | Failure


class Http(Protocol):
    """Sends requests. Never raises."""

    def send(self, request: Request) -> Asked:
        """The answer, whatever its status but 429 and 503, or why there is none."""
