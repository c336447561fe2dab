from bot.core.model.budget import Health
from tests.core.build import budget, path, refused
from tests.core.checks.case import Case


def unhealthy(reason: str, *mentions: str) -> Case:
    return Case(
        f"unhealthy: {reason}",
        path(budget=budget(health=Health("UNHEALTHY", reason))),
        ("budget.unhealthy BROKEN",),
        ("UNHEALTHY", *mentions),
    )


CASES = [
    Case("healthy", path()),
    Case("AWS sent no health", path(budget=budget(health=None))),
    unhealthy("BILLING_VIEW_NO_ACCESS", "share it again"),
    unhealthy("BILLING_VIEW_UNHEALTHY", "billing view"),
    unhealthy("FILTER_INVALID", "filter"),
    unhealthy("MULTI_YEAR_HISTORICAL_DATA_DISABLED", "Cost Explorer"),
    unhealthy("SOMETHING_NEW", "SOMETHING_NEW"),
    unhealthy("", "no reason"),
    *(
        Case(
            f"a status of tomorrow: {status!r}",
            path(budget=budget(health=Health(status))),
            ("budget.unreadable UNKNOWN",),
            (shown, "DescribeBudget"),
        )
        for status, shown in (("DEGRADED", "DEGRADED"), ("", "(no status)"))
    ),
    Case(
        "this SDK cannot show it",
        path(budget=budget(health=refused("budgets:ViewBudget"))),
        ("budget.unreadable UNKNOWN",),
        ("health", "budgets:ViewBudget"),
        unread=True,
    ),
]
