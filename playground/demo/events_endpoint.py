"""Lambda `events` on a laptop: POST /events takes one Lambda event as JSON."""

from __future__ import annotations

import json
import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

from bot.core.jobs import JobQueue
from bot.events import jobs_of
from playground.page.loopback import Loopback

PATH = "/events"
LARGEST = 6_000_000
"""Lambda's own limit of a payload."""
_log = logging.getLogger(__name__)


class EventsEndpoint(Loopback):
    """What arrives is put on `queue` as jobs.

    Port 0 takes a free one. Raises OSError where the port is taken.
    """

    def __init__(self, queue: JobQueue, port: int = 0) -> None:
        http = _Http(("127.0.0.1", port), _Handler)
        http.queue = queue
        super().__init__(http, "events")

    @property
    def url(self) -> str:
        """Where events have to be sent."""
        return f"http://127.0.0.1:{self.port}{PATH}"


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    queue: JobQueue


class _Handler(BaseHTTPRequestHandler):
    timeout = 30
    server: _Http

    def do_POST(self) -> None:
        """202 for an event, whether or not it becomes a job; 400 for what is none."""
        length = self.headers.get("content-length", "")
        if self.path != PATH or not length.isdigit() or int(length) > LARGEST:
            self.send_error(404 if self.path != PATH else 413)
            return
        try:
            event = json.loads(self.rfile.read(int(length)))
        except ValueError:
            event = None
        if not isinstance(event, dict):
            self.send_error(400, "An event is a JSON object")
            return
        self.send_response(self._take(event))
        self.send_header("content-length", "0")
        self.end_headers()

    def _take(self, event: dict[str, object]) -> int:
        """503 where a job is not taken: whoever sends tries the event again, as Lambda does."""
        jobs = jobs_of(event, uuid4().hex)
        if jobs is None:
            _log.warning("An event that this version does not follow up: %r", event)
            return 202
        try:
            for job in jobs:
                self.server.queue.send(job)
                _log.info("Left job %s (%s)", job.id, job.kind)
        except RuntimeError:  # the queue is closed
            return 503
        return 202

    def log_message(self, format: str, *args: object) -> None:
        """To the log, never with a body."""
        _log.debug(format, *args)
