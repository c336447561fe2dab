"""What is said where AWS refuses a write or does not answer, and that it is sent once."""

from __future__ import annotations

from typing import cast

import pytest
from botocore.config import Config
from botocore.exceptions import NoCredentialsError, SSLError

from bot.aws.apply import ONCE, AwsWriter, Refused, Result, Unsure
from bot.aws.clients import Aws
from bot.core.plan import Write
from tests.aws.world import REGION, OpenAws, World, allow, policy
from tests.conftest import ACCOUNT
from tests.waiting import UNHURRIED

ROOT = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
TWO = policy(ROOT, {**ROOT, "Sid": "Another"})


def _perform(writer: AwsWriter, write: Write) -> Result:
    return writer.perform(write, REGION)


def test_what_is_refused_names_the_permission(world: World, open_aws: OpenAws) -> None:
    topic = world.topic()
    role = open_aws.as_role(world, allow("sns:Get*"))
    write = Write("sns:SetTopicAttributes", topic, "KmsMasterKeyId", "", "alias/x")
    result = _perform(AwsWriter(role, role), write)
    assert isinstance(result, Refused)
    assert result.permission == "sns:SetTopicAttributes"
    assert "not authorized" in result.says


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"code": "KMSInternalException"}, Unsure),
        ({"code": "ServiceUnavailable", "status": 503}, Unsure),
        ({"code": "DependencyTimeoutException", "status": 400}, Unsure),
        ({"how": "reset"}, Unsure),
        ({"how": "hang"}, Unsure),
        ({"code": "ThrottlingException"}, Refused),
        ({"code": "LimitExceededException"}, Refused),
        ({"code": "AccessDeniedException"}, Refused),
        ({"code": "ExpiredTokenException"}, Refused),
    ],
    ids=str,
)
def test_sent_once_whatever_comes(
    world: World, open_aws: OpenAws, fault: dict[str, object], kind: type[Result]
) -> None:
    key = world.key()
    world.aws.fault("kms", "PutKeyPolicy", **fault)
    patience = 0.5 if fault.get("how") == "hang" else UNHURRIED
    hasty = open_aws(config=ONCE.merge(Config(read_timeout=patience)))
    world.aws.control.forget_calls()
    result = _perform(
        AwsWriter(open_aws(), hasty), Write("kms:PutKeyPolicy", key, "Policy", "", TWO)
    )
    assert isinstance(result, kind), result
    assert result.says  # type: ignore[union-attr]  # none of these is Done
    assert world.tries().count("kms PutKeyPolicy") == 1


def test_what_was_never_sent(open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    nobody = open_aws(config=ONCE)
    key = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    result = _perform(AwsWriter(nobody, nobody), Write("kms:EnableKey", key, "KeyState", "", ""))
    assert isinstance(result, Refused)


class Broken:
    """A client of which no call gets through. It stands for `Aws` and for its KMS client."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def kms(self, _region: str) -> Broken:
        return self

    def enable_key(self, **_: object) -> None:
        raise self._error


def _tls(says: str) -> SSLError:
    return SSLError(endpoint_url="https://kms", error=OSError(says))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (_tls("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate"), Refused),
        (_tls("EOF occurred in violation of protocol"), Unsure),
        (TypeError("the answer has another shape"), Unsure),
        (KeyError("KeyMetadata"), Unsure),
        (NoCredentialsError(), Refused),
    ],
    ids=str,
)
def test_only_what_was_surely_not_sent_is_refused(error: Exception, kind: type[Result]) -> None:
    aws = cast("Aws", Broken(error))
    write = Write("kms:EnableKey", "arn:aws:kms:r:1:key/k", "KeyState", "Disabled", "Enabled")
    assert isinstance(_perform(AwsWriter(aws, aws), write), kind)
