"""What a topic and its key say to a sender that is not AWS Budgets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.alerts.sender_access import sender_access
from bot.core.model.key import AnyKey, PredefinedAlias
from bot.core.senders import COST_ANOMALY
from tests.core.build import (
    ACCOUNT_ONLY,
    KEY_POLICY,
    NOW,
    TOPIC_POLICY,
    document,
    key,
    key_statement,
    refused,
    statement,
    topic,
)

ANOMALY = "costalerts.amazonaws.com"
ENCRYPTED = topic(key_reference="alias/alerts")
OPEN = document(statement(ANOMALY))
KEY = key(policies=(document(key_statement(None, service=ANOMALY)),))


def says(of: object = ENCRYPTED, with_key: AnyKey | None = KEY) -> str:
    return sender_access(COST_ANOMALY, of, with_key, NOW)  # type: ignore[arg-type]


def test_both_let_it_in() -> None:
    assert says(replace(ENCRYPTED, policy=OPEN)) == (
        f"{ANOMALY} publishes: the topic's policy lets it in. The policy of its key lets it in."
    )


def test_what_lets_budgets_in_does_not_let_this_one_in() -> None:
    said = says(replace(ENCRYPTED, policy=TOPIC_POLICY), key(policies=(KEY_POLICY,)))
    assert "the topic's policy does not let it in." in said
    assert "The policy of its key does not let it in." in said


def test_a_refusal_and_what_cannot_be_told() -> None:
    deny = document(statement(ANOMALY), statement(ANOMALY, effect="Deny"))
    assert "the topic's policy refuses it." in says(replace(ENCRYPTED, policy=deny))
    organisation = {"StringEquals": {"aws:SourceOrgID": "o-1"}}
    unsure = document(statement(ANOMALY, condition=organisation))
    assert "that cannot be told" in says(replace(ENCRYPTED, policy=unsure))
    assert "does not let it in" in says(replace(ENCRYPTED, policy=None))


@pytest.mark.parametrize("condition", [ACCOUNT_ONLY, None])
def test_that_a_statement_for_everybody_lets_it_in_is_not_said(condition: object) -> None:
    everybody = document(statement(principal={"AWS": "*"}, condition=condition))
    assert "the topic's policy may let it in, or not" in says(replace(ENCRYPTED, policy=everybody))
    wide = key(policies=(document(key_statement(condition, principal="*")),))
    assert "The policy of its key may let it in, or not" in says(with_key=wide)


def test_half_of_what_the_key_has_to_allow_is_not_enough() -> None:
    half = key(policies=(document(key_statement(None, service=ANOMALY, action="kms:Decrypt")),))
    assert "The policy of its key does not let it in." in says(with_key=half)


@pytest.mark.parametrize(
    ("reference", "found", "expected"),
    [
        (None, None, "The topic is not encrypted."),
        ("alias/aws/sns", PredefinedAlias("alias/aws/sns"), "which lets no such service in"),
        ("k", key(manager="AWS"), "which lets no such service in"),
        ("k", refused("kms:DescribeKey"), "Its key could not be read."),
        ("alias/aws/sns", refused("kms:DescribeKey"), "Its key could not be read."),
        ("k", key(policies=refused("kms:GetKeyPolicy")), "The policy of its key could not be"),
        ("k", replace(KEY, state="Disabled"), "The key is Disabled: it encrypts nothing."),
    ],
)
def test_every_key(reference: str | None, found: AnyKey | None, expected: str) -> None:
    assert expected in says(replace(ENCRYPTED, key_reference=reference), found)


def test_where_its_principal_is_not_documented() -> None:
    assert "AWS does not document" in says(replace(ENCRYPTED, partition="aws-cn"))
