"""What stands before the body of an HTTP/1.1 request."""

from dataclasses import dataclass

Headers = tuple[tuple[bytes, bytes], ...]


class UnreadableError(Exception):
    """Not a request that is served here; `status` is what to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Head:
    """A request's line and headers, names in lower case; `length` is its body's.

    asks_first: the client waits for "100 Continue" before it sends the body.
    closes: no other request comes over this connection.
    """

    method: str
    path: bytes
    query: bytes
    headers: Headers
    length: int
    asks_first: bool
    closes: bool


def parse(text: bytes) -> Head:
    """The head, up to the empty line. UnreadableError: 400, or 411 for a body of unknown length."""
    first, *lines = text.split(b"\r\n")
    try:
        method, target, version = first.split(b" ")
        headers = tuple(map(_header, lines))
        named = dict(headers)
        length = int(named.get(b"content-length", b"0"))
    except ValueError:
        raise UnreadableError(400) from None
    if b"transfer-encoding" in named:
        raise UnreadableError(411)
    path, _, query = target.partition(b"?")
    return Head(
        method=method.decode("latin-1"),
        path=path,
        query=query,
        headers=headers,
        length=length,
        asks_first=named.get(b"expect", b"").lower() == b"100-continue",
        closes=version == b"HTTP/1.0" or named.get(b"connection", b"").lower() == b"close",
    )


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, colon, value = line.partition(b":")
    if not colon:
        raise ValueError(line)
    return name.lower(), value.strip()
