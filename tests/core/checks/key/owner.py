from tests.core.build import ACCOUNT, KEY, OTHER, encrypted, key_path, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("the topic's account", key_path()),
    Case(
        "another account (CAUSES K7)",
        key_path(account=OTHER, policies=refused("kms:GetKeyPolicy", KEY)),
        ("key.other-account UNKNOWN",),
        (OTHER, ACCOUNT, "budgets.amazonaws.com", "kms:Decrypt"),
        unread=True,
    ),
    Case("unread", path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)), unread=True),
]
