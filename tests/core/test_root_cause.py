"""The root cause of a report: the code that leads, and what one would mend."""

from __future__ import annotations

from bot.core.report import judge
from bot.core.root_cause import RootCause, root_cause
from tests.core.build import (
    KEY,
    ROOT,
    TOPIC,
    document,
    encrypted_facts,
    facts,
    key,
    notification,
    topic,
)


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


def test_the_budget_itself_has_no_resource() -> None:
    mail = judge(facts(notification("a@example.com", topic=None)))
    found = root_cause(mail)
    assert found == RootCause("budget.email-only")
