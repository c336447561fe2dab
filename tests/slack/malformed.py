"""Requests that are as Slack's but for a fault or two, as API Gateway hands them on.

They come from a seeded generator, so the same ones each time.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from tests.slack.bodies import KINDS
from tests.slack.requests import signed

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, "", "x", "\u0000", "\ud800", "²", [], {}, [[]]),
    *([None], [1], ["x"], {"id": 5}, {"text": {}}, "a" * 5000, "<!channel>", "{}", "[]"),
    {"a": {"b": {"c": []}}},
)
CONTENT_TYPES = (
    *(
        "",
        "text/plain",
        "application/json",
        "multipart/form-data",
        "x",
        "application/json; charset",
    ),
    *("application/x-www-form-urlencoded; charset=utf-16", "application/json; charset=no-such"),
)
CHARSETS = ("latin-1", "utf-16", "utf-8-sig", "utf-7", "cp1252")
METHODS = ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "post", "")
DEEP = 20_000
"""Lists within lists: far more than Python's own recursion takes."""
HUGE = 1_000_000


@dataclass
class Malformed:
    """One request: Lambda's event, what it was, and whether its signature is Slack's."""

    event: dict[str, Any]
    text: str
    is_signed: bool


def requests(seed: int, many: int) -> Iterator[Malformed]:
    """`many` of them; some are whole by chance."""
    chance = random.Random(seed)  # noqa: S311 (the same requests each time)
    for _ in range(many):
        text, content_type = _text(chance)
        headers, is_signed = _headers(text, content_type, chance)
        body, encoded = _travelling(text, chance)
        yield Malformed(_event(headers, body, encoded, chance), text, is_signed)


def _text(chance: random.Random) -> tuple[str, str]:
    """A body, and the type that it says it has."""
    make, how = chance.choice(KINDS)
    text, content_type = _written(_spoilt(make(chance), chance), how)
    if chance.random() < 0.2:
        text = _torn(text, chance)
    if chance.random() < 0.005:
        text = chance.choice(["[" * DEEP, 'payload={"a":' + "[" * DEEP, '{"a":' * DEEP])
    if chance.random() < 0.001:
        text += chance.choice(["&text=", "&", " ", '"']) + chance.choice("x&%[") * HUGE
    if chance.random() < 0.1:
        content_type = chance.choice(CONTENT_TYPES)
    return text, content_type


def _written(body: dict[str, Any], how: str) -> tuple[str, str]:
    """The body as it travels, and its content type."""
    if how == "json":
        return json.dumps(body), "application/json"
    fields = body if how == "form" else {"payload": json.dumps(body)}
    pairs = {name: value for name, value in fields.items() if value is not None}
    return urlencode(pairs, errors="replace"), "application/x-www-form-urlencoded"


def _spoilt(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one or two of its values gone, or of another shape."""
    copy: dict[str, Any] = json.loads(json.dumps(body))
    for _ in range(chance.choice([1, 1, 1, 2])):
        where = chance.choice(list(_places(copy)) or [()])
        inner: Any = copy
        for step in where[:-1]:
            inner = inner[step]
        if not where:
            continue
        if chance.random() < 0.2:
            del inner[where[-1]]
        else:
            inner[where[-1]] = chance.choice(ODD)
    return copy


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    found: Any = value.items() if isinstance(value, dict) else ()
    found = enumerate(value) if isinstance(value, list) else found
    for name, inner in found:
        yield (*at, name)
        yield from _places(inner, (*at, name))


def _torn(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    noise = "".join(chance.choices(string.printable + "é²\u202e%&=+", k=5))
    return chance.choice(
        [text[:at], text[:at] + noise + text[at:], noise, text + text, quote(text)]
    )


def _headers(text: str, content_type: str, chance: random.Random) -> tuple[dict[str, Any], bool]:
    """Their names in lower case, as API Gateway has them; and whether the signature holds."""
    request = signed(text, content_type)
    right = {name.lower(): value for name, value in request.headers.items()}
    headers: dict[str, Any] = dict(right)
    if chance.random() < 0.15:
        headers |= _unsigned(right["x-slack-signature"], chance)
    for name in list(headers):
        if chance.random() < 0.03:
            headers[name] = chance.choice([*ODD, "v0=", "v0=é", "1" * 4000, "-1", "٣"])
    if chance.random() < 0.1:
        headers["x-slack-retry-num"] = chance.choice(ODD)
    if chance.random() < 0.05:
        _double(headers, chance)
    names = ("x-slack-signature", "x-slack-request-timestamp")
    return headers, all(headers.get(name) == right[name] for name in names)


def _unsigned(signature: str, chance: random.Random) -> Mapping[str, Any]:
    """What stands in the place of a right signature and its time."""
    other = "0" if signature[-1] != "0" else "1"
    name, value = chance.choice(
        [
            ("x-slack-signature", None),
            ("x-slack-signature", signature[:-1] + other),
            ("x-slack-signature", signature.upper()),
            ("x-slack-request-timestamp", "1"),
            ("x-slack-request-timestamp", "99999999999"),
            ("x-slack-request-timestamp", None),
        ]
    )
    return {name: value}


def _double(headers: dict[str, Any], chance: random.Random) -> None:
    """A header twice: API Gateway joins the two by a comma; what calls Lambda itself may not."""
    name = chance.choice(list(headers))
    value = headers[name]
    how = chance.randrange(3)
    if how == 0:
        headers[name] = f"{value},{value}"
    elif how == 1:
        headers[name] = [value, value]
    else:
        headers[name.upper()] = chance.choice(["", value, "v0=" + "0" * 64])


def _travelling(text: str, chance: random.Random) -> tuple[Any, Any]:
    """The body as API Gateway hands it on, and what it says of its encoding."""
    encoded: Any = chance.random() < 0.3
    raw = text.encode()
    if encoded and chance.random() < 0.1:
        raw = text.encode(chance.choice(CHARSETS), errors="replace")
    body: Any = base64.b64encode(raw).decode() if encoded else text
    if chance.random() < 0.05:
        body = _torn(body, chance)
    body = chance.choice(ODD) if chance.random() < 0.02 else body
    return body, chance.choice(ODD) if chance.random() < 0.02 else encoded


def _event(headers: dict[str, Any], body: Any, encoded: Any, chance: random.Random) -> Any:
    """Payload format 2.0, and now and then another shape or a method that has no route."""
    method = chance.choice(METHODS) if chance.random() < 0.03 else "POST"
    path = chance.choice(["/", "/slack/events/", ""]) if chance.random() < 0.03 else "/slack/events"
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"}
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": headers,
        "requestContext": {"http": http, "stage": "$default"},
        "body": body,
        "isBase64Encoded": encoded,
    }
    if chance.random() < 0.03:
        gone = chance.choice(list(event))
        event[gone] = chance.choice(ODD)
    if chance.random() < 0.02:
        del event[chance.choice(list(event))]
    if chance.random() < 0.02:  # payload format 1.0
        event |= {"version": "1.0", "multiValueHeaders": {n: [v] for n, v in headers.items()}}
    return event
