"""The arguments of a call as slack_sdk and others send them: form, multipart or JSON."""

from __future__ import annotations

import json
from email.message import Message
from email.parser import BytesParser
from urllib.parse import parse_qsl

from playground.slack.errors import SlackError
from playground.slack.shapes import JsonObject


def arguments(content_type: str, body: bytes, query: str) -> JsonObject:
    """The arguments of the body and the query. Raises invalid_json, json_not_object."""
    args: JsonObject = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        args |= _json(body)
    elif kind == "multipart/form-data":
        args |= _multipart(content_type, body)
    else:
        args |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return args


def json_or_none(body: bytes) -> JsonObject | None:
    """A JSON object, or None for anything else."""
    try:
        return _json(body)
    except SlackError:
        return None


def _json(body: bytes) -> JsonObject:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


def _multipart(content_type: str, body: bytes) -> JsonObject:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    parsed: Message = BytesParser().parsebytes(head + body)
    parts = parsed.get_payload()
    found: JsonObject = {}
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, Message):
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if isinstance(name, str) and isinstance(content, bytes):
                found[name] = content.decode("utf-8", "replace")
    return found
