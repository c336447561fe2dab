"""What holds of every document that is edited."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.policy import Effect, Request, evaluate
from bot.core.policy.edit import (
    EditError,
    add_statement,
    same_policy,
    statement_with_sid,
    with_our_sid,
    without_statement,
)
from tests.core.build import ACCOUNT, BUDGETS, KEY, TOPIC, Doc, key_statement, statement
from tests.core.fixes.strategies import OURS, key_policies, policies, requests, topic_policies
from tests.core.policy.strategies import odd_documents

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of ours
ON_KEY = key_statement(sid=OURS)
ON_TOPIC = statement(
    sid=OURS,
    condition={
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"},
    },
)
KEY_CALLS = ("kms:GenerateDataKey", "kms:Decrypt", "kms:Encrypt", "kms:PutKeyPolicy")
TOPIC_CALLS = ("sns:Publish", "sns:Subscribe", "sns:SetTopicAttributes")


@given(policies)
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_every_other_statement_keeps_its_place_keys_and_values(text: str) -> None:
    ours = with_our_sid(text, ON_KEY)
    before, after = json.loads(text), json.loads(add_statement(text, ours))
    assert list(after) == list(before)
    assert {**after, "Statement": 0} == {**before, "Statement": 0}
    kept = [s for s in _as_list(text) if s.get("Sid") != ours["Sid"]]
    found = [s for s in _as_list(json.dumps(after)) if s.get("Sid") != ours["Sid"]]
    # As text: the order of the keys counts too.
    assert json.dumps(found) == json.dumps(kept)


def _as_list(text: str) -> list[Doc]:
    found = json.loads(text)["Statement"]
    return found if isinstance(found, list) else [found]


@given(policies)
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_in_and_out_again_leaves_the_document_as_it_was(text: str) -> None:
    ours = with_our_sid(text, ON_KEY)
    sid = str(ours["Sid"])
    after = add_statement(text, ours)
    assert statement_with_sid(after, sid) == ours
    assert len(after) - len(text) < 1_000
    if statement_with_sid(text, sid) is not None:
        return
    back = without_statement(after, sid)
    assert same_policy(back, text)
    if isinstance(json.loads(text)["Statement"], list):
        assert back == text


@given(key_policies, requests(KEY_CALLS, KEY))
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
def test_on_a_key_whoever_was_let_in_or_kept_out_still_is(text: str, request: Request) -> None:
    _nobody_else_is_touched(text, ON_KEY, request)


@given(topic_policies, requests(TOPIC_CALLS, TOPIC))
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
def test_on_a_topic_whoever_was_let_in_or_kept_out_still_is(text: str, request: Request) -> None:
    _nobody_else_is_touched(text, ON_TOPIC, request)


def _nobody_else_is_touched(text: str, statement: Doc, request: Request) -> None:
    after_text = add_statement(text, with_our_sid(text, statement))
    before, after = evaluate(text, request).effect, evaluate(after_text, request).effect
    if after is before:
        return
    assert before in {Effect.IMPLICIT_DENY, Effect.UNKNOWN}, "an Allow or a Deny was lost"
    assert request.service == BUDGETS
    account = request.context.get("aws:SourceAccount")
    assert account == ACCOUNT or (account is None and "aws:SourceAccount" in request.unknown)


@given(odd_documents.map(json.dumps) | st.text(max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
def test_any_text_is_edited_rightly_or_refused_in_a_sentence(text: str) -> None:
    try:
        after = add_statement(text, with_our_sid(text, ON_KEY))
    except EditError as refused:
        assert str(refused).endswith(".")
        return
    kept = [s for s in _as_list(after) if s.get("Sid") != OURS]
    assert kept == [s for s in _as_list(text) if s.get("Sid") != OURS]
    old = {k: v for k, v in json.loads(text).items() if k != "Statement"}
    assert {k: v for k, v in json.loads(after).items() if k != "Statement"} == old


@given(policies, st.sampled_from([None, 1, 3, "\t"]))
@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
def test_the_layout_is_not_the_meaning(text: str, indent: int | str | None) -> None:
    assert same_policy(text, json.dumps(json.loads(text), indent=indent))
