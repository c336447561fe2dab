from tests.core.build import path, refused, topic, traffic
from tests.core.checks.case import Case

CASES = [
    Case("nothing failed", path()),
    Case("no metrics were asked for", path(topic=topic(traffic=None))),
    Case(
        "three failed (docs/causes.md E1)",
        path(topic=topic(traffic=traffic(failed=3.0, delivered=4.0))),
        ("subscription.failing AT_RISK",),
        ("3 of the topic's messages", "delivered 4"),
    ),
    Case("unread", path(topic=topic(traffic=refused())), unread=True),
]
