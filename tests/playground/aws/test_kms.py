"""KMS as our bot and its fixes meet it."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws

ROOT_STATEMENT = {
    "Sid": "Enable IAM User Permissions",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
BUDGETS = {"Service": "budgets.amazonaws.com"}


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(principal: Any, action: Any = "kms:Decrypt", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **more}


def key_of(aws: EmbeddedAws, **given: Any) -> str:
    return str(aws.client("kms").create_key(**given)["KeyMetadata"]["Arn"])


def refusal(call: Any, **given: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**given)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_describe_key_says_whose_key_it_is(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    found = embedded_aws.client("kms").describe_key(KeyId=arn)["KeyMetadata"]
    assert (found["AWSAccountId"], found["KeyManager"]) == (ACCOUNT, "CUSTOMER")
    assert (found["KeySpec"], found["KeyUsage"]) == ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT")


def test_describe_key_makes_the_aws_managed_key(embedded_aws: EmbeddedAws) -> None:
    kms = embedded_aws.client("kms", "ap-northeast-1")
    assert kms.list_keys()["Keys"] == []
    found = kms.describe_key(KeyId="alias/aws/sns")["KeyMetadata"]
    assert found["KeyManager"] == "AWS"
    assert len(kms.list_keys()["Keys"]) == 1
    policy = json.loads(kms.get_key_policy(KeyId=found["KeyId"])["Policy"])
    assert policy["Id"] == "auto-sns-2"
    assert policy["Statement"][0]["Condition"]["StringEquals"] == {
        "kms:CallerAccount": ACCOUNT,
        "kms:ViaService": "sns.ap-northeast-1.amazonaws.com",
    }
    calls = embedded_aws.control.calls("kms", "DescribeKey")
    assert [call.region for call in calls] == ["ap-northeast-1"]


def test_nobody_edits_the_aws_managed_key(embedded_aws: EmbeddedAws) -> None:
    kms = embedded_aws.client("kms")
    key_id = kms.describe_key(KeyId="alias/aws/sns")["KeyMetadata"]["KeyId"]
    code, message = refusal(kms.put_key_policy, KeyId=key_id, Policy=document(ROOT_STATEMENT))
    assert code == "AccessDeniedException"
    assert "kms:PutKeyPolicy" in message
    assert refusal(kms.disable_key, KeyId=key_id)[0] == "AccessDeniedException"


@pytest.mark.parametrize(
    "state", ["Disabled", "PendingDeletion", "PendingImport", "Unavailable", "Creating"]
)
def test_a_dead_key_can_be_read_but_not_used(embedded_aws: EmbeddedAws, state: str) -> None:
    arn = key_of(embedded_aws)
    embedded_aws.control.set_key_state(arn, state)
    kms = embedded_aws.client("kms")
    assert kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"] == state
    assert kms.get_key_policy(KeyId=arn)["Policy"]
    assert kms.list_grants(KeyId=arn)["Grants"] == []
    code, _ = refusal(kms.generate_data_key, KeyId=arn, KeySpec="AES_256")
    assert code == ("DisabledException" if state == "Disabled" else "KMSInvalidStateException")


def test_cancelling_a_deletion_leaves_the_key_disabled(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    kms = embedded_aws.client("kms")
    kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    assert "DeletionDate" in kms.describe_key(KeyId=arn)["KeyMetadata"]
    assert refusal(kms.enable_key, KeyId=arn)[0] == "KMSInvalidStateException"
    kms.cancel_key_deletion(KeyId=arn)
    assert kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"] == "Disabled"
    kms.enable_key(KeyId=arn)
    assert kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"] == "Enabled"


def test_an_asymmetric_key_shows_its_spec(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws, KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    found = embedded_aws.client("kms").describe_key(KeyId=arn)["KeyMetadata"]
    assert (found["KeySpec"], found["KeyUsage"]) == ("RSA_2048", "SIGN_VERIFY")


def test_policies_and_grants_take_no_alias(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    kms = embedded_aws.client("kms")
    kms.create_alias(AliasName="alias/mine", TargetKeyId=arn)
    assert kms.describe_key(KeyId="alias/mine")["KeyMetadata"]["Arn"] == arn
    full = f"arn:aws:kms:us-east-1:{ACCOUNT}:alias/mine"
    assert kms.describe_key(KeyId=full)["KeyMetadata"]["Arn"] == arn
    for call in (kms.get_key_policy, kms.list_grants):
        assert refusal(call, KeyId="alias/mine")[0] == "NotFoundException"
        assert refusal(call, KeyId=full)[0] == "InvalidArnException"


def test_the_ram_policy_exists_only_on_a_shared_key(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    kms = embedded_aws.client("kms")
    assert refusal(kms.get_key_policy, KeyId=arn, PolicyName="AWS_RAM")[0] == "NotFoundException"
    embedded_aws.control.put_key_policy(arn, document(allow(BUDGETS)), name="AWS_RAM")
    assert kms.get_key_policy(KeyId=arn, PolicyName="AWS_RAM")["PolicyName"] == "AWS_RAM"


def test_grants_to_a_service_are_listed(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    kms = embedded_aws.client("kms")
    source = f"arn:aws:budgets::{ACCOUNT}:budget/cost"
    given = {
        "KeyId": arn,
        "GranteeServicePrincipal": "budgets.amazonaws.com",
        "Operations": ["GenerateDataKey", "Decrypt"],
    }
    assert refusal(kms.create_grant, **given)[0] == "ValidationException"
    kms.create_grant(
        **given,
        RetiringPrincipal=f"arn:aws:iam::{ACCOUNT}:root",
        Constraints={"SourceArn": source},
    )
    embedded_aws.control.put_grant(arn, source_arn=source, operations=["Decrypt"])
    first, second = kms.list_grants(KeyId=arn)["Grants"]
    assert {first["GranteeServicePrincipal"], second["GranteeServicePrincipal"]} == {
        "budgets.amazonaws.com"
    }
    assert first["Constraints"]["SourceArn"] == source


def test_another_accounts_key(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    other = embedded_aws.client("kms", account="222222222222")
    assert refusal(other.describe_key, KeyId=arn)[0] == "AccessDeniedException"
    shared = allow({"AWS": "222222222222"}, "kms:*")
    embedded_aws.client("kms").put_key_policy(KeyId=arn, Policy=document(ROOT_STATEMENT, shared))
    assert other.describe_key(KeyId=arn)["KeyMetadata"]["AWSAccountId"] == ACCOUNT
    code, message = refusal(other.get_key_policy, KeyId=arn)
    assert code == "AccessDeniedException"
    assert "kms:GetKeyPolicy" in message


def test_a_missing_right_names_action_and_resource(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    kms = embedded_aws.client("kms", **embedded_aws.as_role("nothing"))
    code, message = refusal(kms.get_key_policy, KeyId=arn)
    assert code == "AccessDeniedException"
    assert f"is not authorized to perform: kms:GetKeyPolicy on resource: {arn}" in message


def test_a_key_that_does_not_exist(embedded_aws: EmbeddedAws) -> None:
    kms = embedded_aws.client("kms")
    missing = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/00000000-0000-0000-0000-000000000000"
    assert refusal(kms.describe_key, KeyId=missing)[0] == "NotFoundException"
    assert refusal(kms.describe_key, KeyId="alias/none")[0] == "NotFoundException"


def test_kms_answers_for_its_own_region(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    elsewhere = embedded_aws.client("kms", "eu-west-1")
    assert refusal(elsewhere.describe_key, KeyId=arn)[0] == "NotFoundException"
