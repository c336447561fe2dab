"""What a plan says of the topic's other senders, as far as their configuration was read."""

import json
from dataclasses import replace

import pytest

from bot.core import fixes
from bot.core.fixes import FixSubject
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.topic_facts import OtherSenders, UnreadSender
from bot.core.plan import CannotPlan, Plan
from bot.core.senders import read_beside_budgets
from bot.core.simulate import simulate
from tests.core.build import (
    ROOT,
    document,
    encrypted,
    key,
    path,
    refused,
    sender,
    statement,
    subject,
)
from tests.core.test_topic_report import ENCRYPTED, LETS_ALL_IN, alarm, channel, rule

SILENT = path(topic=ENCRYPTED, key=key(document(ROOT)))
MANAGED = path(
    topic=encrypted("alias/aws/sns", policy=LETS_ALL_IN), key=PredefinedAlias("alias/aws/sns")
)
ALL = OtherSenders((alarm(), rule(), channel()))
ROLE = rule(role="arn:aws:iam::111111111111:role/publishes")
UNREAD = OtherSenders(unread=(UnreadSender(sender("alarm"), refused("cloudwatch:DescribeAlarms")),))


def asked(where: Path, senders: OtherSenders | None) -> FixSubject:
    others = senders.paths_beside(where) if senders else ()
    return FixSubject(
        where, allow_unencrypted=True, change_id="c-1", others=others, senders=senders
    )


def planned(fix: str, where: Path, senders: OtherSenders | None) -> Plan:
    made = fixes.plan(fix, asked(where, senders))
    assert isinstance(made, Plan), made
    return made


def test_each_sender_is_said_once_by_what_is_configured() -> None:
    said = planned("allow-on-key", SILENT, ALL).touches
    assert "Amazon CloudWatch (alarm errors) gets in too from then on." in said
    assert "Amazon EventBridge (rule findings) gets in too from then on." in said
    assert any(s.startswith("AWS Config (delivery channel default) stays shut out:") for s in said)
    assert not [one for one in said if "amazonaws.com) " in one and "Budgets" not in one]


def test_many_of_one_sender_are_one_sentence() -> None:
    many = tuple(alarm(f"a{n}") for n in range(12))
    said = planned("allow-on-key", SILENT, OtherSenders(many)).touches
    assert "Amazon CloudWatch (alarms a0, a1, a2 and 9 more) gets in too from then on." in said


def test_whoever_is_served_by_a_new_key_is_said_and_whoever_may_not_be_comes_first() -> None:
    made = planned("move-to-new-key", MANAGED, OtherSenders((alarm(), ROLE)))
    assert "Amazon CloudWatch (alarm errors) gets in too from then on." in made.impact
    about_rule = [one for one in made.touches if "(rule findings)" in one]
    assert len(about_rule) == 1
    assert "cannot be told" in about_rule[0]


@pytest.mark.parametrize("senders", [ALL, None])
def test_whom_no_key_lets_in_is_not_said_to_lose_by_a_new_one(senders: OtherSenders | None) -> None:
    """The topic is encrypted today, so AWS Config does not get through as it is."""
    made = planned("move-to-new-key", MANAGED, senders)
    assert not any("AWS Config" in one for one in made.touched)
    (config,) = (one for one in made.kept_out if "AWS Config" in one)
    assert senders is None or config == "AWS Config (delivery channel default)"
    assert not any("CloudWatch" in one for one in made.kept_out)


def test_turning_encryption_off_says_who_else_gets_in() -> None:
    said = planned("turn-off-encryption", SILENT, ALL).touches
    for who in ("Amazon CloudWatch (alarm errors)", "AWS Config (delivery channel default)"):
        assert f"{who} gets in too from then on." in said
    assert planned("turn-off-encryption", SILENT, ALL).kept_out == ()
    off = simulate(SILENT, planned("turn-off-encryption", SILENT, ALL))
    back = fixes.undo(planned("turn-off-encryption", SILENT, ALL), asked(off, ALL))
    assert isinstance(back, CannotPlan)
    assert back.why.startswith("This would silence AWS Config (delivery channel default).")


def test_whom_an_undo_shuts_out_again_is_said_first() -> None:
    two = OtherSenders((alarm(), rule()))
    made = planned("allow-on-key", SILENT, two)
    back = fixes.undo(made, asked(simulate(SILENT, made), two))
    assert isinstance(back, Plan)
    assert back.risks[0].startswith("Amazon CloudWatch (alarm errors) is shut out from then on: ")
    assert "Amazon EventBridge (rule findings)" in back.touched


@pytest.mark.parametrize("fix", ["allow-on-key", "turn-off-encryption"])
def test_what_could_not_be_read_is_said_with_the_permission(fix: str) -> None:
    made = planned(fix, SILENT, UNREAD)
    assert any("cloudwatch:DescribeAlarms" in one for one in made.impact)
    assert not any("CloudWatch" in one for one in made.touched)


def test_under_a_new_key_what_could_not_be_read_may_stop() -> None:
    made = planned("move-to-new-key", MANAGED, UNREAD)
    assert any("cloudwatch:DescribeAlarms" in one for one in made.risks)
    assert made.touched[0] == "Amazon CloudWatch (could not be read)"


def test_under_a_new_key_it_is_said_whom_nobody_looked_for() -> None:
    nobody = OtherSenders(skipped=read_beside_budgets())
    made = planned("move-to-new-key", MANAGED, nobody)
    assert made.risks[-1].startswith("Not looked for, since SENDERS does not name it: ")
    assert "Amazon CloudWatch (alarms)" in made.risks[-1]
    assert "Amazon RDS or ElastiCache (if they publish here)" in made.touched
    assert not any("SENDERS" in one for one in planned("allow-on-key", SILENT, nobody).touches)


def test_nobody_warns_of_databases_that_do_not_publish_there() -> None:
    told = "\n".join((*planned("move-to-new-key", MANAGED, ALL).touches,))
    assert "RDS" not in told
    assert "ElastiCache" not in told


@pytest.mark.parametrize(
    ("fix", "where", "senders", "hangs"),
    [
        ("allow-on-key", SILENT, OtherSenders((channel(),)), False),
        ("allow-on-key", SILENT, ALL, True),
        ("move-to-new-key", MANAGED, OtherSenders(), True),
        ("turn-off-encryption", MANAGED, ALL, False),
    ],
)
def test_which_plans_hang_on_what_else_publishes(
    fix: str, where: Path, senders: OtherSenders, hangs: bool
) -> None:
    assert fixes.hangs_on_senders(planned(fix, where, senders)) is hangs


def test_the_fingerprint_is_another_one_for_every_sender_that_is_let_in() -> None:
    """On a topic whose statement for everybody names none of them."""
    everybody = [
        statement(sid="budgets"), statement(principal={"AWS": "*"}, sid="all"),
    ]  # fmt: skip
    where = replace(MANAGED, topic=encrypted("alias/aws/sns", policy=document(*everybody)))
    sets = (), (alarm(),), (alarm(), rule())
    made = [planned("move-to-new-key", where, OtherSenders(some)) for some in sets]
    assert len({plan.fingerprint for plan in made}) == len(sets)
    first, last = (json.loads(plan.writes[0].after)["Statement"] for plan in (made[0], made[-1]))
    assert {one["Sid"] for one in last} - {one["Sid"] for one in first} == {
        *("BudgetCheckAllowCloudwatch", "BudgetCheckAllowEvents")
    }
    let_in = [planned("allow-on-key", SILENT, OtherSenders(some)) for some in sets]
    assert len({plan.fingerprint for plan in let_in}) == len(sets)


def test_only_fixes_of_topic_and_key_look_for_senders() -> None:
    concerned = {fix.id for fix in fixes.all_fixes() if fixes.concerns_senders(fix)}
    assert concerned == {
        *("allow-on-key", "allow-on-topic", "enable-key", "move-to-new-key", "turn-off-encryption")
    }


def test_without_a_topic_there_is_nobody_beside() -> None:
    assert OtherSenders((subject(sender("alarm")),)).paths_beside(path(topic=None)) == ()
