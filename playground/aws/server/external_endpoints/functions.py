"""Which functions run elsewhere, and the one point of ministack that every invocation passes."""

from typing import Any
from urllib.parse import urlsplit

from ministack.core.responses import request_scope
from ministack.services import lambda_svc

from playground.aws.server.external_endpoints.postbox import Event, Postbox
from playground.aws.server.plane import Given, Plane, text

_theirs = lambda_svc._execute_function
_boxes: dict[str, Postbox] = {}
_listening: list[str] = []
"""The ARNs of the functions that also want what CloudTrail writes."""


def is_external(arn: str) -> bool:
    """Whether the function of this ARN runs elsewhere."""
    return arn in _boxes


def invoke(arn: str, event: Event) -> None:
    """Leave an event for a function that runs elsewhere."""
    _boxes[arn].put(event)


def anybody_listens() -> bool:
    """Whether any function wants what CloudTrail writes."""
    return bool(_listening)


def tell(event: Event) -> None:
    """Hand an event of EventBridge to each function that wants it."""
    for arn in _listening:
        invoke(arn, event)


def put_event(given: Given) -> dict[str, int]:
    """Control: `event`, for each function that listens; how many there are."""
    event = given.get("event")
    if not isinstance(event, dict):
        raise ValueError("event must be an object")
    tell(event)
    return {"functions": len(_listening)}


def register(given: Given) -> None:
    """Control: `arn`, `url`, `events` (false). A function that is registered again moves."""
    arn, url = text(given, "arn"), text(given, "url")
    events = given.get("events", False)
    if not isinstance(events, bool):
        raise ValueError("events must be true or false")
    if urlsplit(url).scheme != "http" or urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        raise ValueError("url must be an http address on 127.0.0.1 or localhost")
    _make(arn)
    _forget(arn)
    _boxes[arn] = Postbox(url)
    if events:
        _listening.append(arn)


def sent(given: Given) -> list[dict[str, Any]]:
    """Control: what was handed to the function `arn`."""
    box = _boxes.get(text(given, "arn"))
    if box is None:
        raise ValueError(f"no function {given['arn']} runs elsewhere")
    return list(box.sent)


def _forget(arn: str) -> None:
    box = _boxes.pop(arn, None)
    if box is not None:
        box.close()
    if arn in _listening:
        _listening.remove(arn)


def reset() -> None:
    """No function runs elsewhere any more, and what is on its way is dropped."""
    for arn in list(_boxes):
        _forget(arn)


def _make(arn: str) -> None:
    """The function, where there is none, with what lets its account's topics and rules call it."""
    parts = arn.split(":")
    if len(parts) != 7 or parts[2] != "lambda" or parts[5] != "function":
        raise ValueError("arn must be a function's: arn:aws:lambda:REGION:ACCOUNT:function:NAME")
    account, region, name = parts[4], parts[3], parts[6]
    with request_scope(account, region):
        if name in lambda_svc._functions:
            return
        # An execution role that is named must exist, and nobody here assumes this one.
        code = {"Runtime": "python3.13", "Handler": "handlers.events.handler", "Role": ""}
        lambda_svc._create_function({"FunctionName": name, **code})
        lambda_svc._functions[name]["config"]["Role"] = f"arn:aws:iam::{account}:role/{name}"
        _let_in(name, "events", SourceAccount=account)
        # With a source account in its condition a permission lets SNS in nowhere.
        _let_in(name, "sns", SourceArn=f"arn:aws:sns:*:{account}:*")


def _let_in(name: str, service: str, **source: str) -> None:
    statement = {"StatementId": service, "Action": "lambda:InvokeFunction", **source}
    lambda_svc._add_permission(name, {**statement, "Principal": f"{service}.amazonaws.com"})


def _execute(function: dict[str, Any], event: Event) -> dict[str, Any]:
    """Ministack's hook: run a function. One that runs elsewhere gets it and answers nothing."""
    config = function.get("config") or function
    arn = ":".join(str(config.get("FunctionArn", "")).split(":")[:7])
    if not is_external(arn):
        answer: dict[str, Any] = _theirs(function, event)
        return answer
    invoke(arn, event)
    return {"body": None, "log": ""}


def install(plane: Plane) -> None:
    """Put ours in ministack's place, and its routes of the control plane."""
    lambda_svc._execute_function = _execute
    plane.add("POST", "/lambda/external", register)
    plane.add("GET", "/lambda/external", sent)
    plane.add("POST", "/events", put_event)
    plane.on_reset(reset)
