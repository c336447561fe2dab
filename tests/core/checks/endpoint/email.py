from tests.core.build import notification, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("a topic alone", path()),
    Case("with a topic a mail is a note only", path(notification=notification("a@example.com"))),
    Case(
        "two addresses alone",
        path(notification=notification("a@example.com", "b@example.com", topic=None), topic=None),
        ("endpoint.email-unverified AT_RISK",) * 2,
        ("a@example.com", "b@example.com", "12 hours"),
    ),
    Case("unread", path(notification=notification(subscribers=refused())), unread=True),
]
