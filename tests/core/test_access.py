import pytest

from bot.core.access import rule
from bot.core.checks._world import key_requests
from bot.core.policy import Effect
from tests.core.build import KEY_POLICY, ROOT, document, key, key_statement, path, topic

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
