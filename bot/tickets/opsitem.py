"""OpsItems of AWS Systems Manager OpsCenter (docs/facts.md 6).

OpsCenter is per account and Region. An item is opened in the budget's account and in the topic's
Region, where whoever works on the topic and its key looks; OPSITEM_REGION puts all items of an
account into one Region. Without a topic it is the Region that budget-check runs in.

`/aws/dedup` makes opening safe to repeat: while an item for the same fault is Open or InProgress,
AWS answers with that item. Tags would need ssm:AddTagsToResource as well, so there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from botocore.exceptions import ClientError

from bot.aws.errors import attempt, code_of, found, sentence
from bot.aws.reads import Read
from bot.core.model.read import Cause, ReadFailed
from bot.core.tickets import Draft
from bot.errors import SettingsError
from bot.tickets._opsitem_request import request
from bot.tickets._system import SetupFault, Ticket, TicketKind, TicketPorts, TicketState, Trouble

if TYPE_CHECKING:
    from bot.aws.clients import Aws

__all__ = ["KIND", "OpsItems"]

CREATE = Read("CreateOpsItem", "ssm:CreateOpsItem")
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-\d")
_CONSOLES = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}
_ALREADY = "OpsItemAlreadyExistsException"
_IN_VAIN = (
    *("OpsItemInvalidParameterException", "OpsItemLimitExceededException"),
    *("ValidationException", "SerializationException"),
)
"""The request itself is wrong: sent once more it is wrong again."""
_UNSURE = "it may be open all the same. Try again: an item that is there is found, not repeated."


class OpsItems:
    """The TicketSystem of one or many accounts."""

    def __init__(self, ports: TicketPorts) -> None:
        """Raises SettingsError where OPSITEM_REGION is no Region."""
        self._ports = ports
        self._region = ports.settings.get("REGION", "")
        if self._region and not _REGION.fullmatch(self._region):
            raise SettingsError(
                "OPSITEM_REGION", f"is {self._region!r}, which is no Region such as eu-west-1."
            )

    def open(self, draft: Draft) -> Ticket | Trouble:
        """Open an OpsItem, or find the open one of the same fault. Never raises."""
        aws = self._ports.aws(draft.account)
        if isinstance(aws, ReadFailed):
            return _trouble(aws)
        region = self._region or draft.region or aws.region
        where = f"OpsCenter in {region}, account {draft.account}"
        answer = attempt(CREATE, where, lambda: _create(aws, region, draft))
        opened: Ticket | Trouble | ReadFailed = found(CREATE, where, answer)
        return _trouble(opened) if isinstance(opened, ReadFailed) else opened

    def look(self, account: str, ticket: str) -> TicketState | Trouble:
        """Not asked: EventBridge tells when an item is resolved (bot/events/opsitems.py)."""
        return Trouble(f"OpsCenter is not asked how {ticket} of {account} stands.", again=False)

    def faults(self) -> Iterator[SetupFault]:
        """Nothing beside its one right, which the doctor looks at with the roles."""
        yield from ()


KIND = TicketKind("AWS Systems Manager OpsCenter", (CREATE.action,), ("REGION",), OpsItems)


def _create(aws: Aws, region: str, draft: Draft) -> Ticket | Trouble:
    """Raises what botocore raises, except where it is an answer."""
    try:
        made = aws.ssm(region).create_ops_item(**request(draft))
    except ClientError as error:
        code = code_of(error)
        if code == _ALREADY:
            known = cast("Mapping[str, str]", error.response)["OpsItemId"]
            return Ticket(known, _url(aws, region, known), already_open=True)
        if code in _IN_VAIN:
            return Trouble(f"OpsCenter does not take this ticket: {sentence(error)}", again=False)
        raise
    return Ticket(made["OpsItemId"], _url(aws, region, made["OpsItemId"]))


def _url(aws: Aws, region: str, id: str) -> str:
    console = _CONSOLES.get(aws.partition, _CONSOLES["aws"])
    return f"https://{region}.{console}/systems-manager/opsitems/{id}?region={region}"


def _trouble(read: ReadFailed) -> Trouble:
    said = f" AWS says: {read.detail}" if read.detail else ""
    if read.cause is Cause.REFUSED:
        return Trouble(
            f"AWS refused to open an OpsItem: budget-check's role needs the permission "
            f"{read.action}. Try again once it has it.{said}",
            again=True,
            permission=read.action,
        )
    return Trouble(f"{_SAYS[read.cause]}{said}", again=True)


_SAYS = {
    Cause.THROTTLED: "OpsCenter is busy and did not open the item. Try again in a minute.",
    Cause.TIMED_OUT: f"OpsCenter did not answer in time, so {_UNSURE}",
    Cause.NO_CREDENTIALS: "No OpsItem was opened: budget-check has no valid AWS credentials.",
    Cause.EXPIRED: "No OpsItem was opened: budget-check's AWS credentials have expired.",
    Cause.UNREACHABLE: f"OpsCenter could not be reached. If it had the request already, {_UNSURE}",
    Cause.FAILED: f"OpsCenter failed while it opened the item, so {_UNSURE}",
}
