"""Which organisation an account is in, as the embedded AWS answers it."""

import re
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError
from botocore.model import ListShape, StructureShape

from tests.conftest import ACCOUNT, EmbeddedAws

OTHER = "222222222222"


def test_an_account_is_in_none_until_it_is_told(embedded_aws: EmbeddedAws) -> None:
    with pytest.raises(ClientError) as error:
        embedded_aws.client("organizations").describe_organization()
    assert error.value.response["Error"]["Code"] == "AWSOrganizationsNotInUseException"


def test_each_account_has_its_own(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.control.set_organization(ACCOUNT, "o-exampleorg1")
    found = embedded_aws.client("organizations").describe_organization()["Organization"]
    assert found["Id"] == "o-exampleorg1"
    assert found["Arn"].endswith(":organization/o-exampleorg1")
    with pytest.raises(ClientError):
        embedded_aws.client("organizations", account=OTHER).describe_organization()
    embedded_aws.control.set_organization(ACCOUNT, "")
    with pytest.raises(ClientError):
        embedded_aws.client("organizations").describe_organization()


def test_it_needs_the_right(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.control.set_organization(ACCOUNT, "o-exampleorg1")
    allowed = {"Effect": "Allow", "Action": "organizations:*", "Resource": "*"}
    given = embedded_aws.as_role("asker", allowed)
    assert embedded_aws.client("organizations", **given).describe_organization()
    refused = embedded_aws.as_role("other", {**allowed, "Action": "sns:*"})
    with pytest.raises(ClientError) as error:
        embedded_aws.client("organizations", **refused).describe_organization()
    assert error.value.response["Error"]["Code"] == "AccessDeniedException"
    assert "organizations:DescribeOrganization" in error.value.response["Error"]["Message"]


ORGANIZATION, ADMINISTRATOR = "o-exampleorg1", "333333333333"
UNITS = [
    {"id": "ou-abcd-11111111", "name": "Sandbox"},
    {"id": "ou-abcd-22222222", "name": "Team A", "parent": "ou-abcd-11111111"},
]


def told(aws: EmbeddedAws, *accounts: dict[str, str], empty: int = 0) -> None:
    listed = [{"id": ACCOUNT, "name": "Management"}, {"id": ADMINISTRATOR, "name": "Audit"}]
    aws.control.put_whole_organization(
        ORGANIZATION, ACCOUNT, [*listed, *accounts], UNITS, [ADMINISTRATOR], empty=empty
    )


def refusal(call: Any, **given: str) -> str:
    with pytest.raises(ClientError) as error:
        call(**given)
    return str(error.value.response["Error"]["Code"])


@pytest.mark.parametrize("caller", [ACCOUNT, ADMINISTRATOR])
def test_its_administrators_list_the_accounts_twenty_at_a_time(
    embedded_aws: EmbeddedAws, caller: str
) -> None:
    told(embedded_aws, *({"id": f"{n:012}", "name": f"a{n}"} for n in range(1, 44)), empty=2)
    client = embedded_aws.client("organizations", account=caller)
    pages = [page["Accounts"] for page in client.get_paginator("list_accounts").paginate()]
    assert [len(page) for page in pages] == [0, 0, 20, 20, 5]
    assert len({one["Id"] for page in pages for one in page}) == 45
    assert [one["Id"] for one in client.list_delegated_administrators()["DelegatedAdministrators"]]


def test_an_account_is_listed_as_aws_lists_it(embedded_aws: EmbeddedAws) -> None:
    suspended = {"id": OTHER, "name": "Shop", "unit": UNITS[1]["id"], "state": "SUSPENDED"}
    told(
        embedded_aws,
        {**suspended, "status": "SUSPENDED"},
        {"id": "4" * 12, "name": "x", "state": ""},
    )
    client = embedded_aws.client("organizations")
    *_, shop, bare = client.list_accounts()["Accounts"]
    assert (shop["State"], shop["Status"]) == ("SUSPENDED", "SUSPENDED")
    (path,) = shop["Paths"]
    assert path == f"{ORGANIZATION}/r-abcd/{UNITS[0]['id']}/{UNITS[1]['id']}/{OTHER}/"
    assert "State" not in bare
    model = botocore.session.get_session().get_service_model("organizations")
    shape = model.shape_for("Account")
    assert isinstance(shape, StructureShape) and set(shop) <= set(shape.members)
    for name in ("Id", "Arn", "Name", "Email"):
        assert re.fullmatch(str(shape.members[name].metadata["pattern"]), shop[name])
    paths = shape.members["Paths"]
    assert isinstance(paths, ListShape)
    assert re.match(str(paths.member.metadata["pattern"]), path)
    unit = client.describe_organizational_unit(OrganizationalUnitId=UNITS[1]["id"])
    assert unit["OrganizationalUnit"]["Name"] == "Team A"


def test_nobody_else_does(embedded_aws: EmbeddedAws) -> None:
    told(embedded_aws, {"id": OTHER, "name": "Shop"})
    member = embedded_aws.client("organizations", account=OTHER)
    assert member.describe_organization()["Organization"]["MasterAccountId"] == ACCOUNT
    assert refusal(member.list_accounts) == "AccessDeniedException"
    outside = embedded_aws.client("organizations", account="5" * 12)
    assert refusal(outside.list_accounts) == "AWSOrganizationsNotInUseException"
    own = embedded_aws.client("organizations")
    assert refusal(own.list_accounts, NextToken="odd") == "InvalidInputException"
    unknown = "OrganizationalUnitNotFoundException"
    asked = own.describe_organizational_unit
    assert refusal(asked, OrganizationalUnitId="ou-abcd-99999999") == unknown
    assert refusal(asked, OrganizationalUnitId="Sandbox") == "ValidationException"
    embedded_aws.control.fault(service="organizations", code="TooManyRequestsException", status=400)
    assert refusal(own.list_accounts) == "TooManyRequestsException"
