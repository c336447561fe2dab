from tests.core.build import TOPIC, path, refused, sender, subject_path, topic
from tests.core.checks.case import Case

ALARMS = sender("alarm")

CASES = [
    Case(
        "an alarm on a FIFO topic",
        subject_path(ALARMS, topic=topic(fifo=True)),
        ("topic.fifo-unproven UNKNOWN",),
        ("whether Amazon CloudWatch publishes to those",),
    ),
    Case("a standard topic", path()),
    Case("a FIFO topic (docs/causes.md T7)", path(topic=topic(fifo=True)), ("topic.fifo BROKEN",)),
    Case("told by its name", path(topic=topic(arn=f"{TOPIC}.fifo")), ("topic.fifo BROKEN",)),
    Case("unread", path(topic=refused()), unread=True),
]
