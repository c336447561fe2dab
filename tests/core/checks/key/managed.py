from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from tests.core.build import (
    KEY,
    encrypted,
    key,
    key_path,
    path,
    refused,
    sender,
    subject,
    subject_path,
)
from tests.core.checks.case import Case

AWS_SNS = "alias/aws/sns"


def of(option: str, **changes: object) -> Path:
    about = subject(sender(option), **changes)
    key_of_aws = PredefinedAlias(AWS_SNS)
    return subject_path(about.sender, about, topic=encrypted(AWS_SNS), key=key_of_aws)


CASES = [
    Case("not encrypted", path()),
    Case("a customer managed key", key_path()),
    Case("a role of the account, which that key lets in", of("rule", role="arn:aws:iam::1:role/r")),
    Case("a sender that no key lets in", of("config")),
    Case(
        "alias/aws/sns (docs/causes.md K1, hyp3#762)",
        path(topic=encrypted(AWS_SNS), key=PredefinedAlias(AWS_SNS)),
        ("key.aws-managed BROKEN",),
        (AWS_SNS, "cannot be edited", "scanners"),
    ),
    Case(
        "its alias's ARN",
        path(
            topic=encrypted(f"arn:aws:kms:eu-west-1:1:{AWS_SNS}"),
            key=PredefinedAlias(f"arn:aws:kms:eu-west-1:1:{AWS_SNS}"),
        ),
        ("key.aws-managed BROKEN",),
        ("scanners",),
    ),
    Case(
        "a key by its id whose manager is AWS",
        path(topic=encrypted(), key=key(manager="AWS")),
        ("key.aws-managed BROKEN",),
    ),
    Case("unread", path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)), unread=True),
]
