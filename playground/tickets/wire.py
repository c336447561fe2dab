"""A request as a system reads it, and its answer. JSON here is as loose as on the wire."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """`path` is what follows the system's own first part, as it was sent (escaped), with a slash
    before it; the headers' names are in small letters.

    `ended` and `read_only` come of a fault: the token of this request is to be taken for such one.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    ended: bool = False
    read_only: bool = False

    def header(self, name: str) -> str:
        """A header, "" where it was not sent."""
        return self.headers.get(name, "")

    def json(self) -> Any:
        """The body's JSON. Raises ValueError: it is none."""
        try:
            return json.loads(self.body)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error

    def form(self) -> Mapping[str, str]:
        """The body as a form."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def bearer(self) -> str:
        """The token of `Authorization: Bearer ...` (GitHub: `token ...` too), "" for none."""
        scheme, _, value = self.header("authorization").partition(" ")
        return value.strip() if scheme.lower() in {"bearer", "token"} else ""

    def basic(self) -> tuple[str, str]:
        """Name and password of `Authorization: Basic ...`, two empty ones for none."""
        scheme, _, value = self.header("authorization").partition(" ")
        try:
            text = base64.b64decode(value, validate=True).decode() if scheme == "Basic" else ""
        except (binascii.Error, UnicodeDecodeError):
            text = ""
        name, _, password = text.partition(":")
        return name, password


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is JSON, a text is HTML, None nothing."""

    status: int
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def with_headers(self, headers: Mapping[str, str]) -> Answer:
        """The same with these headers too."""
        return Answer(self.status, self.body, {**headers, **self.headers})


class RefusedError(Exception):
    """The system turns the request down with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer.body))
        self.answer = answer


class BrokenAnswerError(Exception):
    """A system would answer what its own schema refuses: a fault of the fake."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came, for tests to read: never with its headers, and no body that may hold a
    secret.
    """

    system: str
    method: str
    path: str
    query: Mapping[str, str]
    body: object
    status: int
    at: datetime
    fault: bool = False
