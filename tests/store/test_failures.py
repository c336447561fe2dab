"""A table that does not answer, answers late, or answers no."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, NoCredentialsError
from botocore.httpsession import URLLib3Session

from bot.core.change.events import EventType
from bot.errors import StoreError, StoreSilentError
from bot.store.calls import CONFIG, PAUSES, reaching
from bot.store.conflict import Conflict
from playground.aws.process import bound
from tests.conftest import EmbeddedAws
from tests.store.conftest import Store
from tests.store.test_verdicts import BROKEN
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, action, change

QUICK = CONFIG.merge(
    Config(read_timeout=0.3, retries={"mode": "standard", "total_max_attempts": 1})
)

CALLS: dict[str, Callable[[Store], object]] = {
    "get": lambda store: store.changes.get("c1"),
    "propose": lambda store: store.changes.propose(change(), action("a1")),
    "advance": lambda store: store.changes.advance(change(), EventType.SUBMITTED, action("a1")),
    "due": lambda store: store.changes.due(NOW),
    "open": lambda store: store.changes.open_changes(KEY),
    "take": lambda store: store.leases.take([KEY], "h", NOW, 60),
    "holders": lambda store: store.leases.holders([KEY], NOW),
    "put": lambda store: store.log.put(action("a1")),
    "of_change": lambda store: store.log.of_change("c1"),
    "of_budget": lambda store: store.log.of_budget(ACCOUNT, BUDGET),
    "verdict": lambda store: store.verdicts.put(BROKEN),
    "on_key": lambda store: store.verdicts.on_key(KEY),
}
EVERY_CALL = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@contextmanager
def connected(url: str, config: Config = CONFIG) -> Iterator[Store]:
    """A store on a client of its own, made as `bot` makes it."""
    client = boto3.client(
        "dynamodb",
        region_name="us-east-1",
        endpoint_url=url,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="test",
        config=config,
    )
    try:
        yield Store(client)
    finally:
        client.close()


@EVERY_CALL
def test_a_missing_table_is_named_and_what_to_do(
    embedded_aws: EmbeddedAws, call: Callable[[Store], object]
) -> None:
    store = Store(embedded_aws.client("dynamodb"))
    with pytest.raises(StoreError, match=r"budget-check-\w+.*does not exist.*make the tables"):
        call(store)
    assert store.lines == []


@EVERY_CALL
def test_a_table_that_is_closed_to_the_role_is_named(
    store: Store, embedded_aws: EmbeddedAws, call: Callable[[Store], object]
) -> None:
    nobody = Store(embedded_aws.client("dynamodb", **embedded_aws.as_role("nobody")))
    with pytest.raises(StoreError, match=r"budget-check-\w+.*closed to budget-check's role"):
        call(nobody)
    assert nobody.lines == []


def _url(sock: socket.socket) -> str:
    return f"http://127.0.0.1:{sock.getsockname()[1]}"


@EVERY_CALL
def test_nothing_listens(call: Callable[[Store], object]) -> None:
    with bound(0) as deaf, connected(_url(deaf), QUICK) as nowhere:
        with pytest.raises(StoreError, match=r"budget-check-\w+.*cannot be reached") as refused:
            call(nowhere)
        assert not isinstance(refused.value, StoreSilentError)
        assert nowhere.lines == []


@EVERY_CALL
@pytest.mark.parametrize(
    "how", [{"how": "hang"}, {"how": "reset"}, {"code": "InternalServerError"}]
)
def test_no_answer_is_not_taken_for_a_no(
    store: Store, embedded_aws: EmbeddedAws, call: Callable[[Store], object], how: dict[str, str]
) -> None:
    embedded_aws.fault("dynamodb", **how)
    with connected(embedded_aws.url, QUICK) as silent:
        with pytest.raises(StoreSilentError, match="look again before you repeat"):
            call(silent)
        assert silent.lines == []


@EVERY_CALL
def test_throttled_past_the_attempts_says_busy(
    store: Store, embedded_aws: EmbeddedAws, call: Callable[[Store], object]
) -> None:
    embedded_aws.fault("dynamodb", code="ProvisionedThroughputExceededException")
    with pytest.raises(StoreError, match="busy"):
        call(store)


def test_throttled_twice_then_fine(store: Store, embedded_aws: EmbeddedAws) -> None:
    with connected(embedded_aws.url) as patient:
        embedded_aws.fault("dynamodb", code="ThrottlingException", times=2)
        asked = patient.changes.propose(change(), action("a1"))
        assert patient.changes.get("c1") == asked
        assert len(patient.lines) == 1


def test_credentials_that_have_expired_or_are_none(store: Store, embedded_aws: EmbeddedAws) -> None:
    keys = embedded_aws.as_role("worker")
    embedded_aws.control.expire(keys["account"])
    late = Store(embedded_aws.client("dynamodb", **keys))
    with pytest.raises(StoreError, match="renew them"):
        late.changes.get("c1")
    with pytest.raises(StoreError, match="no AWS credentials"), reaching("t"):
        raise NoCredentialsError


def _cancelled(*codes: str) -> Callable[..., AWSResponse]:
    """DynamoDB's answer to a transaction that it cancelled for these reasons."""
    body = {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": f"Transaction cancelled [{', '.join(codes)}]",
        "CancellationReasons": [{"Code": code} for code in codes],
    }

    class Raw:
        def stream(self, *_: object, **__: object) -> Iterator[bytes]:
            yield json.dumps(body).encode()

    return lambda request, **_: AWSResponse(request.url, 400, HTTPHeaders(), Raw())


@contextmanager
def answering(client: Any, *answers: Callable[..., AWSResponse | None]) -> Iterator[None]:
    """The next transactions get these answers instead of the server's, the others its own."""
    left = list(answers)

    def before_send(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        return left.pop(0)(request) if left else None

    event = "before-send.dynamodb.TransactWriteItems"
    client.meta.events.register(event, before_send)
    try:
        yield
    finally:
        client.meta.events.unregister(event, before_send)
    assert left == []


@pytest.mark.parametrize(
    "code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]
)
def test_a_transaction_that_others_got_in_the_way_of_is_tried_again(
    store: Store, code: str
) -> None:
    with answering(store.client, _cancelled(code, "None"), _cancelled("None", code)):
        asked = store.changes.propose(change(), action("a1"))
    assert store.changes.get("c1") == asked
    assert store.pauses == list(PAUSES[:2])
    assert len(store.lines) == 1


def test_and_when_it_never_gets_through_it_says_so(store: Store) -> None:
    conflicts = [_cancelled("TransactionConflict")] * (len(PAUSES) + 1)
    with (
        answering(store.client, *conflicts),
        pytest.raises(StoreError, match="budget-check-leases is busy"),
    ):
        store.leases.take([KEY], "h", NOW, 60)
    assert store.leases.holders([KEY], NOW) == {}


def test_a_failed_condition_decides_though_another_item_was_in_conflict(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))
    with (
        answering(store.client, _cancelled("ConditionalCheckFailed", "TransactionConflict")),
        pytest.raises(Conflict) as refused,
    ):
        store.changes.advance(asked, EventType.SUBMITTED, action("a2"))
    assert refused.value.current == asked
    assert store.pauses == []


def test_another_reason_is_told_in_dynamodbs_words(store: Store) -> None:
    with (
        answering(store.client, _cancelled("None", "ValidationError")),
        pytest.raises(StoreError, match=r"TransactionCanceledException.*ValidationError"),
    ):
        store.changes.propose(change(), action("a1"))


def _lost_answer(request: AWSPreparedRequest) -> None:
    """The request arrives and is carried out, as of another try, and its answer gets lost."""
    assert isinstance(request.body, bytes)
    sent = json.loads(request.body)
    sent.pop("ClientRequestToken", None)
    request.body = json.dumps(sent).encode()
    request.headers["Content-Length"] = str(len(request.body))
    session = URLLib3Session()
    try:
        assert session.send(request).status_code == 200
    finally:
        session.close()
    raise ConnectionClosedError(endpoint_url=request.url)


def test_a_step_whose_answer_was_lost_is_not_taken_for_somebody_elses(
    store: Store, embedded_aws: EmbeddedAws
) -> None:
    asked = store.changes.propose(change(), action("a1"))
    with connected(embedded_aws.url) as patient:
        with answering(patient.client, _lost_answer):
            approved = patient.changes.advance(asked, EventType.SUBMITTED, action("a2"))
        assert patient.changes.get("c1") == approved
        assert [line["id"] for line in patient.lines] == ["a2"]
    assert [record.id for record in store.log.of_change("c1")] == ["a1", "a2"]


def test_a_lease_whose_answer_was_lost_is_ours(store: Store, embedded_aws: EmbeddedAws) -> None:
    with connected(embedded_aws.url) as patient:
        with answering(patient.client, _lost_answer):
            lease = patient.leases.take([KEY], "h", NOW, 60)
        assert lease is not None
        assert patient.leases.release(lease) is True


def test_a_record_whose_answer_was_lost_is_emitted(store: Store, embedded_aws: EmbeddedAws) -> None:
    lost = [_lost_answer]

    def before_send(request: AWSPreparedRequest, **_: object) -> None:
        if lost:
            lost.pop()(request)

    with connected(embedded_aws.url) as patient:
        patient.client.meta.events.register("before-send.dynamodb.PutItem", before_send)
        assert patient.log.put(action("a1")) is True
        assert len(patient.lines) == 1
    assert store.log.of_change("c1") == (action("a1"),)
