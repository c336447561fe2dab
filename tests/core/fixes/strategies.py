"""Policies as people write them, in every layout, with statements that are near to ours."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from bot.core.policy import Request
from tests.core.build import ACCOUNT, BUDGETS, DEFAULT, KEY, OTHER, REGION, ROOT, SOURCE, TOPIC, Doc

OURS = "BudgetCheckAllowBudgets"
EVENTS = "events.amazonaws.com"
CLOUDWATCH = "cloudwatch.amazonaws.com"
S3 = "s3.amazonaws.com"
SERVICES = (BUDGETS, EVENTS, CLOUDWATCH, S3, "config.amazonaws.com", "strange.amazonaws.com")
SIDS = (None, None, OURS, f"{OURS}2", "A", "B")
CONDITIONS = (
    None,
    None,
    SOURCE,
    {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    {"StringEquals": {"aws:SourceAccount": [OTHER, ACCOUNT]}},
    {"StringEquals": {"aws:SourceAccount": OTHER}},
    {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"}},
    {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
    {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
    {"Bool": {"aws:SecureTransport": "false"}},
)
principals = st.one_of(
    st.sampled_from(SERVICES).map(lambda s: {"Service": s}),
    st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3, unique=True).map(
        lambda found: {"Service": found}
    ),
    st.sampled_from(["*", {"AWS": "*"}, {"AWS": OTHER}, {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}]),
)
TOPIC_ACTIONS = ("SNS:Publish", "sns:*", ["SNS:Publish", "SNS:Subscribe"], "SNS:Subscribe")
KEY_ACTIONS = (
    "kms:*",
    "kms:Decrypt",
    ["kms:GenerateDataKey*", "kms:Decrypt"],
    ["kms:GenerateDataKey", "kms:Decrypt"],
    None,
)


def statements(
    actions: tuple[object, ...], resources: tuple[object, ...]
) -> st.SearchStrategy[Doc]:
    """One statement; a part that is None is left out."""
    made = st.fixed_dictionaries(
        {
            "Sid": st.sampled_from(SIDS),
            "Effect": st.sampled_from(["Allow", "Allow", "Allow", "Deny"]),
            "Principal": principals,
            "Action": st.sampled_from(actions),
            "Resource": st.sampled_from(resources),
            "Condition": st.sampled_from(CONDITIONS),
        }
    )
    return made.map(lambda parts: {k: v for k, v in parts.items() if v is not None})


def texts(statement: st.SearchStrategy[Doc], first: Doc) -> st.SearchStrategy[str]:
    """A policy of up to four statements, laid out in one of the ways that there are."""
    return st.builds(
        _text,
        st.lists(statement | st.just(first), min_size=1, max_size=4),
        st.sampled_from(["2012-10-17", "2008-10-17", None]),
        st.sampled_from([None, 0, 2, 4, "\t"]),
        st.sampled_from([(",", ":"), (", ", ": ")]),
        st.booleans(),
    )


def _text(
    found: list[Doc],
    version: str | None,
    indent: int | str | None,
    separators: tuple[str, str],
    lone: bool,
) -> str:
    document: Doc = {} if version is None else {"Version": version, "Id": "x"}
    document["Statement"] = found[0] if lone and len(found) == 1 else found
    # On lines of its own JSON has no blank behind a comma.
    comma = "," if indent is not None else separators[0]
    return json.dumps(document, indent=indent, separators=(comma, separators[1]))


topic_policies = texts(statements(TOPIC_ACTIONS, (TOPIC, TOPIC, "*", f"{TOPIC}2")), DEFAULT)
key_policies = texts(statements(KEY_ACTIONS, ("*", "*", "*", KEY, None)), ROOT)
policies = topic_policies | key_policies


@st.composite
def requests(draw: st.DrawFn, actions: tuple[str, ...], resource: str) -> Request:
    """Some service's call, from this account, another, or nobody knows where."""
    service = draw(st.sampled_from((*SERVICES, "stranger.invalid")))
    action = draw(st.sampled_from(actions))
    context: dict[str, str] = {
        "aws:SecureTransport": draw(st.sampled_from(["true", "false"])),
    }
    account = draw(st.sampled_from([ACCOUNT, OTHER, None]))
    if account:
        context["aws:SourceAccount"] = account
    arn = draw(
        st.sampled_from([None, f"arn:aws:budgets::{account}:budget/b", "arn:aws:s3:::bucket"])
    )
    if arn:
        context["aws:SourceArn"] = arn
    org = draw(st.sampled_from([None, "o-1", "o-2"]))
    if org:
        context["aws:PrincipalOrgID"] = org
    unknown = draw(
        st.lists(
            st.sampled_from(["aws:SourceAccount", "aws:SourceArn", "aws:PrincipalOrgID"]),
            unique=True,
        )
    )
    return Request(service, action, resource, context, tuple(unknown))
