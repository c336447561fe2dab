"""The site without its API: issues, and what people do with them."""

from __future__ import annotations

from playground.tickets.clock import Clock
from playground.tickets.jira import adf, create, search, seed
from playground.tickets.jira.errors import no_issue
from playground.tickets.jira.model import Issue, Move, Status
from playground.tickets.wire import JsonObject

_FIRST_ID = 10_100


class Site:
    """`issues` is what was opened, oldest first. The search finds them as they stood at the last
    `catch_up`; `url` is the site's address.
    """

    def __init__(self, clock: Clock) -> None:
        self.url = ""
        self.clock = clock
        self.reset()

    def reset(self) -> None:
        """As at the start: no issue."""
        self.issues: list[Issue] = []
        self.index = search.Index()

    def catch_up(self) -> None:
        """The search catches up with the issues."""
        self.index.catch_up(self.issues)

    def move(self, key: str, status: Status, resolution: str = "") -> Issue:
        """Dana takes an issue into a status. KeyError."""
        for issue in self.issues:
            if issue.key == key:
                now, before = self.clock.now(), issue.status
                issue.status, issue.updated = status, now
                done = status.category == "done"
                issue.resolution = (resolution or status.shown) if done else ""
                issue.moves.append(Move(seed.DANA, now, before, status))
                return issue
        raise KeyError(key)

    def find(self, key: str) -> Issue:
        """An issue by its key, in any case, or its id. Raises RefusedError."""
        for issue in self.issues:
            if key.upper() in {issue.key, str(issue.id)}:
                return issue
        raise no_issue()

    def open(self, fields: JsonObject, properties: JsonObject) -> Issue:
        """Open one. Raises RefusedError: a field is wrong or missing."""
        project, kind = create.place(fields)
        create.check(kind, fields)
        number = sum(one.project.key == project.key for one in self.issues) + 1
        now = self.clock.now()
        issue = Issue(
            _FIRST_ID + len(self.issues),
            f"{project.key}-{number}",
            project,
            kind,
            now,
            now,
            seed.BOT,
            {name: value for name, value in fields.items() if value is not None},
            properties=properties,
        )
        self.issues.append(issue)
        return issue

    def update(self, issue: Issue, fields: JsonObject) -> None:
        """Write fields. Raises RefusedError: one of them is wrong."""
        create.check(issue.type, {**issue.fields, **fields})
        issue.fields = {**issue.fields, **fields}
        issue.updated = self.clock.now()


def text(issue: Issue) -> str:
    """The words of its description."""
    return adf.text_of(issue.fields.get("description"))
