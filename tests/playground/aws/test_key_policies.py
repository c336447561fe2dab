"""What PutKeyPolicy and CreateKey store and refuse (docs/facts.md 3.2)."""

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
