from tests.core.build import ACCOUNT, DEFAULT, PUBLISHING, document, path, refused, statement, topic
from tests.core.checks.case import Case

EVERYBODY = statement(principal="*", sid="open")

CASES = [
    Case("the owner and the sender", path()),
    Case(
        "everybody",
        path(topic=topic(document(DEFAULT, EVERYBODY, PUBLISHING))),
        ("topic.open-to-all OK",),
        ('statement 2 ("open")',),
    ),
    Case(
        "everybody, by a star that spans colons",
        path(topic=topic(document(statement(principal="*", resource="arn:aws:sns:*")))),
        ("topic.open-to-all OK",),
        ("statement 1",),
    ),
    Case(
        "everybody who does not bring the key that it tests",
        path(
            topic=topic(
                document(
                    statement(
                        principal="*",
                        condition={"StringEqualsIfExists": {"AWS:SourceOwner": ACCOUNT}},
                    )
                )
            )
        ),
        ("topic.open-to-all OK",),
        ("its condition holds for whoever does not bring the key",),
    ),
    Case("a policy that AWS did not show", path(topic=topic(None))),
    Case("unread", path(topic=refused()), unread=True),
]
