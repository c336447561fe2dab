"""Answers of AWS, recorded once through botocore and given again, one of them with a fault.

What is recorded goes around the network and botocore's parsers, or a check would take too long to
be made thousands of times. The call with the fault goes through botocore's own sending and parsing:
what becomes of half a body is botocore's doing.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, ParamSpec, TypeVar, cast

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session
from botocore.model import OperationModel
from botocore.parsers import create_parser

from bot.aws.clients import CONFIG, Aws
from bot.aws.pool import Pool
from playground.scenarios.policies import ACCOUNT

_P = ParamSpec("_P")
_T = TypeVar("_T")
_ONCE = CONFIG.merge(Config(retries={"total_max_attempts": 1}))
_AT_ONCE: Any = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]


@dataclass(frozen=True, order=True)
class Request:
    """One call: what is asked of which service in which Region."""

    service: str
    region: str
    operation: str
    given: str


@dataclass(frozen=True)
class Recorded:
    """An answer as it came over the wire."""

    model: OperationModel
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def protocol(self) -> str:
        """Of the service: json, rest-json or query."""
        return str(self.model.service_model.resolved_protocol)

    def parsed(self) -> dict[str, Any]:
        """As botocore takes it apart."""
        given = {"status_code": self.status, "headers": self.headers, "body": self.body}
        shape: Any = self.model.output_shape
        return dict(create_parser(self.protocol).parse(given, shape))


Fault = Callable[[Recorded], Recorded]
"""What comes instead of an answer. It may raise what botocore raises."""


class _OneByOne(Pool):
    """Runs each piece of work where it is submitted."""

    def __init__(self) -> None:
        super().__init__(0)

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        future: Future[_T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class _Body(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


@dataclass
class Replay:
    """One account's AWS. What was never asked before is asked of the real endpoint, and kept."""

    answers: dict[Request, Recorded] = field(default_factory=dict)
    asked: set[Request] = field(default_factory=set)
    _parsed: dict[Request, dict[str, Any]] = field(default_factory=dict)
    _fault: tuple[Request, Fault] | None = None
    _change: tuple[Request, dict[str, Any]] | None = None
    _now: threading.local = field(default_factory=threading.local)
    _http: URLLib3Session = field(default_factory=lambda: URLLib3Session(socket_options=_AT_ONCE))

    def open(self) -> Aws:
        """Through this; each call is made at once, on the thread that asks."""
        session = boto3.Session(
            aws_access_key_id=ACCOUNT, aws_secret_access_key="test", region_name="us-east-1"
        )
        session.events.register("creating-client-class", cast("Any", self._creating))
        session.events.register("before-send", cast("Any", self._before_send))
        return Aws(session, config=_ONCE, pool=_OneByOne())

    @contextmanager
    def with_fault(self, request: Request, fault: Fault) -> Iterator[None]:
        """This one call has the fault."""
        self._fault = (request, fault)
        try:
            yield
        finally:
            self._fault = None

    def parsed(self, request: Request) -> dict[str, Any]:
        """The recorded answer to this call, as botocore takes it apart. Not to be changed."""
        if request not in self._parsed:
            self._parsed[request] = self.answers[request].parsed()
        return self._parsed[request]

    @contextmanager
    def with_answer(self, request: Request, parsed: dict[str, Any]) -> Iterator[None]:
        """This one call is answered so."""
        self._change = (request, parsed)
        try:
            yield
        finally:
            self._change = None

    def _creating(self, base_classes: list[type], **_: object) -> None:
        """Let each client ask here before it makes a call."""
        replay = self

        class Replayed(BaseClient):
            def _make_api_call(self, operation_name: str, api_params: Mapping[str, Any]) -> Any:
                request = replay._request(self, operation_name, api_params)
                known = replay._known(request)
                if known is not None:
                    return known
                model = self.meta.service_model.operation_model(operation_name)
                replay._now.call = (request, model)
                return super()._make_api_call(operation_name, api_params)  # type: ignore[misc]

        base_classes.insert(0, Replayed)

    def _request(self, client: BaseClient, operation: str, given: Mapping[str, Any]) -> Request:
        text = json.dumps(given, sort_keys=True, default=str)
        service = str(client.meta.service_model.service_name)
        request = Request(service, str(client.meta.region_name), operation, text)
        self.asked.add(request)
        return request

    def _known(self, request: Request) -> dict[str, Any] | None:
        """The answer that was recorded; None for the call with the fault, and for a new one."""
        if request not in self.answers or (self._fault and self._fault[0] == request):
            return None
        if self._change and self._change[0] == request:
            return self._change[1]
        parsed = self.parsed(request)
        if self.answers[request].status >= 300:
            raise ClientError(cast("Any", parsed), request.operation)
        return parsed

    def _before_send(self, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        key, model = self._now.call
        if self._fault and self._fault[0] == key:
            return _response(self._fault[1](self.answers[key]), str(request.url))
        answer = self._http.send(request)
        self.answers[key] = Recorded(model, answer.status_code, answer.headers, answer.content)
        return _response(self.answers[key], str(request.url))


def _response(recorded: Recorded, url: str) -> AWSResponse:
    headers = HTTPHeaders.from_dict(dict(recorded.headers))
    return AWSResponse(url, recorded.status, headers, cast("Any", _Body(recorded.body)))
