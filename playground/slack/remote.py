"""People who are driven from outside: POST /_playground/command, press, submit, close, say, home.

Each body names the `user`; the answer is the app's reply. Messages are named by `ts`, views by
`view_id`. 400 with a sentence for what Slack's screen would not let that person do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playground.slack.answering import Answer
from playground.slack.errors import NothingThereError
from playground.slack.model import Message, View
from playground.slack.person import Person
from playground.slack.sending import Reply
from playground.slack.shapes import JsonObject

if TYPE_CHECKING:
    from playground.slack.local import LocalSlack

Act = Callable[["LocalSlack", Person, JsonObject], Reply | None]


def act(slack: LocalSlack, what: str, body: JsonObject) -> Answer:
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


def _command(_slack: LocalSlack, person: Person, body: JsonObject) -> Reply:
    return person.command(body["line"], body["channel"])


def _press(slack: LocalSlack, person: Person, body: JsonObject) -> Reply:
    target = _target(slack, body)
    block, value = body.get("block_id", ""), body.get("value")
    return person.choose(target, body["action_id"], value, block, body.get("entered"))


def _submit(slack: LocalSlack, person: Person, body: JsonObject) -> Reply:
    return person.submit(slack.workspace.views[body["view_id"]], body.get("entered"))


def _close(slack: LocalSlack, person: Person, body: JsonObject) -> Reply | None:
    return person.close(slack.workspace.views[body["view_id"]])


def _say(_slack: LocalSlack, person: Person, body: JsonObject) -> Reply | None:
    said = person.say(body["text"], body["channel"], thread_ts=body.get("thread_ts", ""))
    return said.replies[0] if said.replies else None


def _home(_slack: LocalSlack, person: Person, _body: JsonObject) -> Reply:
    return person.open_home()


def _target(slack: LocalSlack, body: JsonObject) -> Message | View:
    if "view_id" in body:
        return slack.workspace.views[body["view_id"]]
    for message in slack.messages():
        if message.ts == body["ts"]:
            return message
    raise NothingThereError(f"no message with the ts {body['ts']!r}")


ACTS: dict[str, Act] = {
    "command": _command,
    "press": _press,
    "submit": _submit,
    "close": _close,
    "say": _say,
    "home": _home,
}
