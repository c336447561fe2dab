"""AWS Organizations, as far as budget-check asks: which one an account is in. None, until told."""

from playground.aws.server.asgi import Answer
from playground.aws.server.plane import Given, Plane, text
from playground.aws.server.service import Invocation, RefusedError, extend
from playground.aws.server.wire import json_answer

_MANAGEMENT = "999999999999"
_ids: dict[str, str] = {}


def organization_of(account: str) -> str:
    """The id of the account's organisation, "" where it is in none."""
    return _ids.get(account, "")


def put(given: Given) -> None:
    """Control: `account`, `id`; an empty id takes the account out."""
    _ids[text(given, "account")] = text(given, "id", "")


async def describe_organization(call: Invocation) -> Answer:
    """DescribeOrganization: any account of an organisation may ask."""
    id_ = organization_of(call.account)
    if not id_:
        words = "Your account is not a member of an organization."
        raise RefusedError("AWSOrganizationsNotInUseException", words)
    arn = f"arn:aws:organizations::{_MANAGEMENT}"
    organization = {
        "Id": id_,
        "Arn": f"{arn}:organization/{id_}",
        "FeatureSet": "ALL",
        "MasterAccountArn": f"{arn}:account/{id_}/{_MANAGEMENT}",
        "MasterAccountId": _MANAGEMENT,
        "MasterAccountEmail": "management@example.com",
        "AvailablePolicyTypes": [],
    }
    return json_answer({"Organization": organization})


def install(plane: Plane) -> None:
    """Answer the one question; ministack's own organisations stay as they are."""
    extend("organizations", {"DescribeOrganization": describe_organization})
    plane.add("POST", "/organizations", put)
    plane.on_reset(_ids.clear)
