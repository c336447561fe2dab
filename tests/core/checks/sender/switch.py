from tests.core.build import path, refused, sender, subject, subject_path
from tests.core.checks.case import Case

ALARMS, CACHE = sender("alarm"), sender("elasticache")

CASES = [
    Case("a budget", path()),
    Case("switched on", subject_path(ALARMS)),
    Case("unread", subject_path(ALARMS, refused()), unread=True),
    Case(
        "switched off",
        subject_path(ALARMS, subject(ALARMS, enabled=False)),
        ("sender.disabled BROKEN",),
        ("The alarm is switched off",),
    ),
    Case(
        "inactive",
        subject_path(CACHE, subject(CACHE, inactive="inactive")),
        ("sender.inactive BROKEN",),
        ("of this cluster the status inactive", "set them active again"),
    ),
]
