"""Every fix against its cases; and no fix, and no code that one claims to clear, without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest

from bot.core.findings import Hop, Status
from bot.core.fixes import Fix, FixSubject, all_fixes, plan, undo
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.plan import NEW_KEY, CannotPlan, Plan
from bot.core.simulate import codes_of, faults, judged, simulate
from bot.core.subscriptions.own import Own
from playground.aws.judge import Key as JudgedKey
from playground.aws.judge import Situation, judge
from tests.core.fixes.case import Case
from tests.core.once import once


def cases_of(fix: Fix) -> list[Case]:
    cases: list[Case] = import_module(f"tests.core.fixes.{fix.id.replace('-', '_')}").CASES
    return cases


ALL = [
    pytest.param(fix, case, id=f"{fix.id}: {case.title}")
    for fix in all_fixes()
    for case in cases_of(fix)
]
APPLY = [param for param in ALL if param.values[1].clears is not None]  # type: ignore[union-attr]  # a Case
_ONLY_UNDOING = {
    "turn-off-encryption": {"sns:UntagResource"},
    "subscribe-bot": {"sns:Unsubscribe"},
}
FIXES = [pytest.param(fix, id=fix.id) for fix in all_fixes()]


def subject(case: Case, path: Path | None = None) -> FixSubject:
    return FixSubject(
        path or case.path,
        allow_unencrypted=case.allow_unencrypted,
        change_id=case.change_id,
        ours=Own(case.ours),
        dead_queue=case.dead_queue,
        function=case.function,
    )


@once
def made_of(case: Case, fix: str) -> Plan | CannotPlan:
    return plan(fix, subject(case))


def planned(fix: Fix, case: Case) -> Plan:
    made = made_of(case, fix.id)
    assert isinstance(made, Plan), made
    return made


@once
def path_after(case: Case, fix: Fix) -> Path:
    return simulate(case.path, planned(fix, case))


found_on = once(judged)


def sentences(made: Plan | CannotPlan) -> Iterator[str]:
    if isinstance(made, CannotPlan):
        yield made.why
    else:
        yield from (*made.touches, made.cost, made.compliance, made.undo)


@pytest.mark.parametrize(("fix", "case"), ALL)
def test_a_case(fix: Fix, case: Case) -> None:
    made = made_of(case, fix.id)
    if case.clears is None:
        assert isinstance(made, CannotPlan), made
    else:
        assert isinstance(made, Plan), made
        assert sorted(made.clears) == sorted(case.clears)
    text = "\n".join(sentences(made))
    for mention in case.mentions:
        assert mention in text
    for word in case.absent:
        assert word not in text


@pytest.mark.parametrize(("fix", "case"), ALL)
def test_what_people_read_is_plain_and_whole(fix: Fix, case: Case) -> None:
    made = made_of(case, fix.id)
    for line in sentences(made):
        assert line == line.strip()
        assert line.endswith("."), line
        assert "!" not in line, line
        for code_speak in ("  ", "None", "()", "[]", "\n", "{}", "..", NEW_KEY):
            assert code_speak not in line, line
    if isinstance(made, Plan):
        assert len(set(made.touches)) == len(made.touches)


@pytest.mark.parametrize(("fix", "case"), APPLY)
def test_after_the_plan_its_codes_are_gone_and_nothing_new_is_broken(fix: Fix, case: Case) -> None:
    made = planned(fix, case)
    before, after = found_on(case.path), found_on(path_after(case, fix))
    assert not codes_of(after) & set(made.clears)
    assert faults(after) <= faults(before)
    assert codes_of(before) >= {*made.clears, *case.left}


@pytest.mark.parametrize(("fix", "case"), APPLY)
def test_a_plan_writes_what_its_fix_declares_and_over_what_was_read(fix: Fix, case: Case) -> None:
    made = planned(fix, case)
    assert {write.action for write in made.writes} <= set(fix.actions)
    assert made.reason_needed is fix.needs_reason
    assert (made.fix, made.account, made.budget) == (fix.id, case.path.account, case.path.name)
    assert made.resource in made.resources
    for write in made.writes:
        # A confirmation that is sent again leaves nothing that could be read back.
        assert write.leaves_a_trace is (fix.id != "send-confirmation-again")
    again = plan(fix.id, subject(case))
    assert isinstance(again, Plan) and made.fingerprint == again.fingerprint


@pytest.mark.parametrize(("fix", "case"), APPLY)
def test_undo_after_it_restores_what_was_there(fix: Fix, case: Case) -> None:
    made = planned(fix, case).with_new_key("arn:aws:kms:r:111111111111:key/made")
    after = simulate(case.path, made)
    back = undo(made, subject(case, after))
    if not made.undoable:
        assert back == CannotPlan(fix.id, made.undo)
        return
    assert isinstance(back, Plan), back
    assert {write.action for write in back.writes} <= set(fix.actions)
    restored = simulate(after, back)
    assert codes_of(found_on(case.path)) <= codes_of(judged(restored)) | {
        "key.missing",
        "key.wrong-spec",
        "key.other-region",
        "key.unavailable",
        *made.clears,
    }
    again = undo(made, subject(case, restored))
    assert isinstance(again, CannotPlan), "what was taken back cannot be taken back again"


@pytest.mark.parametrize("fix", FIXES)
def test_a_fix_has_a_case_for_each_code_that_it_claims_to_clear(fix: Fix) -> None:
    cases = cases_of(fix)
    shown = {code for case in cases for code in (*(case.clears or ()), *case.left)}
    assert shown == fix.clears
    assert any(case.clears is None for case in cases)


@pytest.mark.parametrize("fix", FIXES)
def test_a_fix_declares_only_rights_that_no_rule_forbids(fix: Fix) -> None:
    forbidden = {
        *("kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:CreateGrant", "sns:DeleteTopic"),
        *("kms:DeleteAlias", "kms:UpdateAlias", "sns:Unsubscribe", "sns:RemovePermission"),
    }
    # Only what budget-check subscribed itself is ever unsubscribed, and only to take that back.
    allowed = {"sns:Unsubscribe"} if fix.id == "subscribe-bot" else set()
    assert forbidden & set(fix.actions) == allowed
    assert all(action.partition(":")[0] in {"kms", "sns"} for action in fix.actions)
    written = {write.action for p in ALL if (found := _plan_of(p, fix)) for write in found.writes}
    assert not written & forbidden
    undone = _ONLY_UNDOING.get(fix.id, set())
    # A tag goes into the call that makes the key, and still needs a right of its own.
    tagged = {"kms:TagResource"} if fix.id == "move-to-new-key" else set()
    assert written | undone | tagged == set(fix.actions)


@pytest.mark.parametrize(("fix", "case"), APPLY)
def test_another_judge_agrees_that_the_alert_then_arrives(fix: Fix, case: Case) -> None:
    after = path_after(case, fix)
    hops = {f.hop for f in found_on(after) if f.status in (Status.BROKEN, Status.UNKNOWN)}
    if hops & {Hop.TOPIC, Hop.KEY}:
        return
    topic = after.topic
    assert isinstance(topic, Topic)
    situation = Situation(
        case.path.account,
        case.path.name,
        topic.arn,
        topic.policy,
        _known_to_the_judge(after.key),
        now=after.now,
    )
    assert judge(situation).outcome == "delivers"


def _known_to_the_judge(key: object) -> JudgedKey | None:
    if not isinstance(key, Key):
        assert key is None
        return None
    assert isinstance(key.policies, tuple)
    return JudgedKey(
        key.arn, key.account, key.policies, key.manager, key.state, key.spec, key.usage
    )


def _plan_of(param: object, fix: Fix) -> Plan | None:
    owner, case = param.values  # type: ignore[attr-defined]  # a pytest.param
    made = made_of(case, fix.id) if owner is fix else None
    return made if isinstance(made, Plan) else None


def test_an_unknown_fix_is_named() -> None:
    case = cases_of(all_fixes()[0])[0]
    made = plan("no-such-fix", subject(case))
    assert made == CannotPlan("no-such-fix", "budget-check has no fix named no-such-fix.")


@pytest.mark.parametrize(("fix", "case"), APPLY)
def test_a_plan_is_made_of_the_findings_that_were_shown(fix: Fix, case: Case) -> None:
    shown = found_on(case.path)
    told = replace(subject(case), findings=shown)
    assert plan(fix.id, told) == planned(fix, case)
    nothing = tuple(f for f in shown if f.status is Status.OK)
    if nothing and fix.clears:
        told = replace(subject(case), findings=nothing)
        assert isinstance(plan(fix.id, told), CannotPlan)
