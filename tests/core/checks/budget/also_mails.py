from tests.core.build import notification, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("a topic alone", path()),
    Case(
        "a topic and two addresses",
        path(notification=notification("a@example.com", "b@example.com")),
        ("budget.also-mails OK",),
        ("a@example.com and b@example.com", "no proof"),
    ),
    Case(
        "addresses alone are another check's",
        path(notification=notification("a@x.org", topic=None)),
    ),
    Case("unread", path(notification=notification(subscribers=refused())), unread=True),
]
