"""Whatever the policies are, no sender's path is OK where something speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.core.model.path import Path
from bot.core.model.subject import SenderReport
from bot.core.senders import Sender, read_beside_budgets
from bot.core.simulate import judged
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    ALARM,
    DEFAULT,
    NOW,
    ROOT,
    TOPIC,
    Doc,
    document,
    encrypted,
    key,
    key_statement,
    refused,
    statement,
    subject,
    subject_path,
)

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of ours
ROLE = f"arn:aws:iam::{ACCOUNT}:role/publishes"
SENDERS = st.sampled_from(read_beside_budgets())
SOURCES: tuple[Doc, ...] = (
    {**ACCOUNT_ONLY},
    {"ArnLike": {"aws:SourceArn": ALARM}},
    {"StringEquals": {"aws:SourceAccount": ACCOUNT}, "ArnLike": {"aws:SourceArn": "arn:aws:*"}},
)
CONDITIONS = st.sampled_from([None, {"StringEquals": {"AWS:SourceOwner": ACCOUNT}}, *SOURCES])


@st.composite
def paths(draw: st.DrawFn, sender: Sender) -> Path:
    """A path of the sender to an encrypted topic, with policies that let in this or that one."""
    who = sender.principals["aws"]
    whom = st.sampled_from([{"Service": who}, {"AWS": "*"}, {"AWS": ROLE}, {"AWS": ACCOUNT}])
    on_topic = draw(st.lists(st.tuples(whom, CONDITIONS), max_size=3))
    on_key = draw(st.lists(st.tuples(whom, CONDITIONS), max_size=3))
    topic = encrypted(
        policy=document(DEFAULT, *(statement(principal=p, condition=c) for p, c in on_topic))
    )
    return subject_path(
        sender,
        topic=topic,
        key=key(document(ROOT, *(key_statement(c, principal=p) for p, c in on_key))),
    )


def is_ok(path: Path) -> bool:
    return all(finding.status is Status.OK for finding in judged(path))


@settings(suppress_health_check=SLOW)
@given(st.data(), SENDERS)
def test_a_role_or_a_sender_without_encryption_is_never_ok(
    data: st.DataObject, who: Sender
) -> None:
    path = data.draw(paths(who))
    by_role = replace(path, subject=subject(who, role=ROLE))
    found = {finding.status for finding in judged(by_role)}
    assert found & {Status.UNKNOWN, Status.BROKEN}
    if not who.encrypted_topics:
        assert Status.BROKEN in {finding.status for finding in judged(path)}
    else:
        assert Status.BROKEN not in found, "what a role may do is not told by these policies"


@settings(suppress_health_check=SLOW)
@given(st.data(), SENDERS)
def test_what_was_not_read_or_reports_an_error_is_never_ok(
    data: st.DataObject, who: Sender
) -> None:
    path = data.draw(paths(who))
    failed = SenderReport(TOPIC, NOW - timedelta(hours=1), works=False, says="AWSKMS")
    for changed in (
        replace(path, topic=refused()),
        replace(path, key=refused("kms:DescribeKey")),
        replace(path, subject=refused("cloudwatch:DescribeAlarms")),
        replace(path, subject=subject(who, reports=refused())),
        replace(path, subject=subject(who, reports=(failed,))),
        replace(path, subject=subject(who, enabled=False)),
        replace(path, subject=subject(who, inactive="inactive")),
    ):
        assert not is_ok(changed)
    elsewhere = replace(path, subject=subject(who, region="eu-west-1"))
    assert who.across_regions or not is_ok(elsewhere)


@settings(suppress_health_check=SLOW)
@given(st.lists(st.sampled_from(SOURCES), max_size=3))
def test_no_condition_on_the_source_lets_eventbridge_use_a_key(conditions: list[Doc]) -> None:
    [rules] = (one for one in read_beside_budgets() if one.option == "rule")
    who = rules.principals["aws"]
    policy = document(ROOT, *(key_statement(one, service=who) for one in conditions))
    path = subject_path(
        rules,
        topic=encrypted(policy=document(statement(who))),
        key=key(policy),
    )
    assert Status.BROKEN in {finding.status for finding in judged(path)}
