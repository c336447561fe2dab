from dataclasses import replace

from tests.core.build import path, refused
from tests.core.checks.case import Case

TAKEN = ("aws_sns_topic_policy.x.arn is taken for aws_sns_topic.x.arn.",)

CASES = [
    Case("read live", path()),
    Case(
        "of a plan",
        replace(path(), taken=TAKEN),
        ("topic.expression-taken AT_RISK",),
        ("taken for the one thing that it names",),
    ),
    Case("unread", replace(path(topic=refused()), taken=TAKEN), unread=True),
]
