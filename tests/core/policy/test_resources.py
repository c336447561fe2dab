"""FACTS 4.2, rule 7: resources, part by part."""

from __future__ import annotations

import pytest

from tests.core.policy.build import KEY, TOPIC, allow, deny, key_allow, key_request, of, request

REACHING = (
    "arn:aws:sns:*",
    "arn:*",
    "**",
    "arn:aws:sns:*:dev_cost_alert_topic",
)


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        (TOPIC, True),
        ("*", True),
        ("arn:aws:sns:*:111111111111:dev_cost_alert_topic", True),
        ("arn:*:*:*:*:*", True),
        ("arn:aws:sns:ap-northeast-1:111111111111:*", True),
        ("arn:aws:sns:ap-northeast-1:111111111111:dev_*_topic", True),
        ("arn:aws:sns:ap-northeast-1:111111111111:dev_cost_alert_topi?", True),
        ("arn:aws:sns:ap-northeast-?:1*1:*", True),
        (["arn:aws:sns:::x", TOPIC], True),
        (TOPIC + "*", True),
        (TOPIC + "?", False),
        (TOPIC.upper(), False),
        (TOPIC.replace("dev", "Dev"), False),
        (TOPIC.replace("ap-northeast-1", ""), False),
        (TOPIC.replace("arn:aws:", "arn:aws-cn:"), False),
        # A wildcard stays within its part: none of these has six.
        ("arn:aws:sns:*", False),
        ("arn:*", False),
        ("*topic", False),
        ("**", False),
        ("arn:aws:sns:*:dev_cost_alert_topic", False),
        ("", False),
        # Here five colons are there, but a star would have to cross one.
        ("arn:aws:*:111111111111:dev_cost_alert_topic:*", False),
    ],
)
def test_resources(pattern: object, matches: bool) -> None:
    assert of(allow(Resource=pattern)) == ("allow" if matches else "implicit_deny")
    assert of(allow(), deny(Resource=None, NotResource=pattern)) == ("allow" if matches else "deny")
    # AWS's own page lets a star at the end of a part reach beyond it: no reason to call it OK.
    allowed = "unknown" if pattern in REACHING else "allow"
    left_out = "implicit_deny" if matches else allowed
    assert of(allow(Resource=None, NotResource=pattern)) == left_out
    assert of(allow(), deny(Resource=pattern)) == ("deny" if matches else allowed)


def test_the_last_part_may_hold_colons() -> None:
    asked = request(resource="arn:aws:sns:r:1:topic:sub:scription")
    assert of(allow(Resource="arn:aws:sns:r:1:topic:*"), asked=asked) == "allow"
    assert of(allow(Resource="arn:aws:sns:r:1:*:scription"), asked=asked) == "allow"
    assert of(allow(Resource="arn:aws:sns:r:1:topic"), asked=asked) == "implicit_deny"


def test_a_star_may_be_empty_and_a_question_mark_may_not() -> None:
    asked = request(resource="arn:aws:sns:::t")
    assert of(allow(Resource="arn:aws:sns:*:*:t*"), asked=asked) == "allow"
    assert of(allow(Resource="arn:aws:sns:?:*:t"), asked=asked) == "implicit_deny"


def test_a_request_for_what_is_no_arn_matches_only_the_star() -> None:
    asked = request(resource="my-topic")
    assert of(allow(Resource="*"), asked=asked) == "allow"
    assert of(allow(Resource="my-topic"), asked=asked) == "implicit_deny"
    assert of(allow(Resource="arn:*:*:*:*:*"), asked=asked) == "implicit_deny"


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("*", "allow"),
        (KEY, "allow"),
        ("arn:aws:kms:ap-northeast-1:111111111111:alias/alerts", "implicit_deny"),
        (KEY.replace("ap-northeast-1", "us-east-1"), "implicit_deny"),
    ],
)
def test_a_keys_own_arn_works_and_an_alias_does_not(resource: str, expected: str) -> None:
    assert of(key_allow(Resource=resource), asked=key_request()) == expected
