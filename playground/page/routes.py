"""The page's API: which address does what. What each answers is in the functions it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playground.page import happening
from playground.page.asked import Asked, RefusedError
from playground.page.commands import completions
from playground.page.editing import write_policy
from playground.page.picture import picture
from playground.page.slack_side import ROLES, seen
from playground.page.stage import Stage
from playground.page.troubles import told
from playground.scenarios.catalog import scenarios
from playground.slack.acting import kept
from playground.slack.remote import ACTS, act
from playground.slack.shapes import JsonObject

Route = Callable[[Asked], object]


class Routes:
    """Answers the page's requests for one stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._fixed: Mapping[tuple[str, str], Route] = {
            ("GET", "/api/slack"): self._slack,
            ("GET", "/api/commands"): lambda asked: completions(stage, asked.parameter("text", "")),
            ("GET", "/api/scenarios"): lambda _: _stories(),
            ("GET", "/api/aws"): self._aws,
            ("POST", "/api/aws/policy"): lambda asked: write_policy(stage, asked),
            ("GET", "/api/events"): lambda asked: happening.listed(
                stage, asked.parameter("budget")
            ),
            ("POST", "/api/restart"): self._restart,
        }

    def answer(self, method: str, path: str, asked: Asked) -> object:
        """The JSON for a request. Raises RefusedError."""
        with told():
            route = self._fixed.get((method, path))
            if route:
                return route(asked)
            parent, _, name = path.rpartition("/")
            if (method, parent) == ("POST", "/api/slack"):
                return self._act(name, asked)
            if (method, parent) == ("POST", "/api/events"):
                says = happening.happen(self._stage, name, asked.text("budget"))
                return {"ok": True, "says": says}
        raise RefusedError(f"There is no {method} {path}.", 404)

    def _slack(self, asked: Asked) -> object:
        me, after = _person(asked.parameter("as")), asked.after()
        with self._stage.slack.workspace.lock.released:
            version = self._stage.watch.wait(after, self._stage.patience)
            return {"version": version, **seen(self._stage.slack, me)}

    def _aws(self, asked: Asked) -> object:
        budget, after = asked.parameter("budget"), asked.after()
        # Read behind the number: a change in between shows again with the next one.
        version = self._stage.control.changed(after, self._stage.patience)
        return {"version": version, **picture(self._stage, budget)}

    def _act(self, what: str, asked: Asked) -> object:
        if what not in ACTS:
            raise RefusedError(f"Nobody can {what!r} here, only {', '.join(ACTS)}.")
        body: JsonObject = {**asked.body, "user": _person(asked.text("user"))}
        if what == "say":
            body["text"] = kept(self._stage.slack.workspace, asked.text("text"))
        done = act(self._stage.slack, what, body)
        answer = done.body if isinstance(done.body, dict) else {}
        if done.status != 200:
            raise RefusedError(str(answer["error"]))
        return {name: answer[name] for name in answer if name != "body"}

    def _restart(self, _asked: Asked) -> object:
        self._stage.restart()
        return {"ok": True}


def _person(user: str) -> str:
    if user not in ROLES:
        raise RefusedError(f"There is nobody {user!r} to be here.")
    return user


def _stories() -> list[dict[str, str]]:
    return [
        {
            "name": one.name,
            "title": one.title,
            "story": one.story,
            "budget": one.budget,
            "verdict": one.expected.verdict,
        }
        for one in scenarios()
    ]
