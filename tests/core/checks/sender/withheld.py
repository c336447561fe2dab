from tests.core.build import path, refused, sender, subject, subject_path
from tests.core.checks.case import Case

CONFIG = sender("config")
STOPPED = "AWS Config's recorder does not record here. Start it."

CASES = [
    Case("a budget", path()),
    Case("it tells all", subject_path(CONFIG)),
    Case("unread", subject_path(CONFIG, refused("config:DescribeDeliveryChannels")), unread=True),
    Case(
        "a part alone",
        subject_path(CONFIG, subject(CONFIG, withheld=STOPPED)),
        ("sender.tells-part AT_RISK",),
        ("recorder does not record",),
    ),
]
