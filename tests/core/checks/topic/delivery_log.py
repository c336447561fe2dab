from tests.core.build import path, refused, topic
from tests.core.checks.case import Case

CASES = [
    Case("failures are logged", path()),
    Case(
        "they are not (docs/causes.md S7)",
        path(topic=topic(logs_failures=False)),
        ("topic.no-delivery-log OK",),
        ("does not log failed deliveries",),
    ),
    Case("unread", path(topic=refused()), unread=True),
]
