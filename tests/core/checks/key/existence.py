from bot.core.model.read import NotFound
from tests.core.build import KEY, encrypted, key_path, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("not encrypted", path()),
    Case("it exists", key_path()),
    Case(
        "deleted (docs/causes.md K6)",
        path(topic=encrypted(), key=NotFound(KEY)),
        ("key.missing BROKEN",),
        (KEY, "no such key"),
    ),
    Case(
        "an alias that is gone (docs/causes.md K8)",
        path(topic=encrypted("alias/alerts"), key=NotFound("alias/alerts")),
        ("key.missing BROKEN",),
        ("alias/alerts",),
    ),
    Case(
        "refused",
        path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)),
        ("key.unreadable UNKNOWN",),
        ("kms:DescribeKey", KEY),
        unread=True,
    ),
    Case("never asked for", path(topic=encrypted()), ("key.unreadable UNKNOWN",), unread=True),
    *(
        Case(
            f"KMS does not show its {part}",
            key_path(**{part: ""}),
            ("key.unreadable UNKNOWN",),
            (word, "kms:DescribeKey"),
        )
        for part, word in (
            ("account", "account"),
            ("region", "Region"),
            ("spec", "KeySpec"),
            ("usage", "KeyUsage"),
        )
    ),
    Case("an unread topic says nothing of a key", path(topic=refused()), unread=True),
]
