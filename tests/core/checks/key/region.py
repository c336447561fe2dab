from tests.core.build import KEY, REGION, encrypted, key_path, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("the topic's Region", key_path()),
    Case(
        "another Region",
        key_path(region="us-east-1"),
        ("key.other-region BROKEN",),
        ("us-east-1", REGION),
    ),
    Case("KMS does not say", key_path(region="")),
    Case("unread", path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)), unread=True),
]
