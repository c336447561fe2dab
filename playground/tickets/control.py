"""/_playground/...: what a page or another process may see and set from outside.

GET requests, opened; POST reset, faults (the body is a `Fault`), or an act of ACTS: what people do
in the three systems. 400 with a sentence for what cannot be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from types import NoneType

from playground.tickets import acts
from playground.tickets.acts import acts_of
from playground.tickets.faults import Fault
from playground.tickets.jira import Status
from playground.tickets.opened import Opened, opened
from playground.tickets.servicenow import State
from playground.tickets.tickets import Tickets
from playground.tickets.wire import Answer, Asked, JsonObject, Request

Act = Callable[[Tickets, JsonObject], object]


def answer(tickets: Tickets, request: Request) -> Answer:
    """What is asked, or what came of an act."""
    what = request.path.strip("/")
    if request.method == "GET":
        with tickets.lock:
            return _listed(tickets, what)
    try:
        body = request.json() if request.body else {}
        if not isinstance(body, dict):
            raise ValueError("the body must be a JSON object")
        act(tickets, what, body)
    except KeyError as missing:
        return Answer(400, {"error": f"missing or unknown: {missing}"})
    except (TypeError, ValueError) as error:
        return Answer(400, {"error": str(error)})
    return Answer(200, {"ok": True})


def act(tickets: Tickets, what: str, body: JsonObject) -> None:
    """Let somebody do something. Raises KeyError, TypeError or ValueError: it cannot be done."""
    if what not in ACTS:
        raise ValueError(f"nobody can {what!r} here, only {', '.join(ACTS)}")
    with tickets.lock:
        ACTS[what](tickets, body)
        tickets.touch()


def _listed(tickets: Tickets, what: str) -> Answer:
    if what == "requests":
        return Answer(200, {what: [_asked(one) for one in tickets.requests()]})
    if what == "opened":
        return Answer(200, {what: [shown(one) for one in opened(tickets)]})
    return Answer(404, {"error": f"there is no {what!r}"})


def shown(one: Opened) -> JsonObject:
    """What was opened, and what can be done with it now."""
    can = [{"id": id, "title": act.title} for id, act in acts_of(one).items()]
    return {**asdict(one), "at": one.at.timestamp(), "acts": can}


def _asked(one: Asked) -> JsonObject:
    return {**asdict(one), "at": one.at.isoformat()}


_FAULT: dict[str, type | tuple[type, ...]] = {
    "system": str,
    "method": str,
    "path": str,
    "status": int,
    "retry_after": int,
    "delay": (int, float),
    "after": bool,
    "drop": bool,
    "cut": bool,
    "token": str,
    "times": (int, NoneType),
}


def _fault(body: JsonObject) -> Fault:
    wrong = [name for name in body if not isinstance(body[name], _FAULT.get(name, ()))]
    if wrong:
        raise ValueError(f"no such fault: {', '.join(wrong)}")
    return Fault(**body)


def _close_issue(tickets: Tickets, body: JsonObject) -> None:
    repository = body.get("repository", "acme/infra")
    tickets.github.close(repository, int(body["number"]), body.get("reason", "completed"))


def _merge_pull(tickets: Tickets, body: JsonObject) -> None:
    repository = body.get("repository", "acme/infra")
    tickets.github.merge(repository, int(body["number"]))


def _push(tickets: Tickets, body: JsonObject) -> None:
    files = {path: text.encode() for path, text in body["files"].items()}
    repository = body.get("repository", "acme/infra")
    tickets.github.push(repository, body.get("branch", "main"), files)


def _move_issue(tickets: Tickets, body: JsonObject) -> None:
    tickets.jira.move(body["key"], Status[body["status"]], body.get("resolution", ""))


def _move_change(tickets: Tickets, body: JsonObject) -> None:
    tickets.servicenow.move(body["number"], State[body["state"]])


ACTS: dict[str, Act] = {
    "reset": lambda tickets, _: tickets.reset(),
    "faults": lambda tickets, body: tickets.faults.add(_fault(body)),
    "no-faults": lambda tickets, _: tickets.faults.clear(),
    "advance": lambda tickets, body: tickets.clock.advance(float(body["seconds"])),
    "catch-up": lambda tickets, _: tickets.jira.catch_up(),
    "act": lambda tickets, body: acts.act(tickets, body["system"], body["id"], body["act"]),
    "close-issue": _close_issue,
    "merge-pull": _merge_pull,
    "push": _push,
    "move-issue": _move_issue,
    "move-change": _move_change,
    "approve-change": lambda tickets, body: tickets.servicenow.approve(body["number"]),
    "reject-change": lambda tickets, body: tickets.servicenow.reject(body["number"]),
}
