from tests.core.build import ACCOUNT, path, refused, sender, subject, subject_path
from tests.core.checks.case import Case

ALARMS, TRAILS = sender("alarm"), sender("trail")
ELSEWHERE = (f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts",)

CASES = [
    Case("a budget", path()),
    Case("the same Region", subject_path(ALARMS)),
    Case("no topic's ARN", subject_path(ALARMS, subject(ALARMS, topics=("nothing",)))),
    Case(
        "one that publishes everywhere",
        subject_path(TRAILS, subject(TRAILS, topics=ELSEWHERE), topic=refused()),
        unread=True,
    ),
    Case(
        "another Region",
        subject_path(ALARMS, subject(ALARMS, topics=ELSEWHERE), topic=None),
        ("sender.other-region BROKEN",),
        ("The topic is in eu-west-1, the alarm in ap-northeast-1", "Point the alarm at"),
    ),
]
