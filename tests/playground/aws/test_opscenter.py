"""OpsCenter: what it takes, what it refuses, one open item for one dedup string."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws

OTHER = "222222222222"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
LEAST: dict[str, Any] = {"Title": "t", "Description": "d", "Source": "budget-check"}


def refusal(call: Any, **given: Any) -> ClientError:
    with pytest.raises(ClientError) as caught:
        call(**given)
    return caught.value


def code(call: Any, **given: Any) -> str:
    return str(refusal(call, **given).response["Error"]["Code"])


def dedup(text: str) -> dict[str, Any]:
    value = {"Value": json.dumps({"dedupString": text}), "Type": "SearchableString"}
    return {**LEAST, "OperationalData": {"/aws/dedup": value}}


def test_an_item_is_opened_read_changed_and_listed(embedded_aws: EmbeddedAws) -> None:
    ssm = embedded_aws.client("ssm")
    resources = {"Value": json.dumps([{"arn": KEY}]), "Type": "SearchableString"}
    data = {"/aws/resources": resources, "Terraform": {"Value": "x" * 20_480, "Type": "String"}}
    made = ssm.create_ops_item(**LEAST, Category="Cost", Severity="2", OperationalData=data)
    name = made["OpsItemId"]
    assert made["OpsItemArn"] == f"arn:aws:ssm:us-east-1:{ACCOUNT}:opsitem/{name}"
    item = ssm.get_ops_item(OpsItemId=name)["OpsItem"]
    assert (item["Status"], item["Severity"], item["Version"]) == ("Open", "2", "1")
    assert item["OperationalData"] == data
    ssm.update_ops_item(
        OpsItemId=name,
        Status="InProgress",
        OperationalData={"Account": {"Value": "1", "Type": "SearchableString"}},
        OperationalDataToDelete=["Terraform"],
    )
    item = ssm.get_ops_item(OpsItemId=name)["OpsItem"]
    assert (item["Status"], item["Title"], item["Version"]) == ("InProgress", "t", "2")
    assert set(item["OperationalData"]) == {"/aws/resources", "Account"}
    (summary,) = ssm.describe_ops_items()["OpsItemSummaries"]
    assert (summary["OpsItemId"], summary["Status"]) == (name, "InProgress")


def test_lists_are_filtered_and_paged(embedded_aws: EmbeddedAws) -> None:
    ssm = embedded_aws.client("ssm")
    for number in range(3):
        ssm.create_ops_item(**{**LEAST, "Title": f"title {number}"}, Severity=str(number + 1))

    def titles(**given: Any) -> list[str]:
        found = ssm.describe_ops_items(**given)["OpsItemSummaries"]
        return [one["Title"] for one in found]

    def by(key: str, value: str, operator: str = "Equal") -> list[dict[str, Any]]:
        return [{"Key": key, "Values": [value], "Operator": operator}]

    assert titles() == ["title 2", "title 1", "title 0"]
    assert titles(OpsItemFilters=by("Severity", "2")) == ["title 1"]
    assert titles(OpsItemFilters=by("Title", "0", "Contains")) == ["title 0"]
    assert titles(OpsItemFilters=by("Status", "Resolved")) == []
    pages = ssm.get_paginator("describe_ops_items").paginate(PaginationConfig={"PageSize": 2})
    assert [len(page["OpsItemSummaries"]) for page in pages] == [2, 1]


def test_an_open_item_with_the_same_dedup_string_is_named(embedded_aws: EmbeddedAws) -> None:
    ssm = embedded_aws.client("ssm")
    first = ssm.create_ops_item(**dedup("a"))["OpsItemId"]
    for status in ("Open", "InProgress"):
        ssm.update_ops_item(OpsItemId=first, Status=status)
        error = refusal(ssm.create_ops_item, **dedup("a"))
        assert error.response["Error"]["Code"] == "OpsItemAlreadyExistsException"
        assert error.response["OpsItemId"] == first  # type: ignore[typeddict-item]  # of the model
    assert ssm.create_ops_item(**dedup("b"))["OpsItemId"] != first
    ssm.update_ops_item(OpsItemId=first, Status="Resolved")
    assert ssm.create_ops_item(**dedup("a"))["OpsItemId"] != first


def test_items_of_accounts_and_regions_are_apart(embedded_aws: EmbeddedAws) -> None:
    places = [("us-east-1", ACCOUNT), ("eu-west-1", ACCOUNT), ("us-east-1", OTHER)]
    names = set()
    for region, account in places:
        ssm = embedded_aws.client("ssm", region, account)
        names.add(ssm.create_ops_item(**dedup("a"))["OpsItemId"])
        assert len(ssm.describe_ops_items()["OpsItemSummaries"]) == 1
    assert len(names) == 3
    elsewhere = embedded_aws.client("ssm", "ap-northeast-1")
    for name in names:
        assert code(elsewhere.get_ops_item, OpsItemId=name) == "OpsItemNotFoundException"


@pytest.fixture
def unchecked(embedded_aws: EmbeddedAws) -> Iterator[Any]:
    """A client that sends whatever it is given."""
    client = boto3.client(
        "ssm",
        region_name="us-east-1",
        endpoint_url=embedded_aws.url,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="test",
        config=Config(parameter_validation=False, retries={"total_max_attempts": 1}),
    )
    yield client
    client.close()


def value(text: str, kind: str = "String") -> dict[str, str]:
    return {"Value": text, "Type": kind}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"Title": "x" * 1025}, "ValidationException"),
        ({"Title": "two\nlines"}, "ValidationException"),
        ({"Title": "  "}, "ValidationException"),
        ({"Description": "x" * 2049}, "ValidationException"),
        ({"Description": ""}, "ValidationException"),
        ({"Source": "x" * 129}, "ValidationException"),
        ({"Source": "aws.budgets"}, "OpsItemInvalidParameterException"),
        ({"Source": "My-Amazon-Bot"}, "OpsItemInvalidParameterException"),
        ({"Category": "x" * 65}, "ValidationException"),
        ({"Severity": ""}, "ValidationException"),
        ({"Priority": 6}, "ValidationException"),
        ({"Priority": "high"}, "ValidationException"),
        ({"AccountId": OTHER}, "OpsItemAccessDeniedException"),
        ({"OperationalData": {"x" * 129: value("v")}}, "ValidationException"),
        ({"OperationalData": {"k": value("v", "Text")}}, "ValidationException"),
        ({"OperationalData": {"k": value(" ")}}, "ValidationException"),
        ({"OperationalData": {"k": value("é" * 10_241)}}, "OpsItemLimitExceededException"),
        ({"OperationalData": {"aws-key": value("v")}}, "OpsItemInvalidParameterException"),
        ({"OperationalData": {"/amazon": value("v")}}, "OpsItemInvalidParameterException"),
        ({"OperationalData": {"AMZN": value("v")}}, "OpsItemInvalidParameterException"),
        ({"OperationalData": {"ssm/x": value("v")}}, "OpsItemInvalidParameterException"),
        ({"OperationalData": {"/aws/other": value("v")}}, "OpsItemInvalidParameterException"),
        ({"OperationalData": {"/aws/dedup": value("a")}}, "OpsItemInvalidParameterException"),
        (
            {"OperationalData": {"/aws/dedup": value('{"dedupString": "a"}')}},
            "OpsItemInvalidParameterException",
        ),
        (
            {"OperationalData": {"/aws/resources": value('["arn:aws:sns"]')}},
            "OpsItemInvalidParameterException",
        ),
        (
            {"Notifications": [{"Arn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"}]},
            "OpsItemInvalidParameterException",
        ),
    ],
)
def test_what_it_refuses(
    embedded_aws: EmbeddedAws, unchecked: Any, given: dict[str, Any], expected: str
) -> None:
    assert code(unchecked.create_ops_item, **{**LEAST, **given}) == expected
    assert embedded_aws.client("ssm").describe_ops_items()["OpsItemSummaries"] == []


def test_iam_is_asked(embedded_aws: EmbeddedAws) -> None:
    nobody = embedded_aws.client("ssm", **embedded_aws.as_role("nothing"))
    error = refusal(nobody.create_ops_item, **LEAST)
    assert error.response["Error"]["Code"] == "AccessDeniedException"
    assert "ssm:CreateOpsItem" in error.response["Error"]["Message"]
    allow = {"Effect": "Allow", "Action": "ssm:CreateOpsItem", "Resource": "*"}
    opener = embedded_aws.client("ssm", **embedded_aws.as_role("opener", allow))
    name = opener.create_ops_item(**LEAST)["OpsItemId"]
    assert code(opener.get_ops_item, OpsItemId=name) == "AccessDeniedException"
    tags = [{"Key": "team", "Value": "costs"}]
    message = refusal(opener.create_ops_item, **LEAST, Tags=tags).response["Error"]["Message"]
    assert "ssm:AddTagsToResource" in message
    both = {**allow, "Action": ["ssm:CreateOpsItem", "ssm:AddTagsToResource"]}
    tagger = embedded_aws.client("ssm", **embedded_aws.as_role("tagger", both))
    assert tagger.create_ops_item(**LEAST, Tags=tags)["OpsItemId"]


def test_parameters_are_still_there_and_a_reset_forgets_items(embedded_aws: EmbeddedAws) -> None:
    ssm = embedded_aws.client("ssm")
    ssm.put_parameter(Name="/bot/accounts", Value="[]", Type="String")
    assert ssm.get_parameter(Name="/bot/accounts")["Parameter"]["Value"] == "[]"
    ssm.create_ops_item(**LEAST)
    embedded_aws.reset()
    assert ssm.describe_ops_items()["OpsItemSummaries"] == []
