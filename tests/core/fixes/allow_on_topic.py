"""allow-on-topic, over the incidents of docs/causes.md."""

from __future__ import annotations

import json

from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    BUDGET_ARN,
    DEFAULT,
    PUBLISHING,
    REGION,
    ROOT,
    SOURCE,
    TOPIC,
    document,
    encrypted,
    key_path,
    notification,
    path,
    refused,
    statement,
    topic,
)
from tests.core.fixes.case import Case

EVENTS = statement("events.amazonaws.com", sid="Events")
REGIONAL = {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"}}
NARROWED = {
    **SOURCE,
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
    "StringLike": {"aws:PrincipalOrgID": "o-1"},
}
TODAY = {**DEFAULT, "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}
UNTIL = {"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}
FROM = {"DateGreaterThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}
ORGANISATION = {"StringEquals": {"aws:SourceOrgID": "o-1"}}
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
        "ours, narrowed by somebody until it never matches",
        path(topic=topic(document(DEFAULT, statement(condition=NARROWED, sid=OURS)))),
        ("topic.policy-near-miss",),
        mentions=("goes back to what it was",),
    ),
    Case(
        "ours, for another topic: SNS takes no such statement (docs/facts.md 2.1)",
        path(topic=topic(document(DEFAULT, statement(resource=f"{TOPIC}2", sid=OURS)))),
        mentions=(f"has the Resource {TOPIC}2, and SNS takes one Resource in a statement",),
    ),
    Case(
        "room for one more statement",
        path(
            topic=topic(document(*(statement("x.amazonaws.com", sid=f"s{n}") for n in range(99))))
        ),
        ("topic.policy-silent",),
    ),
    Case(
        "no room for one more statement",
        path(
            topic=topic(document(*(statement("x.amazonaws.com", sid=f"s{n}") for n in range(100))))
        ),
        mentions=("would have 101 statements, and SNS takes 100",),
    ),
    Case(
        "no room for its text",
        path(topic=topic(document(statement("x.amazonaws.com", sid="x" * 30_400)))),
        mentions=("bytes, and SNS takes 30,720",),
    ),
    Case(
        "too many principals in another statement",
        path(topic=topic(document(statement(principal={"AWS": [f"{n:012}" for n in range(201)]})))),
        mentions=("has 201 principals",),
    ),
    Case(
        "a Sid there twice",
        path(topic=topic(document(*[statement("x.amazonaws.com", sid="a")] * 2))),
        mentions=('the Sid "a" more than once',),
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
    Case("no JSON", path(topic=topic("{")), mentions=("The policy is not JSON.",)),
    Case(
        "a key there twice",
        path(topic=topic('{"Statement": [], "Statement": []}')),
        mentions=("twice in one object", "edits only policies that it can read"),
    ),
    Case("no policy shown", path(topic=topic(None)), mentions=("could not be read",)),
    Case("no topic", path(topic=NotFound(TOPIC)), mentions=("topic.missing",)),
    Case("an unread topic", path(topic=refused()), mentions=("The topic could not be read",)),
    Case(
        "a FIFO topic",
        path(topic=topic(document(DEFAULT), fifo=True)),
        mentions=("topic.fifo",),
    ),
    Case(
        "a partition in which AWS documents no principal",
        path(topic=topic(document(DEFAULT), partition="aws-cn")),
        mentions=("could not be read",),
    ),
    Case(
        "today's default policy",
        path(topic=topic(document(TODAY, version="2008-10-17"))),
        ("topic.everyone-unproven",),
        mentions=("the owner's access with it",),
    ),
    Case(
        "the organisation's id alone",
        path(
            topic=topic(
                document(statement(condition={"StringEquals": {"aws:SourceOrgID": "o-1"}})),
                organization="o-1",
            )
        ),
        ("topic.organization-unproven",),
    ),
    Case(
        "everybody at all",
        path(topic=topic(document(statement(principal="*")))),
        ("topic.everyone-unproven",),
    ),
    Case(
        "an Allow that ends",
        path(topic=topic(document(DEFAULT, statement(condition=UNTIL)))),
        ("topic.policy-ends",),
    ),
    Case(
        "everybody's, that ends",
        path(topic=topic(document(statement(principal="*", condition=UNTIL)))),
        ("topic.everyone-unproven", "topic.policy-ends"),
    ),
    Case(
        "a Deny that begins",
        path(topic=topic(document(DEFAULT, PUBLISHING, statement(effect="Deny", condition=FROM)))),
        mentions=("topic.policy-ends would remain",),
    ),
    Case(
        "a Deny that begins, and everybody's statement: it clears what it can",
        path(topic=topic(document(TODAY, statement(effect="Deny", condition=FROM)))),
        ("topic.everyone-unproven",),
    ),
    Case(
        "an Allow that turns on the organisation",
        path(topic=topic(document(DEFAULT, statement(condition=ORGANISATION)))),
        ("topic.policy-undecidable",),
    ),
    Case(
        "a Deny that turns on the organisation, beside the right statement",
        path(topic=topic(document(PUBLISHING, statement(effect="Deny", condition=ORGANISATION)))),
        mentions=("topic.policy-undecidable would remain",),
    ),
    Case(
        "an Allow and a Deny that turn on the organisation",
        path(
            topic=topic(
                document(
                    statement(condition=ORGANISATION),
                    statement(effect="Deny", condition=ORGANISATION),
                )
            )
        ),
        mentions=("topic.policy-undecidable would remain",),
    ),
    Case(
        "a budget action, by its budget's ARN alone",
        path(
            notification=notification(action="a-1"),
            topic=topic(
                document(statement(condition={"ArnEquals": {"aws:SourceArn": BUDGET_ARN}}))
            ),
        ),
        ("topic.policy-undecidable",),
    ),
    Case("a healthy path", path(), mentions=("Nothing",)),
]
