"""Who else is touched by a plan, and what owns the resource."""

from __future__ import annotations

import pytest

from bot.core.fixes import FixSubject, plan
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.owners import Owner
from bot.core.plan import Plan
from tests.core.build import (
    ACCOUNT_ONLY,
    DEFAULT,
    KEY,
    PUBLISHING,
    ROOT,
    TOPIC,
    document,
    encrypted,
    key,
    key_path,
    key_statement,
    path,
    statement,
    topic,
)

STACK = Owner(TOPIC, "CloudFormation", "alerts")
TERRAFORM = Owner(KEY, "Terraform", "tag terraform = true")
UNREAD = Owner(TOPIC, "")
SILENT = key_path(document(ROOT))
ALIAS = PredefinedAlias("alias/aws/sns")


def impact(fix: str, found: Path, *owners: Owner) -> str:
    made = plan(fix, FixSubject(found, owners=owners, change_id="c-1", allow_unencrypted=True))
    assert isinstance(made, Plan), made
    return "\n".join(made.touches)


def test_the_owner_of_what_is_written_is_said() -> None:
    said = impact("allow-on-key", SILENT, TERRAFORM)
    assert "This key belongs to Terraform (tag terraform = true)" in said
    assert "its next deployment may undo this" in said
    said = impact("allow-on-topic", path(topic=topic(document(DEFAULT))), STACK, TERRAFORM)
    assert "This topic belongs to the CloudFormation stack alerts" in said
    assert "Terraform" not in said


def test_an_owner_that_is_not_known_is_said_too() -> None:
    found = path(topic=encrypted("alias/aws/sns"), key=ALIAS)
    said = impact("move-to-new-key", found, UNREAD)
    assert "The tags of the topic could not be read" in said


PUBLISHERS = [
    statement("events.amazonaws.com", sid="events"),
    statement("cloudwatch.amazonaws.com", sid="cloudwatch"),
    statement("ses.amazonaws.com", sid="ses"),
    statement("dms.amazonaws.com", sid="dms"),
]
POLICY = document(DEFAULT, PUBLISHING, *PUBLISHERS)
MIXED = document(
    ROOT,
    key_statement(None, service="events.amazonaws.com", sid="events"),
    key_statement(service="cloudwatch.amazonaws.com", sid="cloudwatch"),
    key_statement(None, service="ses.amazonaws.com", effect="Deny", sid="no"),
    key_statement(
        {"StringEquals": {"kms:EncryptionContext:x": "y"}},
        service="dms.amazonaws.com",
        sid="perhaps",
    ),
)


def test_each_publisher_is_said_to_be_served_or_why_not() -> None:
    said = impact("allow-on-key", path(topic=encrypted(policy=POLICY), key=key(MIXED))).splitlines()
    assert "Amazon EventBridge (events.amazonaws.com) is still served." in said
    assert "Amazon CloudWatch (cloudwatch.amazonaws.com) is still served." in said
    assert (
        "Amazon SES (ses.amazonaws.com) is not served today and will not be: the key policy denies "
        "it." in said
    )
    assert (
        "Whether AWS DMS (dms.amazonaws.com) is served cannot be told: what is known of the key "
        "leaves it open." in said
    )


def test_a_key_that_lives_again_serves_the_others_again() -> None:
    found = path(topic=encrypted(policy=POLICY), key=key(MIXED, state="Disabled"))
    said = impact("enable-key", found)
    assert "EventBridge (events.amazonaws.com) gets in too from then on." in said


@pytest.mark.parametrize("condition", [ACCOUNT_ONLY, None])
def test_for_which_account_a_service_gets_in_is_said_where_the_policy_does_not(
    condition: object,
) -> None:
    policy = document(DEFAULT, PUBLISHING, statement("s3.amazonaws.com", condition=condition))
    said = impact(
        "move-to-new-key", path(topic=encrypted("alias/aws/sns", policy=policy), key=ALIAS)
    )
    assert ("does not say for which accounts Amazon S3" in said) is (condition is None)


def test_a_service_that_no_condition_can_hold_is_said() -> None:
    policy = document(DEFAULT, PUBLISHING, statement("events.amazonaws.com"))
    said = impact(
        "move-to-new-key", path(topic=encrypted("alias/aws/sns", policy=policy), key=ALIAS)
    )
    assert "(events.amazonaws.com) gets in without a condition" in said


def test_what_is_no_service_gets_no_statement_for_kms_would_refuse_it() -> None:
    policy = document(DEFAULT, PUBLISHING, statement("delivery.example.com"))
    found = path(topic=encrypted("alias/aws/sns", policy=policy), key=ALIAS)
    made = plan("move-to-new-key", FixSubject(found, change_id="c-1"))
    assert isinstance(made, Plan)
    assert "example.com" not in made.writes[0].after
