"""The HTTP server: /api/METHOD, /response/ID, /upload/v1/ID; /_playground/... to look in."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from playground.local_server import LocalHandler, LocalServer
from playground.slack import control
from playground.slack.bodies import arguments, json_or_none
from playground.slack.errors import SlackError
from playground.slack.response_urls import respond
from playground.slack.slack import Slack
from playground.slack.web_api import Answer
from playground.slack.websocket import accept_key


class Server(LocalServer):
    """A server that knows its Slack."""

    def __init__(self, port: int, slack: Slack) -> None:
        self.slack = slack
        super().__init__(port, Handler)


class Handler(LocalHandler):
    """One connection."""

    server: Server

    def do_POST(self) -> None:  # noqa: N802 (as the base class calls it)
        """Methods, response_urls, faults and reset."""
        self._send(self._answer(self._body()))

    def do_GET(self) -> None:  # noqa: N802 (as the base class calls it)
        """Methods take GET too; an app connects for Socket Mode; the rest only looks."""
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self._upgrade()
            return
        self._send(self._answer(b""))

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the log of calls is `Slack.calls`."""

    def _answer(self, body: bytes) -> Answer:
        address = urlsplit(self.path)
        head, _, rest = address.path.strip("/").partition("/")
        if head == "api":
            return self._api(rest, address.query, body)
        if head == "upload" and self.command == "POST":
            return self._uploaded(rest.rpartition("/")[2], body)
        if head == "response" and self.command == "POST":
            return self._respond(rest, body)
        if head == "_playground":
            return control.answer(self.server.slack, self.command, rest, json_or_none(body) or {})
        return Answer("not found", 404)

    def _api(self, name: str, query: str, body: bytes) -> Answer:
        content_type = self.headers.get("Content-Type", "")
        try:
            args = arguments(content_type, body, query)
        except SlackError as error:
            return Answer(error.body())
        scheme, _, bearer = self.headers.get("Authorization", "").partition(" ")
        form_token = str(args.pop("token", ""))
        token = bearer.strip() if scheme.lower() == "bearer" else form_token
        slack = self.server.slack
        answer = slack.web_api.answer(name, args, token)
        return _with_charset_warning(answer, content_type)

    def _respond(self, url_id: str, body: bytes) -> Answer:
        slack = self.server.slack
        fault = slack.faults.take("response_url")
        if fault is not None:
            slack.pause(fault.delay)
            if fault.drop or fault.refusal:
                refusal = fault.refusal or SlackError("dropped")
                return Answer(refusal.error, refusal.status, refusal.headers, fault.drop)
        return respond(slack.workspace, url_id, json_or_none(body))

    def _uploaded(self, id: str, body: bytes) -> Answer:
        """The bytes of a file, as files.getUploadURLExternal asked for them."""
        with self.server.slack.workspace.lock:
            file = self.server.slack.workspace.uploads.get(id)
            if file is None or file["size"] != len(body):
                return Answer("not such a file", 404)
            file["content"] = body.decode("utf-8", "replace")
        return Answer(f"OK - {len(body)}")

    def _upgrade(self) -> None:
        self.send_response(101, "Switching Protocols")
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        key = self.headers.get("Sec-WebSocket-Key", "")
        self.send_header("Sec-WebSocket-Accept", accept_key(key))
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        self.server.slack.socket_mode.serve(self.rfile, self.wfile)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _send(self, answer: Answer) -> None:
        if answer.drop:
            self.close_connection = True
            return
        text = isinstance(answer.body, str)
        body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        payload = body.encode()
        self.send_response(answer.status)
        kind = "text/html" if text else "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(payload)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload)


def _with_charset_warning(answer: Answer, content_type: str) -> Answer:
    """Slack warns of JSON that does not name its charset."""
    missing = content_type.startswith("application/json") and "charset" not in content_type
    if not missing or isinstance(answer.body, str):
        return answer
    metadata = {**answer.body.get("response_metadata", {}), "warnings": ["missing_charset"]}
    body = {**answer.body, "warning": "missing_charset", "response_metadata": metadata}
    return Answer(body, answer.status, answer.headers, answer.drop)
