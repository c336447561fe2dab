"""AWS refuses, throttles, or does not answer: said as it is, never half done without a record."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from botocore.config import Config

from bot.aws.apply import ONCE, AwsWriter, Barred, Result, Unsure
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.model.read import NotFound, ReadFailed
from bot.core.plan import Write
from bot.jobs.crash_points import CrashPoint
from tests.aws.world import OpenAws, World, allow, deny
from tests.conftest import EmbeddedAws
from tests.features.change.bench import PLACE, SOMEBODY, Bench, at
from tests.waiting import until

NAME, FIX = "customer-key-without-budgets", "allow-on-key"


def _as_role(b: Bench, opener: OpenAws, *actions: str) -> Bench:
    """Writes as a role that lacks these rights."""
    given = World(b.aws).aws.as_role("mender", allow("*"), deny(*actions))
    role = opener(given["account"], secret=given["secret"], token=given["token"], config=ONCE)
    return b.but(writer=AwsWriter(b.reading, role))


def test_a_lost_permission(b: Bench, opener: OpenAws) -> None:
    change = b.approved(NAME, FIX)
    b = _as_role(b, opener, "kms:PutKeyPolicy")
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert "lacks the permission kms:PutKeyPolicy" in news.says
    assert b.now(change).state is State.REFUSED
    assert b.did(change)[-3:] == [
        EventType.INTENDED.row.log,
        EventType.NOT_WRITTEN.row.log,
        EventType.STOPPED.row.log,
    ]


def test_a_permission_lost_half_way(b: Bench, opener: OpenAws) -> None:
    change = b.approved("aws-managed-key", "move-to-new-key")
    b = _as_role(b, opener, "sns:SetTopicAttributes")
    news = b.mender.apply(change.id)
    assert news.what is EventType.FAILED
    assert "sns:SetTopicAttributes" in news.says
    assert "3 of 4 steps are done" in news.says
    assert b.topic(change.plan)["KmsMasterKeyId"] == "alias/aws/sns"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("MalformedPolicyDocumentException", "invalid principals"),
        ("LimitExceededException", "32768 bytes"),
        ("ThrottlingException", "Rate exceeded"),
        ("KMSInvalidStateException", "pending deletion"),
    ],
)
def test_aws_says_no(b: Bench, code: str, says: str) -> None:
    change = b.approved(NAME, FIX)
    b.aws.fault("kms", "PutKeyPolicy", code=code, message=f"It is so: {says}.")
    news = b.mender.apply(change.id)
    assert (news.what, b.writes()) == (EventType.STOPPED, ["PutKeyPolicy"])
    assert says in news.says


@pytest.mark.parametrize(
    ("service", "operation", "says"),
    [
        ("kms", "GetKeyPolicy", "The key's policy could not be read: AWS refused kms:GetKeyPolicy"),
        ("kms", "DescribeKey", "The topic's key could not be read: AWS refused kms:DescribeKey"),
        ("sns", "GetTopicAttributes", "The topic could not be read: AWS refused sns:GetTopic"),
        (
            "budgets",
            "DescribeSubscribersForNotification",
            "Whether a notification still sends to that topic is not known. Who is told at actual",
        ),
        (
            "budgets",
            "DescribeNotificationsForBudget",
            "Whether a notification still sends to that topic is not known. A part of the budget",
        ),
    ],
)
def test_what_cannot_be_read_at_submission(
    b: Bench, service: str, operation: str, says: str
) -> None:
    """It is not said that there is nothing to mend, or no such path: that is not known."""
    change = b.propose(NAME, FIX)
    b.aws.fault(service, operation, code="AccessDeniedException", message="No.", status=403)
    news = b.submit(change)
    assert news.what is EventType.NOT_NOW
    assert says in news.says
    assert "Nothing that the check says" not in news.says
    assert b.writes() == []
    assert b.now(change).state is State.PREVIEWED, "it is kept"
    b.aws.control.forget_faults()
    assert b.submit(change).what is EventType.SUBMITTED


def test_an_undo_while_aws_shows_the_old_text(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    before = b.key_policy(change.plan)
    assert b.mender.apply(change.id).what is EventType.APPLIED
    b.put_key(change.plan, before)  # as KMS may still answer
    news = b.mender.propose_undo(change.id, "U1", PLACE)
    assert "AWS still shows Policy of" in news.says and "from before" in news.says
    assert "Try again in a minute" in news.says


def test_a_key_policy_at_its_limit(b: Bench) -> None:
    """Found before the write: no plan is made."""
    scenario = b.seed(NAME)
    request = b.wish(scenario, FIX)
    change = b.proposed(request)
    filler = {**SOMEBODY, "Sid": "Filler", "Action": ["kms:DescribeKey"] * 1}
    document = b.key_policy(change.plan)
    document["Statement"].append(filler)
    room = 32_700 - len(json.dumps(document))
    filler["Condition"] = {"StringEquals": {"aws:PrincipalTag/x": "y" * (room - 60)}}
    b.put_key(change.plan, document)
    b.aws.control.forget_calls()
    news = b.submit(change)
    assert news.what is EventType.CANNOT
    assert "32,768" in news.says or "32768" in news.says, news.says
    assert b.now(change).state is State.REFUSED
    assert b.writes() == []


def test_a_principal_that_is_gone(b: Bench) -> None:
    """A deleted user's id makes KMS refuse the whole policy: found before the write."""
    change = b.propose(NAME, FIX)
    document = b.key_policy(change.plan)
    document["Statement"].append({**SOMEBODY, "Principal": {"AWS": "AIDACKCEVSQ6C2EXAMPLE"}})
    b.aws.control.put_key_policy(change.plan.resource, json.dumps(document))
    b.aws.control.forget_calls()
    news = b.submit(change)
    assert news.what is EventType.CANNOT
    assert "AIDACKCEVSQ6C2EXAMPLE" in news.says, news.says
    assert b.writes() == []


def test_kms_cannot_be_read_before_the_write(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.aws.fault("kms", "GetKeyPolicy", code="AccessDeniedException")
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert b.writes() == []


@dataclass
class Lossy:
    """A writer whose answers are lost on the way, after AWS did what it was asked."""

    inner: AwsWriter | Barred
    current = property(lambda self: self.inner.current)
    find = property(lambda self: self.inner.find)
    why_not = property(lambda self: self.inner.why_not)

    def of(self, account: str) -> Lossy:
        return Lossy(self.inner.of(account))

    def perform(self, write: Write, region: str, *, again: bool = True) -> Result:
        self.inner.perform(write, region, again=again)
        return Unsure("the connection broke")


@pytest.mark.parametrize(("name", "fix"), [(NAME, FIX), ("aws-managed-key", "move-to-new-key")])
def test_the_answer_is_lost_after_the_write(b: Bench, name: str, fix: str) -> None:
    change = b.approved(name, fix)
    b = b.but(writer=Lossy(b.ports.writer))  # type: ignore[arg-type]  # it is one, by properties
    assert b.mender.apply(change.id).what is EventType.APPLIED
    assert (
        b.did(change).count(EventType.FOUND.row.log) == len(change.plan.writes) == len(b.writes())
    )


def _slow(b: Bench, opener: OpenAws) -> Bench:
    """Writes that KMS carries out only after nobody waits for them any more."""
    hasty = opener(config=ONCE.merge(Config(read_timeout=0.3)))
    b.aws.fault("kms", "PutKeyPolicy", latency=1.0)
    return b.but(writer=AwsWriter(b.reading, hasty))


def test_the_write_comes_after_the_time_out(b: Bench, opener: OpenAws) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b = _slow(b, opener)
    news = b.mender.apply(change.id)
    assert news.what is EventType.UNSURE
    assert b.now(change).state is State.APPLYING
    assert b.mender.settle(change.id).what is EventType.LATE, "its lease keeps everybody out"
    _wait_for(b, change)
    b.later(minutes=2)
    assert b.now(change).state is State.APPLIED
    assert b.writes() == ["PutKeyPolicy"]


NO_ANSWER = pytest.mark.parametrize(
    "how", [{"code": "KMSInternalException", "message": "try later"}, {"how": "reset"}]
)


@NO_ANSWER
def test_no_answer_is_looked_at_again_after_a_minute(b: Bench, how: dict[str, str]) -> None:
    """It was written after all: a moment later, by whatever AWS did with the request."""
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.aws.fault("kms", "PutKeyPolicy", **how)
    assert b.mender.apply(change.id).what is EventType.UNSURE
    b.aws.control.forget_faults()
    b.put_key(change.plan, json.loads(change.plan.writes[0].after))
    [(_, delay)] = b.queue.sent
    assert delay == 60
    assert b.mender.settle(change.id).what is EventType.LATE, "nobody writes there meanwhile"
    b.clock.pass_(seconds=delay)
    assert b.work_off() == [EventType.APPLIED]


@NO_ANSWER
def test_what_is_not_seen_may_still_come(b: Bench, how: dict[str, str]) -> None:
    """AWS may show the old text for minutes: that nothing was written is said only after them."""
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.aws.fault("kms", "PutKeyPolicy", **how)
    assert b.mender.apply(change.id).what is EventType.UNSURE
    b.aws.control.forget_faults()
    came = []
    for _ in range(5):
        b.clock.pass_(seconds=61)
        came.append(b.mender.settle(change.id).what)
    assert came == [EventType.UNSURE] * 4 + [EventType.STOPPED]
    assert b.notifier.what.count(EventType.UNSURE) == 1, "said once"
    assert b.now(change).state is State.REFUSED


def test_the_job_that_looks_again_is_lost(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.aws.fault("kms", "PutKeyPolicy", how="reset")
    assert b.mender.apply(change.id).what is EventType.UNSURE
    b.aws.control.forget_faults()
    b.queue.sent.clear()
    assert b.later(minutes=6) == [EventType.STOPPED]


def test_the_write_never_comes(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.aws.fault("kms", "PutKeyPolicy", code="KMSInternalException", message="try later")
    assert b.mender.apply(change.id).what is EventType.UNSURE
    b.aws.control.forget_faults()
    b.queue.sent.clear()
    assert b.later(minutes=18) == [EventType.STOPPED]
    assert b.now(change).state is State.REFUSED
    assert b.did(change)[-4:] == [
        EventType.UNSURE.row.log,
        EventType.SETTLING.row.log,
        EventType.NOT_WRITTEN.row.log,
        EventType.STOPPED.row.log,
    ]
    assert b.writes() == ["PutKeyPolicy"]


def _wait_for(b: Bench, change: Change) -> None:
    """Until KMS has carried the slow write out."""
    until(lambda: len(b.key_policy(change.plan)["Statement"]) > 1)


def test_no_answer_to_what_leaves_no_trace(b: Bench) -> None:
    change = b.approved("subscription-pending", "send-confirmation-again")
    b.queue.sent.clear()
    b.aws.fault("sns", "Subscribe", code="InternalError")
    assert b.mender.apply(change.id).what is EventType.UNSURE
    b.queue.sent.clear()
    assert b.later(minutes=18) == [EventType.FAILED]
    assert "does not show whether it happened" in b.now(change).outcome
    assert b.writes() == ["Subscribe"]


def test_the_log_is_gone(b: Bench, embedded_aws: EmbeddedAws) -> None:
    change = b.approved(NAME, FIX)
    embedded_aws.client("dynamodb").delete_table(TableName="budget-check-log")
    news = b.mender.apply(change.id)
    assert news.what is EventType.NO_STORE
    assert "budget-check-log" in news.says
    assert b.notifier.what[-1] is EventType.NO_STORE
    assert b.writes() == []


def test_the_log_is_gone_after_the_claim(b: Bench, embedded_aws: EmbeddedAws) -> None:
    change = b.approved(NAME, FIX)
    dynamodb = embedded_aws.client("dynamodb")
    b = b.but(
        crash_hook=at(
            CrashPoint.COMPARED, lambda: dynamodb.delete_table(TableName="budget-check-log")
        )
    )
    assert b.mender.apply(change.id).what is EventType.NO_STORE
    assert b.writes() == []
    assert b.now(change).state is State.APPLYING, "it is settled once the log is back"


def test_the_tables_are_gone_before_anything(b: Bench, embedded_aws: EmbeddedAws) -> None:
    scenario = b.seed(NAME)
    embedded_aws.client("dynamodb").delete_table(TableName="budget-check-changes")
    news = b.mender.propose("U1", PLACE, b.wish(scenario, FIX))
    assert news.what is EventType.NO_STORE


@pytest.mark.parametrize(
    "operation", ["GetKeyRotationStatus", "EnableKeyRotation", "CreateAlias", "ListAliases"]
)
def test_a_new_key_that_kms_does_not_know_everywhere_yet(b: Bench, operation: str) -> None:
    """It goes on a minute later, with the same key."""
    change = b.approved("aws-managed-key", "move-to-new-key")
    b.queue.sent.clear()
    b.aws.fault("kms", operation, code="NotFoundException", times=1)
    news = b.mender.apply(change.id)
    waits = operation.startswith(("Enable", "Create"))
    assert news.what is (EventType.UNSURE if waits else EventType.APPLIED), news.says
    if waits:
        assert [delay for _, delay in b.queue.sent] == [60]
        assert b.work_off() == [EventType.APPLIED]
    assert b.writes().count("CreateKey") == 1
    assert b.topic(change.plan)["KmsMasterKeyId"] == b.now(change).plan.writes[-1].after


def test_a_key_state_that_lags_behind(b: Bench) -> None:
    """After CancelKeyDeletion the key still reads as pending deletion for a moment."""
    change = b.approved("key-pending-deletion", "enable-key")
    key, real = change.plan.resource, b.ports.writer

    class Lagging(AwsWriter):
        def current(self, write: Write, region: str) -> str | NotFound | ReadFailed:
            first = not b.writes() or b.writes() == ["CancelKeyDeletion"]
            return "PendingDeletion" if first else real.current(write, region)

    b = b.but(writer=Lagging(b.reading, b.reading))
    assert b.mender.apply(change.id).what is EventType.APPLIED
    state = b.aws.client("kms", key.split(":")[3]).describe_key(KeyId=key)["KeyMetadata"]
    assert state["KeyState"] == "Enabled"
