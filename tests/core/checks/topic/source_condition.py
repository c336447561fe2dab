from tests.core.build import (
    ACCOUNT_ONLY,
    DEFAULT,
    document,
    path,
    refused,
    statement,
    topic,
)
from tests.core.checks.case import Case

CASES = [
    Case("both conditions", path()),
    Case("the account alone", path(topic=topic(document(statement(condition=ACCOUNT_ONLY))))),
    Case("not allowed at all", path(topic=topic(document(DEFAULT)))),
    Case(
        "none, as AWS printed it before 2023",
        path(topic=topic(document(DEFAULT, statement()))),
        ("topic.no-source-condition OK",),
        ("aws:SourceAccount 111111111111",),
    ),
    Case("a policy that AWS did not show", path(topic=topic(None))),
    Case("a partition without a known principal", path(topic=topic(partition="aws-cn"))),
    Case("unread", path(topic=refused()), unread=True),
]
