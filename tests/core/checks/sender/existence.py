from bot.core.model.read import NotFound
from tests.core.build import path, refused, sender, subject, subject_path
from tests.core.checks.case import Case

ALARMS = sender("alarm")
TRAILS = sender("trail")

CASES = [
    Case("a budget", path()),
    Case("it exists", subject_path(ALARMS)),
    Case(
        "no such alarm, nearest names",
        subject_path(ALARMS, NotFound("error"), topic=None, name="error", names=("errors", "err")),
        ("sender.not-found BROKEN",),
        ('no alarm named "error"', '"errors" and "err"'),
    ),
    Case(
        "no such trail and no other",
        subject_path(TRAILS, NotFound("all", "It is looked for in eu-west-1."), topic=None),
        ("sender.not-found BROKEN",),
        ("AWS CloudTrail has no trail", "looked for in eu-west-1.", "the account and the Region"),
    ),
    Case(
        "it has no topic",
        subject_path(ALARMS, subject(ALARMS, topics=()), topic=None),
        ("sender.no-topic BROKEN",),
        ("The alarm publishes to no topic",),
    ),
    Case(
        "refused",
        subject_path(ALARMS, refused("cloudwatch:DescribeAlarms", "*"), topic=None),
        ("sender.unreadable UNKNOWN",),
        ("cloudwatch:DescribeAlarms", "not authorized"),
        unread=True,
    ),
]
