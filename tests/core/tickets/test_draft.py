"""Drafts: golden texts, every kind of report, what stays the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as File

import pytest

from bot.core.arns import parse_arn
from bot.core.findings import Report, Status
from bot.core.fixes import all_fixes
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.owners import Owner
from bot.core.plan import CannotPlan, Plan
from bot.core.report import judge
from bot.core.senders import sender_by
from bot.core.tickets import Draft, Severity, draft
from tests.core import build
from tests.core.checks.test_cases import CHECKS, cases_of
from tests.core.tickets.things import (
    ALLOW,
    AWS_KEY,
    SILENT,
    STACK,
    THREAD,
    allow_on_key,
    move_to_new_key,
    report_of,
    subject_plan,
)

GOLDEN = File(__file__).with_name("golden")
PATHS = [
    pytest.param(case.path, id=f"{name}: {case.title}")
    for name in CHECKS
    for case in cases_of(name)
]
SEVERITIES = {
    Status.OK: Severity.LOW,
    Status.AT_RISK: Severity.MEDIUM,
    Status.UNKNOWN: Severity.MEDIUM,
    Status.BROKEN: Severity.HIGH,
}


@pytest.mark.parametrize(
    ("name", "made"),
    [("allow-on-key", allow_on_key(STACK)), ("move-to-new-key", move_to_new_key())],
)
def test_the_whole_text(name: str, made: Draft) -> None:
    assert made.markdown() + "\n" == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PATHS)
def test_every_kind_of_report_and_fix_makes_a_draft(path: Path) -> None:
    report = report_of(path)
    plans = [subject_plan(path, fix.id) for fix in all_fixes()]
    for plan in (None, *plans):
        made = draft(report, plan, owners=(STACK,), thread=THREAD)
        _holds_what_it_must(made, report, plan)


def _holds_what_it_must(made: Draft, report: Report, plan: Plan | CannotPlan | None) -> None:
    assert made.severity is SEVERITIES[report.verdict]
    assert made.summary.startswith(report.verdict.value)
    assert THREAD in made.head()
    assert "\n" not in made.title
    if made.code:
        assert made.code not in made.title and made.code in made.markdown()
    ids = [section.id for section in made.sections]
    assert len(ids) == len(set(ids))
    assert all(section.plain() for section in made.sections)
    leads = [f for f in report.findings if f.status is not Status.OK]
    assert ("finding" in ids) == bool(leads)
    assert not leads or leads[0].says == made.sections[0].says
    assert all(parse_arn(arn) for arn in made.arns)
    if isinstance(plan, CannotPlan):
        assert plan.why in [s.says for s in made.sections if s.id == "cannot"]
    if isinstance(plan, Plan):
        assert ("statement" in ids) == bool(plan.statement)
        assert {"difference", "impact", "undo"} <= set(ids)


def test_the_topics_region_and_every_resource() -> None:
    made = allow_on_key()
    assert made.region == build.REGION
    assert made.arns == (build.KEY, build.TOPIC)
    assert (made.code, made.resource) == ("key.policy-silent", build.KEY)


def test_without_a_topic_there_is_no_region() -> None:
    nothing = build.facts(build.notification(subscribers=()))
    made = draft(judge(nothing))
    assert made.region == ""


def ids(made: Draft) -> list[str]:
    return [section.id for section in made.sections]


def test_the_owners_patch_comes_first() -> None:
    assert ids(allow_on_key()) == [
        *("finding", "evidence", "path-1", "statement", "difference", "impact", "undo"),
        *("terraform", "cloudformation", "proof"),
    ]
    owned = ids(allow_on_key(STACK))
    assert owned[3:7] == ["owner", "cloudformation", "terraform", "statement"]
    by_tag = ids(allow_on_key(Owner(build.KEY, "OpenTofu", "tag opentofu = true")))
    assert by_tag[3:6] == ["owner", "terraform", "cloudformation"]
    not_read = ids(allow_on_key(Owner(build.KEY, "")))
    assert not_read[3:5] == ["owner", "statement"]


def test_an_owner_is_named_once() -> None:
    said = replace(ALLOW, impact=(*ALLOW.impact, STACK.says("topic")))
    made = draft(judge(SILENT), said, owners=(STACK, STACK))
    assert made.markdown().count("CloudFormation stack cost-alerts") == 1


def test_what_somebody_typed_comes_first_and_is_theirs() -> None:
    made = draft(judge(SILENT), note="please *today* <!channel>")
    assert ids(made)[0] == "note"
    assert r"please \*today\* \<!channel>" in made.markdown()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://x/)[y](z", "https://x y", "https://x/" + "y" * 600]
)
def test_what_is_no_link_is_left_out(link: str) -> None:
    assert draft(judge(SILENT), thread=link).thread == ""


def test_an_undo_takes_the_statement_out() -> None:
    plan = replace(ALLOW, clears=())
    (statement,) = (s for s in draft(judge(SILENT), plan).sections if s.id == "statement")
    assert statement.says.startswith("Out of the policy of ")


def test_what_was_asked_for_may_be_longer_than_a_name() -> None:
    made = draft(replace(judge(SILENT), budget="x" * 5000))
    assert len(made.title) < 200
    assert len(made.summary) < 400


def test_the_same_fault_has_the_same_dedup_string() -> None:
    before, later = draft(judge(SILENT)), allow_on_key(STACK)
    assert before.dedup == later.dedup
    another_time = replace(judge(SILENT), checked_at=judge(SILENT).checked_at.replace(year=2027))
    assert draft(another_time).dedup == before.dedup


def test_another_budget_of_the_topic_has_the_cause_but_not_the_dedup_string() -> None:
    silent = judge(SILENT)
    one, other = draft(silent), draft(replace(silent, budget="another"))
    assert one.cause_id == other.cause_id and one.dedup != other.dedup
    first = silent.findings[0]
    different = [
        replace(silent, account=build.OTHER),
        replace(silent, findings=(replace(first, code="key.policy-denies"),)),
        replace(silent, findings=(replace(first, resource=build.QUEUE),)),
        replace(silent, sender=sender_by("alarm") or silent.sender),
    ]
    assert one.cause_id not in {draft(report).cause_id for report in different}


def test_another_fault_has_another_dedup_string() -> None:
    silent = judge(SILENT)
    elsewhere = build.TOPIC.replace("dev", "prod")
    moved = build.facts(
        build.notification(topic=elsewhere),
        topics={
            elsewhere: build.encrypted(
                "alias/aws/sns", arn=elsewhere, policy=build.TOPIC_POLICY.replace("dev", "prod")
            )
        },
        keys={elsewhere: PredefinedAlias("alias/aws/sns")},
    )
    others = [
        replace(silent, account=build.OTHER),
        replace(silent, budget="another"),
        replace(silent, findings=(replace(silent.findings[0], code="key.policy-denies"),)),
        replace(silent, findings=(replace(silent.findings[0], resource=build.QUEUE),)),
        judge(AWS_KEY),
        judge(moved),
    ]
    assert judge(moved).findings[0].resource == judge(AWS_KEY).findings[0].resource
    found = {draft(report).dedup for report in (silent, *others)}
    assert len(found) == len(others) + 1
