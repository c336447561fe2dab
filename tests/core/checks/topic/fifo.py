from tests.core.build import TOPIC, path, refused, topic
from tests.core.checks.case import Case

CASES = [
    Case("a standard topic", path()),
    Case("a FIFO topic (docs/causes.md T7)", path(topic=topic(fifo=True)), ("topic.fifo BROKEN",)),
    Case("told by its name", path(topic=topic(arn=f"{TOPIC}.fifo")), ("topic.fifo BROKEN",)),
    Case("unread", path(topic=refused()), unread=True),
]
