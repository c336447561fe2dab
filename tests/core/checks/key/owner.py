from tests.core.build import ACCOUNT, KEY, OTHER, encrypted, key, key_path, path, refused
from tests.core.checks.case import Case

FOREIGN_KEY = KEY.replace(ACCOUNT, OTHER)

CASES = [
    Case("the topic's account", key_path()),
    Case(
        "another account (docs/causes.md K7)",
        key_path(account=OTHER, policies=refused("kms:GetKeyPolicy", KEY)),
        ("key.other-account UNKNOWN",),
        (OTHER, ACCOUNT, "budgets.amazonaws.com", "kms:Decrypt"),
        unread=True,
    ),
    Case(
        "another account in China, where no principal is documented",
        path(topic=encrypted(partition="aws-cn"), key=key(account=OTHER, policies=refused())),
        ("key.other-account UNKNOWN",),
        ("allows AWS Budgets",),
    ),
    Case("unread", path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)), unread=True),
    Case(
        "another account, and DescribeKey refused",
        path(topic=encrypted(FOREIGN_KEY), key=refused("kms:DescribeKey", FOREIGN_KEY)),
        ("key.other-account UNKNOWN",),
        (OTHER, ACCOUNT),
        unread=True,
    ),
]
