from tests.core.build import KEY, encrypted, key_path, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("symmetric", key_path()),
    Case(
        "asymmetric (docs/causes.md K6)",
        key_path(spec="RSA_2048"),
        ("key.wrong-spec BROKEN",),
        ("RSA_2048",),
    ),
    Case(
        "for signing",
        key_path(spec="ECC_NIST_P256", usage="SIGN_VERIFY"),
        ("key.wrong-spec BROKEN",),
    ),
    Case("KMS does not say", key_path(spec="")),
    Case("KMS does not say for what", key_path(usage="")),
    Case("unread", path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)), unread=True),
]
