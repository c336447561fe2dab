"""People who are driven from outside: POST /_playground/command, press, shortcut, submit, close,
say, home.

Each body names the `user`; the answer is the app's reply. Messages are named by `ts`, views by
`view_id`. 400 with a sentence for what Slack's screen would not let that person do.
"""

from __future__ import annotations

from collections.abc import Callable

from playground.slack.errors import NothingThereError
from playground.slack.model import Message, View
from playground.slack.person import Person
from playground.slack.shapes import JsonObject
from playground.slack.slack import Slack
from playground.slack.state import Values
from playground.slack.transport import Reply
from playground.slack.web_api import Answer

Act = Callable[[Slack, Person, JsonObject], Reply | None]


def act(slack: Slack, what: str, body: JsonObject) -> Answer:
    """Lets a person do something. Never under the lock: the app calls back meanwhile."""
    try:
        reply = ACTS[what](slack, slack.person(str(body.get("user"))), body)
    except KeyError as missing:
        return Answer({"ok": False, "error": f"missing or unknown: {missing}"}, 400)
    except (NothingThereError, ValueError) as error:
        return Answer({"ok": False, "error": str(error)}, 400)
    if reply is None:
        return Answer({"ok": True})
    shown = {"status": reply.status, "body": reply.body, "seconds": reply.seconds}
    return Answer({"ok": reply.in_time and not reply.trouble, "trouble": reply.trouble, **shown})


def _command(_slack: Slack, person: Person, body: JsonObject) -> Reply:
    return person.command(_text(body, "line"), _text(body, "channel"))


def _press(slack: Slack, person: Person, body: JsonObject) -> Reply:
    target = _target(slack, body)
    block = _text(body, "block_id", "")
    return person.choose(target, _text(body, "action_id"), body.get("value"), block, _entered(body))


def _shortcut(slack: Slack, person: Person, body: JsonObject) -> Reply:
    return person.message_shortcut(_message(slack, body), _text(body, "callback_id"))


def _submit(slack: Slack, person: Person, body: JsonObject) -> Reply:
    return person.submit(_view(slack, body), _entered(body))


def _close(slack: Slack, person: Person, body: JsonObject) -> Reply | None:
    return person.close(_view(slack, body))


def _say(_slack: Slack, person: Person, body: JsonObject) -> Reply | None:
    thread = _text(body, "thread_ts", "")
    said = person.say(_text(body, "text"), _text(body, "channel"), thread_ts=thread)
    return said.replies[0] if said.replies else None


def _home(_slack: Slack, person: Person, _body: JsonObject) -> Reply:
    return person.open_home()


def _target(slack: Slack, body: JsonObject) -> Message | View:
    return _view(slack, body) if "view_id" in body else _message(slack, body)


def _view(slack: Slack, body: JsonObject) -> View:
    return slack.workspace.views[_text(body, "view_id")]


def _message(slack: Slack, body: JsonObject) -> Message:
    ts = _text(body, "ts")
    for message in slack.messages():
        if message.ts == ts:
            return message
    raise NothingThereError(f"no message with the ts {ts!r}")


def _entered(body: JsonObject) -> Values:
    given = body.get("entered") or {}
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        raise ValueError("entered must be {block_id: {action_id: value}}")
    return given


def _text(body: JsonObject, name: str, default: str | None = None) -> str:
    given = body[name] if default is None else body.get(name, default)
    if not isinstance(given, str):
        raise ValueError(f"{name} must be a text")
    return given


ACTS: dict[str, Act] = {
    "command": _command,
    "press": _press,
    "shortcut": _shortcut,
    "submit": _submit,
    "close": _close,
    "say": _say,
    "home": _home,
}
