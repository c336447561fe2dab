"""One change for several senders of a topic, and what a change does to those that it is not for."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import fixes
from bot.core.findings import Status
from bot.core.fixes import FixSubject
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.subject import SenderReport
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan
from bot.core.report import judge
from bot.core.simulate import judged, simulate
from tests.core.build import (
    DEFAULT,
    NOW,
    ROOT,
    TOPIC,
    TOPIC_POLICY,
    document,
    encrypted,
    key,
    path,
    sender,
    statement,
    subject,
    subject_path,
    topic,
)
from tests.core.fixes.undoing import MADE
from tests.core.test_topic_report import ENCRYPTED, PLAIN, alarm, channel, on_key, read, rule

OPTIONS = ("alarm", "rule", "trail", "anomaly", "rds")
SILENT_KEY = key(document(ROOT))
OTHERS = document(statement("s3.amazonaws.com"))
BUDGET = path(topic=ENCRYPTED, key=SILENT_KEY)


def of(option: str, where: Path = BUDGET, **changes: object) -> Path:
    """A path of this sender to the topic and the key of another path."""
    about = subject(sender(option), **changes)
    return subject_path(about.sender, about, topic=where.topic, key=where.key)


def planned(fix: str, of_whom: Path, *others: Path) -> Plan:
    made = fixes.plan(fix, FixSubject(of_whom, others=others, change_id="c-1"))
    assert isinstance(made, Plan), made
    return made


def statuses(of_whom: Path) -> set[Status]:
    return {one.status for one in judged(of_whom)}


def test_one_write_lets_all_in_each_by_its_own_statement() -> None:
    rules = of("rule")
    made = planned("allow-on-key", BUDGET, of("alarm"), rules)
    [write] = made.writes
    added = {one["Sid"]: one for one in json.loads(write.after)["Statement"]}
    assert added.keys() == {"root", *(f"BudgetCheckAllow{s}" for s in _ALL_THREE)}
    assert "Condition" not in added["BudgetCheckAllowEvents"]
    assert added["BudgetCheckAllowCloudwatch"]["Condition"]
    assert made.title.startswith("Let AWS Budgets, Amazon CloudWatch and Amazon EventBridge use")
    assert [part.sender for part in made.each] == [
        *("AWS Budgets", "Amazon CloudWatch", "Amazon EventBridge")
    ]
    for one in (BUDGET, of("alarm"), rules):
        assert statuses(simulate(one, made)) == {Status.OK}


_ALL_THREE = ("Budgets", "Cloudwatch", "Events")


@pytest.mark.parametrize("first", OPTIONS)
def test_whoever_is_asked_about_all_are_let_in_and_taken_out_again(first: str) -> None:
    services = [sender(option).principals["aws"] for option in OPTIONS]
    policy = document(DEFAULT, *(statement(one, sid=one.partition(".")[0]) for one in services))
    where = path(topic=replace(ENCRYPTED, policy=policy), key=SILENT_KEY)
    paths = [of(option, where) for option in OPTIONS]
    start = paths.pop(OPTIONS.index(first))
    made = planned("allow-on-key", start, *paths)
    assert len(made.parts) == len(OPTIONS)
    for one in (start, *paths):
        assert not statuses(simulate(one, made)) & {Status.BROKEN, Status.UNKNOWN}
    back = fixes.undo(made, FixSubject(simulate(start, made)))
    assert isinstance(back, Plan)
    assert [write.after for write in back.writes] == [write.before for write in made.writes]
    assert len(back.each) == len(OPTIONS)


def test_who_is_served_by_then_adds_nothing() -> None:
    made = planned("allow-on-key", of("alarm"), of("alarm", name="more"), of("config"))
    assert made.parts == ()
    assert made.statement


def test_topic_and_key_for_several_at_once() -> None:
    closed = path(topic=replace(ENCRYPTED, policy=OTHERS), key=SILENT_KEY)
    others = of("alarm", closed), of("rule", closed, arn=rule().arn)
    made = planned("allow-on-key+allow-on-topic", closed, *others)
    assert [write.action for write in made.writes] == ["kms:PutKeyPolicy", "sns:SetTopicAttributes"]
    assert len(made.each) == 6
    for one in (closed, *others):
        assert statuses(simulate(one, made)) == {Status.OK}
    back = fixes.undo(made, FixSubject(simulate(closed, made)))
    assert isinstance(back, Plan)
    assert simulate(simulate(closed, made), back).topic == closed.topic


def test_a_new_key_lets_in_whom_the_configuration_shows() -> None:
    """The policy's statement for everybody names nobody; an alarm and a rule publish by it."""
    everybody = statement(principal={"AWS": "*"}, sid="all")
    moved = replace(encrypted("alias/aws/sns"), policy=document(everybody, *_policy()))
    managed = path(topic=moved, key=PredefinedAlias("alias/aws/sns"))
    others = of("alarm", managed), of("rule", managed), of("config", managed)
    made = planned("move-to-new-key", managed, *others).with_new_key(MADE)
    sids = [one["Sid"] for one in json.loads(made.writes[0].after)["Statement"]]
    assert {"BudgetCheckAllowCloudwatch", "BudgetCheckAllowEvents"} <= set(sids)
    assert "BudgetCheckAllowConfig" not in sids
    for one in others[:2]:
        assert Status.BROKEN not in statuses(simulate(one, made))
    assert any("AWS Config (delivery channel errors) stays shut out" in t for t in made.impact)


def _policy() -> list[dict[str, object]]:
    return [one for one in json.loads(TOPIC_POLICY)["Statement"] if "Budgets" in one["Sid"]]


def test_nobody_who_cannot_use_a_key_is_encrypted_again() -> None:
    was = path(topic=ENCRYPTED, key=SILENT_KEY)
    known = FixSubject(was, allow_unencrypted=True, change_id="c-1")
    made = fixes.plan("turn-off-encryption", known)
    assert isinstance(made, Plan)
    plain = simulate(was, made)
    assert isinstance(plain.topic, Topic)
    others = (of("config", plain), of("alarm", plain))
    refused = fixes.undo(made, FixSubject(plain, others=others))
    assert isinstance(refused, CannotPlan)
    assert refused.why.startswith("This would silence AWS Config (delivery channel errors).")
    assert isinstance(fixes.undo(made, FixSubject(plain, others=others[1:])), Plan)


@pytest.mark.parametrize("option", ["config", "elasticache"])
def test_no_fix_of_a_key_is_offered_to_whom_no_key_helps(option: str) -> None:
    facts = next(read(subject(sender(option)), **on_key()).facts())
    assert judge(facts, allow_unencrypted=True).fixes == ()
    where = next(facts.paths())
    for fix in ("allow-on-key", "allow-on-topic", "move-to-new-key", "turn-off-encryption"):
        made = fixes.plan(fix, FixSubject(where, allow_unencrypted=True, change_id="c-1"))
        assert isinstance(made, CannotPlan)


def test_no_fix_is_offered_for_a_role() -> None:
    by_role = rule(role="arn:aws:iam::111111111111:role/publishes")
    for where in (read(by_role, **on_key()), read(by_role, topic=topic(policy=document(DEFAULT)))):
        assert judge(next(where.facts()), allow_unencrypted=True).fixes == ()


def test_an_error_before_the_change_says_nothing_of_what_comes_after() -> None:
    failed = SenderReport(TOPIC, NOW - timedelta(hours=1), works=False, says="AWSKMS")
    facts = next(read(alarm(reports=(failed,)), **on_key()).facts())
    report = judge(facts)
    assert {f.code for f in report.findings if f.status is Status.BROKEN} == {
        *("sender.reports-error", "key.policy-silent")
    }
    made = planned("allow-on-key", next(facts.paths()))
    assert made.leaves is Status.OK


def test_each_sender_is_let_into_a_topic_that_is_not_encrypted() -> None:
    for one in (alarm(), rule(), channel(), subject(sender("elasticache"), arn="")):
        where = next(next(read(one, topic=replace(PLAIN, policy=OTHERS)).facts()).paths())
        made = planned("allow-on-topic", where)
        assert made.leaves is Status.OK, one.sender.id
