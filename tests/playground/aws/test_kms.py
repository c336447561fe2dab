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


def test_a_good_policy_is_stored_as_written(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    kms = embedded_aws.client("kms")
    policy = json.dumps(json.loads(document(ROOT_STATEMENT, allow(BUDGETS))), indent=3)
    kms.put_key_policy(KeyId=arn, Policy=policy)
    assert kms.get_key_policy(KeyId=arn) | {"ResponseMetadata": 0} == {
        "Policy": policy,
        "PolicyName": "default",
        "ResponseMetadata": 0,
    }


MALFORMED = "MalformedPolicyDocumentException"
NOBODY = "Policy contains a statement with one or more invalid principals."
LOCKED_OUT = "The new key policy will not allow you to update the key policy in the future."


@pytest.mark.parametrize(
    ("policy", "code", "message"),
    [
        ("{", MALFORMED, ""),
        ("[]", MALFORMED, ""),
        ('{"Version": "2020-01-01", "Statement": []}', MALFORMED, ""),
        (document(), MALFORMED, ""),
        (document({**ROOT_STATEMENT, "Effect": "allow"}), MALFORMED, ""),
        (document({**ROOT_STATEMENT, "NotPrincipal": "*"}), MALFORMED, ""),
        (document(ROOT_STATEMENT, allow({"AWS": "AIDAEXAMPLEEXAMPLE"})), MALFORMED, NOBODY),
        (
            document(ROOT_STATEMENT, allow({"AWS": [f"arn:aws:iam::{ACCOUNT}:role/nobody"]})),
            MALFORMED,
            NOBODY,
        ),
        (document(allow(BUDGETS)), MALFORMED, LOCKED_OUT),
        (
            document(ROOT_STATEMENT, {**ROOT_STATEMENT, "Effect": "Deny", "Principal": "*"}),
            MALFORMED,
            LOCKED_OUT,
        ),
        (document({**ROOT_STATEMENT, "Sid": "x" * 33_000}), "LimitExceededException", ""),
        (document(ROOT_STATEMENT) + "\u3042", "ValidationException", ""),
    ],
)
def test_put_key_policy_refuses(
    embedded_aws: EmbeddedAws, policy: str, code: str, message: str
) -> None:
    arn = key_of(embedded_aws)
    kms = embedded_aws.client("kms")
    before = kms.get_key_policy(KeyId=arn)["Policy"]
    found = refusal(kms.put_key_policy, KeyId=arn, Policy=policy)
    assert found[0] == code
    assert message in found[1]
    assert kms.get_key_policy(KeyId=arn)["Policy"] == before
    if policy.startswith("{") and policy != "{":
        assert refusal(kms.create_key, Policy=policy)[0] == code


def test_a_statement_without_resource_or_action_is_accepted(embedded_aws: EmbeddedAws) -> None:
    bare = {"Effect": "Allow", "Principal": BUDGETS}
    policy = document(ROOT_STATEMENT, {**bare, "Action": "kms:Decrypt"}, {**bare, "Resource": "*"})
    embedded_aws.client("kms").put_key_policy(KeyId=key_of(embedded_aws), Policy=policy)


def test_the_lockout_check_can_be_bypassed(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    embedded_aws.client("kms").put_key_policy(
        KeyId=arn, Policy=document(allow(BUDGETS)), BypassPolicyLockoutSafetyCheck=True
    )


def test_iam_can_forbid_the_bypass(embedded_aws: EmbeddedAws) -> None:
    arn = key_of(embedded_aws)
    condition = {"Bool": {"kms:BypassPolicyLockoutSafetyCheck": "true"}}
    anything = {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}
    never = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}
    kms = embedded_aws.client("kms", **embedded_aws.as_role("mend", anything, never))
    kms.put_key_policy(KeyId=arn, Policy=document(ROOT_STATEMENT))
    code, message = refusal(
        kms.put_key_policy,
        KeyId=arn,
        Policy=document(ROOT_STATEMENT),
        BypassPolicyLockoutSafetyCheck=True,
    )
    assert code == "AccessDeniedException"
    assert "explicit deny" in message


def test_a_deleted_role_shows_as_its_id_and_blocks_every_rewrite(embedded_aws: EmbeddedAws) -> None:
    iam, kms = embedded_aws.client("iam"), embedded_aws.client("kms")
    role = iam.create_role(RoleName="old", AssumeRolePolicyDocument=document())["Role"]
    arn = key_of(embedded_aws)
    kms.put_key_policy(KeyId=arn, Policy=document(ROOT_STATEMENT, allow({"AWS": role["Arn"]})))
    iam.delete_role(RoleName="old")
    policy = kms.get_key_policy(KeyId=arn)["Policy"]
    assert role["RoleId"] in policy
    assert refusal(kms.put_key_policy, KeyId=arn, Policy=policy) == (MALFORMED, NOBODY)


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
