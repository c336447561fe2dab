"""LocalTickets: the three systems in a thread, for tests and for a laptop."""

from __future__ import annotations

import threading
from types import TracebackType

from playground.tickets.clock import Clock
from playground.tickets.server import Server
from playground.tickets.tickets import Tickets


class LocalTickets(Tickets):
    """`with LocalTickets() as tickets:` serves them on a free port of 127.0.0.1."""

    def __init__(self, *, port: int = 0, clock: Clock | None = None) -> None:
        super().__init__(clock)
        self._server = Server(port, self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._serve, name="local-tickets", daemon=True)

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

    def start(self) -> LocalTickets:
        """Serves until `stop`."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stops serving and frees the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> LocalTickets:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.02)
