"""OpsCenter refuses, is busy, is down: the person is told, nothing is lost, a new try works."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from bot.tickets import Ticket, TicketPorts, TicketSystem, Trouble, kind_named
from tests.aws.conftest import QUICK
from tests.aws.fake import Answer, Given, endpoint
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core import build
from tests.core.tickets.things import allow_on_key
from tests.tickets.conftest import Opened

DRAFT = allow_on_key()
Items = Callable[..., list[dict[str, Any]]]


def trouble(system: TicketSystem) -> Trouble:
    found = system.open(DRAFT)
    assert isinstance(found, Trouble)
    return found


def test_a_role_without_the_right(
    embedded_aws: EmbeddedAws, open_aws: OpenAws, opsitems: Opened, items: Items
) -> None:
    role = embedded_aws.as_role("checker")
    aws = open_aws(role["account"], secret=role["secret"], token=role["token"])
    found = trouble(opsitems(aws))
    assert found.permission == "ssm:CreateOpsItem"
    assert "needs the permission ssm:CreateOpsItem" in found.says
    assert "is not authorized to perform" in found.says
    assert items() == []
    allow = {"Effect": "Allow", "Action": "ssm:CreateOpsItem", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    iam = embedded_aws.client("iam")
    iam.put_role_policy(RoleName="checker", PolicyName="may", PolicyDocument=document)
    assert found.again
    assert isinstance(opsitems(aws).open(DRAFT), Ticket)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"code": "ThrottlingException"}, "is busy and did not open the item"),
        ({"code": "RequestLimitExceeded"}, "is busy"),
        ({"how": "reset"}, "could not be reached"),
        ({"code": "InternalServerError"}, "failed while it opened the item"),
        ({"code": "ServiceUnavailable", "status": 503}, "failed while it opened the item"),
        ({"code": "ExpiredTokenException"}, "credentials have expired"),
    ],
)
def test_when_it_is_down_a_new_try_works(
    embedded_aws: EmbeddedAws,
    opsitems: Opened,
    items: Items,
    fault: dict[str, Any],
    words: str,
) -> None:
    embedded_aws.fault("ssm", "CreateOpsItem", **fault)
    found = trouble(opsitems())
    assert words in found.says
    assert (found.again, found.permission) == (True, "")
    assert items() == []
    embedded_aws.control.forget_faults()
    assert isinstance(opsitems().open(DRAFT), Ticket)
    assert len(items()) == 1


def test_when_it_hangs_a_new_try_works(
    embedded_aws: EmbeddedAws, open_aws: OpenAws, opsitems: Opened, items: Items
) -> None:
    embedded_aws.fault("ssm", "CreateOpsItem", how="hang")
    found = trouble(opsitems(open_aws(config=QUICK.merge(Config(read_timeout=0.3)))))
    assert "did not answer in time" in found.says
    assert (found.again, found.permission) == (True, "")
    assert items() == []
    embedded_aws.control.forget_faults()
    assert isinstance(opsitems().open(DRAFT), Ticket)
    assert len(items()) == 1


def test_a_short_hitch_is_not_even_seen(embedded_aws: EmbeddedAws, opsitems: Opened) -> None:
    embedded_aws.fault("ssm", "CreateOpsItem", code="ThrottlingException", times=1)
    assert isinstance(opsitems().open(DRAFT), Ticket)


@pytest.mark.parametrize(
    "code",
    ["OpsItemInvalidParameterException", "OpsItemLimitExceededException", "ValidationException"],
)
def test_what_opscenter_does_not_take_is_not_tried_again(
    embedded_aws: EmbeddedAws, opsitems: Opened, code: str
) -> None:
    embedded_aws.fault("ssm", "CreateOpsItem", code=code, message="Too much of it.")
    found = trouble(opsitems())
    assert found.says == "OpsCenter does not take this ticket: Too much of it."
    assert not found.again
    assert len(embedded_aws.control.calls("ssm", "CreateOpsItem")) == 1


@pytest.fixture
def opened(open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], TicketSystem]:
    """OpsCenter behind an endpoint."""

    def at(url: str) -> TicketSystem:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        aws = open_aws(config=QUICK)
        return kind_named("opsitem").make(TicketPorts(lambda _: aws))

    return at


def passing_on(embedded_aws: EmbeddedAws, answer_with: tuple[int, str, str]) -> Answer:
    """Carries the request out, and answers something else."""

    def answer(_: str, given: Given) -> tuple[int, str, str]:
        try:
            embedded_aws.client("ssm", build.REGION).create_ops_item(**given)
        except ClientError as error:
            assert error.response["Error"]["Code"] == "OpsItemAlreadyExistsException"
        return answer_with

    return answer


@pytest.mark.parametrize(
    "lost",
    [
        (500, "application/x-amz-json-1.1", '{"__type": "InternalServerError"}'),
        (502, "text/html", "<html>Bad Gateway</html>"),
        (200, "application/x-amz-json-1.1", "{}"),
        (200, "text/html", "<html>Please log in</html>"),
    ],
)
def test_an_item_whose_answer_was_lost_is_found(
    embedded_aws: EmbeddedAws,
    opened: Callable[[str], TicketSystem],
    items: Items,
    lost: tuple[int, str, str],
) -> None:
    with endpoint(passing_on(embedded_aws, lost)) as url:
        found = trouble(opened(url))
        assert found.again
        assert "it may be open all the same" in found.says
    ticket = opened(embedded_aws.url).open(DRAFT)
    assert isinstance(ticket, Ticket)
    assert ticket.already_open
    assert [item["OpsItemId"] for item in items()] == [ticket.id]
