"""LocalTickets: the three systems in a thread, for tests and for a laptop."""

from __future__ import annotations

from playground.local_server import Served
from playground.tickets.clock import Clock
from playground.tickets.server import Server
from playground.tickets.tickets import Tickets


class LocalTickets(Served, Tickets):
    """`with LocalTickets() as tickets:` serves them on a free port of 127.0.0.1."""

    def __init__(self, *, port: int = 0, clock: Clock | None = None) -> None:
        Tickets.__init__(self, clock)
        Served.__init__(self, Server(port, self), "local-tickets")
        self.url = self.address

    @property
    def github_url(self) -> str:
        """The base URL of GitHub's API, as GITHUB_API_URL wants it."""
        return self.github.url

    @property
    def jira_url(self) -> str:
        """The site, as JIRA_SITE wants it."""
        return self.jira.url

    @property
    def servicenow_url(self) -> str:
        """The instance, as SERVICENOW_INSTANCE wants it."""
        return self.servicenow.url
