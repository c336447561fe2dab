"""`requestParameters` and `responseElements`: the call's own names with a small first letter."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from playground.aws.server.asgi import Answer
from playground.aws.server.call import Request, json_body

_CODE = re.compile(rb"<Code>([^<]+)</Code>")
_MESSAGE = re.compile(rb"<Message>([^<]*)</Message>")
_NOT_PARAMETERS = ("Action", "Version")


def asked(request: Request) -> dict[str, Any] | None:
    """What the caller gave; None where that was nothing."""
    if request.protocol != "query":
        return camel(json_body(request)) or None
    text = f"{request.query}&{request.body.decode('utf-8', 'replace')}"
    flat = dict(parse_qsl(text, keep_blank_values=True))
    given = {name: value for name, value in flat.items() if name not in _NOT_PARAMETERS}
    return camel(_nested(given)) or None


def answered(answer: Answer) -> dict[str, Any] | None:
    """What a JSON service answered. Of SNS CloudTrail keeps nothing that is read here."""
    try:
        found = json.loads(answer.body or b"{}")
    except ValueError:
        return None
    return camel(found) or None if isinstance(found, dict) else None


def refused(answer: Answer) -> dict[str, str]:
    """`errorCode` and `errorMessage` of a refusal; nothing for a success."""
    if answer.status < 400:
        return {}
    code, message = _CODE.search(answer.body), _MESSAGE.search(answer.body)
    if code:
        words = message[1].decode() if message else ""
        return {"errorCode": code[1].decode(), "errorMessage": words}
    try:
        found = json.loads(answer.body)
    except ValueError:
        return {"errorCode": "InternalFailure"}
    code_text = str(found.get("__type", "InternalFailure")).rpartition("#")[2]
    return {
        "errorCode": code_text.replace("AccessDeniedException", "AccessDenied"),
        "errorMessage": str(found.get("message") or found.get("Message") or ""),
    }


def camel(value: Any) -> Any:
    """The same with each field's first letter small; lists and texts stay."""
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: camel(inner) for name, inner in value.items()}
    return [camel(one) for one in value] if isinstance(value, list) else value


def _nested(flat: dict[str, str]) -> dict[str, Any]:
    """The query protocol's `X.member.1` as a list and `X.entry.1.key` as an object."""
    found: dict[str, Any] = {}
    for name, value in flat.items():
        words = name.split(".")
        if len(words) == 3 and words[1] == "member":
            found.setdefault(words[0], []).append(value)
        elif len(words) == 4 and words[1] == "entry":
            if words[3] == "key":
                other = flat.get(".".join((*words[:3], "value")), "")
                found.setdefault(words[0], {})[value] = other
        else:
            found[name] = value
    return found
