"""docs/facts.md 4.2, rule 7, over random patterns: what a Resource covers, as the plain reference
says.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.core.policy.build import allow, deny, effect, of, request
from tests.core.policy.resource_reference import covers

ACCOUNT = "121212121212"
TOPIC = f"arn:aws:sns:sa-east-1:{ACCOUNT}:spend"

_RESOURCES = ("spend", "s", "ss", "sp:nd", "s:s:s", "spend:1")
_REGIONS = ("sa-east-1", "s", "")
arns = st.builds(
    lambda region, account, name: f"arn:aws:sns:{region}:{account}:{name}",
    st.sampled_from(_REGIONS),
    st.sampled_from((ACCOUNT, "1", "")),
    st.sampled_from(_RESOURCES),
)
_WILD = st.sampled_from(("*", "*", "*", ":*", "*:", ":*:", "**", "?", "*?", "?*", ":", "", "s"))
_WORDS = st.sampled_from(("arn", "aws", "sns", "s", "1", ":", ":", ":", "*", "?", "*s", "s*"))


@st.composite
def near(draw: st.DrawFn, arn: str) -> str:
    """The ARN with up to three stretches of it, often whole parts, exchanged."""
    text = arn
    for _ in range(draw(st.integers(0, 3))):
        cuts = [0, *(i for i, char in enumerate(text) if char == ":"), len(text)]
        edge = st.sampled_from(cuts) | st.sampled_from(cuts) | st.integers(0, len(text))
        start, end = sorted((draw(edge), draw(edge)))
        text = text[:start] + draw(_WILD) + text[end:]
    return text


def patterns(arn: str) -> st.SearchStrategy[str]:
    """Patterns of which about a fifth cover the ARN."""
    return near(arn) | near(arn) | near(arn) | st.lists(_WORDS, max_size=14).map("".join)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    arn = draw(arns)
    return draw(patterns(arn)), arn


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*", True),
        ("arn:*", True),
        ("arn:aws:sns:*", True),
        ("arn:aws:sns:sa-east-1:*", True),
        ("arn:aws:sns:sa-*", True),
        ("arn:aws:sns:*:*", True),
        ("arn:aws:sns:*:spend", True),
        ("arn:*:spend", True),
        (f"arn:aws:*:{ACCOUNT}:spend", True),
        ("arn:aws:sns:sa-east-?:*", True),
        (TOPIC[:-1] + "?", True),
        ("arn:aws:sns", False),
        ("arn:aws:sns:", False),
        ("arn:aws:sns:*d", False),
        ("arn:aws:sns:*-1", False),
        ("arn:aws:s*s", False),
        ("arn:aws:sns:sa*1:spend", False),
        ("arn:aws:sns:sa-east-1?121212121212:spend", False),
        ("arn:aws:sqs:*", False),
        ("arn:aws:sns:eu-*", False),
        (f"arn:aws:*:{ACCOUNT}:spend:*", False),
        (TOPIC + "?", False),
        ("ARN:*", False),
        ("", False),
    ],
)
def test_the_reference_says_what_the_rule_says(pattern: str, expected: bool) -> None:
    assert covers(pattern, TOPIC) is expected


@settings(max_examples=400)
@given(pairs())
@example(("arn:aws:sns:*", TOPIC))
@example(("arn:aws:sns:*:spend", TOPIC))
@example(("arn:aws:sns:sa*1:*", TOPIC))
@example((f"arn:aws:sns:sa-east-1:{ACCOUNT}:s?nd", TOPIC.replace("spend", "s:nd")))
def test_allow_and_deny_cover_what_the_reference_covers(pair: tuple[str, str]) -> None:
    pattern, arn = pair
    asked, inside = request(resource=arn), covers(pattern, arn)
    assert of(allow(Resource=pattern), asked=asked) == ("allow" if inside else "implicit_deny")
    denied = of(allow(Resource="*"), deny(Resource=pattern), asked=asked)
    assert denied == ("deny" if inside else "allow")


@settings(max_examples=400)
@given(pairs())
@example(("arn:aws:sns:*", TOPIC))
def test_not_resource_covers_the_rest(pair: tuple[str, str]) -> None:
    pattern, arn = pair
    asked, inside = request(resource=arn), covers(pattern, arn)
    left = allow(Resource=None, NotResource=pattern)
    assert of(left, asked=asked) == ("implicit_deny" if inside else "allow")
    kept_out = deny(Resource=None, NotResource=pattern)
    denied = of(allow(Resource="*"), kept_out, asked=asked)
    assert denied == ("allow" if inside else "deny")


@settings(max_examples=200)
@given(arns.flatmap(lambda arn: st.tuples(st.just(arn), patterns(arn), patterns(arn))))
def test_of_several_patterns_one_is_enough(given_: tuple[str, str, str]) -> None:
    arn, *both = given_
    asked, inside = request(resource=arn), any(covers(one, arn) for one in both)
    assert of(allow(Resource=both), asked=asked) == ("allow" if inside else "implicit_deny")
    kept_out = deny(Resource=None, NotResource=both)
    assert of(allow(Resource="*"), kept_out, asked=asked) == ("allow" if inside else "deny")


@given(pairs())
def test_the_version_of_the_policy_changes_nothing(pair: tuple[str, str]) -> None:
    """Only a variable could, and no pattern here has one."""
    pattern, arn = pair
    asked = request(resource=arn)
    new, old = (
        {"Version": version, "Statement": [allow(Resource=pattern)]}
        for version in ("2012-10-17", "2008-10-17")
    )
    assert effect(new, asked) == effect(old, asked)
