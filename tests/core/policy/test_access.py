import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.core.checks._world import key_requests
from bot.core.policy import Effect, access, evaluate
from bot.core.policy.access import rule, rule_surely
from bot.core.policy.decision import Decision, Request, StatementResult
from bot.core.policy.judge import judge
from tests.core.build import KEY_POLICY, ROOT, Doc, document, key, key_statement, path, topic

GENERATE = key_requests(path(), topic(), key())[0]
SILENT = document(ROOT)
DENY = document(key_statement(None, effect="Deny"))
UNSURE = {"StringEquals": {"aws:SourceOrgID": "o-1"}}
MAYBE = document(key_statement(UNSURE))
MAYBE_DENY = document(key_statement(UNSURE, effect="Deny"))


@pytest.mark.parametrize(
    ("documents", "effect"),
    [
        ((), Effect.IMPLICIT_DENY),
        ((KEY_POLICY,), Effect.ALLOW),
        ((SILENT,), Effect.IMPLICIT_DENY),
        ((KEY_POLICY, SILENT), Effect.ALLOW),
        ((SILENT, KEY_POLICY), Effect.ALLOW),
        ((KEY_POLICY, DENY), Effect.DENY),
        ((DENY, KEY_POLICY), Effect.DENY),
        ((SILENT, MAYBE), Effect.UNKNOWN),
        ((KEY_POLICY, MAYBE), Effect.ALLOW),
        ((KEY_POLICY, MAYBE_DENY), Effect.UNKNOWN),
        ((SILENT, MAYBE_DENY), Effect.IMPLICIT_DENY),
        ((KEY_POLICY, "{"), Effect.UNKNOWN),
        ((DENY, "{"), Effect.DENY),
        ((KEY_POLICY, document(key_statement(None, effect="deny"))), Effect.UNKNOWN),
    ],
)
def test_documents_count_together(documents: tuple[str, ...], effect: Effect) -> None:
    assert rule(documents, GENERATE).effect is effect


def test_the_statements_that_decide() -> None:
    ruling = rule([SILENT, document(key_statement(sid=None))], GENERATE)
    assert [s.label for s in ruling.deciding] == ["statement 1 of the key's second policy"]
    assert rule([SILENT], GENERATE).deciding == ()


IN_AN_ORGANISATION = replace(GENERATE, context={**GENERATE.context, "aws:SourceOrgID": "o-1"})


@pytest.mark.parametrize(
    ("test", "key", "effect"),
    [
        ({"Null": {"aws:SourceOrgID": "true"}}, "aws:SourceOrgID", Effect.UNKNOWN),
        ({"StringNotEquals": {"aws:SourceOrgID": "o-1"}}, "aws:SourceOrgID", Effect.UNKNOWN),
        ({"Null": {"aws:SourceArn": "true"}}, "aws:SourceArn", Effect.UNKNOWN),
        ({"StringEquals": {"aws:SourceOrgID": "o-2"}}, "", Effect.IMPLICIT_DENY),
        ({"StringEquals": {"aws:SourceOrgID": "o-1"}}, "", Effect.ALLOW),
        ({"Null": {"aws:PrincipalIsAWSService": "true"}}, "", Effect.IMPLICIT_DENY),
    ],
)
def test_a_refusal_rests_on_nothing_that_may_not_be_sent(
    test: Doc, key: str, effect: Effect
) -> None:
    known = replace(IN_AN_ORGANISATION, unknown=())
    found = rule_surely([document(key_statement(test))], known)
    assert (found.effect, found.unknown_keys) == (effect, (key,) if key else ())


def test_outside_of_an_organisation_there_is_none_to_doubt() -> None:
    nowhere = replace(GENERATE, unknown=())
    never = document(key_statement({"StringEquals": {"aws:SourceOrgID": "o-2"}}))
    assert rule_surely([never], nowhere).effect is Effect.IMPLICIT_DENY


def test_the_same_question_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = evaluate

    def counted(policy: str | Mapping[str, object], request: Request) -> Decision:
        asked.append(policy)
        return real(policy, request)

    monkeypatch.setattr(access, "evaluate", counted)
    access._decided.cache_clear()
    text, other = document(key_statement(None)), replace(GENERATE, action="kms:Decrypt")
    assert rule([text], GENERATE) == rule((text,), replace(GENERATE)) == rule([text], GENERATE)
    assert len(asked) == 1
    assert rule([text], other).request is other and len(asked) == 2
    as_list = replace(GENERATE, context={"aws:SourceAccount": ["x"]})
    assert rule([text], as_list).request == as_list and len(asked) == 3
    parsed = json.loads(text)
    assert rule([parsed], GENERATE).effect is rule([text], GENERATE).effect


def test_what_no_statement_is_asked_about_is_not_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    explained: list[object] = []

    def explain(*parts: Any) -> StatementResult:
        explained.append(parts)
        return judge(*parts)

    monkeypatch.setattr(sys.modules["bot.core.policy.evaluate"], "judge", explain)
    access._decided.cache_clear()
    ruling = rule([document(key_statement(None))], GENERATE)
    assert ruling.effect is Effect.ALLOW and not explained
    assert len(ruling.deciding) == len(ruling.statements) == len(explained) == 1
