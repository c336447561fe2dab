"""Every sender of one topic: each judged by itself, what they share once."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.cli.as_json import topic_as_json
from bot.core import report as report_module
from bot.core.findings import Status
from bot.core.fixes import in_one
from bot.core.model.path import Path
from bot.core.model.read import NotFound
from bot.core.model.subject import Subject
from bot.core.model.topic_facts import TopicFacts, UnreadSender
from bot.core.report import judge
from bot.core.senders import all_senders
from bot.core.topic_report import SenderVerdict, TopicReport, judge_topic
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    BUDGET_ARN,
    KEY,
    NAME,
    NOW,
    ROOT,
    TOPIC,
    document,
    encrypted,
    facts,
    key,
    key_statement,
    notification,
    refused,
    sender,
    statement,
    subject,
    topic,
)

ALARMS, RULES, CONFIG = sender("alarm"), sender("rule"), sender("config")
SERVICES = ["budgets", "cloudwatch", "events", "config"]
LETS_ALL_IN = document(*(statement(f"{one}.amazonaws.com", sid=f"Allow{one}") for one in SERVICES))
PLAIN = topic(policy=LETS_ALL_IN)
ENCRYPTED = replace(encrypted(), policy=LETS_ALL_IN)


def alarm(name: str = "errors", **changes: object) -> Subject:
    return subject(ALARMS, name=name, **changes)


def rule(**changes: object) -> Subject:
    arn = f"arn:aws:events:ap-northeast-1:{ACCOUNT}:rule/findings"
    return subject(RULES, name="findings", arn=arn, **changes)


def channel() -> Subject:
    return subject(CONFIG, name="default", arn="")


def read(*subjects: Subject, **changes: object) -> TopicFacts:
    made = TopicFacts(TOPIC, ACCOUNT, NOW, PLAIN, subjects=subjects)
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder takes any field


def on_key(*statements: dict[str, object]) -> dict[str, object]:
    return {"topic": ENCRYPTED, "key": key(document(ROOT, *statements))}


def of(report: TopicReport, sender_id: str) -> SenderVerdict:
    return next(one for one in report.senders if one.sender.id == sender_id)


def codes(one: SenderVerdict) -> set[str]:
    return {f.code for f in one.findings if f.status is not Status.OK}


def test_all_are_let_in_on_a_topic_that_is_not_encrypted() -> None:
    report = judge_topic(read(alarm(), rule(), channel(), budgets=(facts(),)))
    assert report.verdict is Status.OK
    assert {one.sender.id: one.verdict for one in report.senders} == dict.fromkeys(
        ("budgets", "cloudwatch-alarms", "eventbridge-rules", "config"), Status.OK
    )
    assert of(report, "budgets").arn == BUDGET_ARN


def test_each_sender_is_judged_by_its_own_rules_on_a_key() -> None:
    """A condition lets in who sends the account, and keeps EventBridge out as it does Config."""
    services = [key_statement(service=f"{one}.amazonaws.com", sid=one) for one in SERVICES]
    report = judge_topic(read(alarm(), rule(), channel(), budgets=(facts(),), **on_key(*services)))
    assert {one.sender.id: (one.verdict.value, codes(one)) for one in report.senders} == {
        "eventbridge-rules": ("BROKEN", {"key.policy-near-miss"}),
        "config": ("BROKEN", {"sender.encrypted-unsupported"}),
        "budgets": ("OK", set()),
        "cloudwatch-alarms": ("OK", set()),
    }
    assert report.senders[0].verdict is report.senders[1].verdict is report.verdict
    assert report.fixes[0].title.startswith("Let Amazon EventBridge use the key")


def test_what_all_share_is_told_once() -> None:
    """A key that is disabled keeps everybody out, and so does a topic without a subscriber."""
    given = on_key(*(key_statement(service=f"{s}.amazonaws.com", sid=s) for s in SERVICES))
    dead = given | {"key": key(document(ROOT), state="Disabled")}
    report = judge_topic(read(alarm(), alarm("more"), **dead))
    assert "key.disabled" in {f.code for f in report.findings}
    assert all("key.disabled" not in codes(one) for one in report.senders)
    assert all(one.verdict is Status.BROKEN for one in report.senders)
    alone = judge_topic(read(alarm(), topic=replace(PLAIN, subscriptions=())))
    assert [f.code for f in alone.findings if f.status is Status.BROKEN] == ["subscription.none"]
    assert not codes(alone.senders[0])


def test_of_many_alike_what_mends_is_tried_for_one_and_told_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def counted(path: Path, *given: Any, **more: Any) -> Any:
        tried.append(path.name)
        return in_one(path, *given, **more)

    monkeypatch.setattr(report_module, "in_one", counted)
    alarms = [alarm(f"alarm-{number:03}") for number in range(100)]
    facts_of_all = read(*alarms, rule(), **on_key())
    report = judge_topic(facts_of_all)
    assert {one.verdict for one in report.senders} == {Status.BROKEN}
    assert set(tried) - {""} == {"alarm-000", "findings"}
    last = next(one.report for one in report.senders if one.name == "alarm-099")
    alone = judge(facts_of_all.facts_of(alarms[99]))
    assert alone.fixes
    assert (last.findings, last.fixes) == (alone.findings, alone.fixes)


def test_one_fix_names_all_whom_it_serves() -> None:
    report = judge_topic(read(alarm(), rule(), budgets=(facts(),), **on_key()))
    [allow] = [fix for fix in report.fixes if fix.id == "allow-on-key"]
    assert all(one in allow.title for one in ("CloudWatch", "EventBridge", "Budgets"))
    assert allow.label == "Let them use the key"


def test_a_list_that_was_not_read_is_never_ok_and_hides_nobody_else() -> None:
    why = refused("events:ListRuleNamesByTarget")
    report = judge_topic(read(alarm(), unread=(UnreadSender(RULES, why),), skipped=(CONFIG,)))
    assert report.verdict is Status.UNKNOWN
    assert report.senders[0].verdict is Status.OK
    told = json.loads(topic_as_json(report))
    assert told["unread"] == [
        {
            "sender": "eventbridge-rules",
            "permission": "events:ListRuleNamesByTarget",
            "says": why.detail,
        }
    ]
    assert told["skipped"] == ["config"]


def test_a_topic_without_a_known_sender_is_judged_for_itself() -> None:
    assert judge_topic(read()).verdict is Status.OK
    missing = judge_topic(read(topic=NotFound(TOPIC)))
    assert missing.verdict is Status.BROKEN
    assert [f.code for f in missing.findings] == ["topic.missing"]
    assert judge_topic(read(topic=refused())).verdict is Status.UNKNOWN


def test_of_a_budget_only_what_goes_to_the_topic_counts() -> None:
    elsewhere = notification(topic=f"{TOPIC}-2")
    report = judge_topic(read(budgets=(facts(notification(), elsewhere),)))
    assert [path.topic for path in report.senders[0].report.paths] == [TOPIC]
    unread = facts(replace(notification(), subscribers=refused("budgets:ViewBudget", NAME)))
    assert judge_topic(read(budgets=(unread,))).verdict is Status.UNKNOWN


def test_the_paths_beside_one_are_those_of_all_others() -> None:
    found = read(alarm(), alarm("more"), rule(), budgets=(facts(), facts(name="other")))
    beside = found.paths_beside(ALARMS, "errors")
    assert [(one.sender.id, one.name) for one in beside] == [
        ("budgets", NAME),
        ("budgets", "other"),
        ("cloudwatch-alarms", "more"),
        ("eventbridge-rules", "findings"),
    ]
    assert {one.address for one in beside} == {TOPIC}


def test_the_object_of_a_topic() -> None:
    told = json.loads(topic_as_json(judge_topic(read(alarm(), **on_key()))))
    assert list(told)[:7] == [
        *("topic", "account", "checked_at", "verdict", "senders", "findings", "fixes")
    ]
    assert told["topic"] == TOPIC
    [one] = told["senders"]
    assert (one["sender"], one["name"], one["verdict"]) == ("cloudwatch-alarms", "errors", "BROKEN")
    assert {f["code"] for f in one["findings"]} >= {"key.policy-silent"}
    assert {"id", "title"} == told["fixes"][0].keys()


@pytest.mark.parametrize("who", [one for one in all_senders() if one.option], ids=lambda s: s.id)
def test_no_policy_makes_a_role_or_an_unsupporting_sender_ok_on_a_key(who: object) -> None:
    """A wrong OK is the worst: whatever the key lets in, a role's own rights are not read."""
    assert isinstance(who, type(ALARMS))
    principal = who.principals["aws"]
    role = f"arn:aws:iam::{ACCOUNT}:role/publishes"
    everything = [
        key_statement(None, service=principal),
        key_statement(None, principal={"AWS": "*"}, sid="all"),
        key_statement(ACCOUNT_ONLY, principal={"AWS": role}, sid="role"),
    ]
    by_role = subject(who, arn="", role=role)
    given = on_key(*everything) | {"topic": replace(encrypted(KEY), policy=LETS_ALL_IN)}
    report = judge_topic(read(by_role, **given))
    assert report.senders[0].verdict in (Status.UNKNOWN, Status.BROKEN)
    plain = judge_topic(read(by_role))
    assert plain.senders[0].verdict in (Status.UNKNOWN, Status.BROKEN)
    if not who.encrypted_topics:
        report = judge_topic(read(replace(by_role, role=""), **given))
        assert report.senders[0].verdict is Status.BROKEN
