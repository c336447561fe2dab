"""Is a publisher served: topic, key, and what cannot be told."""

from dataclasses import replace

import pytest

from bot.core.fixes._publisher_access import Served, publisher_access
from bot.core.model.key import AnyKey, PredefinedAlias
from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    DEFAULT,
    KEY,
    OTHER,
    ROOT,
    document,
    encrypted,
    grant,
    key,
    key_statement,
    path,
    refused,
    statement,
    topic,
)

EVENTS = "events.amazonaws.com"
CONFIG = "config.amazonaws.com"
S3 = "s3.amazonaws.com"
POLICY = document(DEFAULT, statement(EVENTS), statement(S3), statement(CONFIG))
FOR_S3 = key(document(ROOT, key_statement(service=S3)))
NO, YES, UNKNOWN = Served.NO, Served.YES, Served.UNKNOWN
DENY = key_statement(None, service=S3, effect="Deny", action="kms:Decrypt")
ORG = {"StringEquals": {"aws:SourceOrgID": "o-1"}}


@pytest.mark.parametrize(
    ("service", "found", "served", "why"),
    [
        (S3, None, YES, ""),
        ("x.amazonaws.com", None, NO, "topic policy"),
        ("x.amazonaws.com", FOR_S3, NO, "topic policy"),
        (S3, FOR_S3, YES, ""),
        (EVENTS, FOR_S3, NO, "does not let it in"),
        (EVENTS, key(document(ROOT, key_statement(None, service=EVENTS))), YES, ""),
        # EventBridge brings no source to KMS, so a statement that asks for one is no way in.
        (EVENTS, key(document(ROOT, key_statement(service=EVENTS))), NO, "does not let it in"),
        (CONFIG, key(document(ROOT, key_statement(None, service=CONFIG))), NO, "does not support"),
        (S3, key(document(ROOT, key_statement(action="kms:Decrypt", service=S3))), NO, "let it in"),
        (S3, key(document(ROOT, key_statement(service=S3), DENY)), NO, "denies"),
        (S3, key(document(ROOT, key_statement(ORG, service=S3))), UNKNOWN, "leaves it open"),
        (S3, replace(FOR_S3, state="Disabled"), NO, "cannot be used"),
        (S3, replace(FOR_S3, spec="RSA_2048"), NO, "cannot be used"),
        (S3, replace(FOR_S3, region="eu-west-1"), NO, "cannot be used"),
        (S3, replace(FOR_S3, policies=refused("kms:GetKeyPolicy")), UNKNOWN, "leaves it open"),
        (S3, replace(FOR_S3, policies=()), UNKNOWN, "leaves it open"),
        (EVENTS, replace(FOR_S3, grants=(grant(service=EVENTS),)), UNKNOWN, "leaves it open"),
        (EVENTS, replace(FOR_S3, grants=refused("kms:ListGrants")), UNKNOWN, "leaves it open"),
        (EVENTS, replace(FOR_S3, grants=(grant(),)), NO, "does not let it in"),
        (S3, PredefinedAlias("alias/aws/sns"), NO, "AWS managed"),
        (S3, replace(FOR_S3, manager="AWS"), NO, "AWS managed"),
        (S3, NotFound(KEY), NO, "no such key"),
        (S3, refused("kms:DescribeKey"), UNKNOWN, "was not read"),
    ],
)
def test_serving(service: str, found: AnyKey | None, served: Served, why: str) -> None:
    told = publisher_access(path(topic=encrypted(policy=POLICY), key=found), service, ACCOUNT)
    assert told.served is served
    assert why in told.why
    assert bool(told.why) is (served is not YES)


def test_it_is_asked_on_behalf_of_an_account() -> None:
    found = path(topic=encrypted(policy=POLICY), key=FOR_S3)
    assert publisher_access(found, S3, OTHER).served is NO


def test_a_topic_that_was_not_read_is_no_answer() -> None:
    for found in (path(topic=refused()), path(topic=topic(None)), path(topic=None)):
        assert publisher_access(found, S3, ACCOUNT).served is UNKNOWN
    assert publisher_access(path(topic=topic("{")), S3, ACCOUNT).served is not NO


def test_what_it_turns_on_at_the_topic_is_not_ours() -> None:
    one = statement(S3, condition={"ArnLike": {"aws:SourceArn": "arn:aws:s3:::bucket"}})
    assert publisher_access(path(topic=topic(document(one))), S3, ACCOUNT).served is YES
