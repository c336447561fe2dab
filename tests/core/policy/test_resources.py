"""docs/facts.md 4.2, rule 7: resources, and how far a star reaches."""

from __future__ import annotations

import pytest

from tests.core.policy.build import KEY, TOPIC, allow, deny, key_allow, key_request, of, request


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
        # A star that ends its part can expand beyond the colon (IAM guide, Resource element).
        ("arn:aws:sns:*", True),
        ("arn:aws:sns:ap-northeast-1:*", True),
        ("arn:aws:sns:ap-*", True),
        ("arn:aws:*:dev_cost_alert_topic", True),
        ("arn:*", True),
        ("arn*", True),
        ("**", True),
        ("arn:aws:sns:*:dev_cost_alert_topic", True),
        ("arn:aws:sns:**:dev_*_topic", True),
        ("*:dev_cost_alert_topic", True),
        ("*:aws:sns:*:*:*", True),
        (TOPIC + "?", False),
        (TOPIC.upper(), False),
        (TOPIC.replace("dev", "Dev"), False),
        (TOPIC.replace("ap-northeast-1", ""), False),
        (TOPIC.replace("arn:aws:", "arn:aws-cn:"), False),
        ("arn:aws:sqs:*", False),
        ("arn:aws:sns:us-east-1:*", False),
        ("arn:aws:sns:*:dev_cost", False),
        ("arn:aws:sns", False),
        ("", False),
        ("dev_cost_alert_topic", False),
        # Any other star, and a question mark, stay within their part.
        ("arn:aws:s*1:111111111111:dev_cost_alert_topic:*", False),
        ("arn:aws:s*t-1:111111111111:x:dev_cost_alert_topic", False),
        ("arn:aws:sns?ap-northeast-1:x:111111111111:dev_cost_alert_topic", False),
        ("arn:aws:*:111111111111:dev_cost_alert_topic:*", False),
        # And where there are fewer parts, such a star makes no ARN of the text.
        ("*topic", False),
        ("arn:aws:sns:ap*topic", False),
        ("arn:aws:sns:?*topic", False),
    ],
)
def test_resources(pattern: object, matches: bool) -> None:
    assert of(allow(Resource=pattern)) == ("allow" if matches else "implicit_deny")
    assert of(allow(), deny(Resource=pattern)) == ("deny" if matches else "allow")
    assert of(allow(), deny(Resource=None, NotResource=pattern)) == ("allow" if matches else "deny")
    left_out = "implicit_deny" if matches else "allow"
    assert of(allow(Resource=None, NotResource=pattern)) == left_out


@pytest.mark.parametrize(
    "pattern",
    [
        "arn:aws:sns:ap-northeast-1:${aws:SourceAccount}:*",
        "arn:aws:sns:${aws:RequestedRegion}:*:*",
        "${aws:SourceArn}",
        "arn:aws:sns:*:*:${x:a,'dev_cost_alert_topic'}",
        "arn:aws:sns:*:*:${x:a",
    ],
)
def test_a_variable_that_aws_gives_no_meaning_may_keep_somebody_out(pattern: str) -> None:
    assert of(allow(Resource=pattern)) in ("implicit_deny", "unknown")
    assert of(allow(), deny(Resource=pattern)) == "unknown"
    assert of(allow(), deny(Resource=None, NotResource=pattern)) == "unknown"


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
