"""LocalSlack: the local Slack API in a thread, for tests and for a laptop."""

from __future__ import annotations

import threading
from types import TracebackType

from playground.slack import seed
from playground.slack.clock import Clock
from playground.slack.server import Server
from playground.slack.slack import Slack


class LocalSlack(Slack):
    """A local Slack: `with LocalSlack() as slack:` serves it on a free port of 127.0.0.1.

    `api_url` is what the app gets as SLACK_API_URL.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        app_url: str = "",
        clock: Clock | None = None,
        token: str = seed.BOT_TOKEN,
        signing_secret: str = seed.SIGNING_SECRET,
    ) -> None:
        super().__init__(app_url=app_url, clock=clock, token=token, signing_secret=signing_secret)
        self._server = Server(port, self)
        self.workspace.url = self.url
        self._thread = threading.Thread(target=self._serve, name="local-slack", daemon=True)

    @property
    def url(self) -> str:
        """The server's address, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def api_url(self) -> str:
        """The base URL of the Web API, as slack_sdk wants it."""
        return f"{self.url}/api/"

    def start(self) -> LocalSlack:
        """Serves until `stop`."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stops serving and frees the port."""
        self.socket_mode.close()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> LocalSlack:
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
