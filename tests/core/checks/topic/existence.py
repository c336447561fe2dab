from bot.core.model.read import NotFound
from tests.core.build import ACCOUNT, OTHER, TOPIC, notification, path, refused
from tests.core.checks.case import Case

FOREIGN = TOPIC.replace(ACCOUNT, OTHER)

CASES = [
    Case("it exists", path()),
    Case(
        "no topic is asked for", path(notification=notification("a@x.org", topic=None), topic=None)
    ),
    Case(
        "deleted (docs/causes.md T6)",
        path(topic=NotFound(TOPIC)),
        ("topic.missing BROKEN",),
        ("There is no such topic",),
    ),
    Case(
        "an address that is no topic's ARN",
        path(
            notification=notification(topic="arn:aws:sqs:x"),
            topic=NotFound("arn:aws:sqs:x", '"arn:aws:sqs:x" is not the ARN of an SNS topic.'),
        ),
        ("topic.missing BROKEN",),
        ('"arn:aws:sqs:x" is not the ARN of an SNS topic.',),
    ),
    Case(
        "refused",
        path(topic=refused()),
        ("topic.unreadable UNKNOWN",),
        ("sns:GetTopicAttributes",),
        unread=True,
    ),
    Case("never asked for", path(topic=None), ("topic.unreadable UNKNOWN",), unread=True),
    Case(
        "another account's topic, where no right to read it would help",
        path(notification=notification(topic=FOREIGN), topic=refused(resource=FOREIGN)),
        unread=True,
    ),
]
