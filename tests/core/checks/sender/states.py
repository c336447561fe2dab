from tests.core.build import TOPIC, path, refused, sender, subject, subject_path
from tests.core.checks.case import Case

ALARMS = sender("alarm")

CASES = [
    Case("a budget", path()),
    Case("an alarm that tells the topic of ALARM", subject_path(ALARMS)),
    Case(
        "of OK alone, and ALARM to another topic",
        subject_path(ALARMS, subject(ALARMS, not_of_alarm=(TOPIC,))),
        ("sender.alarm-elsewhere OK",),
        ("goes elsewhere",),
    ),
    Case(
        "of OK alone, and ALARM to nobody",
        subject_path(ALARMS, subject(ALARMS, not_of_alarm=(TOPIC,), acts_on_alarm=False)),
        ("sender.no-alarm-action AT_RISK",),
        ("nobody is told when it goes off",),
    ),
    Case("unread", subject_path(ALARMS, refused("cloudwatch:DescribeAlarms")), unread=True),
    Case(
        "another topic of OK alone",
        subject_path(ALARMS, subject(ALARMS, not_of_alarm=(f"{TOPIC}-2",), acts_on_alarm=False)),
    ),
]
