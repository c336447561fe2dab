"""The root cause of a report: the code that leads, and what one would mend."""

from __future__ import annotations

import pytest

from bot.core.report import judge
from bot.core.root_cause import RootCause, root_cause, shared_resource
from tests.core.build import (
    ACCOUNT,
    KEY,
    REGION,
    ROOT,
    TOPIC,
    document,
    encrypted_facts,
    facts,
    key,
    notification,
    topic,
)

MANAGED = f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/aws/sns"


def test_what_is_well_has_none() -> None:
    assert root_cause(judge(facts())) is None


def test_a_key_decides_for_every_topic_that_it_encrypts() -> None:
    shut = judge(encrypted_facts(key(document(ROOT))))
    assert root_cause(shut) == RootCause("key.policy-silent", KEY, TOPIC, "allow-on-key")


def test_the_topic_decides_about_its_own_policy_and_what_stands_behind_it() -> None:
    silent = judge(facts(topics={TOPIC: topic(document())}))
    found = root_cause(silent)
    assert found is not None and found.code.startswith("topic.") and found.resource == TOPIC
    nobody = judge(facts(topics={TOPIC: topic(subscriptions=())}))
    assert root_cause(nobody) == RootCause("subscription.none", TOPIC, TOPIC)


@pytest.mark.parametrize(
    ("cause", "shared"),
    [
        (RootCause("key.aws-managed", TOPIC), MANAGED),
        (
            RootCause("key.aws-managed", f"{TOPIC}-2"),
            MANAGED,
        ),
        (RootCause("key.aws-managed", KEY), MANAGED),
        (RootCause("key.aws-managed", ""), ""),
        (RootCause("key.policy-silent", KEY), KEY),
        (RootCause("topic.policy-silent", TOPIC), TOPIC),
    ],
)
def test_the_key_that_aws_manages_is_one_for_all_topics_of_a_region(
    cause: RootCause, shared: str
) -> None:
    assert shared_resource(cause) == shared


def test_the_budget_itself_has_no_resource() -> None:
    mail = judge(facts(notification("a@example.com", topic=None)))
    found = root_cause(mail)
    assert found == RootCause("budget.email-only")
