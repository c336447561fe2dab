"""AWS's answers to a sender's reader, one by one: the parsing, the pages, the refusals.

The same through the embedded AWS: tests/aws/test_topic_senders.py.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeVar, cast
from urllib.parse import parse_qsl

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

from bot.aws.reader import CheckReads
from bot.aws.senders import Named, SenderReader, Subjects
from bot.core.model.read import ReadFailed
from tests.aws.conftest import QUICK
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT

TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"
REGION = "eu-west-1"
ONCE = QUICK.merge(Config(retries={"total_max_attempts": 1}))
_T = TypeVar("_T")
Given = dict[str, Any]
Answer = object | Callable[[Given], object]
"""What a success says: a JSON body, XML within the result, or what makes one of what was asked."""


class _Body(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


@dataclass(frozen=True)
class Refusal:
    """An error of AWS, in the place of an answer."""

    code: str

    def body(self, operation: str, *, query: bool) -> str:
        """As the protocol writes it."""
        words = f"User: checker is not authorized to perform: {operation}"
        error = f"<Code>{self.code}</Code><Message>{words}</Message>"
        if query:
            return f"<ErrorResponse><Error>{error}</Error></ErrorResponse>"
        return json.dumps({"__type": self.code, "message": words})


@dataclass
class Asked:
    """One call, with the Region of its endpoint."""

    operation: str
    region: str
    given: Given


@dataclass
class Script:
    """Answers by operation; an operation without one is refused, as by IAM."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def operations(self) -> list[str]:
        """What was asked, sorted: side by side has no order."""
        return sorted(one.operation for one in self.asked)

    def __call__(self, request: AWSPreparedRequest, event_name: str, **_: object) -> AWSResponse:
        """A handler of botocore's event before-send."""
        operation = event_name.rpartition(".")[2]
        given = _given(request)
        self.asked.append(Asked(operation, str(request.url).split(".")[1], given))
        status, body = self._body(operation, given)
        return AWSResponse(str(request.url), status, HTTPHeaders(), _Body(body.encode()))

    def _body(self, operation: str, given: Given) -> tuple[int, str]:
        answer = self.answers.get(operation)
        answer = answer(given) if callable(answer) else answer
        query = "Action" in given
        if answer is None or isinstance(answer, Refusal):
            refusal = answer or Refusal("AccessDenied" if query else "AccessDeniedException")
            return 400, refusal.body(operation, query=query)
        if query:
            result = f"<{operation}Result>{answer}</{operation}Result>"
            return 200, f"<{operation}Response>{result}</{operation}Response>"
        return 200, json.dumps(answer)


def _given(request: AWSPreparedRequest) -> Given:
    body = request.body or b""
    text = body.decode() if isinstance(body, bytes) else str(body)
    return dict(json.loads(text)) if text.startswith("{") else dict(parse_qsl(text))


@dataclass
class Read:
    """Runs a reader against the script."""

    script: Script
    opener: OpenAws

    def of_topic(self, reader: SenderReader, topic: str = TOPIC) -> Subjects:
        return self.of_topics(reader, topic)[topic]

    def of_topics(self, reader: SenderReader, *topics: str) -> Mapping[str, Subjects]:
        """The same of several."""
        return self._run(lambda reads: reader.of_topics(reads, topics))

    def named(self, reader: SenderReader, name: str, region: str = REGION) -> Named | ReadFailed:
        return self._run(lambda reads: reader.named(reads, name, region))

    def _run(self, start: Callable[[CheckReads], Coroutine[Any, Any, _T]]) -> _T:
        aws = self.opener(config=ONCE, alone=True)
        aws._session.events.register("before-send", cast("Any", self.script))

        async def run() -> _T:
            return await start(CheckReads(aws, ACCOUNT, 60.0))

        return asyncio.run(run())


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def read(
    script: Script, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Read]:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    opener = OpenAws()
    yield Read(script, opener)
    opener.close()


def refused(found: Subjects, action: str) -> None:
    """The one thing that is known of it: which permission is missing."""
    assert found.found == ()
    (unread,) = found.unread
    assert (unread.action, unread.cause.value) == (action, "refused")
