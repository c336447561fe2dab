from bot.core.model.key import PredefinedAlias
from tests.core.build import KEY, encrypted, key, key_path, path, refused
from tests.core.checks.case import Case

AWS_SNS = "alias/aws/sns"

CASES = [
    Case("not encrypted", path()),
    Case("a customer managed key", key_path()),
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
