"""Every check against its cases; and no check, and no code, without one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest

from bot.core.checks import Check, all_checks
from bot.core.findings import Finding, Hop, PolicyStatement, Status
from bot.core.policy.documents import statements
from tests.core.checks.case import Case

CHECKS = {check.name: check for check in all_checks()}
CONTRACT = {
    Status.BROKEN: """
        budget.not-found budget.unhealthy budget.no-notifications
        sender.encrypted-unsupported sender.reports-error sender.inactive
        topic.missing topic.other-account topic.fifo topic.policy-silent topic.policy-near-miss
        topic.policy-denies
        key.aws-managed key.policy-silent key.policy-near-miss key.policy-denies key.policy-partial
        key.statement-without-effect key.disabled key.pending-deletion key.pending-import
        key.unavailable key.missing key.wrong-spec
        subscription.none subscription.all-pending subscription.filtered-out
        endpoint.queue-policy endpoint.queue-key endpoint.lambda-missing endpoint.lambda-policy
        endpoint.lambda-cannot-run endpoint.opt-in-principal endpoint.webhook-cannot-confirm
        endpoint.chatbot-disabled endpoint.chatbot-no-channel""",
    Status.AT_RISK: """
        budget.email-only budget.forecast-without-history budget.ended
        topic.alarm-without-publish topic.everyone-unproven topic.policy-ends
        topic.organization-unproven key.organization-unproven
        key.condition-unproven key.source-arn-unproven key.everyone-unproven
        subscription.pending subscription.failing subscription.raw-to-chatbot
        endpoint.email-unverified""",
    Status.UNKNOWN: """
        budget.unreadable sender.role-publishes
        topic.unreadable topic.traffic-unreadable topic.policy-undecidable
        key.unreadable key.other-account key.policy-undecidable key.grant-only
        subscription.unreadable endpoint.unreadable""",
    Status.OK: """
        topic.open-to-all topic.no-source-condition key.no-source-condition topic.no-delivery-log
        topic.policy-allows key.policy-allows""",
}


def cases_of(name: str) -> list[Case]:
    cases: list[Case] = import_module(f"tests.core.checks.{name}").CASES
    return cases


ALL = [
    pytest.param(check, case, id=f"{name}: {case.title}")
    for name, check in CHECKS.items()
    for case in cases_of(name)
]


@pytest.mark.parametrize(("check", "case"), ALL)
def test_a_case(check: Check, case: Case) -> None:
    found = list(check.run(case.path))
    assert sorted(f"{f.code} {f.status}" for f in found) == sorted(case.expected)
    text = "\n".join(line for f in found for line in _lines(f))
    for mention in case.mentions:
        assert mention in text
    for words in case.never:
        assert words not in text


@pytest.mark.parametrize(("check", "case"), ALL)
def test_what_people_read_is_plain_and_whole(check: Check, case: Case) -> None:
    for finding in check.run(case.path):
        assert finding.resource
        for line in _lines(finding):
            _is_a_plain_sentence(line)


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_a_check_has_a_case_for_each_code_one_that_is_fine_and_one_unread(check: Check) -> None:
    cases = cases_of(check.name)
    emitted = {code for case in cases for code in case.expected}
    assert emitted == {f"{code} {status}" for code, status in check.codes.items()}
    assert any(all(code.endswith(" OK") for code in case.expected) for case in cases)
    assert any(case.unread for case in cases)
    assert not [
        c for c in cases if c.unread and any(e.endswith(" BROKEN") for e in c.expected)
    ] or (
        check.name == "topic.account"  # an ARN tells the account without a read
    )


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_a_check_tells_its_readers_what_it_looks_at(check: Check) -> None:
    first, *rest = check.about.strip().splitlines()
    assert first.endswith("?"), "a check asks a question"
    assert " ".join(rest).strip().endswith((".", ")"))
    assert all(Hop(code.partition(".")[0]) for code in check.codes)


def test_every_code_of_the_contract_is_said_by_a_check_and_with_its_status() -> None:
    declared = {code: status for check in CHECKS.values() for code, status in check.codes.items()}
    for status, codes in CONTRACT.items():
        for code in codes.split():
            assert declared.get(code) is status, code


def test_a_code_has_one_status_wherever_it_is_said() -> None:
    statuses: dict[str, set[Status]] = {}
    for check in CHECKS.values():
        for code, status in check.codes.items():
            statuses.setdefault(code, set()).add(status)
    assert all(len(found) == 1 for found in statuses.values())


def _lines(finding: Finding) -> Iterator[str]:
    yield finding.says
    yield from finding.evidence


def _is_a_plain_sentence(line: str) -> None:
    assert line == line.strip()
    assert line.endswith("."), line
    assert "  " not in line, line
    assert "!" not in line.replace("<!channel>", ""), line
    for code_speak in ("None", "Unread(", "Absent(", "()", "[]", "Cause.", "\n", "{}", ".."):
        assert code_speak not in line, line


_SHOWN = {
    "policy-denies": {"Deny"},
    "policy-near-miss": {"Allow"},
    "policy-allows": {"Allow"},
    "statement-without-effect": {"Allow"},
}
"""The effects of the statements that a finding rests on, where it rests on some."""


@pytest.mark.parametrize(("check", "case"), ALL)
def test_a_finding_about_a_statement_carries_it(check: Check, case: Case) -> None:
    for found in check.run(case.path):
        effects = {_effect(one) for one in found.statements}
        wanted = _SHOWN.get(found.code.partition(".")[2])
        if wanted and found.hop in {Hop.TOPIC, Hop.KEY}:
            assert effects == wanted, (case.title, found)
        if found.code in {"topic.policy-silent", "key.policy-silent"}:
            assert not effects, "no statement means the sender"


def _effect(one: PolicyStatement) -> object:
    return statements(one.document)[one.index]["Effect"]
