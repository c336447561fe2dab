"""The control plane: `/_playground/...` beside AWS's own API.

Every route takes a JSON object (of the body, or of the address's parameters for GET) and answers a
JSON value; wrong input is a 400 with `{"error": "one sentence"}`. `playground.aws.control` is the
typed client and documents each route.
"""

import inspect
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from playground.aws.server.asgi import Answer
from playground.aws.server.call import Request, json_body

PREFIX = "/_playground"
Given = dict[str, object]
Route = Callable[[Given], object | Awaitable[object]]


class Plane:
    """The routes, and what a reset clears."""

    def __init__(self) -> None:
        self._routes: dict[tuple[str, str], Route] = {}
        self._resets: list[Callable[[], None]] = []

    def add(self, method: str, path: str, route: Route) -> None:
        """Serve `route` at `/_playground` + path."""
        self._routes[method, path] = route

    def on_reset(self, clear: Callable[[], None]) -> None:
        """Call `clear` on POST /_playground/reset."""
        self._resets.append(clear)

    def reset(self) -> None:
        """Forget everything."""
        for clear in self._resets:
            clear()

    async def answer(self, request: Request) -> Answer:
        """Run the route that is meant."""
        path = request.path.removeprefix(PREFIX)
        route = self._routes.get((request.method, path))
        if route is None:
            known = ", ".join(f"{method} {PREFIX}{path}" for method, path in sorted(self._routes))
            return _as_json(404, {"error": f"no such route; there are: {known}"})
        given: Given = dict(parse_qsl(request.query)) or json_body(request)
        try:
            found = route(given)
            return _as_json(200, await found if inspect.isawaitable(found) else found)
        except (ValueError, KeyError) as error:
            words = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
            return _as_json(400, {"error": words})


def _as_json(status: int, value: object) -> Answer:
    body = json.dumps({} if value is None else value).encode()
    return Answer(status, body, {"Content-Type": "application/json"})


def text(given: Given, name: str, default: str | None = None) -> str:
    """A text of a route's input. ValueError: missing or no text."""
    value = given.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"{name} must be given as a text")
    return value


def number(given: Given, name: str, default: float | None = None) -> float:
    """A number of a route's input, also from an address. ValueError: missing or no number."""
    value = given.get(name, default)
    if isinstance(value, str | int | float):
        return float(value)
    raise ValueError(f"{name} must be given as a number")


def texts(given: Given, name: str) -> list[str]:
    """A list of texts of a route's input; empty where it is absent."""
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{name} must be a list of texts")
    return value
