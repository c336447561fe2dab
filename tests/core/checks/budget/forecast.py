from tests.core.build import budget, notification, path, refused
from tests.core.checks.case import Case

FORECASTED = notification(type="FORECASTED")

CASES = [
    Case("an actual notification needs no forecast", path(budget=budget(forecast=None))),
    Case("a forecast exists", path(notification=FORECASTED)),
    Case(
        "a young account has none (docs/causes.md B4)",
        path(budget=budget(forecast=None), notification=FORECASTED),
        ("budget.forecast-without-history AT_RISK",),
        ("forecast > 80 %", "five weeks"),
    ),
    Case("unread budget", path(budget=refused(), notification=FORECASTED), unread=True),
]
