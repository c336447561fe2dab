"""Which organisation an account is in, as the embedded AWS answers it."""

import pytest
from botocore.exceptions import ClientError

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
