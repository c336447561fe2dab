from tests.core.build import KEY, encrypted, path, refused, sender, subject_path
from tests.core.checks.case import Case

CONFIG, ALARMS = sender("config"), sender("alarm")

CASES = [
    Case("a budget", path(topic=encrypted(KEY))),
    Case("a topic that is not encrypted", subject_path(CONFIG)),
    Case("a sender that gets by with a key", subject_path(ALARMS, topic=encrypted(KEY))),
    Case("the topic is unread", subject_path(CONFIG, topic=refused()), unread=True),
    Case(
        "an encrypted topic",
        subject_path(CONFIG, topic=encrypted(KEY)),
        ("sender.encrypted-unsupported BROKEN",),
        ("AWS Config does not support encrypted topics", KEY),
    ),
]
