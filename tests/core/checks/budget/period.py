from datetime import timedelta

from tests.core.build import NOW, budget, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("no end", path()),
    Case("ends tomorrow", path(budget=budget(ends=NOW + timedelta(days=1)))),
    Case(
        "ended yesterday",
        path(budget=budget(ends=NOW - timedelta(days=1))),
        ("budget.ended AT_RISK",),
        ("2026-03-19",),
    ),
    Case("ends now", path(budget=budget(ends=NOW)), ("budget.ended AT_RISK",)),
    Case("unread", path(budget=refused()), unread=True),
]
