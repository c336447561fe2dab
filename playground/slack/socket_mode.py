"""Socket Mode: the app connects, Slack sends envelopes, the app acknowledges each by its id.

https://docs.slack.dev/apis/events-api/using-socket-mode. Requests carry no signature here.
"""

from __future__ import annotations

import contextlib
import json
import queue
import threading
import time
from io import BufferedIOBase

from playground.slack import transport, websocket
from playground.slack.model import APP_ID
from playground.slack.requests import Request
from playground.slack.shapes import JsonObject
from playground.slack.transport import Reply
from playground.slack.workspace import Workspace

_HELLO: JsonObject = {
    "type": "hello",
    "num_connections": 1,
    "connection_info": {"app_id": APP_ID},
    "debug_info": {"host": "playground", "approximate_connection_time": 3600},
}


class Connection:
    """One open connection of an app."""

    def __init__(self, wfile: BufferedIOBase) -> None:
        self._wfile = wfile
        self._lock = threading.Lock()
        self._waiting: dict[str, queue.SimpleQueue[JsonObject]] = {}

    def send(self, message: JsonObject) -> None:
        """Sends one JSON message."""
        self._frame(websocket.TEXT, json.dumps(message).encode())

    def ask(self, envelope: JsonObject, seconds: float) -> JsonObject | None:
        """Sends an envelope and waits for its acknowledgement; None where none came in time."""
        answer: queue.SimpleQueue[JsonObject] = queue.SimpleQueue()
        self._waiting[envelope["envelope_id"]] = answer
        self.send(envelope)
        try:
            return answer.get(timeout=seconds)
        except queue.Empty:
            return None
        finally:
            del self._waiting[envelope["envelope_id"]]

    def serve(self, rfile: BufferedIOBase) -> None:
        """Reads until the app goes away."""
        self.send(_HELLO)
        with contextlib.suppress(OSError):
            while (frame := websocket.read(rfile)) is not None:
                if frame.opcode == websocket.CLOSE:
                    break
                if frame.opcode == websocket.PING:
                    self._frame(websocket.PONG, frame.payload)
                elif frame.opcode == websocket.TEXT:
                    self._acknowledged(json.loads(frame.payload))

    def close(self) -> None:
        """Says goodbye."""
        with contextlib.suppress(OSError, ValueError):
            self._frame(websocket.CLOSE, b"\x03\xe8")

    def _acknowledged(self, message: JsonObject) -> None:
        waiting = self._waiting.get(str(message.get("envelope_id")))
        if waiting is not None:
            waiting.put(message.get("payload") or {})

    def _frame(self, opcode: int, payload: bytes) -> None:
        with self._lock:
            self._wfile.write(websocket.pack(opcode, payload))
            self._wfile.flush()


class SocketMode:
    """The connections that apps have open. Called with a Request, it is a transport."""

    def __init__(self, slack: Workspace) -> None:
        self._slack = slack
        self._connections: list[Connection] = []
        self._changed = threading.Condition()

    def serve(self, rfile: BufferedIOBase, wfile: BufferedIOBase) -> None:
        """Serves one connection until it ends."""
        connection = Connection(wfile)
        with self._changed:
            self._connections.append(connection)
            self._changed.notify_all()
        try:
            connection.serve(rfile)
        finally:
            with self._changed:
                self._connections.remove(connection)

    def wait_for_app(self, seconds: float = 120.0) -> Connection:
        """The latest connection, once there is one. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self._connections), seconds):
                raise TimeoutError(f"no app connected within {seconds} s")
            return self._connections[-1]

    def close(self) -> None:
        """Closes every connection."""
        with self._changed:
            connections = list(self._connections)
        for connection in connections:
            connection.close()

    def __call__(self, request: Request) -> Reply:
        """Sends a request's payload in an envelope. No answer within 3 seconds is status 0."""
        connection = self.wait_for_app()
        started = time.perf_counter()
        envelope = {
            "envelope_id": self._slack.new_id("envelope-"),
            "type": _type(request.payload),
            "accepts_response_payload": True,
            "payload": request.payload,
        }
        answer = connection.ask(envelope, transport.SECONDS_TO_ACKNOWLEDGE)
        seconds = time.perf_counter() - started
        if answer is None:
            return Reply(0, {}, "", seconds, request, "operation_timeout")
        return Reply(200, {}, json.dumps(answer) if answer else "", seconds, request)


def _type(payload: JsonObject) -> str:
    if "command" in payload:
        return "slash_commands"
    return "events_api" if payload.get("type") == "event_callback" else "interactive"
