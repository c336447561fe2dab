"""AWS Organizations, as far as budget-check asks: which one an account is in, and, for its
administrators, which accounts and units it has. None, until told.

Who may ask, what a page holds and in which words AWS refuses stand in its API reference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from playground.aws.server.asgi import Answer
from playground.aws.server.modelled import check
from playground.aws.server.plane import Given, Plane, text, texts
from playground.aws.server.service import Invocation, Operation, RefusedError, extend
from playground.aws.server.wire import json_answer

_MANAGEMENT = "999999999999"
_PAGE = 20
_One = TypeVar("_One")
_JOINED = 1_700_000_000
_ids: dict[str, str] = {}


@dataclass(frozen=True)
class _Organization:
    """One that was told in full; accounts and units by their ids, in the order of the list.

    A unit's parent is another one, or the root for "". `empty` pages come before the first.
    """

    management: str
    delegated: tuple[str, ...]
    accounts: Mapping[str, Mapping[str, str]]
    units: Mapping[str, Mapping[str, str]]
    empty: int


_told: dict[str, _Organization] = {}


def organization_of(account: str) -> str:
    """The id of the account's organisation, "" where it is in none."""
    return _ids.get(account, "")


def put(given: Given) -> None:
    """Control: `account`, `id`; an empty id takes the account out."""
    _ids[text(given, "account")] = text(given, "id", "")


def put_whole(given: Given) -> None:
    """Control: a whole organisation, in the place of what was told of it before."""
    id_ = text(given, "id")
    for account in [one for one, of in _ids.items() if of == id_]:
        del _ids[account]
    made = _Organization(
        text(given, "management"),
        tuple(texts(given, "delegated")),
        _by_id(given, "accounts"),
        _by_id(given, "units"),
        int(text(given, "empty", "0")),
    )
    _told[id_] = made
    _ids.update(dict.fromkeys([*made.accounts, made.management], id_))


def _by_id(given: Given, name: str) -> Mapping[str, Mapping[str, str]]:
    listed: Any = given.get(name, [])
    return {one["id"]: one for one in listed}


async def describe_organization(call: Invocation) -> Answer:
    """DescribeOrganization: any account of an organisation may ask."""
    id_ = _own(call)
    management = _told[id_].management if id_ in _told else _MANAGEMENT
    arn = f"arn:aws:organizations::{management}"
    organization = {
        "Id": id_,
        "Arn": f"{arn}:organization/{id_}",
        "FeatureSet": "ALL",
        "MasterAccountArn": f"{arn}:account/{id_}/{management}",
        "MasterAccountId": management,
        "MasterAccountEmail": "management@example.com",
        "AvailablePolicyTypes": [],
    }
    return json_answer({"Organization": organization})


async def list_accounts(call: Invocation) -> Answer:
    """ListAccounts: twenty at most; a page may be empty though others follow."""
    id_, known = _administered(call, "ListAccounts")
    found, more = _page(call, [*known.accounts.values()], known.empty)
    return json_answer({"Accounts": [_account(id_, known, one) for one in found], **more})


async def list_delegated_administrators(call: Invocation) -> Answer:
    """ListDelegatedAdministrators, of every service."""
    id_, known = _administered(call, "ListDelegatedAdministrators")
    page, more = _page(call, known.delegated, 0)
    found = [_account(id_, known, known.accounts[one]) for one in page]
    for one in found:
        del one["Paths"]
        one["DelegationEnabledDate"] = _JOINED
    return json_answer({"DelegatedAdministrators": found, **more})


async def describe_organizational_unit(call: Invocation) -> Answer:
    """DescribeOrganizationalUnit."""
    id_, known = _administered(call, "DescribeOrganizationalUnit")
    unit = known.units.get(call.given["OrganizationalUnitId"])
    if unit is None:
        words = "You specified an organizational unit that doesn't exist."
        raise RefusedError("OrganizationalUnitNotFoundException", words)
    arn = f"arn:aws:organizations::{known.management}:ou/{id_}/{unit['id']}"
    path = _path(id_, known, unit["id"])
    described = {"Id": unit["id"], "Arn": arn, "Name": unit["name"], "Path": path}
    return json_answer({"OrganizationalUnit": described})


def _own(call: Invocation) -> str:
    found = organization_of(call.account)
    if not found:
        words = "Your account is not a member of an organization."
        raise RefusedError("AWSOrganizationsNotInUseException", words)
    return found


def _administered(call: Invocation, operation: str) -> tuple[str, _Organization]:
    """The caller's organisation: only its management account and delegated administrators ask."""
    check("organizations", operation, call.given)
    id_ = _own(call)
    known = _told.get(id_)
    if known is None or call.account not in (known.management, *known.delegated):
        words = "You don't have permissions to access this resource."
        raise RefusedError("AccessDeniedException", words)
    return id_, known


def _account(id_: str, known: _Organization, one: Mapping[str, str]) -> dict[str, Any]:
    """`state` is ACTIVE unless told; "" leaves the member out, as `unpathed` does its place."""
    state = one.get("state", "ACTIVE")
    found = {
        "Id": one["id"],
        "Arn": f"arn:aws:organizations::{known.management}:account/{id_}/{one['id']}",
        "Email": f"aws-{one['id']}@example.com",
        "Name": one["name"],
        "JoinedMethod": "CREATED",
        "JoinedTimestamp": _JOINED,
    }
    if state:
        found["State"] = state
    if "status" in one:
        found["Status"] = one["status"]
    if "unpathed" not in one:
        found["Paths"] = [f"{_path(id_, known, one.get('unit', ''))}{one['id']}/"]
    return found


def _path(id_: str, known: _Organization, unit: str) -> str:
    """As in aws:PrincipalOrgPaths: from the organisation down, each with a stroke behind it."""
    above: list[str] = []
    while unit:
        above.append(unit)
        unit = known.units[unit].get("parent", "")
    root = next((one.split("-")[1] for one in known.units), "root")
    return "".join(f"{one}/" for one in (id_, f"r-{root}", *reversed(above)))


def _page(
    call: Invocation, listed: Sequence[_One], empty: int
) -> tuple[Sequence[_One], Mapping[str, str]]:
    """The page that is asked for, and the token of the next, which counts what was given already;
    before the first page come the empty ones.
    """
    token = call.given.get("NextToken", "empty-0" if empty else "from-0")
    kind, _, number = token.partition("-")
    if kind not in ("empty", "from") or not number.isdecimal():
        words = "You provided invalid values for one or more of the request parameters."
        raise RefusedError("InvalidInputException", words, members={"Reason": "INVALID_NEXT_TOKEN"})
    at = int(number)
    if kind == "empty":
        following = f"empty-{at + 1}" if at + 1 < empty else "from-0"
        return (), {"NextToken": following}
    end = at + call.given.get("MaxResults", _PAGE)
    return listed[at:end], {"NextToken": f"from-{end}"} if end < len(listed) else {}


_OPERATIONS: Mapping[str, Operation] = {
    "DescribeOrganization": describe_organization,
    "ListAccounts": list_accounts,
    "ListDelegatedAdministrators": list_delegated_administrators,
    "DescribeOrganizationalUnit": describe_organizational_unit,
}


def _forget() -> None:
    _ids.clear()
    _told.clear()


def install(plane: Plane) -> None:
    """Answer these; ministack's own organisations stay as they are."""
    extend("organizations", _OPERATIONS)
    plane.add("POST", "/organizations", put)
    plane.add("POST", "/organizations/whole", put_whole)
    plane.on_reset(_forget)
