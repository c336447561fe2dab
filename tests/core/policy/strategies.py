"""Policies and requests over a small world, so that they often meet."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.core.policy import Request
from tests.core.policy.build import BUDGETS, TOPIC, Json

KEYS = ("k:one", "k:two", "k:three")
VALUES = ("a", "b", "ab")
OPERATORS = (
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIfExists",
    "StringNotEqualsIfExists",
    "StringLike",
    "StringNotLike",
    "ForAnyValue:StringEquals",
    "ForAnyValue:StringNotLike",
    "ForAllValues:StringLike",
    "ForAllValues:StringNotEquals",
)

single = st.sampled_from(VALUES)
several = st.lists(single, min_size=1, max_size=2, unique=True)
pattern = st.sampled_from((*VALUES, "a*", "*", "?"))
variable = st.sampled_from(("${k:one}", "${K:TWO}", "${k:three, 'a'}", "x${k:one}"))


def block(value: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    """A Condition of one or two operators."""
    texts = st.lists(value, max_size=2)
    tests = st.dictionaries(st.sampled_from(KEYS), texts, min_size=1, max_size=2)
    null = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(("true", "false")), min_size=1)
    plain = st.dictionaries(st.sampled_from(OPERATORS), tests, min_size=1, max_size=2)
    return st.one_of(plain, null.map(lambda keys: {"Null": keys})).map(dict)


def statement(value: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    """A valid statement that often speaks of Budgets' publish."""
    return st.fixed_dictionaries(
        {
            "Effect": st.sampled_from(("Allow", "Allow", "Deny")),
            "Principal": st.sampled_from(("*", {"Service": BUDGETS}, {"Service": BUDGETS}, {})),
            "Action": st.sampled_from(("sns:*", "SNS:Publish", ["sns:Publish"], "sqs:*")),
            "Resource": st.sampled_from((TOPIC, "*", "arn:aws:sns:*:*:dev*", "arn:aws:sns:::x")),
        },
        optional={"Condition": block(value)},
    ).map(dict)


def document(value: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    """A policy of up to four statements."""
    listed = st.lists(statement(value), max_size=4)
    return listed.map(lambda found: {"Version": "2012-10-17", "Statement": found})


def requests(values: st.SearchStrategy[str | list[str]]) -> st.SearchStrategy[Request]:
    """Budgets' publish with some of the keys held, and some of them not known."""
    return st.builds(
        lambda context, unknown: Request(BUDGETS, "sns:Publish", TOPIC, context, tuple(unknown)),
        st.dictionaries(st.sampled_from(KEYS), values),
        st.lists(st.sampled_from(KEYS), unique=True),
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
"""Any JSON, and NaN."""

_NAMES = ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource")
_ELEMENTS = st.sampled_from((*_NAMES, "NotResource", "Condition", "else"))
_WORDS = st.sampled_from(("Allow", "Deny", "*", BUDGETS, "sns:Publish", TOPIC, "${k:one}", "${"))
_CONDITIONS = st.dictionaries(
    st.sampled_from(
        (*OPERATORS, "Null", "Bool", "IpAddress", "DateLessThan", "NumericEquals", "x")
    ),
    json_values | st.dictionaries(st.sampled_from(KEYS), _WORDS | json_values),
)
odd_documents = st.fixed_dictionaries(
    {
        "Statement": json_values
        | st.lists(st.dictionaries(_ELEMENTS, _WORDS | _CONDITIONS | json_values), max_size=3)
    },
    optional={"Version": st.sampled_from(("2012-10-17", "2008-10-17")) | json_values},
).map(dict)
"""Documents that look like policies, with anything anywhere."""
