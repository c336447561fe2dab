"""LocalSlack: the local Slack API in a thread, for tests and for a laptop."""

from __future__ import annotations

from playground.local_server import Served
from playground.slack import seed
from playground.slack.clock import Clock
from playground.slack.server import Server
from playground.slack.slack import Slack


class LocalSlack(Served, Slack):
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
        Slack.__init__(
            self, app_url=app_url, clock=clock, token=token, signing_secret=signing_secret
        )
        Served.__init__(self, Server(port, self), "local-slack")
        self.workspace.url = self.url

    @property
    def url(self) -> str:
        """The server's address, without a slash at the end."""
        return self.address

    @property
    def api_url(self) -> str:
        """The base URL of the Web API, as slack_sdk wants it."""
        return f"{self.url}/api/"

    def stop(self) -> None:
        """Stops serving and frees the port."""
        self.socket_mode.close()
        super().stop()
