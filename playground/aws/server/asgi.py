"""The few ASGI words that the gateway uses, and reading and answering in one piece."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True)
class Answer:
    """A whole HTTP answer."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_tuple(self) -> tuple[int, dict[str, str], bytes]:
        """The shape that ministack's handlers return."""
        return self.status, dict(self.headers), self.body


def headers_of(scope: Scope) -> dict[str, str]:
    """The request's headers, names in lower case."""
    return {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
    }


async def read_body(receive: Receive) -> bytes:
    """All of the body; what came so far where the client left."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return b"".join(parts)


def replaying(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands out a body which has been read already."""
    pending = [body]

    async def again() -> Message:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return again


async def send_answer(send: Send, answer: Answer) -> None:
    """Send a whole answer."""
    own = {"Date": formatdate(usegmt=True), "Content-Length": str(len(answer.body))}
    headers = {**own, **answer.headers}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    await send({"type": "http.response.body", "body": answer.body})


Heard = Callable[[Answer], None]


def overheard(send: Send, hear: Heard) -> Send:
    """A `send` that also hands the whole answer to `hear`, once it is sent."""
    status, parts = [0], list[bytes]()

    async def sending(message: Message) -> None:
        await send(message)
        if message["type"] == "http.response.start":
            status[0] = message["status"]
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                hear(Answer(status[0], b"".join(parts)))

    return sending
