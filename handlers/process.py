"""One process of a worker: its clients live as long as it does, its Worker as long as its token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.aws.apply import ONCE
from bot.aws.clients import Aws
from bot.aws.http.call import Caller
from bot.aws.http.queue import SqsQueue
from bot.aws.http.secrets import BOT_TOKEN, Secrets
from bot.aws.session import session
from bot.errors import SettingsError
from bot.jobs.metrics import Measures
from bot.jobs.queue_router import QueueRouter
from bot.settings import Settings
from bot.store.connect import dynamodb
from bot.store.records import Emit
from bot.store.tables import Tables
from bot.worker.compose import Clients, compose
from bot.worker.worker import Worker


class Process:
    """The means of one function, from its settings. `emit` takes the records of the action log."""

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str],
        *,
        mends: bool,
        measures: Measures,
        emit: Emit,
    ) -> None:
        self._measures = measures
        self._emit = emit
        endpoint = settings.aws_endpoint_url
        seconds = 3.0 + settings.extra_timeout
        caller = Caller.of_function(environment, endpoint=endpoint, timeout=seconds)
        self._secrets = Secrets(settings, caller, names=(BOT_TOKEN,))
        self._queue = QueueRouter.between(settings, lambda url: SqsQueue(caller, url))
        self._clients = Clients(
            reading=Aws(session()),
            writing=Aws(session(), config=ONCE) if mends else None,
            dynamodb=dynamodb(session()),
            tables=Tables.prefixed(settings.tables_prefix),
        )
        self._built: tuple[Settings, Worker] | None = None

    def worker(self) -> Worker:
        """The worker for the token of the moment. Raises SettingsError."""
        settings = self._secrets.settings()
        if self._built is None or self._built[0] is not settings:
            self._built = (settings, self._build(settings))
        return self._built[1]

    def _build(self, settings: Settings) -> Worker:
        if not settings.bot_token:
            raise SettingsError("SLACK_SECRETS_PARAMETER", "is missing: the deployment sets it.")
        parts = compose(settings, self._queue, self._clients, emit=self._emit)
        return Worker(replace(parts, measures=self._measures))
