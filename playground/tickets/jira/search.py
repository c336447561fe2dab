"""The search: it knows an issue as it stood when the index last caught up.

Source: Atlassian, "Search for issues using JQL enhanced search": `POST /rest/api/3/search/jql`
replaced `/search` (410 since 2025-08), answers no total, gives ids alone where no field is named,
and reads the issues of `reconcileIssues` (at most 50) as they are now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from playground.tickets.jira.jql import parsed
from playground.tickets.jira.model import Issue
from playground.tickets.wire import JsonObject


class Index:
    """What the search knows, by the id of the issue."""

    def __init__(self) -> None:
        self._known: dict[int, Mapping[str, object]] = {}

    def catch_up(self, issues: Iterable[Issue]) -> None:
        """From now on it finds them as they stand now."""
        self._known = {issue.id: issue.indexed() for issue in issues}

    def found(self, issues: Iterable[Issue], body: JsonObject) -> list[Issue]:
        """The issues that a query finds, in its order. Raises RefusedError."""
        query = parsed(body["jql"])
        now = set(body.get("reconcileIssues") or ())
        known = {i.id: i.indexed() if i.id in now else self._known.get(i.id) for i in issues}
        hits = [
            issue for issue in issues if (at := known[issue.id]) is not None and query.holds(at)
        ]
        return query.sorted(hits)


def page(
    found: list[Issue], body: JsonObject, show: Callable[[Issue, list[str]], object]
) -> JsonObject:
    """One page of what was found, with a token for the next one."""
    start, most = int(body.get("nextPageToken") or "0"), int(body.get("maxResults", 50))
    rest = start + most
    shown = [show(issue, list(body.get("fields") or ())) for issue in found[start:rest]]
    answer: JsonObject = {"issues": shown, "isLast": rest >= len(found)}
    return answer if answer["isLast"] else {**answer, "nextPageToken": str(rest)}
