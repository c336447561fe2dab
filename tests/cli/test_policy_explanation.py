"""What `explain_policy` answers: never more certain than what it was told."""

from __future__ import annotations

import json

import pytest

from bot.cli.policy_explanation import Call, policy_explanation
from bot.errors import UsageError

TOPIC = "arn:aws:sns:us-east-1:111122223333:alerts"
SERVICE, PUBLISH = "budgets.amazonaws.com", "sns:Publish"


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(**more: object) -> dict[str, object]:
    return {
        "Sid": "Budgets",
        "Effect": "Allow",
        "Principal": {"Service": SERVICE},
        "Action": PUBLISH,
        "Resource": TOPIC,
        **more,
    }


def condition(value: str) -> dict[str, object]:
    return {"StringEquals": {"aws:SourceAccount": value}}


def deny(**more: object) -> dict[str, object]:
    return {**allow(**more), "Sid": "No", "Effect": "Deny", "Principal": "*"}


OURS = {"aws:SourceAccount": "111122223333"}
ALL_KEYS_OF_OTHERS = allow(Principal={"Service": "events.amazonaws.com"})


@pytest.mark.parametrize(
    ("statements", "context", "effect", "decided"),
    [
        ([allow()], {}, "allow", [1]),
        ([ALL_KEYS_OF_OTHERS, allow()], {}, "allow", [2]),
        ([allow(), deny()], {}, "deny", [2]),
        ([ALL_KEYS_OF_OTHERS], {}, "implicit_deny", []),
        ([allow(Condition=condition("111122223333"))], {}, "unknown", [1]),
        ([allow(Condition=condition("111122223333"))], OURS, "allow", [1]),
        ([allow(Condition=condition("444455556666"))], OURS, "implicit_deny", []),
        ([allow(), deny(Condition=condition("444455556666"))], {}, "unknown", [2]),
        ([allow(), deny(Condition=condition("444455556666"))], OURS, "allow", [1]),
        (
            [allow(), deny(Condition={"Bool": {"aws:PrincipalIsAWSService": "false"}})],
            {},
            "allow",
            [1],
        ),
    ],
)
def test_an_effect_and_who_decided_it(
    statements: list[dict[str, object]],
    context: dict[str, str | list[str]],
    effect: str,
    decided: list[int],
) -> None:
    said = policy_explanation(policy(*statements), Call(SERVICE, PUBLISH, TOPIC, context))
    deciding = said["deciding"]
    assert isinstance(deciding, list)
    assert (said["effect"], [one["statement"] for one in deciding]) == (effect, decided)


def test_words_name_the_statement_and_what_was_not_said() -> None:
    text = policy(allow(Condition=condition("111122223333")))
    said = policy_explanation(text, Call(SERVICE, PUBLISH, TOPIC, {}))
    assert said["unknown_keys"] == ["aws:SourceAccount"]
    assert said["says"] == (
        "Whether it allows budgets.amazonaws.com sns:Publish cannot be told: statement 1 "
        '("Budgets") turns on aws:SourceAccount, and it was not said what the request carries '
        "there."
    )
    known = policy_explanation(text, Call(SERVICE, PUBLISH, TOPIC, OURS))
    assert known["says"] == ('Statement 1 ("Budgets") allows budgets.amazonaws.com sns:Publish.')


def test_a_mistake_of_an_allow_that_means_the_service_is_named() -> None:
    text = policy(allow(Principal={"AWS": SERVICE}))
    said = policy_explanation(text, Call(SERVICE, PUBLISH, TOPIC, OURS))
    mistakes = said["mistakes"]
    assert isinstance(mistakes, list)
    assert said["effect"] == "implicit_deny" and '"Service"' in "".join(mistakes)


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"Statement": 3}', "[" * 100_000])
def test_what_is_no_policy_is_never_an_allow(text: str) -> None:
    said = policy_explanation(text, Call(SERVICE, PUBLISH, TOPIC, OURS))
    assert said["effect"] in {"unknown", "implicit_deny"} and said["says"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (Call("arn:aws:iam::1:root", PUBLISH, TOPIC, {}), "no service principal"),
        (Call("budgets", PUBLISH, TOPIC, {}), "no service principal"),
        (Call(SERVICE, "sns:*", TOPIC, {}), "is not one action"),
        (Call(SERVICE, "Publish", TOPIC, {}), "is not one action"),
        (Call(SERVICE, PUBLISH, "alerts", {}), "is no ARN"),
    ],
)
def test_what_is_no_call_is_refused(call: Call, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        policy_explanation(policy(allow()), call)
