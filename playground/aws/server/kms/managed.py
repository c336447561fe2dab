"""The AWS managed key behind `alias/aws/sns`: made on first use, its policy written by AWS."""

import json
import time
from typing import Any

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import kms

ALIAS = "alias/aws/sns"


def policy(account: str, region: str) -> str:
    """What AWS writes: no service but SNS itself is let in, and nobody may edit it
    (docs/facts.md 3.3).
    """
    through_sns = {"kms:CallerAccount": account, "kms:ViaService": f"sns.{region}.amazonaws.com"}
    statements: list[dict[str, Any]] = [
        {
            "Sid": "Allow access through SNS for all principals in the account that are "
            "authorized to use SNS",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": [
                *("kms:Decrypt", "kms:GenerateDataKey*", "kms:CreateGrant"),
                *("kms:ListGrants", "kms:DescribeKey"),
            ],
            "Resource": "*",
            "Condition": {"StringEquals": through_sns},
        },
        {
            "Sid": "Allow direct access to key metadata to the account",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
            "Action": ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
            "Resource": "*",
        },
        {
            "Sid": "Allow SNS to decrypt archived messages",
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "kms:Decrypt",
            "Resource": "*",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": account},
                "ArnLike": {"aws:SourceArn": f"arn:*:sns:{region}:{account}:*"},
            },
        },
    ]
    return json.dumps({"Version": "2012-10-17", "Id": "auto-sns-2", "Statement": statements})


def ensure(alias: str = ALIAS) -> dict[str, Any]:
    """The key of this account and Region behind an AWS alias; made now where it is missing."""
    found: dict[str, Any] | None = kms._resolve_key(alias)
    if found is not None:
        return found
    account, region = get_account_id(), get_region()
    key_id = new_uuid()
    key = {
        "KeyId": key_id,
        "Arn": f"arn:aws:kms:{region}:{account}:key/{key_id}",
        "KeyState": "Enabled",
        "Enabled": True,
        "KeySpec": "SYMMETRIC_DEFAULT",
        "KeyUsage": "ENCRYPT_DECRYPT",
        "Description": "Default key that protects my SNS data when no other key is defined",
        "CreationDate": int(time.time()),
        "Origin": "AWS_KMS",
        "Tags": [],
        "Policy": policy(account, region),
        "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
        "_symmetric_key": b"\0" * 32,
        "_manager": "AWS",
    }
    kms._keys[key_id] = key
    kms._aliases[kms._alias_arn(alias)] = key_id
    return key
