from tests.core.build import (
    ACCOUNT,
    KEY_POLICY,
    ROOT,
    document,
    encrypted,
    key,
    key_statement,
    path,
    refused,
    sender,
    subject,
    subject_path,
)
from tests.core.checks.case import Case

RULES = sender("rule")
ROLE = f"arn:aws:iam::{ACCOUNT}:role/publishes"
BY_ROLE = subject(RULES, role=ROLE)
FOR_ROLE = key_statement(None, principal={"AWS": [ROLE]})
GENERATES = key_statement(None, principal={"AWS": ROLE}, action="kms:generate*")

CASES = [
    Case("a budget", path()),
    Case("the service publishes", subject_path(RULES)),
    Case("the topic is unread", subject_path(RULES, BY_ROLE, topic=refused()), unread=True),
    Case(
        "a topic that is not encrypted",
        subject_path(RULES, BY_ROLE),
        ("sender.role-publishes UNKNOWN",),
        (ROLE, "It needs sns:Publish."),
    ),
    *(
        Case(
            f"a key that {says}",
            subject_path(RULES, BY_ROLE, topic=encrypted(), key=key(policy)),
            ("sender.role-publishes UNKNOWN",),
            (mention, "kms:GenerateDataKey and kms:Decrypt"),
        )
        for says, policy, mention in [
            ("names it", document(FOR_ROLE), "names that role for both actions"),
            ("names it for one", document(GENERATES), "neither that role nor its account"),
            ("leaves it to IAM", document(ROOT), "leaves the use of the key to the IAM policies"),
            ("lets the service in", document(key_statement()), "neither that role"),
            ("lets both in", KEY_POLICY, "leaves the use of the key"),
        ]
    ),
]
