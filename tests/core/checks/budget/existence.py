from bot.core.model.read import Cause, NotFound, ReadFailed
from tests.core.build import NAME, NOW, path, refused
from tests.core.checks.case import Case


def unread(cause: Cause, detail: str = "") -> ReadFailed:
    return ReadFailed("budgets:ViewBudget", NAME, cause, detail)


CASES = [
    Case("it exists", path()),
    Case(
        "no such budget, nearest names",
        path(budget=NotFound(NAME), notification=None, topic=None, names=("cost-all", "costs")),
        ("budget.not-found BROKEN",),
        (NAME, '"cost-all" and "costs"'),
    ),
    Case(
        "two that read alike",
        path(
            name="cost all",
            budget=NotFound("cost all"),
            notification=None,
            topic=None,
            names=("cost  all", "cost\u00a0all"),
        ),
        ("budget.not-found BROKEN",),
        ('named "cost all"', '"cost \\u0020all" and "cost\\u00a0all"', "by its exact name"),
    ),
    Case(
        "no such budget and no other",
        path(budget=NotFound(NAME), notification=None, topic=None),
        ("budget.not-found BROKEN",),
        ("only in its own account",),
    ),
    Case(
        "refused",
        path(budget=refused("budgets:ViewBudget", NAME)),
        ("budget.unreadable UNKNOWN",),
        ("budgets:ViewBudget", "not authorized"),
        unread=True,
    ),
    *(
        Case(
            f"unread: {cause}",
            path(budget=unread(cause), now=NOW),
            ("budget.unreadable UNKNOWN",),
            (mention, "heck again"),
            unread=True,
        )
        for cause, mention in [
            (Cause.THROTTLED, "throttled"),
            (Cause.TIMED_OUT, "no answer in time"),
            (Cause.NO_CREDENTIALS, "no AWS credentials"),
            (Cause.EXPIRED, "expired"),
            (Cause.UNREACHABLE, "could not be reached"),
            (Cause.FAILED, "failed"),
        ]
    ),
]
