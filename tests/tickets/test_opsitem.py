"""Tickets in OpsCenter, against the embedded one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.core.report import judge
from bot.core.tickets import draft
from bot.errors import SettingsError
from bot.tickets import Ticket, TicketPorts, kind_named
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.core import build
from tests.core.tickets.things import AWS_KEY, STACK, allow_on_key, move_to_new_key
from tests.tickets.conftest import Opened

REGION = build.REGION
DRAFT = allow_on_key(STACK)
Items = Callable[..., list[dict[str, Any]]]


def test_a_ticket_carries_the_draft(
    embedded_aws: EmbeddedAws, opsitems: Opened, items: Items
) -> None:
    ticket = opsitems().open(DRAFT)
    assert isinstance(ticket, Ticket)
    (item,) = items()
    assert ticket.id == item["OpsItemId"]
    assert ticket.url == (
        f"https://{REGION}.console.aws.amazon.com/systems-manager/opsitems/{ticket.id}"
        f"?region={REGION}"
    )
    assert not ticket.already_open
    assert item["Title"] == DRAFT.title
    assert (item["Source"], item["Category"], item["Severity"]) == ("budget-check", "Cost", "2")
    assert item["Description"].startswith(DRAFT.head())
    data = {key: one["Value"] for key, one in item["OperationalData"].items()}
    assert json.loads(data["/aws/dedup"]) == {"dedupString": DRAFT.dedup}
    assert json.loads(data["/aws/resources"]) == [{"arn": build.KEY}, {"arn": build.TOPIC}]
    everything = "\n".join([item["Description"], *data.values()])
    for section in DRAFT.sections:
        assert section.markdown() in everything or section.plain() in everything
    found = embedded_aws.client("ssm", REGION).describe_ops_items(
        OpsItemFilters=[
            {"Key": "OperationalDataValue", "Values": [build.NAME], "Operator": "Equal"}
        ]
    )
    assert len(found["OpsItemSummaries"]) == 1


def test_the_open_one_is_linked_and_not_repeated(opsitems: Opened, items: Items) -> None:
    system = opsitems()
    first, again = system.open(DRAFT), system.open(draft(judge(AWS_KEY)))
    assert isinstance(first, Ticket)
    assert isinstance(again, Ticket)
    assert first.id != again.id
    assert system.open(DRAFT) == Ticket(first.id, first.url, already_open=True)
    assert len(items()) == 2


def test_after_it_is_resolved_a_new_one_is_opened(
    embedded_aws: EmbeddedAws, opsitems: Opened, items: Items
) -> None:
    first = opsitems().open(DRAFT)
    assert isinstance(first, Ticket)
    ssm = embedded_aws.client("ssm", REGION)
    ssm.update_ops_item(OpsItemId=first.id, Status="InProgress")
    assert opsitems().open(DRAFT) == Ticket(first.id, first.url, already_open=True)
    ssm.update_ops_item(OpsItemId=first.id, Status="Resolved")
    second = opsitems().open(DRAFT)
    assert isinstance(second, Ticket)
    assert (second.already_open, second.id != first.id) == (False, True)
    assert len(items()) == 2


def test_the_region_is_the_topics_or_a_settings_or_our_own(opsitems: Opened, items: Items) -> None:
    opsitems().open(DRAFT)
    opsitems(REGION="eu-west-1").open(DRAFT)
    opsitems().open(draft(judge(build.facts(build.notification(subscribers=())))))
    assert [len(items(region)) for region in (REGION, "eu-west-1", "us-east-1")] == [1, 1, 1]


def test_each_account_has_its_own(open_aws: OpenAws, items: Items) -> None:
    asked: list[str] = []

    def aws(account: str) -> Any:
        asked.append(account)
        return open_aws(account)

    assert isinstance(kind_named("opsitem").make(TicketPorts(aws)).open(DRAFT), Ticket)
    assert asked == [ACCOUNT]
    assert (len(items()), items(account="222222222222")) == (1, [])


def test_an_account_that_cannot_be_reached_is_trouble(items: Items) -> None:
    unread = ReadFailed("sts:AssumeRole", "arn:aws:iam::1:role/x", Cause.REFUSED, "No.")
    trouble = kind_named("opsitem").make(TicketPorts(lambda _: unread)).open(DRAFT)
    assert not isinstance(trouble, Ticket)
    assert trouble.permission == "sts:AssumeRole"
    assert items() == []


@pytest.mark.parametrize("made", [DRAFT, move_to_new_key()])
def test_one_permission_is_enough(
    open_aws: OpenAws, opsitems: Opened, embedded_aws: EmbeddedAws, made: Any
) -> None:
    (action,) = kind_named("opsitem").actions
    allow = {"Effect": "Allow", "Action": action, "Resource": "*"}
    role = embedded_aws.as_role("checker", allow)
    aws = open_aws(role["account"], secret=role["secret"], token=role["token"])
    assert isinstance(opsitems(aws).open(made), Ticket)


@pytest.mark.parametrize("region", ["Frankfurt", "eu-west", "eu-west-1 "])
def test_a_wrong_region_stops_the_start(region: str) -> None:
    with pytest.raises(SettingsError, match="OPSITEM_REGION"):
        kind_named("opsitem").make(TicketPorts(lambda _: None, {"REGION": region}))  # type: ignore[arg-type,return-value]  # never asked
