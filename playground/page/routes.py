"""The page's API: which address does what. What each answers is in the functions it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playground.page import actions, tickets_side
from playground.page.asked import Asked, RefusedError
from playground.page.deployment import deploy
from playground.page.picture import picture
from playground.page.policy_edit import write_policy
from playground.page.session import Session
from playground.page.slack_side import ROLES, seen
from playground.page.troubles import told
from playground.scenarios.catalog import scenarios
from playground.slack.remote import ACTS, act
from playground.slack.screen import kept
from playground.slack.shapes import JsonObject

Route = Callable[[Asked], object]


class Routes:
    """Answers the page's requests for one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._fixed: Mapping[tuple[str, str], Route] = {
            ("GET", "/api/slack"): self._slack,
            ("GET", "/api/scenarios"): lambda _: _stories(),
            ("GET", "/api/aws"): self._aws,
            ("POST", "/api/aws/policy"): lambda asked: write_policy(session, asked),
            ("GET", "/api/events"): lambda asked: actions.listed(
                session, asked.parameter("budget")
            ),
            ("GET", "/api/tickets"): lambda _: tickets_side.listed(session),
            ("POST", "/api/tickets"): lambda asked: tickets_side.acted(session, asked),
            ("POST", "/api/deployment"): lambda _: deploy(session),
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
                says = actions.happen(self._session, name, asked.text("budget"))
                return {"ok": True, "says": says}
        raise RefusedError(f"There is no {method} {path}.", 404)

    def _slack(self, asked: Asked) -> object:
        me, after = _person(asked.parameter("as")), asked.after()
        with self._session.slack.workspace.lock.released:
            version = self._session.watch.wait(after, self._session.patience)
            return {"version": version, **seen(self._session.slack, me)}

    def _aws(self, asked: Asked) -> object:
        budget, after = asked.parameter("budget"), asked.after()
        # Read behind the number: a change in between shows again with the next one.
        version = self._session.control.changed(after, self._session.patience)
        return {"version": version, **picture(self._session, budget)}

    def _act(self, what: str, asked: Asked) -> object:
        if what not in ACTS:
            raise RefusedError(f"Nobody can {what!r} here, only {', '.join(ACTS)}.")
        body: JsonObject = {**asked.body, "user": _person(asked.text("user"))}
        if what == "say":
            body["text"] = kept(self._session.slack.workspace, asked.text("text"))
        done = act(self._session.slack, what, body)
        answer = done.body if isinstance(done.body, dict) else {}
        if done.status != 200:
            raise RefusedError(str(answer["error"]))
        return {name: answer[name] for name in answer if name != "body"}

    def _restart(self, _asked: Asked) -> object:
        self._session.restart()
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
