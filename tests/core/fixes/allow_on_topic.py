"""allow-on-topic, over the incidents of CAUSES."""

from __future__ import annotations

import json

from bot.core.model import Absent
from tests.core.build import (
    ACCOUNT,
    DEFAULT,
    PUBLISHING,
    REGION,
    ROOT,
    SOURCE,
    TOPIC,
    document,
    encrypted,
    key_path,
    path,
    refused,
    statement,
    topic,
)
from tests.core.fixes.case import Case

EVENTS = statement("events.amazonaws.com", sid="Events")
REGIONAL = {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"}}
DENY = statement(effect="Deny", sid="no")
OURS = "BudgetCheckAllowBudgets"


CASES = [
    Case(
        "the default policy alone",
        path(topic=topic(document(DEFAULT, version="2008-10-17"))),
        ("topic.policy-silent",),
        mentions=("the owner's access with it",),
    ),
    Case(
        "azul#5651: a single statement that is no list replaced the policy",
        path(topic=topic(f'{{"Statement": {json.dumps(EVENTS)}}}')),
        ("topic.policy-silent",),
        mentions=("EventBridge (events.amazonaws.com) is still served.",),
    ),
    Case(
        "fund#826: the wrong principal",
        path(topic=topic(document(DEFAULT, statement("ce.amazonaws.com", condition=SOURCE)))),
        ("topic.policy-near-miss",),
        mentions=("ce.amazonaws.com is still served.",),
    ),
    Case(
        "a Region in the SourceArn",
        path(topic=topic(document(DEFAULT, statement(condition=REGIONAL)))),
        ("topic.policy-near-miss",),
    ),
    Case(
        "ours, for another topic",
        path(topic=topic(document(DEFAULT, statement(resource=f"{TOPIC}2", sid=OURS)))),
        ("topic.policy-near-miss",),
    ),
    Case(
        "the key is silent too: another hop, and it is said",
        path(topic=encrypted(policy=document(DEFAULT)), key=key_path(document(ROOT)).key),
        ("topic.policy-silent",),
        mentions=("This alone does not bring the alert back: Nothing in the key policy",),
    ),
    Case(
        "another account is named",
        path(topic=topic(document(statement(principal={"AWS": ["222222222222", ACCOUNT]})))),
        ("topic.policy-silent",),
        mentions=("names account 222222222222",),
        absent=(f"names account {ACCOUNT}",),
    ),
    Case(
        "aws-cdk#20661: a Deny beside the right statement",
        path(topic=topic(document(DEFAULT, PUBLISHING, DENY))),
        mentions=("Nothing that the check says",),
    ),
    Case(
        "a Deny that cannot be told",
        path(
            topic=topic(
                document(
                    DEFAULT,
                    statement(
                        effect="Deny",
                        sid="no",
                        condition={"StringNotEquals": {"aws:SourceOrgID": "o-1"}},
                    ),
                )
            )
        ),
        mentions=("topic.policy-undecidable",),
    ),
    Case(
        "characters that SNS does not take",
        path(topic=topic(document(DEFAULT).replace("__default_statement_ID", "caf\u00e9"))),
        mentions=("ASCII",),
    ),
    Case(
        "a principal that no longer exists",
        path(topic=topic(document(statement(principal={"AWS": "AROACKCEVSQ6C2EXAMPLE"})))),
        mentions=("AROACKCEVSQ6C2EXAMPLE in statement 1", "SNS refuses"),
    ),
    Case("no JSON", path(topic=topic("{")), mentions=("Nothing that the check says",)),
    Case(
        "a key there twice",
        path(topic=topic('{"Statement": [], "Statement": []}')),
        mentions=("Nothing that the check says",),
    ),
    Case("no policy shown", path(topic=topic(None)), mentions=("Nothing",)),
    Case("no topic", path(topic=Absent(TOPIC)), mentions=("topic.missing",)),
    Case("an unread topic", path(topic=refused()), mentions=("Nothing",)),
    Case(
        "a FIFO topic",
        path(topic=topic(document(DEFAULT), fifo=True)),
        mentions=("topic.fifo",),
    ),
    Case(
        "a partition in which AWS documents no principal",
        path(topic=topic(document(DEFAULT), partition="aws-cn")),
        mentions=("Nothing",),
    ),
    Case("a healthy path", path(), mentions=("Nothing",)),
]
