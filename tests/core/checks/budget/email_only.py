from tests.core.build import notification, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("a topic", path()),
    Case("a topic and an address", path(notification=notification("a@example.com"))),
    Case(
        "an address alone",
        path(notification=notification("a@example.com", topic=None), topic=None),
        ("budget.email-only AT_RISK",),
        ("actual > 80 %", "one topic for each notification"),
    ),
    Case("nobody at all is another check's", path(notification=notification(topic=None))),
    Case("unread", path(notification=notification(subscribers=refused())), unread=True),
]
